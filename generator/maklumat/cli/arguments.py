"""argparse that speaks Indonesian and reports wrong usage as one sentence instead of leaving the process."""

from __future__ import annotations

import argparse
import textwrap
from typing import NoReturn

from ..errors import UsageError

__all__ = ["Parser", "add_ledger", "filled", "one_of"]

WIDTH = 80  # letters of a line of help

# argparse takes each of its sentences from gettext under these English keys
_SENTENCES = {
    "usage: ": "pemakaian: ",
    "positional arguments": "argumen",
    "options": "pilihan",
    "show this help message and exit": "menampilkan bantuan ini",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "perlu satu nilai di belakangnya",
    "expected at least one argument": "perlu paling sedikit satu nilai",
    "the following arguments are required: %s": "belum diberikan: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r tidak dikenal, pilih %(choices)s",
    "unrecognized arguments: %s": "tidak dikenal: %s",
    "not allowed with argument %s": "tidak dapat bersama %s",
    "ignored explicit argument %r": "tidak menerima nilai %r",
}


def _indonesian(sentence: str) -> str:
    return _SENTENCES.get(sentence, sentence)


argparse._ = _indonesian


class Parser(argparse.ArgumentParser):
    """The parser of one verb: `examples` are command lines shown at the end of its help, `refusal` says what exit
    code 1 means where there is one. A description of several lines is shown as it stands."""

    def __init__(self, verb: str, description: str, examples: tuple[str, ...], refusal: str = ""):
        codes = ("0  baik", *((f"1  {refusal}",) if refusal else ()), "2  salah pakai atau tidak dapat dilanjutkan")
        super().__init__(
            prog=f"maklumat {verb}", description=_filled(description), allow_abbrev=False,
            epilog="\n  ".join(("contoh:", *examples)) + "\n\n" + "\n  ".join(("kode keluar:", *codes)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.examples = examples

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; lihat `{self.prog} --help`")


def _filled(text: str) -> str:
    return text if "\n" in text else textwrap.fill(text, WIDTH, break_on_hyphens=False)


def add_ledger(parser: Parser) -> None:
    """Adds the option that names the list of an earlier release's addresses."""
    parser.add_argument("--ledger", type=filled, metavar="BERKAS",
                        help="alamat.txt dari terbitan sebelumnya; alamat di dalamnya tidak boleh hilang")


def filled(text: str) -> str:
    """A type for `add_argument` that refuses an empty name, which would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("namanya kosong")
    return text


def one_of(*names: str):
    """A type for `add_argument` that accepts these names only and lists them otherwise. It bears the `names`, so that
    a shell can complete them."""
    def read(text: str) -> str:
        if text not in names:
            raise argparse.ArgumentTypeError(f"{text!r} tidak dikenal, pilih {', '.join(names)}")
        return text
    read.names = names
    return read
