"""The pages of the rules under `aturan/`: the words of `explain`, each rule at an address of its own.

They are the same on every site. Search engines are shown the list alone: an agency's site is there for its documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from . import addresses
from .catalogue import Catalogue, relative
from .findings import Level, capital
from .markup import coded
from .planned import Mode, Page
from .staged import Head

if TYPE_CHECKING:
    from .explain import Page as Rule

__all__ = ["ADDRESS", "FAMILIES", "address", "pages", "texts"]

ADDRESS = addresses.RULES
TITLE = "Aturan Pemeriksaan"
FAMILIES: Mapping[str, tuple[str, str]] = MappingProxyType({  # first letters of a code -> name, what it looks at
    "BK": ("Berkas", "Berkas naskah dapat dibuka dan berupa teks biasa."),
    "FM": ("Kepala data", "Kepala data di awal naskah tersusun dengan benar."),
    "TX": ("Teks", "Yang terbaca orang sama dengan yang ditandatangani."),
    "MK": ("Janji maklumat", "Tiga janji yang wajib ada dalam maklumat pelayanan."),
    "MP": ("Maklumat informasi publik", "Yang ditambahkan PerKI 1/2021 untuk layanan informasi publik."),
    "SP": ("Identitas dokumen", "Jenis, nomor, judul, instansi, dan pejabat pada kepala dokumen."),
    "TG": ("Tanggal", "Tanggal dapat dibaca, berurutan, dan masuk akal."),
    "NP": ("NIP dan nama pejabat", "Nomor induk dan penulisan nama pejabat yang mengesahkan."),
    "DH": ("Dasar hukum", "Peraturan yang dirujuk disebut dengan benar dan masih berlaku."),
    "LK": ("Langkah prosedur", "Langkah SOP lengkap, terhubung, dan dapat digambar."),
    "BH": ("Bahasa", "Ejaan, kata baku, dan kalimat yang mudah dipahami."),
    "ED": ("Kerusakan salinan", "Bekas pemindaian dan penyalinan yang merusak naskah."),
    "PG": ("Pejabat pengesah", "Siapa yang berwenang mengesahkan, sejauh tertulis dalam naskah."),
    "CT": ("Cetakan", "Isi dokumen dapat dicetak pada poster, formulir, dan kartu."),
    "RP": ("Seluruh repositori", "Dokumen tidak saling bertentangan, dan tidak memuat rahasia."),
    "GB": ("Gerbang penerbitan", "Hanya naskah yang disahkan pejabat terdaftar yang boleh terbit."),
})
MEANINGS: Mapping[Level, str] = MappingProxyType({
    Level.ERROR: "Harus diperbaiki; selama masih ada, situs tidak dapat diterbitkan.",
    Level.WARNING: "Periksa dan perbaiki bila perlu; situs tetap dapat diterbitkan.",
    Level.HINT: "Pertimbangkan; boleh dibiarkan bila ada alasannya.",
})


def address(code: str) -> str:
    """Where a rule's page lies below the site."""
    return f"{ADDRESS}{code}/"


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of all rules and the page of each."""
    yield _made(TITLE, "Semua aturan pemeriksaan maklumat pelayanan dan SOP", ADDRESS, _index(),
                is_listed=catalogue.facts.mode is Mode.STRICT)
    yield from _of_rules()


def texts() -> Iterator[str]:
    """What anybody may read on these pages: finding it is no leak of a document that says the same."""
    for rule in _rules():
        yield from (rule.title, rule.why, rule.law, rule.wrong, rule.right)


@lru_cache
def _rules() -> tuple[Rule, ...]:
    from . import explain, rules  # the gate imports plans, but asks for no page of a rule

    return tuple(map(explain.page, rules.RULES))


@lru_cache
def _of_rules() -> tuple[Page, ...]:
    rules = _rules()
    around = zip((None, *rules), rules, (*rules[1:], None), strict=False)
    return tuple(_made(f"{rule.code}: {rule.title}", f"Aturan {rule.code} ({rule.level.word}): {rule.title}",
                       address(rule.code), _block(rule, before, after)) for before, rule, after in around)


def _made(title: str, description: str, here: str, block: str, *, is_listed: bool = False) -> Page:
    head = Head(title, description, is_listed, template="aturan.html")
    return Page("", f"{here}index.md", here, block, head)


@lru_cache
def _index() -> str:
    of: dict[str, list[Rule]] = {}
    for rule in _rules():
        of.setdefault(rule.code[:2], []).append(rule)
    levels = "\n".join(f"<div><dt>{_level(level)}</dt><dd>{meaning}</dd></div>" for level, meaning in MEANINGS.items())
    return _article((
        f"<h1>{TITLE}</h1>",
        f"<p>Setiap naskah diperiksa dengan {len(_rules())} aturan sebelum terbit. Tiap aturan mempunyai halaman "
        "sendiri: mengapa ada, apa dasarnya, dan contoh yang salah dan yang benar.</p>",
        f'<dl class="keterangan">\n{levels}\n</dl>',
        '<nav class="saring" aria-label="Kelompok aturan">\n<ul>' + "".join(
            f'<li><a href="#{family}">{FAMILIES[family][0]} ({len(rules)})</a></li>' for family, rules in of.items())
        + "</ul>\n</nav>",
        *(_family(family, rules) for family, rules in of.items()),
    ))


def _family(family: str, rules: Sequence[Rule]) -> str:
    name, about = FAMILIES[family]
    rows = "\n".join(f"<li>{_link(rule, ADDRESS)} {_level(rule.level)}</li>" for rule in rules)
    return f'<h2 id="{family}">{name}</h2>\n<p>{about}</p>\n<ul class="aturan">\n{rows}\n</ul>'


def _block(rule: Rule, before: Rule | None, after: Rule | None) -> str:
    here, family = address(rule.code), rule.code[:2]
    name, about = FAMILIES[family]
    # `explain` continues the name of a part with a small letter; below a heading a sentence begins
    paragraphs = (f"<h2>{part}</h2>\n<p>{coded(text)}</p>"
                  for part, text in (("Mengapa", capital(rule.why)), ("Dasar", capital(rule.law))) if text)
    samples = "\n".join(f'<figure class="{part.lower()}">\n<figcaption>{part}</figcaption>\n<pre><code>{_lines(text)}'
                        "</code></pre>\n</figure>" for part, text in (("Salah", rule.wrong), ("Benar", rule.right))
                        if text)
    beside = "".join(f"<li>{word}: {_link(other, here)}</li>"
                     for word, other in (("Sebelumnya", before), ("Berikutnya", after)) if other)
    return _article((
        f'<p class="jenis">Aturan {rule.code}</p>',
        f"<h1>{coded(rule.title)}</h1>",
        f'<p class="tingkat">{_level(rule.level)} <span>{MEANINGS[rule.level]}</span></p>',
        *paragraphs,
        f'<h2>Contoh</h2>\n<div class="contoh-aturan">\n{samples}\n</div>',
        f"<h2>Dengan perintah</h2>\n<p>Uraian ini juga tampil dengan <code>maklumat explain {rule.code}</code>.</p>",
        f'<h2>Aturan lain</h2>\n<ul class="aturan">{beside}<li>Kelompok: '
        f'<a href="{relative(here, ADDRESS)}#{family}">{name}</a>. {about}</li>'
        f'<li><a href="{relative(here, ADDRESS)}">Semua aturan</a></li></ul>',
    ))


def _article(parts: Sequence[str]) -> str:
    return f'<article class="dokumen" data-jenis="aturan">\n{chr(10).join(parts)}\n</article>'


def _link(rule: Rule, here: str) -> str:
    return f'<a href="{relative(here, address(rule.code))}"><code>{rule.code}</code> {coded(rule.title)}</a>'


def _level(level: Level) -> str:
    return f'<strong class="{level.value}">{level.word}</strong>'


def _lines(text: str) -> str:
    """A sample, without a line end that a builder's Markdown could take for the end of the block."""
    return "&#10;".join(escape(line) for line in text.splitlines())
