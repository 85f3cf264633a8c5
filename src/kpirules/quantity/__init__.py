"""Exact numbers, units and quantities.

Comes in: the characters of a number or unit. Goes out: :class:`~fractions.Fraction`, ``Unit`` and ``Quantity``,
or a ``Refusal`` that names what is wrong with them. Not its job: what a number is for, and where it stands.
"""
