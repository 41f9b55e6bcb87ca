"""`maklumat import FILE`: a form in a Word document or in a table -> the draft of an SOP."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .. import disk, document_text, encoding, naming, wordfile
from ..errors import ContentError, UsageError
from ..importing import draft, report, texttables, word
from ..importing.source import Source, Unreadable
from ..model import Document, Kind
from ..settings import Settings, reason
from . import replacing, workspace
from .arguments import Parser, filled, one_of

__all__ = ["parser", "run"]

_ID_EXAMPLE = "--id maklumat-informasi-publik"
_AS_OWN_FILE = "simpan formulir SOP saja sebagai berkas sendiri"
_MAX_TEXT = 4 * 1024 * 1024


def parser() -> Parser:
    parser = Parser(
        "import", "Membuat rancangan SOP dari formulir yang sudah ada: dokumen Word (.docx), halaman HTML, atau tabel "
        "yang disalin ke berkas teks. Tidak ada yang dikarang: yang kosong tetap kosong, dan yang belum ada "
        "tempatnya ditunjukkan dengan letaknya pada naskah.",
        ("maklumat import SOP.docx", "maklumat import SOP.docx --id maklumat-informasi-publik",
         "maklumat import tabel.txt --out content/sop/bkd"))
    parser.add_argument("file", metavar="BERKAS", help="naskah SOP: .docx, .html, atau teks dengan tab di antara sel")
    parser.add_argument("--id", metavar="ID", help="nama folder dan alamat dokumen, boleh didahului satu folder unit; "
                        "bawaan: dari nama SOP")
    parser.add_argument("--out", type=filled, metavar="FOLDER",
                        help="tempat folder dokumen dibuat; bawaan: folder sop di dalam folder isi")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    if arguments.id is not None and (fault := naming.fault(arguments.id, Kind.SOP)):
        raise UsageError(fault)
    settings = workspace.project_or_defaults()
    found = draft.read(_source(Path(arguments.file)))
    place = arguments.id or naming.short(found.fields["judul"], Kind.SOP)
    if not place:
        raise UsageError(f"nama SOP tidak terbaca dari naskah; beri id, misalnya {_ID_EXAMPLE}")
    folder = Path(arguments.out or settings.content / "sop") / place
    if folder.resolve().is_relative_to(settings.content) and (fault := naming.taken(place, _documents(settings))):
        raise ContentError(f"{fault}, dengan --id")
    text = document_text.text(found.fields | {"id": folder.name}, report.notes(found.unplaced))
    if len(data := text.encode()) > encoding.MAX_BYTES:
        raise Unreadable(f"naskah terlalu panjang untuk satu SOP; {_AS_OWN_FILE}")
    replacing.write_new(folder, {"index.md": data})
    tell = report.to_json if arguments.format == "json" else report.text
    sys.stdout.write(tell(found, arguments.file, workspace.shown(folder / "index.md")))
    return 0


def _documents(settings: Settings) -> list[Document]:
    return [reading.document for reading in disk.read_documents(settings) if reading.document]


def _source(path: Path) -> Source:
    data = _bytes(path)
    if wordfile.is_zip(data):
        parts = wordfile.read(data)
        return word.read(parts.body, parts.others)
    wordfile.refuse_foreign(data)
    if len(data) > _MAX_TEXT:
        raise Unreadable(f"berkas melebihi {_MAX_TEXT // 1024 // 1024} MiB; {_AS_OWN_FILE}")
    return texttables.read(texttables.decode(data))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ContentError(f"{path} {'bukan berkas' if os.path.lexists(path) else 'tidak ada'}")
        with path.open("rb") as file:
            data = file.read(wordfile.MAX_BYTES + 1)
    except OSError as error:
        raise ContentError(f"{path} tidak dapat dibaca: {reason(error)}") from None
    if len(data) > wordfile.MAX_BYTES:
        raise ContentError(f"{path} melebihi {wordfile.MAX_BYTES // 1024 // 1024} MiB; kecilkan gambar di dalamnya")
    return data
