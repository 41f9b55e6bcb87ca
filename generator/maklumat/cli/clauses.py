"""`maklumat clauses FILE…`: what the clause finder sees in Markdown texts, with or without front matter."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .. import blocks, clauses, disk, documents, frontmatter
from ..clauses import Clause, Clauses
from .arguments import Parser, one_of


def parser() -> Parser:
    parser = Parser("clauses", "Menunjukkan di mana janji, perbaikan, dan sanksi ditemukan dalam naskah, dan mengapa.",
                    ("maklumat clauses naskah.md", "maklumat clauses --format json content/maklumat/*/index.md"),
                    "ada janji yang tidak ditemukan")
    parser.add_argument("files", nargs="+", metavar="BERKAS", help="naskah Markdown, dengan atau tanpa kepala data")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    found = [(path, _find(path)) for path in arguments.files]
    if arguments.format == "json":
        rows = [{"path": path, "clauses": {clause.key: _row(clause) for clause in each}} for path, each in found]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(f"{path}\n{clauses.explain(each).rstrip()}\n" for path, each in found))
    return 0 if all(clause.found for _, each in found for clause in each) else 1


def _find(path: str) -> Clauses:
    lines = documents.read(path, disk.read_bytes(Path(path))).lines
    return clauses.find(blocks.parse(lines, frontmatter.read(lines).body_line))


def _row(clause: Clause) -> dict:
    return {
        "found": clause.found,
        "line": clause.place.line if clause.place else None,
        "column": clause.place.column if clause.place else None,
        "missing": list(clause.missing_parts),
        "decisions": [{"line": d.place.line, "column": d.place.column, "words": d.words, "counted": d.counted,
                       "reason": d.reason} for d in clause.decisions],
    }
