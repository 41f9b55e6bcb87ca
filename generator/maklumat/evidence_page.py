"""The evaluators' page, `/bukti/`: how far each maklumat is (PEKPPP F-01 5.a.K), which standards of service exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from urllib.parse import quote

from . import dates, print_list, scorecard, sheets, status
from .announced import Announcement
from .authenticity import signer
from .catalogue import Catalogue, Entry, relative
from .evidence import folder
from .findings import Place, capital
from .markup import day, scroll
from .pages import TWIN
from .paging import pager
from .planned import EVIDENCE, Facts, Mode, Page
from .prints import ORIGIN, UNDATED, Print
from .scorecard import HIGHEST, Level, Scorecard, Standing
from .staged import Head
from .verdicts import Revision

__all__ = ["ADDRESS", "pages", "sheet"]

ADDRESS = "bukti/"
PDF = f"{ADDRESS}bukti.pdf"  # below the site
PER_PAGE = 25  # maklumat: some 70 KB
ON_PAPER = 100  # maklumat in the PDF
NAMED = 25  # SOPs that are named as one standard
TITLE = "Bukti Pelayanan"
MET, UNMET = "terpenuhi", "belum"
SAMPLE = "Contoh: lembar ini belum resmi dan isinya tidak boleh dijadikan pegangan."
INTRODUCTION = "Untuk tim penilai. Nilai indikator 5.a.K pada formulir F-01 PEKPPP dihitung dari bukti yang ada di " \
    f"laman ini, dari 0 sampai dengan {HIGHEST}; satu tingkat dihitung bila semua tingkat di bawahnya terpenuhi. " \
    "Tanda tangan dapat diperiksa siapa pun, sedangkan tanggal dan bukti pengumuman ialah pernyataan instansi yang " \
    "tidak ditandatangani. Yang dihitung hanya pengumuman sejak pengesahan terakhir."
STANDARDS = "Standar yang wajib ditetapkan dan diumumkan menurut PerKI 1/2021 Pasal 23 ayat (2) dan (3), beserta SOP " \
    "di laman ini yang menurut judulnya memuat standar itu."
UNCERTAIN = "Nama bertanda bintang diambil dari peraturan lain yang menyalin pasal itu; cocokkan dengan JDIH."
NONE = "Belum ada maklumat yang ditampilkan di laman ini. Nilainya 0."
ABSENT = "belum ada di laman ini"


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page; where there are many maklumat, all pages with some of them each. The standards stand on the first."""
    cards = scorecard.scored(catalogue)
    last = max(1, -(-len(cards) // PER_PAGE))
    for number in range(1, last + 1):
        here = _at(number)
        shown = cards[(number - 1) * PER_PAGE:number * PER_PAGE]
        parts = (
            f"<h1>{TITLE}</h1>", f"<p>{INTRODUCTION}</p>",
            f'<p class="unduhan"><a href="{relative(here, PDF)}">Unduh lembar bukti</a> (PDF)</p>'
            if _has_sheet(cards, catalogue.facts) else "",
            *(_card(card, here) for card in shown), "" if shown else f"<p>{NONE}</p>",
            pager("Halaman bukti", number, last, _at),
            _standards(scorecard.standards(catalogue)) if number == 1 else "")
        block = "\n".join(('<article class="dokumen" data-jenis="bukti">', *filter(None, parts), "</article>"))
        head = Head(f"{TITLE}, halaman {number}" if number > 1 else TITLE,
                    "Nilai maklumat menurut PEKPPP dan standar layanan menurut PerKI 1/2021, beserta buktinya",
                    listed=catalogue.facts.mode is Mode.STRICT and number == 1)
        yield Page("", f"{here}index.md", here, block, head)


def _at(number: int) -> str:
    """Where a page lies below the site."""
    return f"{ADDRESS}{number}/" if number > 1 else ADDRESS


def _has_sheet(cards: Sequence[Scorecard], facts: Facts) -> bool:
    """The forms of the evaluators ask of one agency, and take no more than 2 MB."""
    return facts.can_print and len(cards) <= ON_PAPER


def _card(card: Scorecard, here: str) -> str:
    entry = card.entry
    rows = "\n".join(_level(level, entry, here) for level in card.levels)
    table = f"""<table class="matriks">
<caption>Tingkat yang dicapai {escape(entry.title)}</caption>
<thead>
<tr><th scope="col">Nilai</th><th scope="col">Syarat</th><th scope="col">Keadaan</th><th scope="col">Bukti</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    advice = f"<p><strong>Untuk nilai berikutnya:</strong> {escape(card.advice)}</p>" if card.advice else ""
    return "\n".join(filter(None, (
        f'<h2><a href="{escape(relative(here, entry.address))}">{escape(entry.title)}</a></h2>',
        f'<p class="nilai"><strong>{card.score}</strong> dari {HIGHEST}</p>',
        f"<p>{escape(_agency(entry))}. Keadaan maklumat: {escape(entry.status.word.lower())}.</p>",
        scroll(f"Tingkat yang dicapai {entry.title}", table), _uncounted(card), advice)))


def _uncounted(card: Scorecard) -> str:
    """Announcements that somebody who wonders about the score should know of."""
    rows = "".join(f"<li>{escape(_named(each))}: {escape(why)}</li>" for each, why in card.uncounted)
    return f"<p>Pengumuman yang tidak dihitung:</p>\n<ul>{rows}</ul>" if rows else ""


def _named(announcement: Announcement) -> str:
    return f"{capital(announcement.medium)}, {dates.words(announcement.day)}"


def _agency(entry: Entry) -> str:
    return entry.office or "instansi tidak disebut"


def _level(level: Level, entry: Entry, page: str) -> str:
    proofs = [escape(level.shown), *_links(level, entry, page), *(_told(each, page) for each in level.announcements)]
    return (f'<tr><th scope="row">{level.number}</th><td>{escape(level.asks)}</td>'
            f"<td>{MET if level.is_met else UNMET}</td><td>{'<br>'.join(filter(None, proofs))}</td></tr>")


def _links(level: Level, entry: Entry, page: str) -> Iterator[str]:
    here = relative(page, entry.address)
    if level.number == 1:
        yield _link(here, "Halaman maklumat", entry)
        sheets = (each for each in entry.offer.downloads if each.kind == "PDF")
        yield from (_link(here + each.address, each.name, entry) for each in sheets)
    if level.number == 2 and entry.revision:
        yield f"Tanggal: {day(entry.revision.date)}"
        yield f"Oleh: {escape(signer(entry.revision))}"
        yield _link(f"{here}#riwayat", "Riwayat pengesahan", entry)
        yield _link(f"{here}{folder(entry.revision.number)}naskah.txt.sig", "Tanda tangan", entry)
        yield _link(here + TWIN, "Data (JSON)", entry)
        yield f'Sidik jari SHA-256: <code class="panjang">{entry.revision.digest}</code>'
    if level.number == 3 and level.is_met:
        yield ", ".join(f'<a href="{here}#{key}">{name}</a>' for key, name in scorecard.CLAUSES.items())


def _link(address: str, name: str, entry: Entry) -> str:
    """A link whose document only those hear who do not see what it stands beside."""
    return f'<a href="{escape(address)}">{escape(name)}<span class="tersembunyi">: {escape(entry.title)}</span></a>'


def _told(announcement: Announcement, page: str) -> str:
    where = announcement.proof if announcement.is_linked else relative(page, quote(announcement.proof))
    note = f": {escape(announcement.note)}" if announcement.note else ""
    return f'<a href="{escape(where)}">{escape(_named(announcement))}</a>{note}'


def _standards(found: Iterable[Standing]) -> str:
    rows = "\n".join(_standard(standing) for standing in found)
    table = f"""<table class="matriks">
<caption>Tujuh standar layanan informasi publik</caption>
<thead>
<tr><th scope="col">Huruf</th><th scope="col">Standar</th><th scope="col">SOP di laman ini</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return (f'<h2 id="standar">Standar layanan</h2>\n<p>{STANDARDS}</p>\n'
            f'{scroll("Tujuh standar layanan informasi publik", table)}\n<p class="catatan">{UNCERTAIN}</p>')


def _standard(standing: Standing) -> str:
    links = "<br>".join(f'<a href="{escape(relative(ADDRESS, entry.address))}">{escape(entry.title)}</a> '
                        f"({escape(entry.status.word.lower())})" for entry in standing.entries[:NAMED])
    if len(standing.entries) > NAMED:
        links += f"<br>dan {len(standing.entries) - NAMED} SOP lain"
    return (f'<tr><th scope="row">{standing.standard.letter}</th><td>{_name(standing)}</td>'
            f"<td>{links or ABSENT}</td></tr>")


def _name(standing: Standing) -> str:
    return standing.standard.name + ("" if standing.standard.is_certain else "*")


def sheet(catalogue: Catalogue) -> Iterator[Print]:
    """The same as a PDF, for the evaluators' forms; nothing where the theme makes no prints, or of too many. Its
    date is that of the last act that it tells of, so that it changes only when there is something new."""
    facts, cards = catalogue.facts, scorecard.scored(catalogue)
    if not _has_sheet(cards, facts):
        return
    last = max(scorecard.days(cards), default=UNDATED)
    data = {
        "title": TITLE, "agency": {"government": "", "office": facts.site_name, "unit": ""},
        "site": facts.site_name, "address": catalogue.url(ADDRESS), "introduction": INTRODUCTION,
        "colours": {"primary": facts.stationery.colours.primary, "accent": facts.stationery.colours.accent},
        "mark": _mark(facts), "notice": SAMPLE if facts.mode is Mode.SAMPLE else "",
        "day": dates.words(last) if last is not UNDATED else "", "highest": HIGHEST, "none": NONE,
        "cards": [_card_data(card, catalogue) for card in cards],
        "standards": [{"letter": each.standard.letter, "name": _name(each),
                       "sops": [f"{entry.title} ({entry.status.word.lower()})" for entry in each.entries]}
                      for each in scorecard.standards(catalogue)],
        "standards_text": STANDARDS, "uncertain": UNCERTAIN, "absent": ABSENT,
    }
    digest = sha256(sheets.canonical(data).encode()).hexdigest()
    whole = sheets.canonical(data | {"origin": ORIGIN + digest})
    yield Print(PDF, "", Place(1, 1), "lembar bukti", EVIDENCE, whole, print_list.STANDARDS, None, last, digest)


def _mark(facts: Facts) -> str:
    """As on the prints of documents: clean only where the signatures are proven and what they approve goes out."""
    if facts.mode is Mode.SAMPLE:
        return "CONTOH"
    return "" if facts.mode is Mode.STRICT and facts.is_anchored else print_list.UNPROVEN


def _card_data(card: Scorecard, catalogue: Catalogue) -> dict[str, object]:
    entry, revision = card.entry, card.entry.revision
    return {
        "title": entry.title, "agency": _agency(entry), "status": entry.status.word, "score": card.score,
        "address": catalogue.url(entry.permalink if revision else entry.address),
        "number": entry.number, "kind": status.KIND_WORDS[entry.kind],
        "signed": _signed(revision) if revision else "", "digest": revision.digest if revision else "",
        "advice": card.advice,
        "levels": [{"number": level.number, "asks": level.asks, "state": MET if level.is_met else UNMET,
                    "shown": [text for text in (level.shown, *map(_told_plainly, level.announcements)) if text]}
                   for level in card.levels],
    }


def _signed(revision: Revision) -> str:
    return f"Revisi {revision.number}, {dates.words(revision.date)}, oleh {signer(revision)}"


def _told_plainly(announcement: Announcement) -> str:
    note = f" ({announcement.note})" if announcement.note else ""
    return f"{_named(announcement)}{note}: {announcement.proof}"
