"""The plan's pages as an editor previews them: each under a box of its findings, unreadable files as the box alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from . import staged
from .findings import Finding
from .plan import Plan
from .staged import Head

__all__ = ["outputs"]

_CODE = re.compile("`([^`]+)`")


def outputs(plan: Plan, findings: Sequence[Finding], content: str) -> Mapping[str, str]:
    """Finished Markdown by path below the content folder, as `Plan.outputs`; never for publishing."""
    by_uri: dict[str, list[Finding]] = {}
    for finding in findings:
        by_uri.setdefault(finding.path.removeprefix(content + "/"), []).append(finding)
    shown = {page.uri: page.block for page in plan.pages}
    boxed = {uri: plan.outputs[uri].replace(shown[uri], f"{_box(found)}\n{shown[uri]}")
             for uri, found in by_uri.items() if uri in shown}
    unreadable = {uri: _page(uri, found) for uri, found in by_uri.items() if uri not in shown}
    return {**plan.outputs, **boxed, **unreadable}


def _box(findings: Sequence[Finding]) -> str:
    rows = "\n".join(_row(finding) for finding in findings)
    return f'<aside class="temuan" aria-label="Temuan">\n<p>Temuan pada naskah ini</p>\n<ul>\n{rows}\n</ul>\n</aside>'


def _row(finding: Finding) -> str:
    text = " ".join(f"baris {finding.place.line}: {finding.message}. {finding.help}".split())
    shown = _CODE.sub(r"<code>\1</code>", escape(text))
    return f'<li><strong class="{finding.level.value}">{finding.level.word} {finding.code}</strong> {shown}</li>'


def _page(uri: str, findings: Sequence[Finding]) -> str:
    html = f'<div class="belum-terbaca">\n<h1>{escape(uri)}</h1>\n{_box(findings)}\n</div>'
    return staged.page(html, Head(uri, "Naskah yang belum dapat dibaca", listed=False))
