"""Runs of characters that stand for one sign: LaTeX, signs of two characters, powers of units, blanks in a number."""

BLANKS = (
    "\t\n\r\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
)

GAP = f"[ {BLANKS}]+"

NUMERALS = "零一二两三四五六七八九十百千"
# Runs that mean one sign; the first alternative that fits wins, so the longer stand first.
RUNS: tuple[tuple[str, str], ...] = (
    (r"\\geqslant|\\geqq|\\geq|\\ge(?![a-z])|&ge;|[>＞] *[=＝]|[=＝] *[>＞]", "≥"),
    (r"\\leqslant|\\leqq|\\leq|\\le(?![a-z])|&le;|[<＜] *[=＝]|[=＝] *[<＜]", "≤"),
    (r"\\neq|\\ne(?![a-z])|[!！][=＝]|<>|＜＞|&ne;", "≠"),
    (r"&gt; *[=＝]|[=＝] *&gt;", "≥"),
    (r"&lt; *[=＝]|[=＝] *&lt;", "≤"),
    (r"\\gt(?![a-z])|&gt;", ">"),
    (r"\\lt(?![a-z])|&lt;", "<"),
    (r"[=＝]{2}", "="),
    # Quotation brackets that OCR and input methods put for signs, where a number follows.
    (r"[》»](?= *[0-9])", "≥"),
    (r"[《«](?= *[0-9])", "≤"),
    (r"〉(?= *[0-9])", ">"),
    (r"〈(?= *[0-9])", "<"),
    (r"\\times(?![a-z])|\\cdot(?![a-z])|&times;", "×"),
    (r"\\div(?![a-z])", "/"),
    (r"\\pm(?![a-z])", "±"),
    (r"\\sim(?![a-z])", "~"),
    (r"\\%", "%"),
    (r"\\left(?![a-z])|\\right(?![a-z])|\\displaystyle(?![a-z])", ""),
    (r"\\[,;:! ]|\\quad(?![a-z])|&nbsp;", " "),
    (r"[Kk][Mm]²", "平方公里"),
    (r"hm²", "公顷"),
    (r"cm²", "平方厘米"),
    (r"mm²", "平方毫米"),
    (r"[Mm]²", "平方米"),
    (r"cm³", "立方厘米"),
    (r"dm³", "升"),
    (r"N?m³", "立方米"),
    (r"[—–―─]{2,}(?= *[0-9一二两三四五六七八九十百负])", "~"),
    (r"[μµ]g", "微克"),
    (r"[μµ]m", "微米"),
    (r"° *[CＣ](?![A-Za-z])", "℃"),
    (r"° *[FＦ](?![A-Za-z])", "华氏度"),
    # A blank that a word processor put between a number and its 万.
    (rf"(?<=[0-9{NUMERALS}]){GAP}(?=[百千万亿])", ""),
    (rf"(?<=[0-9{NUMERALS}])个(?=亿)", ""),
    (rf"(?<=个){GAP}(?=百分|工作日|月|小时|季度|星期)", ""),
)
