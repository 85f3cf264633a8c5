"""The zip archive that a workbook or document is, opened within bounds and never onto the disk.

``open_archive(content, file=…)`` gives an :class:`Archive` or the diagnostic that says why not: it has looked at the
directory alone (count, sizes, ratio, names, overlap, encryption). ``archive.names`` are its members;
``archive.read(name)`` inflates one, counting, and gives its bytes or a diagnostic. A library that opens the bytes by
itself, as python-docx does, sees them only after ``archive.refusal()`` has answered ``None``: that inflates every
member once, compares its checksum and walks every XML part for document types and depth.

    archive = open_archive(content, file=file)
    if isinstance(archive, Diagnostic):
        return Workbook(diagnostics=(archive,))
    refused = archive.refusal()
    if refused is not None:
        return Workbook(diagnostics=(refused,))
    Document(BytesIO(content))
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from attrs import field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.markup import walk
from kpirules.source import Place, Source, visible

_LOCAL, _END, _LOCATOR, _END_64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_LOCAL_SIZE, _END_SIZE, _LOCATOR_SIZE, _END_64_SIZE = 30, 22, 20, 56
_LONGEST_COMMENT = 0xFFFF
#  A directory entry has 46 bytes and a name; with this many for each, all that `zipfile` builds of it is bounded.
_ENTRY_BYTES = 1024
_MEBIBYTE = 1024 * 1024
_UNREAD_KINDS = 0x1 | 0x20 | 0x40  # encrypted, patched, strongly encrypted


@frozen
class Member:
    """Where the packed bytes of one file lie in the archive and how many they become."""

    start: int
    packed: int
    size: int
    checksum: int
    is_deflated: bool


@frozen
class Archive:
    """A zip archive whose directory is in order; every method gives values, none raises.

    >>> with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
    ...     archive.writestr("a.xml", "<a/>")
    >>> open_archive(made.getvalue()).read("a.xml")
    b'<a/>'
    """

    content: bytes = field(repr=False)
    members: Mapping[str, Member] = field(repr=False)
    file: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The members in the archive's order, as written."""
        return tuple(self.members)

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str) -> bytes | Diagnostic:
        """What a member holds, or why it cannot be had (KPI821); never more than its directory entry says."""
        member = self.members.get(name)
        if member is None:
            return _damaged(self.file, f"{visible(name)} ?")
        packed = self.content[member.start : member.start + member.packed]
        unpacked = _inflated(packed, member) if member.is_deflated else packed
        if unpacked is None or len(unpacked) != member.size or zlib.crc32(unpacked) != member.checksum:
            return _damaged(self.file, f"{visible(name)}: CRC")
        return unpacked

    def refusal(self) -> Diagnostic | None:
        """Why no other library should open this archive; every member was inflated and every XML part walked."""
        for name in self.members:
            unpacked = self.read(name)
            if isinstance(unpacked, Diagnostic):
                return unpacked
            reason = walk(unpacked) if _is_xml(name, unpacked) else None
            if reason is not None:
                return bad_part(name, reason, file=self.file)
        return None


def open_archive(content: bytes, *, file: str | None = None) -> Archive | Diagnostic:
    """The archive in ``content``, its directory checked against :class:`~kpirules.limits.Limits`, or why not.

    KPI821 says what is no regular zip or is cut off, KPI822 what would unpack to too much, KPI823 what is encrypted.

    >>> open_archive(b"PK").code
    'KPI821'
    """
    directory = _directory(content)
    if directory is None:
        return _damaged(file, "zip, end record")
    start, size = directory
    if size > LIMITS.members * _ENTRY_BYTES:
        return _beyond(file, f"{LIMITS.members} files")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            found_at = archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OSError, EOFError):
        return _damaged(file, "zip, directory")
    if found_at != start:
        return _damaged(file, "zip, directory")
    refused = _refused(entries, file)
    if refused is not None:
        return refused
    members: dict[str, Member] = {}
    seen: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        member = _member(content, entry)
        if member is None or entry.header_offset < end or member.start + member.packed > start:
            return _damaged(file, f"{visible(entry.filename)}: overlap")
        if entry.filename.casefold() in seen:
            return _damaged(file, f"{visible(entry.filename)} × 2")
        seen.add(entry.filename.casefold())
        end = member.start + member.packed
        members[entry.filename] = member
    return Archive(content, members, file)


