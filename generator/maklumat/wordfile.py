"""A Word document's bytes -> its parts of XML, within bounds. Nothing is unpacked to disk, nothing is fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from .importing.source import Unreadable

__all__ = ["MAX_BYTES", "Word", "is_zip", "read", "refuse_foreign"]

MAX_BYTES = 64 * 1024 * 1024  # of the file: an SOP with scans in it
MAX_XML = 16 * 1024 * 1024  # of all parts that are read, unpacked: some thousand pages
MAX_PARTS, MAX_DEPTH = 5_000, 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "buka dengan pengolah kata, lalu simpan sebagai dokumen Word (.docx)"
_PICTURE = "berkas itu gambar dan tidak dapat dibaca; ketik ulang isinya, atau pakai berkas asal sebelum dipindai"
_FOREIGN = {b"%PDF": f"berkas itu PDF; {_AS_DOCX}, atau salin tabelnya ke berkas teks",
            b"{\\rtf": f"berkas itu RTF; {_AS_DOCX}", b"\x89PNG": _PICTURE, b"\xff\xd8\xff": _PICTURE}
_BROKEN = "dokumen Word itu rusak atau terpotong; buka dengan pengolah kata, perbaiki, lalu simpan ulang"
_TOO_LARGE = (f"isi dokumen Word itu melebihi {MAX_XML // 1024 // 1024} MiB setelah dibuka; simpan formulir SOP saja "
              "sebagai berkas sendiri")
_NO_WORD = ("berkas itu bukan dokumen Word (.docx); simpan naskahnya sebagai .docx, atau dari lembar kerja salin"
            " tabelnya ke berkas teks")
_WITH_MACROS = "dokumen itu memuat makro; buka dengan pengolah kata, lalu simpan sebagai dokumen Word biasa (.docx)"
_LOCKED = "dokumen itu dikunci dengan kata sandi; buka, hapus kata sandinya, lalu simpan ulang sebagai .docx"
_PARTS = ("header", "footer", "footnotes", "endnotes", "comments", "numbering", "styles")


@dataclass(frozen=True, slots=True)
class Word:
    """The parts of a document as trees: `body`, and the others by what they are to it, in order."""

    body: Element
    others: dict[str, list[Element]] = field(default_factory=dict)


def is_zip(data: bytes) -> bool:
    """Does the file begin as every .docx does?"""
    return data[:4] == b"PK\x03\x04"


def refuse_foreign(data: bytes) -> None:
    """Raises Unreadable for formats that are known and not read."""
    if data.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable(_LOCKED if is_locked else f"berkas itu bentuk lama (.doc); {_AS_DOCX}")
    for start, sentence in _FOREIGN.items():
        if data.startswith(start):
            raise Unreadable(sentence)


def read(data: bytes) -> Word:
    """Raises Unreadable, with what to do, for whatever is no whole and harmless Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _word(_Archive(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, ParseError, OSError, NotImplementedError, ValueError,
            KeyError, LookupError):
        raise Unreadable(_BROKEN) from None
    except RuntimeError:  # how zipfile says that a password is missing
        raise Unreadable(_LOCKED) from None


class _Archive:
    """The parts of a package by name, unpacked no further than all of them may be together."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.names = set(archive.namelist())
        self.room = MAX_XML
        if len(self.names) > MAX_PARTS:
            raise Unreadable(_TOO_LARGE)

    def xml(self, name: str) -> Element:
        with self.archive.open(name) as part:
            data = part.read(self.room + 1)
        self.room -= len(data)
        if self.room < 0:
            raise Unreadable(_TOO_LARGE)
        parser = XMLParser(target=_Builder())
        parser.feed(data)
        return parser.close()

    def related(self, name: str) -> Iterator[tuple[str, str]]:
        """(what it is, name of the part) for each part that a part names as its own; none outside the package."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self.names:
            return
        for one in self.xml(relations):
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                yield one.get("Type", "").rpartition("/")[2], target.lstrip("/")


class _Builder(TreeBuilder):
    """Word writes no document type, so that entities, and all that is done with them, need not be read at all."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise Unreadable(_BROKEN)

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(_BROKEN)
        return super().start(tag, attributes)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


def _word(archive: _Archive) -> Word:
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise Unreadable(_WITH_MACROS)
    main = next((name for kind, name in archive.related("") if kind == "officeDocument"), "")
    if main not in archive.names:
        raise Unreadable(_NO_WORD)
    body = archive.xml(main)
    if body.tag.rpartition("}")[2] != "document" or "wordprocessingml" not in body.tag:
        raise Unreadable(_NO_WORD)
    others: dict[str, list[Element]] = {}
    for kind, name in sorted(set(archive.related(main))):
        if kind in _PARTS and name in archive.names:
            others.setdefault(kind, []).append(archive.xml(name))
    return Word(body, others)
