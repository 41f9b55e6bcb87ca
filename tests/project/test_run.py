"""run.py starts under any python3 that people have, if only to say that it is too old."""

from __future__ import annotations

import ast
from pathlib import Path

RUN = Path(__file__).parents[2] / "run.py"


def test_an_old_python_reaches_the_sentence_about_its_age():
    tree = ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 8))
    futures = [name.name for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"
               for name in node.names]
    assert futures == ["annotations"]  # `Path | None` is no type before 3.10
