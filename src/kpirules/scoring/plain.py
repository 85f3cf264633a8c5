"""A policy as plain data, the shape of its file, and back; what is wrong with a file is told key by key."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from kpirules.quantity.number import write_number
from kpirules.scoring.fields import READERS, WrongError, one_of
from kpirules.scoring.method import Direct, Method, Steps, Tiers
from kpirules.scoring.policy import Policy, RateFrom

Plain = Mapping[str, Any]


@frozen
class Wrong:
    """What is wrong in a policy's file: the keys that lead to it, and what was expected there.

    ``known`` are the keys there are, where the last one of ``path`` is none of them; else it is empty.
    """

    path: tuple[str, ...]
    expected: str = ""
    known: tuple[str, ...] = ()


Tell = Callable[[Wrong], None]
"""Takes what is wrong, once for each key."""

BASE = "base"
"""The key that names the policy a file starts from."""

_TABLES = {"overfulfil": ("flag", "explain", "bands"), "rounding": ("mode", "decimals", "rate")}
_OPTIONAL = {"title", "title_en", "absent", "methods", "grounds"}

NEEDED = tuple(
    path
    for key in READERS
    if key not in _OPTIONAL
    for path in [(key,), *((key, below) for below in _TABLES.get(key, ()))]
)
"""The keys that a file without a base must have: all that points may depend on."""


def from_plain(name: str, plain: Plain, *, base: Policy, tell: Tell) -> Policy:
    """``base`` with what ``plain`` changes; a key that is unknown or wrong is told and leaves what ``base`` says.

    >>> from kpirules.scoring.policies import policy
    >>> from_plain("ours", {"reverse": "inverse"}, base=policy("mof-2020"), tell=print).reverse.value
    'inverse'
    """
    changes: dict[str, Any] = {}
    for key, value in plain.items():
        if key == BASE:
            continue
        read = READERS.get(key)
        if read is None:
            tell(Wrong((key,), known=(BASE, *READERS)))
            continue
        try:
            changes[key] = read(value)
        except WrongError as wrong:
            tell(Wrong((key, *wrong.path), str(wrong), wrong.known))
    for key in ("overfulfil", "rounding"):
        if key in changes:
            changes[key] = evolve(getattr(base, key), **changes[key])
    if "rounding" in changes and "rate" in plain["rounding"]:
        changes["rate_from"] = one_of(RateFrom)(plain["rounding"]["rate"])
    if "grounds" in changes:
        changes["grounds"] = {**base.grounds, **changes["grounds"]}
    return evolve(base, name=name, **changes)


def to_plain(policy: Policy) -> dict[str, Any]:
    """Everything that a policy says, complete and without a base.

    >>> from kpirules.scoring.policies import policy
    >>> from_plain("mof-2020", to_plain(policy("mof-2020")), base=Policy(name=""), tell=print) == policy(
    ...     "mof-2020"
    ... )
    True
    """
    return {
        "title": policy.title,
        "title_en": policy.title_en,
        "execution": write_number(policy.execution),
        "reverse": policy.reverse.value,
        "compound": policy.compound.value,
        "late": "none" if policy.late.minus is None else write_number(policy.late.minus),
        "ungraded": policy.ungraded.value,
        "rescale": policy.rescale,
        "reason_below": _percent_text(policy.reason_below),
        "bands": [[_percent_text(band.low), _percent_text(band.high)] for band in policy.bands],
        "grades": [[level.label, write_number(level.least)] for level in policy.grades],
        "shares": {label: write_number(points) for label, points in policy.shares.items()},
        "absent": dict(policy.absent),
        "overfulfil": {
            "flag": "none" if policy.overfulfil.flag is None else write_number(policy.overfulfil.flag),
            "explain": policy.overfulfil.explain,
            "bands": [[write_number(at), _percent_text(share)] for at, share in policy.overfulfil.bands],
        },
        "rounding": {
            "mode": policy.rounding.mode.value,
            "decimals": policy.rounding.decimals,
            "rate": policy.rate_from.value,
        },
        "methods": {name: _method_plain(method) for name, method in policy.methods.items()},
        "grounds": {
            key: {"source": ground.source, "confidence": ground.confidence.value}
            for key, ground in policy.grounds.items()
        },
    }


def _percent_text(share: Fraction) -> str:
    return f"{write_number(share * 100)}%"


def _method_plain(method: Method) -> dict[str, Any]:
    match method:
        case Tiers(bounds, better):
            written = [[write_number(at), _percent_text(share)] for at, share in bounds]
            return {"kind": "tiers", "bounds": written, "better": better.value}
        case Steps(standard, per, minus, better):
            values = {"standard": standard, "per": per, "minus": minus}
            return {
                "kind": "steps",
                **{k: write_number(v) for k, v in values.items()},
                "better": better.value,
            }
        case Direct():
            return {"kind": "direct"}
