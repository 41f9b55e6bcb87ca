"""Legal citations: `Jenis Nomor N Tahun YYYY tentang Judul` (UU 12/2011) -> parts, canonical id, flaws of form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import lookalikes
from .findings import Flaw, joined
from .laws import LawKind, registry

__all__ = ["ABBREVIATION", "FORM", "LETTERS", "Citation", "read"]

FORM, LETTERS, ABBREVIATION = "form", "letters", "abbreviation"

_PLAIN = str.maketrans({"‐": "-", "‑": "-", "–": "-", "\u00a0": " "})
_ITEM_MARK = re.compile(r"\s*(?:[0-9]{1,2}[.)]\s+)?")
_HEAD = re.compile(
    r"""
    (?P<of> [^0-9,;()]*? )
    (?: (?P<marker> (?<![^\W_]) (?:Nomor|Nomer|No|N0) (?![^\W\d_]) [.:]? ) \s* (?P<named> [^\s,;]+? )
      | (?P<bare> [0-9]+ ) )
    (?: (?: \s* / \s* | ,? \s* (?P<year_word> \b(?:Tahun|Thn|Th)\b\.? ) \s* | \s+ )
        (?P<year> (?:19|20)[0-9]{2} ) (?![^\W_])
      | (?= [\s,;] | $ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OWN_TITLE = re.compile(r"[\s,]*(?:tentang|ttg\.?)\s+(?P<title>\S.*)", re.IGNORECASE | re.DOTALL)
_AMENDED_TITLE = re.compile(r"[\s,]*(?:yang|sebagaimana)\b.*?\b(?:diubah|diganti)\b.*?\btentang\s+(?P<title>\S.*)",
                            re.IGNORECASE | re.DOTALL)
_TITLE_END = re.compile(r"\s*(?:;|\((?=Lembaran|Berita|Tambahan))|,?\s+(?:sebagaimana|yang\s+telah|jo\.?)\s|[\s.]*$",
                        re.IGNORECASE)
_REPUBLIC = re.compile(r"\b(?:Republik\s+Indonesia|RI)\b", re.IGNORECASE)
_PROVINCE = re.compile(r"^Provinsi\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_TITLE_WORD = re.compile(r"(?<![^\W_])(?<!\()[^\W_]+")  # not the first word in brackets: "Prosedur (SOP)"


class Citation(NamedTuple):
    """A citation as understood.

    `id` is canonical (`uu/2008/14`), None when it cannot be made out. `kind` is None for a kind that the registry
    does not know. `title` is "" when absent; `title_is_own` is false when it stands behind an amendment
    ("… yang diubah dengan … tentang …"). `number_span` and `title_span` are (start, length) in the text.
    """

    text: str
    id: str | None = None
    kind: LawKind | None = None
    number: str = ""
    year: int | None = None
    title: str = ""
    title_is_own: bool = False
    number_span: tuple[int, int] = (0, 1)
    title_span: tuple[int, int] = (0, 1)
    flaws: tuple[Flaw, ...] = ()

    def of(self, kind: str) -> tuple[Flaw, ...]:
        return tuple(flaw for flaw in self.flaws if flaw.kind == kind)


@lru_cache(maxsize=4096)
def read(text: str) -> Citation:
    """Reads one citation; never fails."""
    plain = text.translate(_PLAIN)
    repaired = lookalikes.repair(plain)
    begin = _ITEM_MARK.match(repaired).end()
    typed = _kind_pattern().match(repaired, begin)
    kind = _kind_names()[_squeezed(typed[0])] if typed else None
    if kind and not kind.is_numbered:
        return Citation(text, kind.key, kind)
    head = _HEAD.match(repaired, typed.end() if typed else begin)
    if head is None or not (kind or head["marker"]):
        return Citation(text, kind=kind, flaws=(_unreadable(text, kind),))
    parts = _Parts(plain, kind, typed, head)
    return Citation(text, parts.id, kind, parts.number, parts.year, parts.title, parts.title_is_own, parts.number_span,
                    parts.title_span, (*_letters(parts), *_missing(parts), *_abbreviations(parts)))


class _Parts:
    """The pieces of a citation whose number was found."""

    def __init__(self, text: str, kind: LawKind | None, typed: re.Match[str] | None, head: re.Match[str]):
        self.text, self.kind, self.typed, self.head = text, kind, typed, head
        own = _OWN_TITLE.match(head.string, head.end())
        behind = own or _AMENDED_TITLE.match(head.string, head.end())
        self.title = _TITLE_END.split(behind["title"], maxsplit=1)[0] if behind else ""
        self.title_is_own = bool(own)
        self.title_span = (behind.start("title"), max(1, len(self.title))) if behind else (0, 1)
        self.number = head["named"] or head["bare"]
        self.year = int(head["year"]) if head["year"] else None
        start = max(head.start("named"), head.start("bare"))
        self.number_span = (start, (head.end("year") if self.year else start + len(self.number)) - start)

    @property
    def id(self) -> str | None:
        if self.year is None:
            return None
        region = _REPUBLIC.sub("", self.head["of"]).strip()
        full = _PROVINCE.sub("", _full_region(region))
        short = next((short for short, name in registry().regions.items() if name.lower() == full.lower()), full)
        kind = _slug(f"{self.kind.key if self.kind else ''} {short}")
        return f"{kind}/{self.year}/{_slug(self.number.lstrip('0'))}"

    @property
    def full(self) -> str:
        """The citation as it should be typed, with `…` for what is not known."""
        known = registry().laws.get(self.id)
        name = " ".join(filter(None, (self.kind.name if self.kind else "", _full_region(self.head["of"].strip()))))
        title = _TITLE_WORD.sub(lambda word: registry().short_words.get(word[0], word[0]), self.title)
        title = title or (known.title if known else "…")
        return f"{name} Nomor {self.number} Tahun {self.year or '…'} tentang {title}"


def _letters(parts: _Parts) -> tuple[Flaw, ...]:
    flaws = [Flaw(LETTERS, swap.start, 1, f"huruf `{swap.letter}` di antara angka", f"Tulis `{parts.full}`.")
             for swap in lookalikes.find(parts.text)]
    if (parts.head["marker"] or "").startswith(("N0", "n0")):
        start = parts.head.start("marker") + 1
        flaws.append(Flaw(LETTERS, start, 1, "angka 0 di tempat huruf o", f"Tulis `{parts.full}`."))
    return tuple(flaws)


def _missing(parts: _Parts) -> tuple[Flaw, ...]:
    missing = []
    if not parts.head["marker"]:
        missing.append("kata `Nomor`")
    if parts.year and not parts.head["year_word"] and parts.number.isdecimal():
        missing.append("kata `Tahun`")
    if parts.year is None and parts.kind and parts.kind.rank is not None:
        missing.append("tahun")
    start, length = parts.number_span if missing else _whole(parts.text)
    if not parts.title:
        missing.append("judul")
    if not missing:
        return ()
    return (Flaw(FORM, start, length, f"{joined(missing)} belum ada dalam rujukan", f"Tulis `{parts.full}`."),)


def _abbreviations(parts: _Parts) -> tuple[Flaw, ...]:
    """One flaw for all short words of a citation, at the first."""
    known, head, found = registry(), parts.head, []
    if parts.typed and _squeezed(parts.typed[0]) in _short_names():
        found.append((parts.typed.start(), parts.typed[0]))
    found += [(head.start("of") + word.start(), word[0]) for word in _WORD.finditer(head["of"])
              if word[0].lower() in known.regions or word[0] == "RI"]
    found += [(head.start(name), head[name]) for name in ("marker", "year_word")
              if head[name] and head[name].lower().rstrip(".:") in ("no", "th", "thn")]
    found += [(parts.title_span[0] + word.start(), word[0]) for word in _TITLE_WORD.finditer(parts.title)
              if word[0] in known.short_words]
    if not found:
        return ()
    words = ", ".join(f"`{word}`" for _, word in found)
    return (Flaw(ABBREVIATION, found[0][0], len(found[0][1]), f"singkatan dalam rujukan: {words}",
                 f"Tulis `{parts.full}`."),)


def _unreadable(text: str, kind: LawKind | None) -> Flaw:
    message = "nomor dan tahun belum ada dalam rujukan" if kind else "rujukan tidak dikenali bentuknya"
    name = kind.name if kind else "Jenis Peraturan"
    return Flaw(FORM, *_whole(text), message, f"Tulis `{name} Nomor … Tahun … tentang …`.")


def _whole(text: str) -> tuple[int, int]:
    return text.find(text.strip()), max(1, len(text.strip()))


def _full_region(region: str) -> str:
    """`Kalteng` -> `Kalimantan Tengah`, `RI` -> `Republik Indonesia`."""
    regions = registry().regions
    return _WORD.sub(lambda word: regions.get(word[0].lower(), word[0]), _REPUBLIC.sub("Republik Indonesia", region))


def _slug(text: str) -> str:
    return "-".join(_WORD.findall(text.lower()))


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


@lru_cache
def _kind_names() -> dict[str, LawKind]:
    return {_squeezed(name): kind for kind in registry().kinds.values() for name in (*kind.names, *kind.abbreviations)}


@lru_cache
def _short_names() -> frozenset[str]:
    return frozenset(_squeezed(name) for kind in registry().kinds.values() for name in kind.abbreviations)


@lru_cache
def _kind_pattern() -> re.Pattern[str]:
    """Any kind's name at the start, the longest first, with any spacing and hyphens between its words."""
    names = {name for kind in registry().kinds.values() for name in (*kind.names, *kind.abbreviations)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    patterns = (r"[\s-]*".join(_WORD.findall(name)) for name in longest_first)
    return re.compile(rf"(?:{'|'.join(patterns)})(?![^\W\d_])", re.IGNORECASE)
