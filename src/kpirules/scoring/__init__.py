"""Points for verdicts, by policies that are data.

Comes in: a verdict, a weight and a policy. Goes out: a score with the rule it came by, its arithmetic and its rounding,
or the interval it must lie in where something is open. Not its job: judging (evaluation) and whole forms (assessment).
"""
