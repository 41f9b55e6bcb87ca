"""`maklumat schema KIND`: the JSON Schema of a kind's front matter, for editors."""

from __future__ import annotations

import argparse
import sys

from .. import editor_schema
from ..model import Kind
from .arguments import Parser, one_of


def parser() -> Parser:
    parser = Parser("schema", "Menampilkan JSON Schema kepala data: kunci yang ada, artinya, dan bentuk isinya. Untuk "
                    "penyunting yang melengkapi kunci dan menandai salah ketik; berkas yang sama terbit di data/.",
                    ("maklumat schema maklumat", "maklumat schema sop > kepala-sop.schema.json"))
    parser.add_argument("kind", type=one_of(*Kind), metavar="JENIS", help="maklumat atau sop")
    return parser


def run(arguments: argparse.Namespace) -> int:
    sys.stdout.write(editor_schema.text(Kind(arguments.kind)))
    return 0
