"""``kpirules policy``: the policies that ship, and one of them as a file to copy and change."""

from typing import TYPE_CHECKING

import click

from kpirules.cli.console import show, show_bytes
from kpirules.cli.options import language, policy_of

if TYPE_CHECKING:
    from kpirules.diagnostics import Language
    from kpirules.scoring.policy import Policy


def _named(ctx: click.Context, param: click.Parameter, value: str | None) -> "Policy | None":
    return None if value is None else policy_of(ctx, param, value)


@click.command(short_help="计分政策 Show the policies for scoring.")
@click.argument("found", metavar="[NAME|FILE]", required=False, callback=_named)
@language
def policy(*, found: "Policy | None", lang: "Language") -> int:
    """计分政策。 List the shipped policies, or print the one called NAME as TOML; of a FILE, what it comes to."""
    if found is None:
        from kpirules.reporting.policies import list_policies

        return show(list_policies(lang=lang))
    from kpirules.reporting.policy import write_policy

    return show_bytes(write_policy(found).encode())
