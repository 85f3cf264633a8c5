"""Every check of self-evaluation sheets by its code."""

from collections.abc import Callable, Iterator, Mapping

from kpirules.audit import evaluated_funds, evaluated_rows, evaluated_targets, evaluated_total
from kpirules.audit.evaluated import EvaluatedForm
from kpirules.audit.remark import Excuse, Remark

EVALUATED_TABLE: Mapping[str, Callable[[EvaluatedForm], Iterator[Remark | Excuse]]] = {
    "S001": evaluated_funds.funds_block,
    "S002": evaluated_funds.execution_score,
    "S003": evaluated_rows.row_score,
    "S004": evaluated_rows.reason_missing,
    "S005": evaluated_rows.wrong_type,
    "S006": evaluated_rows.outside_band,
    "S007": evaluated_targets.changed,
    "S008": evaluated_total.total_and_grade,
    "S009": evaluated_total.little_spending,
    "S010": evaluated_targets.easy,
}
