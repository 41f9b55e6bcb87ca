"""`maklumat explain CODE`: the page of one rule."""

from __future__ import annotations

import argparse
import sys

from .. import explain, rules
from ..errors import UsageError
from .arguments import Parser


def parser() -> Parser:
    parser = Parser("explain", "Menjelaskan satu aturan: alasan, dasar hukum, contoh yang salah dan yang benar.",
                    ("maklumat explain MK01", "maklumat explain sp02"))
    parser.add_argument("code", metavar="KODE", help="kode aturan yang tertulis pada temuan, misalnya MK01")
    return parser


def run(arguments: argparse.Namespace) -> int:
    rule = rules.by_code(arguments.code)
    if rule is None:
        near = explain.nearest(arguments.code)
        hint = f"mungkin maksud Anda {' atau '.join(near)}" if near else "lihat `maklumat rules`"
        raise UsageError(f"aturan {arguments.code!r} tidak ada; {hint}")
    sys.stdout.write(explain.to_text(explain.page(rule)))
    return 0
