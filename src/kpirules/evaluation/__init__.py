"""From a checked rule and reported figures to a verdict that explains itself.

Comes in: a ``CheckedRule`` and typed ``Actuals``. Goes out: exactly one ``Verdict``, exact, with trace, margin, shortfall
and reasons. Not its job: reading any text (the parser is never imported here), scores, and what the verdict costs.
"""
