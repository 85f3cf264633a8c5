"""The options that commands share, and those whose values are words of this library."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kpirules.evaluation.verdict import Outcome
    from kpirules.scoring.policy import Policy

language = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the report. 报告的语言。",
)


def outcomes(ctx: click.Context, param: click.Parameter, value: str | None) -> "frozenset[Outcome] | None":
    """Outcomes by name, parted by commas: ``not-met,undetermined``."""
    from kpirules.evaluation.verdict import Outcome
    from kpirules.source import visible

    if value is None:
        return None
    known = {outcome.value.replace(" ", "-"): outcome for outcome in Outcome}
    names = [name.strip() for name in value.split(",")]
    for name in names:
        if name not in known:
            message = f"“{visible(name)}” is none of {', '.join(known)}."
            raise click.BadParameter(message, ctx=ctx, param=param)
    return frozenset(known[name] for name in names)


def policy_of(ctx: click.Context, param: click.Parameter, value: str | None) -> "Policy":
    """A shipped policy by its name; the ministry's of 2020 where nobody says another."""
    from kpirules.scoring.policies import DEFAULT, policies
    from kpirules.source import visible

    found = policies().get(value if value is not None else DEFAULT)
    if found is None:
        message = f"“{visible(str(value))}” is none of {', '.join(policies())}."
        raise click.BadParameter(message, ctx=ctx, param=param)
    return found


def codes(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Codes or their beginnings, parted by commas: ``C002,I``."""
    _ = ctx, param
    names = value.split(",") if value is not None else ()
    return tuple(dict.fromkeys(name.strip().upper() for name in names))


fail_on = click.option(
    "--fail-on",
    callback=outcomes,
    default=None,
    metavar="OUTCOMES",
    help="Leave with status 1 if one of these occurred, such as not-met,undetermined. 出现这些结论时以 1 退出。",
)
decisions = click.option(
    "--decisions",
    default=None,
    metavar="FILE",
    help="What people decided where the form leaves it open, as TOML or JSON. 对表中未定事项的决定。",
)


def spoken(ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Words given as arguments: where the system's locale (LANG=C) could not decode them, as UTF-8."""
    _ = ctx, param
    return tuple(map(_spoken, value)) if isinstance(value, tuple) else _spoken(value)


def _spoken(text: str) -> str:
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text
