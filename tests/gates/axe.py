"""axe-core: WCAG 2.2 A and AA with its best practices; on pages of our own template also the contrast of AAA."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from .browsing import Visit

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ({ rules, strict }) => {
  const { violations, incomplete, testEngine } = await axe.run(document, { resultTypes: ["violations", "incomplete"],
    runOnly: { type: "tag", values: rules }, rules: strict ? { "color-contrast-enhanced": { enabled: true } } : {} });
  const flat = list => list.flatMap(({ id, nodes }) => nodes.map(node =>
    ({ id, html: node.html, target: node.target.flat().join(" "), why: node.failureSummary.replace(/\\s+/g, " ") })));
  return { violations: flat(violations), incomplete: flat(incomplete), version: testEngine.version };
}"""


@cache
def judged() -> tuple[dict[str, str], ...]:
    """What axe cannot decide and a person has: rule, a pattern of the element, the reason."""
    return tuple(yaml.safe_load((HERE / "axe-judged.yml").read_text(encoding="utf-8")) or ())


def faults(visit: Visit, *, strict: bool) -> list[str]:
    """`strict`: also the contrast of AAA (SC 1.4.6)."""
    visit.page.evaluate(SOURCE.read_text(encoding="utf-8") + "; undefined")
    found = visit.page.evaluate(RUN, {"rules": RULES, "strict": strict})
    open_ones = [node | {"id": f"{node['id']} (undecided)"} for node in found["incomplete"] if not _is_judged(node)]
    return [f"{node['id']}: {node['html'][:160]} – {node['why'][:200]}" for node in found["violations"] + open_ones]


def _is_judged(node: dict[str, str]) -> bool:
    return any(node["id"] == case["rule"] and re.search(case["element"], node["html"]) for case in judged())
