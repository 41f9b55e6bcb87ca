"""Nothing sticks out of a narrow screen (WCAG 2.2 SC 1.4.10, 320 CSS pixels)."""

from __future__ import annotations

from .browsing import Visit

LOOK = """() => {
  const root = document.documentElement, edge = root.clientWidth;
  if (root.scrollWidth <= edge) return [];
  const scrolls = one => one && one !== document.body && one !== root
    && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter(one => one.getBoundingClientRect().right > edge + 1 && !scrolls(one.parentElement))
    .slice(0, 5).map(one => `${one.outerHTML.slice(0, 99)} ends at ${Math.round(one.getBoundingClientRect().right)} px`)
    .concat(`page is ${root.scrollWidth} px wide on a screen of ${edge} px`);
}"""


def faults(visit: Visit) -> list[str]:
    return visit.page.evaluate(LOOK)
