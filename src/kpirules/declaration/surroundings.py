"""The words round a figure: who does what, what is counted, and for each of what."""

import re
from functools import cache

from attrs import frozen

from kpirules.declaration.words import prose_words
from kpirules.quantity.unit import unit_words

_LONGEST = 40
_LONGEST_NOUN = 20
_SHORTEST = 2
_SHORT_NOUN = 3
_FULL = 4
_TOWARDS = re.compile(r"(?:向|在|对|为|面向|针对|围绕|通过|利用|依托|按照|根据|结合)")
_END = re.compile(r"[^㐀-䶿一-鿿A-Za-z0-9·、/\-]")
_JOINT = re.compile(r"[、和与及]|以及|并|进行|登台|用于|来|，")
_LEADING = re.compile(r"^[、和与及并,;: ]+")
_MARKS = " ·、，,:的和与及并《》“”‘’「」()"
_TRAILING = re.compile(r"(?:达到?|为|共计|累计|合计|总计|约|共|要|须|需|应|)$")
_TIMES = "学年|学期|季度|工作日|年度|个月|年|季|月|周|天|日"
_AVERAGE = re.compile(r"(?:人均|户均|场均|平均每[㐀-䶿一-鿿]{1,2})")


@frozen
class Surroundings:
    """``verb`` what is done, ``metric`` what is counted, ``per`` for each of what (每场, 每个队伍); empty where unsaid."""

    verb: str = ""
    metric: str = ""
    per: str = ""


def look_around(before: str, behind: str) -> Surroundings:
    """What the words of a clause before and behind its figure say.

    >>> look_around("向社会招募科普志愿服务队伍", "")
    Surroundings(verb='招募', metric='科普志愿服务队伍', per='')
    >>> look_around("要求每个队伍年度完成", "科普活动")
    Surroundings(verb='完成', metric='科普活动', per='每个队伍')
    """
    # 落实《办法》3项: what is counted is no title.
    before = "" if before.rstrip().endswith("·") else _TRAILING.sub("", before[-_LONGEST:])
    per, before, rest = _each(before)
    verb, noun = _done(before)
    last = _last_verb(noun)
    if last:
        verb, noun = last, "" if _counted(behind) else noun.removesuffix(last).strip(_MARKS)
    if rest and not verb and len(noun) <= _SHORT_NOUN and not prose_words().head.search(noun):
        noun = ""  # 每场活动不少于50人: 活动 belongs to 每场
    return Surroundings(verb, noun or _counted(behind), per)


def _each(text: str) -> tuple[str, str, str]:
    """``每个队伍`` with what follows it; the noun belongs to 个 alone, which says nothing by itself."""
    words = prose_words()
    found = max(_per().finditer(text), key=lambda match: match.end(), default=None)
    if found is None:
        other = _AVERAGE.search(text) or words.each.search(text)
        return (other.group(), text[other.end() :], "") if other else ("", text, "")
    behind = text[found.end() :]
    if found["generic"]:
        stops = (words.verb.search(behind), words.filler.search(behind))
        stop = min((match.start() for match in stops if match), default=len(behind))
        return found.group() + behind[:stop], behind[stop:], ""
    return found.group(), behind, "" if found["time"] else behind


def _done(text: str) -> tuple[str, str]:
    """The verb at the head of the words and the noun behind it; words that say neither are left aside."""
    words = prose_words()
    text = _LEADING.sub("", text)
    opening = words.opening.match(text)
    text = text[opening.end() :] if opening else text
    towards = _TOWARDS.match(text)
    reached = words.verb.search(text, towards.end() + 1) if towards else None
    text = text[reached.start() :] if reached else text
    verb, at = "", 0
    while at < len(text):
        found = words.verb.match(text, at)
        if found is not None:
            rest = text[found.end() :]
            if len(rest) == 1 or words.head.fullmatch(rest):
                break  # 培训人数, 培训班: a name, not something done to it
            verb, at = found.group(), found.end()
            continue
        filler = words.filler.match(text, at)
        if filler is None or (len(filler.group()) == 1 and not _goes_on(text, filler.end())):
            break
        at = filler.end()
    return verb, _head(text[at:])


def _head(noun: str) -> str:
    """What is counted at the end of a longer phrase."""
    words = prose_words()
    strong = words.strong.match(noun)
    for start in (noun.rfind("新增"), strong.end() if strong else 0, noun.rfind("的") + 1):
        if start > 0 and len(noun) - start >= _SHORTEST:
            noun = noun[start:]
            break
    return noun.strip(_MARKS)[-_LONGEST_NOUN:]


def _goes_on(text: str, at: int) -> bool:
    """Whether a verb, a filler or nothing follows: 应 of 应组织 is one, that of 应届毕业生 is not."""
    words = prose_words()
    return at == len(text) or bool(words.verb.match(text, at) or words.filler.match(text, at))


def _last_verb(noun: str) -> str:
    """The verb that closes the words (各镇街举办): what is done to what follows."""
    found = max(prose_words().verb.finditer(noun), key=lambda match: match.end(), default=None)
    return found.group() if found is not None and found.end() == len(noun) and found.start() > 0 else ""


def _counted(text: str) -> str:
    """The noun behind a figure, up to the next mark or joint."""
    words = prose_words()
    end = _END.search(text)
    text = text[: end.start() if end else len(text)]
    while (modifier := words.modifier.match(text)) is not None and modifier.end():
        text = text[modifier.end() :]
    joint = next((m for m in _JOINT.finditer(text) if m.start() >= _FULL), None)
    return text[: joint.start() if joint else len(text)].strip(_MARKS)[:_LONGEST_NOUN]


@cache
def _per() -> re.Pattern[str]:
    known = (word for word in unit_words() if word not in {*_TIMES.split("|"), "两"} and not word.isascii())
    measures = "|".join(map(re.escape, known))
    return re.compile(
        rf"每(?:[两二三四六半0-9]?个?(?P<time>{_TIMES})|一?(?:(?P<generic>个|类|项)|{measures}|校|市|区|镇街))"
    )
