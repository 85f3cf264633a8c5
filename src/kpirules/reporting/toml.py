"""Texts as TOML writes them."""

from kpirules.source import is_hidden

_SHORT = 0xFFFF


def toml_text(text: str) -> str:
    r"""Between quotes; what TOML does not allow there, and what a terminal would obey or hide, by its code point.

    >>> print(toml_text('他说"好"\x1b'))
    "他说\"好\"\u001b"
    """
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if not is_hidden(character):
        return character
    return f"\\u{ord(character):04x}" if ord(character) <= _SHORT else f"\\U{ord(character):08x}"
