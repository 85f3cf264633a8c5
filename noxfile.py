"""What a maintainer runs before a release; `.ci/run` is the short way for every change."""

import nox

nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["tests", "lint", "grammar", "types", "docs", "packaging"]
nox.options.error_on_missing_interpreters = True


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Every test and every example, one file on one worker so that a page's examples share their names."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n", "auto", "--dist", "loadfile", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, with the pinned ruff."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def grammar(session: nox.Session) -> None:
    """Conflicts of rules and collisions of terminals, in lark's strict mode, which wants a package nothing else needs."""
    session.install("lark[interegular]")
    session.run("python", ".ci/grammar.py")


@nox.session
def types(session: nox.Session) -> None:
    """Types, with the pinned mypy."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, where a warning or a broken reference is an error."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-W", "--keep-going", "-n", "docs", "docs/_build/html")


@nox.session(python="3.11")
def fuzz(session: nox.Session) -> None:
    """Rows made of bytes, guided by coverage: ``nox -s fuzz -- 1000000 7`` for that many executions with that seed."""
    session.install("-e", ".", "atheris")
    session.run("python", "-m", "tests.fuzz.run", *(session.posargs or ["1000000"]))


@nox.session(python="3.11")
def mutation(session: nox.Session) -> None:
    """A sample of small wrongs in the core rooms that the tests must notice: ``nox -s mutation -- 400 1``."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.mutation.run", *(session.posargs or ["400", "1"]))


@nox.session
def packaging(session: nox.Session) -> None:
    """The wheel and the sdist, built in isolation from nothing but the declared build requirements."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "build", "--outdir", session.create_tmp())
    session.run("pytest", "tests/packaging", *session.posargs)
