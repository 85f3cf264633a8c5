"""Office files whose bytes depend on their content alone: no time of making in them."""

import io
import re
import zipfile

_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_EPOCH = b"2000-01-01T00:00:00Z"
_FIRST = (1980, 1, 1, 0, 0, 0)


def timeless(package: bytes) -> bytes:
    """The same parts in the same order, with fixed times for all of them.

    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as archive:
    ...     archive.writestr("a.xml", "<a/>")
    >>> zipfile.ZipFile(io.BytesIO(timeless(made.getvalue()))).infolist()[0].date_time
    (1980, 1, 1, 0, 0, 0)
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename == _CORE:
                content = _STAMP.sub(rb"\g<1>" + _EPOCH + rb"\g<2>", content)
            new.writestr(zipfile.ZipInfo(part.filename, _FIRST), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
