"""Which characters of a text stand in brackets or between quotation marks."""

_BRACKETS = {
    "(": ")",
    "（": "）",
    "[": "]",
    "【": "】",
    "〔": "〕",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
}
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}


def inside_brackets(text: str) -> bytes:
    """A byte for each character: 1 inside brackets or quotation marks that open and close on one line.

    >>> list(inside_brackets("共(3)场"))
    [0, 1, 1, 1, 0]
    """
    depth = [0] * (len(text) + 1)
    open_at: dict[str, list[int]] = {opening: [] for opening in _BRACKETS}
    straight: int | None = None
    for at, character in enumerate(text):
        if character in open_at:
            open_at[character].append(at)
        elif character in _CLOSING and (waiting := open_at[_CLOSING[character]]):
            depth[waiting.pop()] += 1
            depth[at + 1] -= 1
        elif character == '"':
            if straight is None:
                straight = at
            else:
                depth[straight] += 1
                depth[at + 1] -= 1
                straight = None
        elif character in "\r\n":
            straight = None
            for waiting in open_at.values():
                waiting.clear()
    inside, level = bytearray(len(text)), 0
    for at in range(len(text)):
        level += depth[at]
        inside[at] = level > 0
    return bytes(inside)
