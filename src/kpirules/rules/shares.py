"""Names whose figures are parts of a whole, so that more than 100 % is a slip."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_REMARK = re.compile(r"[(（][^()（）]*[)）]|[\s*:：。.、\-]+$")


def is_part_of_whole(name: str) -> bool:
    """Whether the figures of an indicator cannot exceed 100 %, by the end of its name.

    >>> is_part_of_whole("工程验收合格率"), is_part_of_whole("营业收入增长率")
    (True, False)
    """
    parts, beyond = _table()
    head = _REMARK.sub("", name)
    return head.endswith(parts) and not head.endswith(beyond)


@cache
def _table() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = tomllib.loads(files("kpirules.rules").joinpath("shares.toml").read_text(encoding="utf-8"))
    return tuple(table["part_of_a_whole"]), tuple(table["may_exceed"])
