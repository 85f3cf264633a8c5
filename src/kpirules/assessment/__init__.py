"""A declaration held against what was reported for it, and scored.

Comes in: a declaration, a sheet of figures, decisions, a policy. Goes out: an assessment, a verdict for every indicator,
and its scores with the total. Not its job: reading files and writing reports.
"""
