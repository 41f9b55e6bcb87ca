"""A document's page is light: what it takes to show it, packed, and that no script is needed or there."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urljoin

from .browsing import Visit

MOST_BYTES, MOST_REQUESTS = 15 * 1024, 3
_ICON = re.compile(r'<link\b[^>]*\brel="(?:[^"]* )?icon"[^>]*\bhref="([^"]+)"')
SCRIPTS = """() => [...document.scripts]
  .filter(it => !it.type || /javascript|ecmascript|module|importmap/.test(it.type))
  .map(it => it.outerHTML.slice(0, 120))"""


def asked(visit: Visit, html: str) -> list[str]:
    """The requests of this page, also that for its icon, which browsers without a window do not send."""
    icons = [urljoin(visit.base + visit.address, icon) for icon in _ICON.findall(html)]
    return list(dict.fromkeys(visit.asked + [url for url in icons if not url.startswith("data:")]))


def packed(visit: Visit, html: str) -> int:
    """Bytes of all that, each packed as a web server does."""
    answers = (visit.page.request.get(url).body() for url in asked(visit, html))
    return sum(len(gzip.compress(body, 9, mtime=0)) for body in answers)


def faults(visit: Visit, html: str, unscripted: Visit) -> list[str]:
    """`unscripted`: the same page where JavaScript is off."""
    requests, size = asked(visit, html), packed(visit, html)
    found = [f"script: {script}" for script in visit.page.evaluate(SCRIPTS)]
    if size > MOST_BYTES:
        found.append(f"{size} bytes packed")
    if len(requests) > MOST_REQUESTS:
        found.append(f"{len(requests)} requests: {', '.join(url.removeprefix(visit.base) for url in requests)}")
    if visit.page.locator("body").inner_text() != unscripted.page.locator("body").inner_text():
        found.append("the text is another one without JavaScript")
    return found
