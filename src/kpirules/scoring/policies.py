"""The policies that ship with the library."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kpirules.scoring.plain import BASE, Wrong, from_plain
from kpirules.scoring.policy import Policy

DEFAULT = "mof-2020"
"""The name of the policy that holds where nobody says another."""


def policy(name: str = DEFAULT) -> Policy:
    """The shipped policy of that name; raises ValueError with the names there are.

    >>> policy("hubei-2020").execution
    Fraction(20, 1)
    """
    found = policies().get(name)
    if found is None:
        message = f"no policy is named {name!r}; there are: {', '.join(policies())}"
        raise ValueError(message)
    return found


def policy_meant(given: Policy | str | None) -> Policy:
    """A policy as it is given, by its name, or the one that holds where nobody says another.

    >>> policy_meant(None).name, policy_meant("mof-2021").name
    ('mof-2020', 'mof-2021')
    """
    return given if isinstance(given, Policy) else policy(DEFAULT if given is None else given)


@cache
def policies() -> Mapping[str, Policy]:
    """Every shipped policy by name.

    >>> sorted(policies())
    ['fiscal-system', 'hubei-2020', 'mof-2020', 'mof-2021']
    """
    table = tomllib.loads(files("kpirules.scoring").joinpath("policies.toml").read_text(encoding="utf-8"))
    found: dict[str, Policy] = {}
    for name, plain in table.items():
        base = found[plain[BASE]] if BASE in plain else Policy(name="")
        found[name] = from_plain(name, plain, base=base, tell=_never)
    return found


def _never(wrong: Wrong) -> None:
    message = f"{'.'.join(wrong.path)}: {wrong.expected}"
    raise AssertionError(message)
