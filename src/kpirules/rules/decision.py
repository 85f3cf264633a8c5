"""What a person settles about one indicator, with who and why."""

from attrs import asdict, field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.source import Place
from kpirules.syntax.ast import Comparator


@frozen
class Decision:
    """What holds where a form leaves a question open; ``by`` and ``reason`` are kept for the verdict.

    ``target`` is the text that holds: one of the choices a target offers, or any text that an answer can decide where it
    offers none. It stands against a target that can be read only if ``replaces`` quotes that target as the form has it.
    ``direction`` is ≥, ≤ or = for a number without a comparator, ``tolerance`` how far off 约 may be (``5%``, ``2天``).
    An indicator that is not ``applicable`` needs a reason.

    >>> Decision(direction=Comparator.AT_LEAST, by="评价组").plain()
    {'direction': '≥', 'by': '评价组'}
    """

    target: str = ""
    replaces: str = ""
    direction: Comparator | None = None
    tolerance: str = ""
    applicable: bool = True
    reason: str = ""
    by: str = ""
    place: Place | None = field(default=None, eq=False, kw_only=True)

    def plain(self) -> dict[str, str | bool]:
        """The keys and values of its lines in a file, those that say nothing left out."""
        values = asdict(
            self, filter=lambda attribute, value: attribute.name != "place" and value != attribute.default
        )
        return {key: value.value if isinstance(value, Comparator) else value for key, value in values.items()}

    @property
    def settled(self) -> str:
        """What it settles, in one line.

        >>> Decision(tolerance="2天", reason="合同约定").settled
        'tolerance = 2天'
        """
        return "；".join(
            f"{key} = {value}" for key, value in self.plain().items() if key not in {"reason", "by"}
        )

    def diagnostic(self, code: str, **values: str) -> Diagnostic:
        """A diagnostic about this decision, with its author and reason among the fields.

        >>> Decision(applicable=False, by="评价组", reason="项目取消").diagnostic("KPI571").message()
        '评价组决定：这个指标不适用（项目取消）'
        """
        signed = {
            "by": self.by,
            "by_of": f"{self.by}的" if self.by else "",
            "by_en": f" by {self.by}" if self.by else "",
            "reason": f"（{self.reason}）" if self.reason else "",
            "reason_en": f" ({self.reason})" if self.reason else "",
        }
        return Diagnostic(code, values={**signed, **values})
