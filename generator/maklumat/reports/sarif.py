"""The report in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from urllib.parse import quote

from .. import __version__, explain
from ..findings import Finding, Level, capital
from ..rules import by_code
from . import Report

__all__ = ["SCHEMA", "to_sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}


def to_sarif(report: Report) -> str:
    """One run whose rules are those that found something."""
    codes = sorted({finding.code for finding in report.findings})
    index = {code: number for number, code in enumerate(codes)}
    driver = {"name": "Maklumat", "version": __version__, "language": "id",
              "rules": [_rule(code, report.page_of(code)) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
           "results": [_result(finding, index[finding.code]) for finding in report.findings]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, address: str) -> dict:
    rule = by_code(code)
    if rule is None:  # a report may hold findings of rules that a caller made up
        return {"id": code}
    page = explain.page(rule)
    return {
        "id": code,
        "shortDescription": {"text": _plain(page.title)},
        "fullDescription": {"text": _plain(capital(page.why) or page.title)},
        "help": {"text": _plain(explain.to_text(page))},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": _LEVELS[page.level]},
    }


def _result(finding: Finding, rule_index: int) -> dict:
    place = finding.place
    message = "\n".join(part for part in (finding.message, finding.help) if part)
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.level],
        "message": {"text": _plain(message)},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": quote(finding.path, errors="surrogateescape")},
            "region": {"startLine": place.line, "startColumn": place.column, "endLine": place.line,
                       "endColumn": place.column + place.length},
        }}],
    }


def _plain(text: str) -> str:
    """Square brackets would be read as a link in a SARIF message (section 3.11.6)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
