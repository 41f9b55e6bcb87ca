"""Typst at work: one Print -> the bytes of its file, the same on every machine, or why there are none."""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn
from zlib import crc32

import typst

from . import materials, typeface
from .logo import Logo
from .materials import FONTS, EngineError
from .prints import ORIGIN, Print

__all__ = ["FORMAT", "MADE_BY", "MAX_PDF", "UNFIT", "Engine", "EngineError", "Typesetter", "Unfit"]

UNFIT = "TIDAK MUAT"  # what a template panics with when the text does not fit within its bounds
MAX_PDF = 2 * 1024 * 1024
MADE_BY = f"typst {version('typst')}"  # whose version changes the bytes of an output
FORMAT = 4  # raised with every change of this module that changes them

_HEAD = 33  # bytes of a PNG's signature and its first chunk, which tells the size

_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_FAMILY = re.compile(r"unknown font family: (.+)")
_STYLES = {"normal": "tegak", "italic": "miring"}


class Unfit(Exception):
    """The text does not fit on the sheet: a fault of the document, which the press makes a finding of."""


class Typesetter:
    """Sets prints with what lies in one folder (Materials.laid_out). It writes nothing there."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                            font_paths=[str(self.folder / FONTS)])
        _refuse_fewer(fonts)
        packages = str(self.folder / "packages")  # never there: whatever a template needs lies beside it
        self.compiler = typst.Compiler(root=str(self.folder), font_paths=fonts, ignore_system_fonts=True,
                                       package_path=packages, package_cache_path=packages)

    def make(self, job: Print) -> bytes:
        """The bytes of one file. Raises Unfit, or EngineError with one sentence."""
        if job.size:
            _refuse_missing(job)
            return _picture(job, self._compile(job, format="png", ppi=72))
        data = self._compile(job, format="pdf", pdf_standards=list(job.standards))
        if len(data) > MAX_PDF:
            raise EngineError(f"{_what(job)} melebihi 2 MB; perkecil logo, atau persingkat isinya")
        return data

    def _compile(self, job: Print, **options: object) -> bytes:
        try:
            made, warnings = self.compiler.compile_with_warnings(
                input=str(self.folder / job.template), sys_inputs={"data": job.data},
                timestamp=datetime.combine(job.day, time(12), UTC), **options)
        except typst.TypstError as error:
            self._explain(job, error)
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how a fault of typst itself arrives; it is no Exception
                raise
            raise EngineError(f"{_what(job)} tidak dapat disusun: mesin cetak berhenti mendadak; periksa logo") \
                from None
        if warnings:
            self._explain(job, warnings[0])
        if not isinstance(made, bytes):
            raise EngineError(f"{_what(job)} melebihi satu halaman; perbaiki templat {job.template}")
        return made

    def _explain(self, job: Print, fault: typst.TypstError | typst.TypstWarning) -> NoReturn:
        """Typst's message as what it means for the reader; of a fault in a template, where it is."""
        if fault.message == f"panicked with: {UNFIT}":
            raise Unfit(job.uri) from None
        if found := _GLYPH.search(fault.message):
            _refuse_letter(job, found[1])
        if found := _FAMILY.search(fault.message):
            raise EngineError(f"templat {job.template} memakai huruf cetak `{found[1]}`, yang tidak ada di "
                              f"theme/{FONTS}") from None
        words = " ".join(fault.message.replace(f"{self.folder}{os.sep}", "").split())
        raise EngineError(f"{_what(job)} tidak dapat disusun karena templat {self._where(job, fault)} salah; perbaiki, "
                          f"atau salin kembali folder {job.template.partition('/')[0]} dari tema bawaan"
                          + (f" [{words}]" if os.environ.get("MAKLUMAT_DEBUG") else "")) from None

    def _where(self, job: Print, fault: typst.TypstError | typst.TypstWarning) -> str:
        """The file and line of a fault, as far as typst tells."""
        found = re.search(rf"{re.escape(self.folder.name)}[\\/]([^\n]+?\.typ):(\d+):\d+", fault.diagnostic)
        return f"{found[1].replace(os.sep, '/')} baris {found[2]}" if found else job.template


class Engine:
    """`with Engine(theme, logo) as typesetter:` – a Typesetter in a private folder, which is gone at the end."""

    def __init__(self, theme: Path | None, logo: Logo | None = None):
        self.materials = materials.read(theme, logo)

    def __enter__(self) -> Typesetter:
        with ExitStack() as stack:
            made = Typesetter(stack.enter_context(self.materials.laid_out()))
            self._ending = stack.pop_all()
        return made

    def __exit__(self, *how: object) -> None:
        self._ending.close()


def _refuse_fewer(fonts: typst.Fonts) -> None:
    """Without a style typst would set the text in another one, and say nothing."""
    there = {(font.family, font.style) for font in fonts.fonts()}
    needed = ((family, style) for family, behind in typeface.FAMILIES
              for family, style in ((family, "normal"), (family, "italic"), (behind, "normal")))
    lacking = [f"{family} {_STYLES[style]}" for family, style in needed if (family, style) not in there]
    if lacking:
        raise EngineError(f"huruf cetak {', '.join(lacking)} tidak ada di theme/{FONTS} atau berkasnya rusak; salin "
                          "kembali folder itu")


def _what(job: Print) -> str:
    return f"{job.name} untuk {job.source}" if job.source else job.name


def _refuse_letter(job: Print, letter: str) -> NoReturn:
    raise EngineError(f"huruf `{letter}` pada {_what(job)} tidak ada pada huruf cetak; ganti atau hapus, "
                      "juga pada `cetak` di mkdocs.yml") from None


def _refuse_missing(job: Print) -> None:
    """In a picture typst would draw an empty box for a letter that the fonts lack, and say nothing."""
    for text in _texts(json.loads(job.data)):
        for start, _ in typeface.missing(text):
            _refuse_letter(job, text[start])


def _texts(data: object) -> Sequence[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for part in parts for text in _texts(part)]


def _picture(job: Print, data: bytes) -> bytes:
    """Typst's PNG as it is, with one chunk more behind its head, which names its document's digest."""
    width, height = size = struct.unpack_from(">II", data, 16)
    if size != job.size:
        raise EngineError(f"{_what(job)} berukuran {width} × {height} piksel, bukan "
                          f"{job.size[0]} × {job.size[1]}; perbaiki templat {job.template}")
    kind, about = b"tEXt", b"Source\0" + (ORIGIN + job.digest).encode()
    chunk = struct.pack(">I", len(about)) + kind + about + struct.pack(">I", crc32(kind + about))
    return data[:_HEAD] + chunk + data[_HEAD:]
