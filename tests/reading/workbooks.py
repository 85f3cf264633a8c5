"""Workbooks made by hand, so that a test can write what no program would."""

import io
import zipfile
from collections.abc import Mapping

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(sheet: bytes, *, kind: str = SHEET_TYPE, others: Mapping[str, bytes] | None = None) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'.encode()
            ),
            "_rels/.rels": RELATIONS.format(
                f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{NAMESPACE}" xmlns:r="{OFFICE}">'
                '<sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            ).encode(),
            "xl/worksheets/sheet1.xml": sheet,
            **(others or {}),
        }
    )


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return f'{before}<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
