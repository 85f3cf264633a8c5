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
    is_eager=True,  # what is wrong with another option is told in it
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


shape = click.option(
    "--format",
    "shown",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people or JSON (UTF-8) for programs. 文字或 JSON。",
)
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


def policy_of(ctx: click.Context, param: click.Parameter, value: str | None) -> "Policy":
    """A shipped policy by its name, or the one in a file; the ministry's of 2020 where nobody says another.

    What is wrong with it is told as any input's is, with status 2.
    """
    from kpirules.cli.console import tell
    from kpirules.reading.policy import find_policy
    from kpirules.scoring.policies import DEFAULT

    if value is not None and not value.strip():
        message = "a name or a file is due. 请写政策名称或文件。"
        raise click.BadParameter(message, ctx=ctx, param=param)
    found, diagnostics = find_policy(DEFAULT if value is None else value)
    status = tell(diagnostics, lang=ctx.params.get("lang", "zh")) if diagnostics else 0
    if found is None:
        ctx.exit(status)
    return found


def spoken(ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Words given as arguments: where the system's locale (LANG=C) could not decode them, as UTF-8."""
    _ = ctx, param
    return tuple(map(_spoken, value)) if isinstance(value, tuple) else _spoken(value)


def _spoken(text: str) -> str:
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text
