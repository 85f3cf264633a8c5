"""The command ``kpirules`` and what holds for all its commands: statuses, interruption, streams."""

import sys
from typing import Any

import click

from kpirules import __version__
from kpirules.cli.audit import audit
from kpirules.cli.check import check
from kpirules.cli.console import DONE, INTERRUPTED, prepare, silence
from kpirules.cli.explain import explain
from kpirules.cli.monitor import monitor
from kpirules.cli.policy import policy
from kpirules.cli.recheck import recheck
from kpirules.cli.score import score
from kpirules.cli.template import template


class Commands(click.Group):
    """A group whose commands return their exit status, and which never leaves with a traceback of the console."""

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as click has it
        options["standalone_mode"] = False
        prepare()
        try:
            status = super().main(*args, **options)
        except click.ClickException as problem:
            problem.show()
            status = problem.exit_code
        except (click.Abort, KeyboardInterrupt):
            status = INTERRUPTED
        except SystemExit:  # how click leaves when the reader of a help page has left
            silence()
            status = DONE
        sys.exit(status)


@click.group(
    cls=Commands,
    epilog="Status: 0 done, 1 an outcome of --fail-on occurred, 2 an input could not be read. "
    "A missed target is a result and no failure.",
)
@click.version_option(__version__, prog_name="kpirules")
def app() -> None:
    """核对绩效目标申报表。 Check the performance indicators that Chinese public bodies declare."""


for command in (check, score, monitor, audit, recheck, template, explain, policy):
    app.add_command(command)
