"""`maklumat rules`: every rule in one list."""

from __future__ import annotations

import argparse
import json
import sys

from ..rules import RULES
from .arguments import Parser, one_of


def parser() -> Parser:
    parser = Parser("rules", "Mendaftar semua aturan: kode, tingkat, dan judul.",
                    ("maklumat rules", "maklumat rules --format json"))
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    if arguments.format == "json":
        rows = [{"code": rule.code, "level": rule.level.value, "title": rule.title} for rule in RULES]
        sys.stdout.write(json.dumps({"rules": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{rule.code}  {rule.level.word:<10}  {rule.title}\n" for rule in RULES)
    return 0
