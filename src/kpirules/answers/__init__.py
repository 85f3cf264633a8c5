"""From what somebody reported to a typed answer.

Comes in: a text of a cell, or a figure from Python, and the target it answers. Goes out: an ``Answer`` of
``evaluation.actuals`` and the diagnostics that say how it was read. Not its job: judging whether it reaches the target.
"""
