"""``kpirules policy``: the policies that ship, and one of them as a file to copy and change."""

from typing import TYPE_CHECKING

import click

from kpirules.cli.console import CANNOT_WORK, show, show_bytes, tell
from kpirules.cli.options import language, policy_of, resolve_policy

if TYPE_CHECKING:
    from kpirules.diagnostics import Language


@click.command(short_help="计分政策 Show the policies for scoring.")
@click.argument("named", metavar="[NAME]", required=False, callback=policy_of)
@language
def policy(*, named: str | None, lang: "Language") -> int:
    """计分政策。 List the shipped policies, or print the one called NAME as TOML; of a file, what it comes to."""
    if named is None:
        from kpirules.reporting.policies import list_policies

        return show(list_policies(lang=lang))
    from kpirules.reporting.policy import write_policy

    found, diagnostics = resolve_policy(named)
    if diagnostics:
        tell(diagnostics, lang=lang)
    return CANNOT_WORK if found is None else show_bytes(write_policy(found).encode())
