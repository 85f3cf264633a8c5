"""Archives made to harm: each is a diagnostic, soon and within a little memory."""

import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reading.workbooks import OFFICE, RELATIONS, ROW, sheet, workbook, zipped

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.archive import open_archive
from kpirules.reading.markup import walk
from kpirules.reading.xlsx import read_xlsx

SECONDS, MEBIBYTES = 2, 256
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY x0 "ha">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


def bomb() -> bytes:
    return workbook(sheet(ROW.format("x" * LIMITS.member_bytes)))


def lying_bomb() -> bytes:
    """A part of 300 MiB whose directory entry says that it has ten bytes."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(squeezer.compress(b" " * (1 << 20)) for _ in range(300)) + squeezer.flush()
    return raw_zip([(b"xl/workbook.xml", packed, 10, 8)])


def raw_zip(members: list[tuple[bytes, bytes, int, int]], *, at: int | None = None) -> bytes:
    """Members as name, packed bytes, claimed size and method; ``at`` is where the directory says all of them lie."""
    body, directory = b"", b""
    for name, packed, size, method in members:
        start = len(body) if at is None else at
        tail = struct.pack("<HHHHLLLHH", 20, 0, method, 0, 0, len(packed), size, len(name), 0)
        body += b"PK\3\4" + tail + name + packed
        directory += b"PK\1\2\x14\0" + tail[:-2] + struct.pack("<HHHHLL", 0, 0, 0, 0, 0, start) + name
    end = struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def many_members() -> bytes:
    return zipped({f"{n}": b"" for n in range(60_000)}, method=zipfile.ZIP_STORED)


def many_behind_a_small_count() -> bytes:
    content = bytearray(many_members())
    struct.pack_into("<HH", content, content.rfind(b"PK\5\6") + 8, 3, 3)
    return bytes(content)


def overlapping() -> bytes:
    """Two names for the same bytes."""
    return raw_zip([(b"a.xml", b"<a/>", 4, 0), (b"a.xml", b"<a/>", 4, 0)], at=0)


def encrypted() -> bytes:
    content = bytearray(workbook(sheet("")))
    at = content.find(b"PK\1\2")
    content[at + 8] |= 1
    return bytes(content)


def twice() -> bytes:
    return raw_zip([(b"a.xml", b"<a/>", 4, 0), (b"A.xml", b"<b/>", 4, 0)])


def bad_checksum() -> bytes:
    content = workbook(sheet(ROW.format("场")))
    at = content.find(b"xl/workbook.xml") + 15
    return content[: at + 5] + bytes([content[at + 5] ^ 0x55]) + content[at + 6 :]


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "KPI822"),
    "bomb that lies": (lying_bomb, "KPI821"),
    "60 000 members": (many_members, "KPI822"),
    "60 000 members behind a small count": (many_behind_a_small_count, "KPI822"),
    "overlapping": (overlapping, "KPI821"),
    "a name twice": (twice, "KPI821"),
    "encrypted": (encrypted, "KPI823"),
    "truncated": (lambda: workbook(sheet(""))[:-40], "KPI821"),
    "empty zip": (lambda: zipped({}), "KPI821"),
    "no bytes": (lambda: b"", "KPI821"),
    "something before it": (lambda: b"MZ" + workbook(sheet("")), "KPI821"),
    "something after it": (lambda: workbook(sheet("")) + b"PK", "KPI821"),
    "bad checksum": (bad_checksum, "KPI821"),
    "entity bomb": (lambda: workbook(sheet(ROW.format("&x11;"), before=ENTITIES)), "KPI824"),
    "external entity": (
        lambda: workbook(
            sheet(ROW.format("&x;"), before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        ),
        "KPI824",
    ),
    "entity in utf-16": (
        lambda: workbook(
            sheet(ROW.format("&x0;"), before=f'<?xml version="1.0" encoding="utf-16"?>{ENTITIES}')
            .decode()
            .encode("utf-16")
        ),
        "KPI824",
    ),
    "100 000 deep": (lambda: workbook(sheet("<a>" * 100_000 + "</a>" * 100_000)), "KPI824"),
    "a tag of 3 MiB": (
        lambda: workbook(sheet("<row " + " ".join(f'a{n:x}="{n * 7919}"' for n in range(200_000)) + "/>")),
        "KPI824",
    ),
    "unknown encoding": (
        lambda: workbook(b'<?xml version="1.0" encoding="no-such"?>' + sheet("")),
        "KPI824",
    ),
    "no content types": (lambda: zipped({"a.txt": b"a"}), "KPI825"),
    "wrong content types": (lambda: workbook(sheet(""), kind="image/png"), "KPI825"),
    "a document": (
        lambda: workbook(sheet(""), others={"xl/workbook.xml": b"<w:document xmlns:w='u'/>"}),
        "KPI825",
    ),
    "a sheet that is missing": (
        lambda: workbook(
            b"",
            others={
                "xl/_rels/workbook.xml.rels": RELATIONS.format(
                    f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="../../etc/passwd"/>'
                ).encode()
            },
        ),
        "KPI821",
    ),
}

MEASURED = """
import pathlib, sys, time
from kpirules.reading.xlsx import read_xlsx
content = open(sys.argv[1], "rb").read()
begin = time.process_time()
book = read_xlsx(content)
seconds = time.process_time() - begin
# The peak of this program alone: what getrusage tells includes the parent before this program took its place.
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(seconds, next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0))
print(*(found.code for found in book.diagnostics), len(book.grids))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_soon_and_within_bounds(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    seconds, mebibytes, *said = done.stdout.split()
    assert said == [code, "0"]
    assert float(seconds) < SECONDS
    assert int(mebibytes) < MEBIBYTES


def test_an_archive_in_order() -> None:
    archive = open_archive(workbook(sheet(ROW.format("场"))), file="a.xlsx")
    assert not isinstance(archive, Diagnostic)
    assert archive.refusal() is None
    assert archive.names[0] == "[Content_Types].xml"
    content = archive.read("xl/worksheets/sheet1.xml")
    assert content == sheet(ROW.format("场"))
    missing = archive.read("nowhere")
    assert isinstance(missing, Diagnostic)
    assert missing.code == "KPI821"


def test_every_part_is_walked_for_other_libraries() -> None:
    archive = open_archive(workbook(sheet(""), others={"word/extra.xml": b"<!DOCTYPE a><a/>"}))
    assert not isinstance(archive, Diagnostic)
    refused = archive.refusal()
    assert refused is not None
    assert refused.code == "KPI824"
    assert dict(refused.values) == {"part": "word/extra.xml", "reason": "DOCTYPE"}


def test_limits_are_met_exactly() -> None:
    at_limit = zipped({f"{n}": b"" for n in range(LIMITS.members)})
    beyond = zipped({f"{n}": b"" for n in range(LIMITS.members + 1)})
    assert not isinstance(open_archive(at_limit), Diagnostic)
    refused = open_archive(beyond)
    assert isinstance(refused, Diagnostic)
    assert refused.code == "KPI822"
    assert walk(b"<a>" * LIMITS.xml_depth + b"</a>" * LIMITS.xml_depth) is None
    deeper = LIMITS.xml_depth + 1
    assert walk(b"<a>" * deeper + b"</a>" * deeper) == f"depth > {LIMITS.xml_depth}"


@pytest.mark.parametrize("length", range(0, 900, 37))
def test_cut_anywhere(length: int) -> None:
    book = read_xlsx(workbook(sheet(ROW.format("场")))[:length], file="a.xlsx")
    assert book.grids == ()
    assert [found.code for found in book.diagnostics] == ["KPI821"]
