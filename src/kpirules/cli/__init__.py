"""The command line: files and options come in, sentences and an exit status go out.

Each command is one thin file; what it knows about rules, forms and verdicts it asks the library.
It needs the extra ``cli``; without it the command says so in one line.
"""

import sys

_EXTRA = ("click",)
_CANNOT_WORK, _INTERRUPTED = 2, 130
_WITHOUT_EXTRA = '缺少命令行所需的包，请运行 / the command line needs: pip install "kpirules[cli]"\n'


def main() -> None:
    """Run the command line with the arguments of the process, and leave with its exit status."""
    try:
        from kpirules.cli.app import app
    except ModuleNotFoundError as missing:
        if missing.name not in _EXTRA:
            raise
        sys.stderr.write(_WITHOUT_EXTRA)
        sys.exit(_CANNOT_WORK)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    app(prog_name="kpirules")
