"""The options that commands share, and those whose values are words of this library."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kpirules.diagnostics import Diagnostic
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


def codes(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Codes or their beginnings, parted by commas: ``C002,I``."""
    _ = ctx, param
    names = value.split(",") if value is not None else ()
    return tuple(dict.fromkeys(name.strip().upper() for name in names))


def policy_of(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The name of a shipped policy or the path of a file; :func:`resolve_policy` says what it holds."""
    if value is not None and not value.strip():
        message = "a name or a file is due. 请写政策名称或文件。"
        raise click.BadParameter(message, ctx=ctx, param=param)
    return value


def resolve_policy(value: str | None) -> "tuple[Policy | None, tuple[Diagnostic, ...]]":
    """The policy that an option names, that of the ministry where it names none; ``None`` with what is wrong with it."""
    from kpirules.reading.policy import find_policy
    from kpirules.scoring.policies import DEFAULT

    return find_policy(DEFAULT if value is None else value)


def spoken(ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Words given as arguments: where the system's locale (LANG=C) could not decode them, as UTF-8."""
    _ = ctx, param
    return tuple(map(_spoken, value)) if isinstance(value, tuple) else _spoken(value)


def _spoken(text: str) -> str:
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text
