"""Whatever a form says and wherever a diagnostic points, a report is whole and nothing of the form acts in it."""

import json

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from kpirules.audit.audited import Audited, Entry, Finding, Status
from kpirules.declaration import Declaration, Wording
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.reporting.audit_json import write_audit_json
from kpirules.reporting.audit_record import AuditedFile, AuditRecord
from kpirules.reporting.audited import write_audit
from kpirules.reporting.html import write_html
from kpirules.reporting.sarif import write_sarif
from kpirules.source import Place, Source, Span, is_hidden

texts = st.text(max_size=60) | st.text("<>&\"'{}[]()=@+-\u202e\u200b\ud800\x1b\n\t场2", max_size=60)
numbers = st.none() | st.integers(1, 300)
places = st.none() | st.builds(
    Place, texts, sheet=st.none() | texts, line=numbers, row=numbers, column=numbers
)
spans = st.none() | st.builds(Span, st.integers(0, 80), st.integers(0, 80))
findings = st.builds(
    lambda text, place, span, severity, because: Finding(
        Diagnostic("KPI801", Source(text, place), span, values={"file": text}),
        severity,
        because=(Source(because, place),),
    ),
    texts,
    places,
    spans,
    st.sampled_from(Severity),
    texts,
)


@given(st.lists(findings, max_size=4), texts, texts)
def test_reports_are_whole_and_inert(found: list[Finding], file: str, department: str) -> None:
    reason = found[0].told if found else None
    form = Audited(
        Declaration(department=Wording(department)),
        tuple(found),
        (Entry("KPI801", Status.NOT_ENOUGH_DATA, reason=reason),),
    )
    record = AuditRecord((AuditedFile(file, (form,), tuple(one.told for one in found)),) * 2)
    for line in write_audit(record).split("\n"):
        assert not any(map(is_hidden, line))
    page = write_html(record)
    assert not any(map(is_hidden, page.replace("\n", "")))
    tree = LexborHTMLParser(page)
    assert tree.css("script, img, iframe, link, a:not([href^='#'])") == []
    assert len(tree.css("article")) == 2
    assert len(tree.css(".findings > li")) == 2 * len(found)
    assert [of["file"] for of in json.loads(write_audit_json(record))["files"]] == [file, file]
    assert len(json.loads(write_sarif(record))["runs"][0]["results"]) == 2 * len(found)
