"""Every check by its code."""

from collections.abc import Mapping

from kpirules.audit import (
    budget,
    goals,
    indicators_aims,
    indicators_tree,
    indicators_values,
    indicators_weights,
    printed,
    promises,
)
from kpirules.audit.remark import Check

TABLE: Mapping[str, Check] = {
    # The form as printed
    "P001": printed.row_shift,
    "P002": printed.split_table,
    "P003": printed.markup_residue,
    "P004": printed.header_gaps,
    "P005": printed.placeholder,
    "P006": printed.magnitude,
    # Money
    "B001": budget.splits_close,
    "B002": budget.totals,
    "B003": budget.tasks_within,
    "B005": budget.funds_missing,
    "B006": budget.share_explained,
    "B007": budget.digits,
    # Indicators
    "I001": indicators_tree.dimensions,
    "I002": indicators_tree.only_counted,
    "I003": indicators_values.value_missing,
    "I004": indicators_values.not_quantified,
    "I005": indicators_values.no_comparator,
    "I006": indicators_values.unit,
    "I007": indicators_values.vague_words,
    "I008": indicators_tree.level_tree,
    "I009": indicators_tree.misclassified,
    "I010": indicators_values.sign_against_name,
    "I011": indicators_values.percent_outside,
    "I012": indicators_values.annual_and_period,
    "I013": indicators_tree.duplicates,
    "I014": indicators_tree.spending_as_output,
    "I015": indicators_tree.pasted,
    "I016": indicators_aims.satisfaction,
    "I017": indicators_aims.trivial,
    "I018": indicators_weights.weights,
    # Tasks, promises and goals
    "C001": promises.task_without_indicator,
    "C002": promises.promise_without_indicator,
    "C003": promises.weaker_than_promise,
    "C004": promises.stronger_than_promise,
    "C005": promises.unit_words_differ,
    "C006": promises.indicator_without_task,
    "C007": goals.goal_without_figures,
    "C008": goals.benefit_unmeasured,
    "C009": goals.most_money_least_cover,
    "C010": promises.ambiguous_link,
}
