"""axe-core: WCAG 2.2 A and AA, its best practices, and the contrast of AAA (SC 1.4.6)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from .browsing import Visit

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXPERIMENTAL = "td-has-header"  # its violations may be judged as well
# by default off: the contrast of AAA, and a rule for tables that its makers call experimental
MORE = '{ "color-contrast-enhanced": { enabled: true }, "td-has-header": { enabled: true } }'
RUN = """async rules => {
  const { violations, incomplete } = await axe.run(document, { resultTypes: ["violations", "incomplete"],
    runOnly: { type: "tag", values: rules }, rules: MORE });
  const flat = list => list.flatMap(({ id, nodes }) => nodes.map(node =>
    ({ id, html: node.html, target: node.target.flat().join(" "), why: node.failureSummary.replace(/\\s+/g, " ") })));
  return { violations: flat(violations), incomplete: flat(incomplete) };
}"""


@cache
def judged() -> tuple[dict[str, str], ...]:
    """What axe cannot decide and a person has: rule, a pattern of the element, the reason."""
    return tuple(yaml.safe_load((HERE / "axe-judged.yml").read_text(encoding="utf-8")) or ())


def faults(visit: Visit) -> list[str]:
    visit.page.evaluate(SOURCE.read_text(encoding="utf-8") + "; undefined")
    found = visit.page.evaluate(RUN.replace("MORE", MORE), RULES)
    certain = [node for node in found["violations"] if node["id"] != EXPERIMENTAL or not _is_judged(node)]
    undecided = [node | {"id": f"{node['id']} (undecided)"} for node in found["incomplete"] if not _is_judged(node)]
    return [f"{node['id']}: {node['html'][:160]} – {node['why'][:200]}" for node in certain + undecided]


def _is_judged(node: dict[str, str]) -> bool:
    return any(node["id"] == case["rule"] and re.search(case["element"], node["html"]) for case in judged())
