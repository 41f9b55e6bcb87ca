"""A page by keyboard alone: Tab from the top to the end, then every menu that opens.

Every stop is visible, named, outlined and large enough (WCAG 2.2 SC 2.4.7, 2.4.3, 2.4.11, 2.5.8, 2.1.2, 4.1.2); stops
come in the order of the document; nothing that a mouse can reach is left out; home and register can be reached from any
page.
"""

from __future__ import annotations

from typing import Any

from .browsing import Visit

MOST = 600  # stops
EVERYWHERE = ("", "daftar/")  # below the site
PREPARE = """() => {
  const flat = text => (text || "").replace(/\\s+/g, " ").trim();
  const named = one => flat([...(one.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
      .map(id => document.getElementById(id)?.textContent || "")].join(" ")
    || one.getAttribute("aria-label") || [...(one.labels || [])].map(it => it.textContent).join(" ") || one.innerText
    || [...one.querySelectorAll("img[alt], svg title")].map(it => it.alt || it.textContent).join(" ") || one.title);
  window.__seen = one => { const box = one.getBoundingClientRect();
    return one.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
      && box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth
      && box.bottom + scrollY > 0; };
  const covered = one => { const box = one.getClientRects()[0];
    const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 8), box.top + box.height / 2);
    return top && !one.contains(top) && !top.contains(one) && ["fixed", "sticky"].includes(
      [...function* (it) { for (; it; it = it.parentElement) yield it; }(top)].map(it => getComputedStyle(it).position)
        .find(position => position === "fixed" || position === "sticky")); };
  window.__stops = [];
  window.__stop = () => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    const style = getComputedStyle(one), box = one.getBoundingClientRect(), before = window.__stops.at(-1);
    const again = window.__stops.includes(one);
    window.__stops.push(one);
    return { html: one.cloneNode(false).outerHTML.slice(0, 140), name: named(one), again, tabindex: one.tabIndex,
      seen: window.__seen(one) && box.bottom > 0 && box.top < innerHeight, covered: window.__seen(one) && covered(one),
      outline: style.outlineStyle === "none" || /(, 0\\)|^transparent)$/.test(style.outlineColor) ? 0
        : parseFloat(style.outlineWidth),
      inline: style.display === "inline", width: box.width, height: box.height, href: one.href || "",
      order: !before || !!(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) };
  };
  window.__missed = () => [...document.querySelectorAll(
      "a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex]")]
    .filter(one => !one.disabled && one.tabIndex >= 0 && !one.closest("[inert]") && window.__seen(one)
      && !window.__stops.includes(one)).map(one => one.cloneNode(false).outerHTML.slice(0, 140));
  window.__links = () => [...document.querySelectorAll("a[href]")].filter(window.__seen).map(one => one.href);
  window.__menus = () => window.__stops.map((one, index) => [one, index])
    .filter(([one]) => one.matches("[aria-expanded], summary")).map(([, index]) => index);
  window.__open = index => { const one = window.__stops[index];
    return one.matches("summary") ? one.parentElement.open : one.getAttribute("aria-expanded") === "true"; };
}"""


def faults(visit: Visit) -> list[str]:
    page = visit.page
    page.evaluate(PREPARE)
    stops = _walk(visit)
    found = [f"{what}: {stop['html']}" for stop in stops for what in _of_stop(stop)]
    if stops and stops[-1]["again"]:
        return [*found, f"the focus does not get past: {stops[-1]['html']}"]
    found += [f"not reached: {html}" for html in page.evaluate("window.__missed()")]
    links = {stop["href"] for stop in stops}
    for index in page.evaluate("window.__menus()"):
        found += _menu(visit, index, stops[index]["html"], links)
    plain = {link.partition("#")[0] for link in links}
    return found + [f"not reached from this page: {address or 'home'}" for address in EVERYWHERE
                    if visit.base + address not in plain and visit.address != address]


def _walk(visit: Visit) -> list[dict[str, Any]]:
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST:
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate("window.__stop()")
        if stop is None:
            break
        stops.append(stop)
        if stop["again"]:
            break
    return stops


def _of_stop(stop: dict[str, Any]) -> list[str]:
    if stop["again"]:
        return []
    small = not stop["inline"] and min(stop["width"], stop["height"]) < 24
    broken = {"not visible": not stop["seen"], "covered": stop["covered"], "out of order": not stop["order"],
              "positive tabindex": stop["tabindex"] > 0, f"outline of {stop['outline']} px": stop["outline"] < 2,
              f"named {stop['name']!r}": sum(map(str.isalpha, stop["name"])) < 2,
              f"{stop['width']:.0f} × {stop['height']:.0f} px": small and stop["seen"]}
    return [what for what, holds in broken.items() if holds]


def _menu(visit: Visit, index: int, html: str, links: set[str]) -> list[str]:
    """Enter opens it, Enter closes it; `links` takes what lies in it."""
    page = visit.page
    before = page.evaluate("window.__open", index)
    states = []
    for _ in range(2):
        page.evaluate("index => window.__stops[index].focus()", index)
        page.keyboard.press("Enter")
        page.wait_for_timeout(60)
        states.append(page.evaluate("window.__open", index))
        links.update(page.evaluate("window.__links()"))
    return [] if states == [not before, before] else [f"Enter does not open and close: {html}"]
