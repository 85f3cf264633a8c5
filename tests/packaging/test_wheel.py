"""What a user gets: the sdist, the wheel built from it, and the wheel installed in a bare environment."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from importlib.metadata import distribution
from pathlib import Path

import pytest
from attrs import frozen
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parent.parent.parent
GRAMMAR = "grammar/indicator.lark"


@frozen
class Built:
    """The two files that would be published."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist of this checkout and the wheel of that sdist, made with the hatchling at hand: no network."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(TOP), cwd=TOP)
    (sdist,) = out.glob("*.tar.gz")
    (wheel,) = out.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def bare(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and exactly what its metadata asks for."""
    folder = tmp_path_factory.mktemp("bare")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    where = run(
        str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).stdout.strip()
    pip = (sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check")
    run(*pip, "install", "--no-index", "--no-deps", str(built.wheel), cwd=folder)
    for name in wanted(requirements(built.wheel)):
        copy_installed(name, Path(where))
    return python


def run(*command: str, cwd: Path | str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done


def requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(metadata).decode()).get_all("Requires-Dist", [])


def wanted(lines: list[str], seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of all distributions these requirements bring, with no extra asked for."""
    for line in lines:
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen = wanted(distribution(name).requires or [], seen | {name})
    return seen


def copy_installed(name: str, site_packages: Path) -> None:
    """What pip installed here once is put there again, so that the test needs no package index."""
    for file in distribution(name).files or []:
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = site_packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)


def members(built: Built) -> Iterator[str]:
    with tarfile.open(built.sdist) as sdist:
        yield from (name.partition("/")[2] for name in sdist.getnames())


def test_sdist_holds_what_a_packager_needs(built: Built) -> None:
    asked = {
        GRAMMAR,
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "conftest.py",
        "docs/zh.md",
        "docs/examples/huangpu/declaration.txt",
        "src/kpirules/py.typed",
        "tests/test_architecture.py",
    }
    assert asked - set(members(built)) == set()


def test_sdist_holds_nothing_that_was_made(built: Built) -> None:
    made = {"_build", "__pycache__", ".hypothesis", ".venv", ".git", "dist"}
    assert [name for name in members(built) if made & set(name.split("/"))] == []


def test_wheel_holds_the_package_and_nothing_else(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        names = wheel.namelist()
    assert {f"kpirules/{GRAMMAR}", "kpirules/py.typed"} <= set(names)
    assert {name.split("/")[0] for name in names} == {
        "kpirules",
        built.wheel.name.rpartition("-py3")[0] + ".dist-info",
    }


def test_bare_install_parses_a_rule_away_from_the_checkout(bare: Path) -> None:
    script = (
        "import kpirules; print(kpirules.__file__); print(kpirules.Rule('满意人数／调查总人数不低于90％'))"
    )
    where, rule = run(str(bare), "-X", "utf8", "-I", "-c", script, cwd="/").stdout.splitlines()
    assert not Path(where).is_relative_to(TOP / "src")
    assert rule == "满意人数/调查总人数 ≥ 90%"


def test_grammar_is_found_inside_the_package(bare: Path) -> None:
    script = (
        f"from importlib.resources import files; print(files('kpirules').joinpath({GRAMMAR!r}).is_file())"
    )
    assert run(str(bare), "-I", "-c", script, cwd="/").stdout.strip() == "True"


def test_core_brings_no_extra(bare: Path) -> None:
    script = "from importlib.metadata import distributions; print(*(d.name.lower() for d in distributions()))"
    found = run(str(bare), "-I", "-c", script, cwd="/").stdout.split()
    assert set(found) == {"attrs", "cattrs", "kpirules", "lark", "typing_extensions"}


def test_command_without_its_extra_says_so_in_one_line(bare: Path) -> None:
    script = bare.with_name("kpirules.exe" if sys.platform == "win32" else "kpirules")
    for command in ([str(bare), "-X", "utf8", "-I", "-m", "kpirules"], [str(script)]):
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stdout) == (2, "")
        (line,) = done.stderr.splitlines()
        assert 'pip install "kpirules[cli]"' in line
