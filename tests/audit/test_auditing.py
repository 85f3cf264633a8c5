"""What is asked for is what is told: selection, ledger, order, and who may be called what."""

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpirules import Audited, Declaration, Severity, audit, read
from kpirules.audit.audited import Status
from kpirules.audit.profile import Profile
from kpirules.audit.table import TABLE
from kpirules.limits import LIMITS

Audit = Callable[..., Audited]
HUANGPU = Path(__file__).parents[2] / "docs" / "examples" / "huangpu" / "declaration.txt"


def codes(found: Audited) -> list[str]:
    return [entry.code for entry in found.ledger]


def test_every_check_stands_in_the_ledger_once_in_order() -> None:
    assert codes(audit(Declaration())) == list(TABLE)


@pytest.mark.parametrize(
    "select, ignore, asked",
    [
        (["B00"], [], ["B001", "B002", "B003", "B005", "B006", "B007"]),
        (["P", "C003"], ["P00"], ["C003"]),
        ([], ["P", "B", "I"], [code for code in TABLE if code.startswith("C")]),
        (["I018", "I018"], [], ["I018"]),
    ],
)
def test_selection(select: list[str], ignore: list[str], asked: list[str]) -> None:
    assert codes(audit(Declaration(), select=select, ignore=ignore)) == asked


@pytest.mark.parametrize(
    "wrong", [{"select": ["Q"]}, {"ignore": ["C999"]}, {"select": [""]}, {"profile": "none"}]
)
def test_what_there_is_not_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="there are"):
        audit(Declaration(), **wrong)  # type: ignore[arg-type]


def test_a_profile_changes_what_is_measured_by() -> None:
    declaration, told = read(HUANGPU)
    assert declaration is not None
    found = audit(declaration, told, profile=Profile.standard(), select=["I016"])
    assert found == audit(declaration, told, select=["I016"])


def test_findings_stand_in_the_order_of_the_form() -> None:
    declaration, told = read(HUANGPU)
    assert declaration is not None
    lines = [one.place.line or 0 for one in audit(declaration, told).findings if one.place is not None]
    assert lines == sorted(lines)


def test_an_audit_is_a_value() -> None:
    declaration, told = read(HUANGPU)
    assert declaration is not None
    found = audit(declaration, told)
    assert found == audit(declaration, told)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - made on the line itself
    assert copy.deepcopy(found) == found


def test_severity_is_that_of_the_case(audited: Audit) -> None:
    rows = "绩效指标|一级指标|二级指标|三级指标|年度指标值\n|满意度指标|服务对象满意度指标|居民满意度|≥60%\n"
    found = audited(rows, "I016").findings
    assert [one.severity for one in found] == [Severity.WARNING, Severity.INFO]


def test_many_findings_of_one_check_are_counted(audited: Audit) -> None:
    rows = "".join(f"|产出指标|数量指标|第{at}段护栏安装处数|3处\n" for at in range(LIMITS.diagnostics + 5))
    found = audited("绩效指标|一级指标|二级指标|三级指标|年度指标值\n" + rows, "I005")
    assert len(found.findings) == LIMITS.diagnostics
    [entry] = found.ledger
    assert (entry.status, entry.count) == (Status.FOUND, LIMITS.diagnostics + 5)


def test_it_is_called_by_its_name_whichever_is_imported_first() -> None:
    first = (
        "from kpirules import audit, Declaration; import kpirules.audit.table as t;"
        "print(len(audit(Declaration()).ledger) == len(t.TABLE))"
    )
    second = "import kpirules.audit.audited; " + first
    for script in (first, second):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.stdout == "True\n", done.stderr
