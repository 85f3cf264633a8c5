"""What a name may not be: an operator word, a growth or a number that could not be placed and would be lost inside it."""

import re

# What the lexer left of a comparator or connective it could not place: 不 of 不达95%, 大于 of 大于 等于.
_SPOKEN = re.compile(
    r"(?:不|未|不得|不应|不能|不可|没有|等于|[大小高低多少]于|至[少多]|最[少多高低]|超过?|突破|不足|达到?|或者?|而?且|并且?|同时|以及|控制在|介于)$"
    r"|^(?:且(?!末)|并且|同时|或者|以及|及其|至[少多]|最[少多]|起码)|^(?:大?约|近|大概)$"
)
# A growth beside what no growth can stand beside: 同比不下降 of 同比不下降5%以上, b同比增长 of a/b同比增长≥5%.
_OVER_A_BASE = (
    r"(?:[同环]比|[较比与同和跟](?:[上去前]一?个?[年期月季]|同期|基期|基年|期初|年初|(?:19|20)[0-9]{2}年))"
)
# What is held against a base that is more than a period: 甲是上年产值的 of 甲是上年产值的2倍以上.
_OF_A_BASE = re.compile(
    r"(?:[上去前]一?年度?|[往历]年|前[一两二三四五0-9]年|[上前]一?期|同期|基期|基准[期年]|期初|年初(?!预算|计划|目标|批复|下达))"
    r"(?!(?:同期|年?[底末])?的?(?:实际)?的?(?:水平|数值)?的$)[㐀-䶿一-鿿A-Za-z]{1,20}的$"
)
_GROWN = re.compile(
    rf"{_OVER_A_BASE}[㐀-䶿一-鿿]{{0,12}}?(?:持平|增长|增加|上升|提高|提升|下降|降低|减少|压减|缩减)$"
    r"|不(?:增长|增加|上升|提高|提升|下降|降低|减少)$"
    rf"|.(?:[同环]比)[㐀-䶿一-鿿]{{0,12}}?(?:增长|增加|上升|提高|提升|下降|降低|减少)[率幅速]度?$"
)
_NUMERAL = "[零一二两三四五六七八九十百千万亿0-9]+"
_NUMBER = re.compile(rf"{_NUMERAL}分之{_NUMERAL}")


def hides_operator(name: str) -> bool:
    """Whether a name begins or ends with what is left of a comparator or connective.

    >>> hides_operator("满意度不得"), hides_operator("本科以上学历人数")
    (True, False)
    """
    return _SPOKEN.search(name) is not None


def hides_growth(name: str) -> bool:
    """Whether a name ends as a growth does, or a multiple of a base.

    >>> [hides_growth(name) for name in ("同比不下降", "甲是上年产值的", "同比增长额")]
    [True, True, False]
    """
    return _GROWN.search(name) is not None or _OF_A_BASE.search(name) is not None


def is_number(name: str) -> bool:
    """Whether a name is a fraction in words.

    >>> is_number("三分之二"), is_number("三分之二强镇")
    (True, False)
    """
    return _NUMBER.fullmatch(name) is not None
