"""The report for programs: one JSON object (commands.md)."""

from __future__ import annotations

import json

from . import Report

__all__ = ["to_json"]


def to_json(report: Report) -> str:
    findings = [
        {"code": f.code, "level": f.level.value, "path": f.path, "line": f.place.line, "column": f.place.column,
         "message": f.message, "help": f.help}
        for f in report.findings
    ]
    return json.dumps({"documents": report.documents, "findings": findings}, ensure_ascii=False, indent=2) + "\n"
