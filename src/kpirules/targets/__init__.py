"""Reading what is wanted: the cells of an indicator's row, together.

Comes in: the value cell with comparator, unit and name, and what a person decided where they leave something open. Goes
out: a ``Target`` and what is to be said of it; never an exception. Not its job: finding the cells in a form.
"""

from kpirules.targets.read import read_target

__all__ = ["read_target"]
