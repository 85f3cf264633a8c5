"""From the characters of a target to its tree, and back to one canonical text.

Comes in: a text as a person wrote it. Goes out: a frozen tree of ``ast`` nodes whose spans count characters of that text,
with diagnostics. Not its job: whether units fit, which direction a bare number means, and what figures answer it.
"""
