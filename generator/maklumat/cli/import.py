"""`maklumat import FILE`: a form in a Word document or in a table -> the draft of an SOP."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .. import encoding, wordfile
from ..errors import ContentError, UsageError
from ..facets import slug
from ..importing import draft, report, texttables, word, yamltext
from ..importing.source import Source, Unreadable
from ..layout import DEVICE, FOLDER
from ..settings import reason
from . import replacing, workspace
from .arguments import Parser, filled, one_of

__all__ = ["parser", "run"]

_LONGEST_ID = 100
_ID_EXAMPLE = "--id maklumat-informasi-publik"
_AS_OWN_FILE = "simpan formulir SOP saja sebagai berkas sendiri"
_MAX_TEXT = 4 * 1024 * 1024


def parser() -> Parser:
    parser = Parser(
        "import", "Membuat rancangan SOP dari formulir yang sudah ada: dokumen Word (.docx), halaman HTML, atau tabel"
        "\nyang disalin ke berkas teks. Tidak ada yang dikarang: yang kosong tetap kosong, dan yang belum ada"
        "\ntempatnya ditunjukkan dengan letaknya pada naskah.",
        ("maklumat import SOP.docx", "maklumat import SOP.docx --id maklumat-informasi-publik",
         "maklumat import tabel.txt --out content/sop/bkd"))
    parser.add_argument("file", metavar="BERKAS", help="naskah SOP: .docx, .html, atau teks dengan tab di antara sel")
    parser.add_argument("--id", metavar="ID", help="nama folder dan alamat dokumen; bawaan: dari nama SOP")
    parser.add_argument("--out", type=filled, metavar="FOLDER",
                        help="tempat folder dokumen dibuat; bawaan: folder sop di dalam folder isi")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    if arguments.id is not None and not _is_id(arguments.id):
        raise UsageError(f"id {arguments.id!r} tidak dapat menjadi bagian alamat; pakai huruf a–z, angka, dan tanda"
                         f" hubung, misalnya {_ID_EXAMPLE}")
    settings = workspace.project_or_defaults()
    found = draft.read(_source(Path(arguments.file)))
    name = arguments.id or slug(found.fields["judul"])
    if not name:
        raise UsageError(f"nama SOP tidak terbaca dari naskah; beri id, misalnya {_ID_EXAMPLE}")
    folder = Path(arguments.out or settings.content / "sop") / name
    data = yamltext.text(found.fields | {"id": name}, found.unplaced).encode()
    if len(data) > encoding.MAX_BYTES:
        raise Unreadable(f"naskah terlalu panjang untuk satu SOP; {_AS_OWN_FILE}")
    _write(folder, data)
    tell = report.to_json if arguments.format == "json" else report.text
    sys.stdout.write(tell(found, arguments.file, _shown(folder / "index.md")))
    return 0


def _is_id(text: str) -> bool:
    return len(text) <= _LONGEST_ID and bool(FOLDER.fullmatch(text)) and not DEVICE.fullmatch(text)


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


def _write(folder: Path, data: bytes) -> None:
    """The whole folder at once, and only where nothing stands yet."""
    if os.path.lexists(folder):
        raise ContentError(f"{_shown(folder)} sudah ada dan tidak ditimpa; pilih nama lain, misalnya {_ID_EXAMPLE}")
    with replacing.beside(folder) as fresh:
        (fresh / "index.md").write_bytes(data)
        fresh.rename(folder)


def _shown(path: Path) -> str:
    """The path as people type it from here."""
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
    return shown.as_posix()
