"""Fields of a Word document: an instruction that is not shown, and the result that is."""

from collections.abc import Mapping

from attrs import Factory, define

from kpirules.reading.passage import Passage
from kpirules.reading.wordlooks import attribute, is_on

_CHANGING = frozenset({"DATE", "TIME", "FORMULA", "SAVEDATE", "PRINTDATE"})
_LONGEST_INSTRUCTION = 1000


@define
class Field:
    """A field that is open: its instruction so far, and where in which passage its result began."""

    instruction: str = ""
    passage: Passage | None = None
    start: int = 0
    entries: list[str] = Factory(list)
    chosen: int | None = None
    ticked: bool | None = None

    @property
    def is_instruction(self) -> bool:
        """Whether what comes now is still instruction."""
        return self.passage is None

    def instruct(self, words: str) -> None:
        if len(self.instruction) < _LONGEST_INSTRUCTION:
            self.instruction += words

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        """A part of what an old form field holds: a box to tick or a list to choose from."""
        value = attribute(attributes, "val") or ""
        match name:
            case "checkBox":
                self.ticked = False
            case "default" | "checked" if self.ticked is not None:
                self.ticked = is_on(attributes)
            case "listEntry":
                self.entries.append(value)
            case "result" | "default" if self.chosen is None:
                self.chosen = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else None

    def close(self, passage: Passage) -> None:
        """Add to ``passage`` what the field shows besides its result, and tell what may have changed or is lost."""
        words = self.instruction.split()
        kind = words[0].upper() if words else ""
        if self.ticked is not None:
            self._show("☑" if self.ticked else "☐", "checkbox", passage)
        elif self.entries:
            self._show(self.entries[min(self.chosen or 0, len(self.entries) - 1)], "select", passage)
        elif kind == "EQ" or (kind.startswith("=") or kind in _CHANGING):
            shown = (
                "".join(text for text, look in passage.pieces[self.start :] if look.is_kept)
                if passage is self.passage
                else ""
            )
            if kind == "EQ":
                passage.remark("KPI850", text=shown or " ".join(words))
            else:
                passage.remark("KPI857", what=" ".join(words), text=shown)

    def _show(self, text: str, what: str, passage: Passage) -> None:
        passage.add(text)
        passage.remark("KPI857", what=what, text=text)
