"""A declaration as a reviewer reads it: every check that was asked for, what it found, and what could not be checked.

Comes in: a declaration and the diagnostics of reading it. Goes out: findings with their places, and a ledger of all checks.
Not its job: judging figures that were reached, which is evaluation, and printing, which is reporting.
"""
