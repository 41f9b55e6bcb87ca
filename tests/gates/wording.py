"""Everything that people read or hear is Indonesian: texts and speaking attributes against a list of English words."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

LIST = Path(__file__).with_name("english.txt")
SILENT = {"script", "style", "code", "pre", "kbd", "samp", "template"}  # code is English
SPOKEN = {"alt", "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder",
          "label", "summary", "abbr", "data-label"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt", "twitter:image:alt"}
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_PLACE = re.compile(r"\S*(?:://|\.(?:id|com|org|md|txt|json|xml|sig|html)\b|/\S*/)\S*")  # addresses and files


@cache
def english() -> frozenset[str]:
    return frozenset(line.strip() for line in LIST.read_text(encoding="utf-8").splitlines()
                     if line.strip() and not line.startswith("#"))


def faults(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [f"“{word}” in {text[:100]!r}" for text in reader.texts for word in _WORD.findall(_PLACE.sub(" ", text))
            if word.lower() in english()]


class _Reader(HTMLParser):
    """Collects texts outside code and outside elements of another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []  # each open element, and whether it is read

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        is_read = self._is_read() and tag not in SILENT and values.get("lang", "id").startswith("id")
        if is_read:
            said = {name for name in values if name in SPOKEN}
            if tag == "input" and values.get("type") in ("submit", "reset", "button"):
                said.add("value")
            if tag == "meta" and META & {values.get("name"), values.get("property")}:
                said.add("content")
            self.texts += [values[name] for name in sorted(said)]
        if tag not in EMPTY:
            self.open.append((tag, is_read))

    def handle_endtag(self, tag: str) -> None:
        places = [index for index, (name, _) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1]:]

    def handle_data(self, data: str) -> None:
        if self._is_read() and (text := " ".join(data.split())):
            self.texts.append(text)

    def _is_read(self) -> bool:
        return not self.open or self.open[-1][1]
