"""Forms of invented departments, with bars between their cells."""

from collections.abc import Callable

import pytest

from kpirules import Audited, audit
from kpirules.reading.form import read_form
from kpirules.reading.text import read_text

HEAD = "绩效指标|一级指标|二级指标|三级指标|实施周期指标值|年度指标值\n"
Audit = Callable[..., Audited]


@pytest.fixture
def audited() -> Audit:
    """The audit of a form, by all checks or by those that are asked for."""

    def run(form: str, *codes: str) -> Audited:
        grid, beyond = read_text(form.strip("\n").replace("|", "\t"))
        declaration, told = read_form(grid)
        assert declaration is not None
        return audit(declaration, (*beyond, *told), select=codes)

    return run


@pytest.fixture
def told(audited: Audit) -> Callable[..., list[str]]:
    """What one check says of rows of indicators: the case of each finding, or its code where it has none."""

    def run(code: str, rows: str, *, header: str = HEAD) -> list[str]:
        found = audited(header + rows, code)
        return [dict(one.told.values).get("case", code) for one in found.findings]

    return run
