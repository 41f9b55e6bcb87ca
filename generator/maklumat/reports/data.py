"""The report for programs: one JSON object (commands.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..findings import Finding
from . import Report

__all__ = ["rows", "to_json"]


def to_json(report: Report) -> str:
    told = {"documents": report.documents, "findings": rows(report.findings)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def rows(findings: Iterable[Finding]) -> list[dict]:
    """The findings as values of JSON."""
    return [
        {"code": f.code, "level": f.level.value, "path": f.path, "line": f.place.line, "column": f.place.column,
         "message": f.message, "help": f.help}
        for f in findings
    ]