def bad_part(name: str, reason: str, *, file: str | None = None) -> Diagnostic:
    """An XML part that is not read (KPI824): what it is called and what is wrong with it."""
    return Diagnostic("KPI824", Source("", Place(file)), values={"part": visible(name), "reason": reason})


def _directory(content: bytes) -> tuple[int, int] | None:
    """Where the directory begins and its length: right before the end record, which is the end of the file."""
    if not content.startswith(_LOCAL):
        return None
    end = content.rfind(_END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or len(content) < end + _END_SIZE:
        return None
    size, start, comment = struct.unpack_from("<LLH", content, end + 12)
    if end + _END_SIZE + comment != len(content):
        return None
    before = end - _LOCATOR_SIZE - _END_64_SIZE
    if content[end - _LOCATOR_SIZE :][:4] == _LOCATOR:
        if before < 0 or content[before : before + 4] != _END_64:
            return None
        size, start = struct.unpack_from("<QQ", content, before + 40)
        end = before
    return (start, size) if start + size == end else None


def _refused(entries: list[zipfile.ZipInfo], file: str | None) -> Diagnostic | None:
    if len(entries) > LIMITS.members:
        return _beyond(file, f"{LIMITS.members} files")
    if sum(entry.file_size for entry in entries) > LIMITS.archive_bytes:
        return _beyond(file, f"{LIMITS.archive_bytes // _MEBIBYTE} MiB")
    for entry in entries:
        if entry.flag_bits & _UNREAD_KINDS:
            return Diagnostic("KPI823", Source("", Place(file)))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return _damaged(file, f"{visible(entry.filename)}: method {entry.compress_type}")
        if entry.file_size > LIMITS.member_bytes:
            return _beyond(file, f"{LIMITS.member_bytes // _MEBIBYTE} MiB, {visible(entry.filename)}")
        if entry.file_size > max(_MEBIBYTE, LIMITS.ratio * entry.compress_size):
            return _beyond(file, f"{LIMITS.ratio} : 1, {visible(entry.filename)}")
    return None


def _member(content: bytes, entry: zipfile.ZipInfo) -> Member | None:
    """Where its bytes lie: its own header says how long its name is, and must name the same file."""
    header = content[entry.header_offset :][:_LOCAL_SIZE] if entry.header_offset >= 0 else b""
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        return None
    name, extra = struct.unpack_from("<HH", header, 26)
    start = entry.header_offset + _LOCAL_SIZE
    written = content[start : start + name].decode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace")
    if written != entry.orig_filename:
        return None
    return Member(
        start + name + extra,
        entry.compress_size,
        entry.file_size,
        entry.CRC,
        entry.compress_type == zipfile.ZIP_DEFLATED,
    )


def _inflated(packed: bytes, member: Member) -> bytes | None:
    """At most one byte more than promised, so that a lie about the size costs nothing."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflater.decompress(packed, member.size + 1)
    except zlib.error:
        return None


def _is_xml(name: str, content: bytes) -> bool:
    lowered = name.lower()
    return lowered.endswith((".xml", ".rels", ".vml", ".xhtml", ".svg")) or content[:64].lstrip(
        b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
    ).startswith(b"<")


def _damaged(file: str | None, reason: str) -> Diagnostic:
    return Diagnostic("KPI821", Source("", Place(file)), values={"reason": reason})


def _beyond(file: str | None, limit: str) -> Diagnostic:
    return Diagnostic("KPI822", Source("", Place(file)), values={"limit": limit})
