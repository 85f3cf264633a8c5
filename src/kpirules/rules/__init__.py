"""Checked rules: a tree whose units fit, whose inputs are known, and whose bare numbers have a direction.

Comes in: a tree of ``syntax`` with the name and heading of its indicator. Goes out: a ``CheckedRule`` that evaluation
takes without knowing any text, with diagnostics. Not its job: figures, verdicts and scores.
"""
