"""HTML as a run of tags and words.

A tree is not built here: builders of trees, the fast one of selectolax too, take time that grows with the square of
the depth, so that 500 kB of nested tags hold one up for half a minute where nothing can interrupt it. Here every
character is looked at a bounded number of times.
"""

import html
import re
from collections.abc import Iterator, Mapping

from attrs import frozen

#  The content of these is text until their own end tag, whatever it looks like.
RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_SKIPPED = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"(=?[^\s/>=]*)(?:\s*(=)\s*)?")
_UNQUOTED = re.compile(r"[^\s>]*")
_END_OF_COMMENT = re.compile(r"--!?>")
_KEPT = frozenset({
    "class", "id", "style", "hidden", "colspan", "rowspan", "type", "value", "checked", "selected", "face", "dir",
    "alt", "content", "charset", "http-equiv",
})  # fmt: skip
#  A number of more digits is no character, and would cost what a number of a million digits costs.
_ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9A-Fa-f]{8,});?")
_LONGEST_NAME = 64
_BLANKS = re.compile("[ \t\n\r\f]+")
_WIDE = "[\u2e80-\u9fff\uff01-\uff60]"
#  The source is folded anywhere between Chinese characters, which are written without blanks.
_FOLD = re.compile(f"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")


@frozen
class Tag:
    """A start tag with the attributes that matter here, or an end tag."""

    name: str
    attributes: Mapping[str, str]
    is_end: bool = False


@frozen
class Raw:
    """What stands between ``<script>`` or its like and its end tag."""

    tag: Tag
    text: str


def read_tags(text: str) -> Iterator[Tag | Raw | str]:
    """Tags and the words between them; comments and declarations are left out.

    >>> [
    ...     token if isinstance(token, str) else token.name
    ...     for token in read_tags("<p>≥&#54;<br>场<!-- x --></p>")
    ... ]
    ['p', '≥6', 'br', '场', 'p']
    """
    position = 0
    while position < len(text):
        opened = text.find("<", position)
        if opened < 0:
            opened = len(text)
        if opened > position:
            yield unescape(text[position:opened])
        if opened == len(text):
            return
        name = _NAME.match(text, opened + 1)
        end_name = _NAME.match(text, opened + 2) if text.startswith("/", opened + 1) else None
        if name is None and end_name is None:
            following = text[opened + 1 : opened + 2]
            if following in {"!", "?"} or (following == "/" and len(text) > opened + 2):
                position = _after_comment(text, opened)
            else:
                yield "<"
                position = opened + 1
            continue
        found = name or end_name
        assert found is not None  # one of both  # noqa: S101
        attributes, position = _attributes(text, found.end())
        if position < 0:  # the text ends inside of a tag, which is none then
            return
        tag = Tag(found.group()[:_LONGEST_NAME].lower(), attributes, is_end=name is None)
        if tag.is_end or tag.name not in RAW:
            yield tag
            continue
        ended = re.compile(f"</{tag.name}(?=[\\s/>])", re.IGNORECASE).search(text, position)
        stop = ended.start() if ended is not None else len(text)
        yield Raw(tag, text[position:stop])
        position = stop if ended is None else _attributes(text, ended.end())[1]
        if position < 0:
            return


def unescape(text: str) -> str:
    r"""Words with their references to characters resolved; one that names no character is U+FFFD.

    >>> unescape("&ge;6&nbsp;场"), unescape("&#99999999999;")
    ('≥6\xa0场', '�')
    """
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))


def unfolded(text: str) -> str:
    r"""Words as a screen shows them: blanks count once, and none comes of a fold between Chinese characters.

    >>> unfolded("绩效\n指标  ≥6 \n场")
    '绩效指标 ≥6 场'
    """
    return _BLANKS.sub(" ", _FOLD.sub("", text))


def _after_comment(text: str, opened: int) -> int:
    """Where a comment, declaration or instruction is over."""
    if text.startswith("<!--", opened):
        for short in ("<!-->", "<!--->"):
            if text.startswith(short, opened):
                return opened + len(short)
        found = _END_OF_COMMENT.search(text, opened + 4)
        return found.end() if found is not None else len(text)
    end = text.find(">", opened)
    return end + 1 if end >= 0 else len(text)


def _attributes(text: str, position: int) -> tuple[dict[str, str], int]:
    """The attributes from ``position`` on and where the tag is over; -1 if it never is."""
    kept: dict[str, str] = {}
    while True:
        skipped = _SKIPPED.match(text, position)
        position = skipped.end() if skipped is not None else position
        if position >= len(text):
            return kept, -1
        if text[position] == ">":
            return kept, position + 1
        found = _ATTRIBUTE.match(text, position)
        assert found is not None  # the pattern matches the empty name too  # noqa: S101
        position = found.end()
        value = ""
        if found[2]:
            quote = text[position : position + 1]
            if quote in {'"', "'"}:
                closed = text.find(quote, position + 1)
                if closed < 0:
                    return kept, -1
                value, position = text[position + 1 : closed], closed + 1
            else:
                unquoted = _UNQUOTED.match(text, position)
                end = unquoted.end() if unquoted is not None else position
                value, position = text[position:end], end
        name = found[1].lower()
        if name in _KEPT and name not in kept:
            kept[name] = unescape(value)
