"""Checked rules: a tree whose units fit, whose inputs are known, and whose bare numbers have a direction.

Comes in: a tree of ``syntax`` with the name and heading of its indicator. Goes out: a ``CheckedRule`` that evaluation
takes without knowing any text, with diagnostics, and for a rule of one quantity the exact range of figures that meet
it, by which rules are compared. Not its job: reported figures, verdicts and scores.
"""
