"""Strict content security policy, nothing from elsewhere, nothing kept in the browser."""

from __future__ import annotations

import re
from html import unescape

from .browsing import Visit

SEARCH = "cari/"  # the only page whose index is a WebAssembly program
WRITTEN = re.compile(r'<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"\s*/?>', re.IGNORECASE)
_LOADS = re.compile(r"<(?:link|script|style|img|base)\b", re.IGNORECASE)
_SOURCES = {"'self'", "'none'", "'script'"}  # the last one: of require-trusted-types-for
KEPT = """async () => [...Object.keys(localStorage).map(key => `localStorage ${key}`),
  ...Object.keys(sessionStorage).map(key => `sessionStorage ${key}`),
  ...(await indexedDB.databases()).map(it => `indexedDB ${it.name}`),
  ...(await caches.keys()).map(key => `caches ${key}`),
  ...(navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []).map(() => "service worker")]"""


def faults_of_text(address: str, html: str) -> list[str]:
    """The policy as it is written on the page."""
    policies = list(WRITTEN.finditer(html))
    if len(policies) != 1:
        return [f"{len(policies)} policies instead of one"]
    found, first = [], _LOADS.search(html)
    if first and first.start() < policies[0].start():
        found.append("something is loaded before the policy")
    directives = dict(_directives(unescape(policies[0][1])))
    if directives.get("default-src") != ["'none'"]:
        found.append(f"default-src is {directives.get('default-src')}")
    found += [f"no {name} 'none'" for name in ("base-uri",) if directives.get(name) != ["'none'"]]
    special = {"script-src": {"'wasm-unsafe-eval'"} if address == SEARCH else set()}
    for name, sources in directives.items():
        allowed = _SOURCES | special.get(name, set())
        found += [f"{name} allows {source}" for source in sources if source not in allowed]
    return found


def _directives(policy: str) -> list[tuple[str, list[str]]]:
    parts = (part.split() for part in policy.split(";"))
    return [(name.lower(), sources) for name, *sources in filter(None, parts)]


def faults(visit: Visit) -> list[str]:
    """What the browser saw: refusals, errors, requests to others, failed ones, and what stays behind."""
    page = visit.page
    refused = page.evaluate("window.__refused || []")
    foreign = [url for url in visit.asked if not url.startswith((visit.base, "data:", "blob:"))]
    missing = [line for line in visit.failed if visit.address != "404.html" or not line.startswith(page.url)]
    return [*(f"refused by the policy: {line}" for line in refused), *(f"third party: {url}" for url in foreign),
            *(f"request failed: {line}" for line in missing), *(f"console: {line}" for line in visit.said),
            *(f"cookie: {cookie['name']}" for cookie in page.context.cookies()),
            *(f"kept: {line}" for line in page.evaluate(KEPT))]
