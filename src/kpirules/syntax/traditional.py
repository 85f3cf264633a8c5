"""Traditional characters, folded into the simplified ones that mean the same."""

import re
import tomllib
from functools import cache
from importlib.resources import files

# 參 is the three of 貳拾參 as well as the 参 of 参加.
_THREE = re.compile(r"参(?=[拾佰仟])|(?<=[拾佰仟零])参")


def fold(text: str) -> str:
    """The text in simplified characters, one for one; characters of both scripts stay.

    >>> fold("滿意人數不低於兩萬")
    '满意人数不低于两万'
    """
    found, table = _folding()
    folded = text.translate(table) if found.search(text) else text
    return _THREE.sub("叁", folded) if "参" in folded else folded


@cache
def _folding() -> tuple[re.Pattern[str], dict[int, int]]:
    """A quick check for what there is to fold, and the table that folds it."""
    read = tomllib.loads(files("kpirules.syntax").joinpath("traditional.toml").read_text(encoding="utf-8"))
    pairs = [pair for line in read["pairs"] for pair in line.split()]
    return re.compile(f"[{''.join(pair[0] for pair in pairs)}]"), {
        ord(pair[0]): ord(pair[1]) for pair in pairs
    }
