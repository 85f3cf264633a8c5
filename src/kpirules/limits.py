"""The bounds of everything that is read, in one record."""

from attrs import frozen


@frozen
class Limits:
    """How much of an untrusted text or file is taken in before it is refused.

    Lengths are in characters, ``decisions`` that of a whole file of them, sizes in bytes; beyond a limit stands
    a diagnostic or :class:`~kpirules.LimitExceeded`.
    ``span`` is how many rows or columns one cell may cover. ``members`` are the files in an archive, none of more than
    ``member_bytes`` unpacked and all of at most ``archive_bytes``; one of more than a mebibyte may be ``ratio`` times its
    packed size.
    ``cells``, ``elements``, ``pages`` and ``document_characters`` bound what is read of one document.
    ``remembered`` is how many texts of at most ``remembered_characters`` are kept as read; others are read each time.

    >>> Limits().characters
    2000
    """

    characters: int = 2_000
    nesting: int = 64
    operands: int = 256
    tokens: int = 1_000
    digits: int = 100
    exponent: int = 30
    magnitude: int = 60
    bits: int = 4_096
    name: int = 200
    unit: int = 20
    decisions: int = 1_000_000
    remembered: int = 2_048
    remembered_characters: int = 200
    file_bytes: int = 64 * 1024 * 1024
    rows: int = 200_000
    columns: int = 256
    cells: int = 500_000
    elements: int = 500_000
    pages: int = 200
    document_characters: int = 16_000_000
    indicators: int = 200_000
    diagnostics: int = 1_000
    span: int = 1_000
    members: int = 2_000
    member_bytes: int = 64 * 1024 * 1024
    archive_bytes: int = 256 * 1024 * 1024
    ratio: int = 200
    xml_depth: int = 256


LIMITS = Limits()
