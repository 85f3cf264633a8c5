"""Names of elements of a Word document, whatever prefix a file gives its namespaces."""

from collections.abc import Mapping

from attrs import Factory, define

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}


@define
class Names:
    """The usual prefix for each prefix that was declared; the last declaration of a prefix holds.

    >>> names = Names()
    >>> names.declare({"xmlns:x": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"})
    >>> names.usual("x:p"), names.usual("o:p")
    ('w:p', 'o:p')
    """

    prefixes: dict[str, str] = Factory(dict)

    def declare(self, attributes: Mapping[str, str]) -> None:
        """Take note of the namespaces among the attributes of an element."""
        for key, value in attributes.items():
            if key.startswith("xmlns"):
                self.prefixes[key[6:]] = _NAMESPACES.get(value, key[6:])

    def usual(self, name: str) -> str:
        """A name with the prefix it mostly has."""
        prefix, _, rest = name.rpartition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{rest}"
