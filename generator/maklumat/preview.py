"""The site as an editor previews it: every document under a box that says what it is worth, what is next and what was
found in it; what cannot be shown as a page of its own is shown as that box alone. Never for publishing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from . import ledger, register, rule_pages, status
from .catalogue import relative
from .findings import Finding, Level, capital
from .markup import coded
from .model import State
from .passages import Told
from .plan import Plan
from .planned import Mode, Page
from .reports import Report
from .reports.excerpt import parts, visible
from .staged import Head
from .verdicts import Refusal, Verdict

__all__ = ["Notes", "Pages", "faulty", "findings_page", "strip", "summary"]

FEW = 8  # rows of a summary that are seen without unfolding
NOTHING = "Tidak ada temuan."
UNKNOWN = "Pengesahan tidak dapat diperiksa di sini, sehingga naskah ini tampil sebagai rancangan."
NO_PAGE = "Naskah ini belum dapat dibaca"
REFUSED = "Halaman ini tidak dapat diterbitkan"


@dataclass(frozen=True)
class Notes:
    """What is said of the documents beside their pages.

    `content`: the name of the content folder. `verdicts`: what holds for each of them, by path (`evidence.judged`).
    `refusals`: what the gate has against publishing. `remark`: what to know of the evidence, "" where nothing is.
    `is_unproven`: there is none, because it could not be asked for.
    """

    content: str
    texts: Sequence[Told]
    verdicts: Mapping[str, Verdict]
    findings: Sequence[Finding]
    refusals: Sequence[Refusal] = ()
    remark: str = ""
    is_unproven: bool = False

    @cached_property
    def _found(self) -> Mapping[str, Sequence[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        return found

    def of(self, path: str) -> Sequence[Finding]:
        """The findings of one file."""
        return self._found.get(path, ())


class Pages(Mapping[str, Page]):
    """The pages of a plan with what an editor must know, and one for each document and ordinary page that has none, by
    path below the content folder. Each is made when it is asked for."""

    def __init__(self, plan: Plan, notes: Notes):
        self._plan, self._notes = plan, notes
        self._sources = {text.path.removeprefix(f"{notes.content}/"): text.path for text in notes.texts}
        unread = [uri for uri in self._sources if uri not in plan.by_uri]
        refused = [uri for uri in plan.refused
                   if uri.endswith(".md") and uri not in plan.by_uri and uri not in self._sources]
        self._instead = dict.fromkeys((*unread, *refused))

    @cached_property
    def by_file(self) -> Mapping[str, str]:
        """Their paths below the content folder, by that below the site."""
        planned = {ledger.file(page.address): uri for part in self._plan.contents for uri, page in part.pages.items()}
        return planned | {ledger.file(_address(uri)): uri for uri in self._instead}

    def __getitem__(self, uri: str) -> Page:
        plan, notes = self._plan, self._notes
        if uri in self._instead:
            path = self._sources.get(uri)
            return findings_page(uri, notes.of(path), _address(uri)) if path else \
                faulty(uri, REFUSED, [plan.refused[uri]])
        page = plan.by_uri[uri]
        if uri in self._sources:
            path = self._sources[uri]
            refused = (plan.refused[uri],) if uri in plan.refused else ()
            return _below(_box(_state(notes.verdicts[path], notes, plan.mode), notes.of(path), page.address, refused),
                          page)
        return _below(summary(plan, notes, page.address), page) if page.address == register.ADDRESS else page

    def __contains__(self, uri: object) -> bool:
        return uri in self._plan.by_uri or uri in self._instead

    def __iter__(self) -> Iterator[str]:
        return itertools.chain(self._plan.by_uri, self._instead)

    def __len__(self) -> int:
        return len(self._plan.by_uri) + len(self._instead)


def _below(box: str, page: Page) -> Page:
    return Page(page.source, page.uri, page.address, f"{box}\n{page.block}", page.head)


def findings_page(uri: str, findings: Sequence[Finding], address: str) -> Page:
    """The page of a document that gives none: its findings."""
    return _instead(uri, NO_PAGE, _box("", findings, address))


def faulty(uri: str, title: str, sentences: Sequence[str]) -> Page:
    """The page in place of one that cannot be shown, and why."""
    return _instead(uri, title, strip(sentences))


def _instead(uri: str, title: str, box: str) -> Page:
    block = f'<article class="dokumen" data-jenis="temuan">\n<h1>{title}</h1>\n<p><code>{escape(uri)}</code></p>\n' \
        f"{box}\n</article>"
    return Page("", uri, _address(uri), block, Head(uri, title, listed=False))


def _address(uri: str) -> str:
    """Where the page of this path lies below the site; of another file the folder that browsers start from."""
    folder, _, name = uri.rpartition("/")
    inner = "" if name == "index.md" or not name.endswith(".md") else name.removesuffix(".md")
    return "".join(f"{part}/" for part in (folder, inner) if part)


def strip(sentences: Sequence[str]) -> str:
    """What is wrong with something that has no findings, as a box."""
    rows = "\n".join(f"<li>{coded(_flat(sentence))}</li>" for sentence in sentences)
    return f'<aside class="temuan" aria-label="Yang perlu diperbaiki">\n<ul class="sebab">\n{rows}\n</ul>\n</aside>'


def summary(plan: Plan, notes: Notes, here: str = "") -> str:
    """What stands against publishing, then all documents in which something was found, gravest first. `here`: the
    address of the page that shows it."""
    rows = [*_refused(plan, notes, here), *_denied(notes, here), *_documents(notes, here)]
    count = Report(len(notes.texts), tuple(notes.findings)).summary()
    lines = (f'<p class="judul">Pratinjau: {count}.</p>',
             f"<p>{coded(_flat(notes.remark))}.</p>" if notes.remark else "",
             _list(rows[:FEW]),
             f"<details>\n<summary>{len(rows) - FEW} lainnya</summary>\n{_list(rows[FEW:])}\n</details>"
             if len(rows) > FEW else "")
    return f'<aside class="temuan ringkas" aria-label="Ringkasan pratinjau">\n{_joined(lines)}\n</aside>'


def _documents(notes: Notes, here: str) -> Iterator[str]:
    counted = {text.path: [sum(each.level is level for each in found) for level in Level]
               for text in notes.texts if (found := notes.of(text.path))}
    at_fault = [text for text in notes.texts if text.path in counted]
    for text in sorted(at_fault, key=lambda each: ([-count for count in counted[each.path]], each.path)):
        address = text.path.removeprefix(f"{notes.content}/").removesuffix("index.md")
        counts = " ".join(f'<strong class="{level.value}">{count} {level.word}</strong>'
                          for level, count in zip(Level, counted[text.path], strict=True) if count)
        title = status.title(text.outline) if text.outline else NO_PAGE
        yield f'<a href="{escape(relative(here, address))}">{escape(title)}</a> ' \
            f'<span class="tempat">{escape(address)}</span> {counts}'


def _refused(plan: Plan, notes: Notes, here: str) -> Iterator[str]:
    for uri, sentence in plan.refused.items():
        reason = coded(sentence.removeprefix(f"{notes.content}/{uri}: "))
        address = relative(here, _address(uri))
        name = f'<a href="{escape(address)}">{escape(uri)}</a>' if uri.endswith(".md") else escape(uri)
        yield f'{name} <strong class="error">ditolak</strong> {reason}'


def _denied(notes: Notes, here: str) -> Iterator[str]:
    for refusal in notes.refusals:
        where = f"{escape(refusal.path)}: " if refusal.path else ""
        yield f'{_code(refusal.code, here)} <strong class="error">gerbang menolak</strong> {where}' \
            f"{coded(refusal.message)}. {coded(refusal.help)}"


def _list(rows: Sequence[str]) -> str:
    return "<ul>\n{}\n</ul>".format("\n".join(f"<li>{row}</li>" for row in rows)) if rows else ""


def _state(verdict: Verdict, notes: Notes, mode: Mode) -> str:
    """What the text is worth, and what is next."""
    name = verdict.path.split("/")[-2]
    signing = f"`maklumat sign {name} --key KUNCI`"
    broken = any(finding.level is Level.ERROR for finding in notes.of(verdict.path))
    again = "naikkan `revisi`, isi `tanggal_revisi` dan `catatan_revisi`"
    if notes.is_unproven:
        return f"<strong>BELUM DIPERIKSA</strong> {UNKNOWN}"
    mark, words = {
        State.DRAFT: ("RANCANGAN", "Belum disahkan. " + (
            "Berikutnya: perbaiki setiap galat di bawah, lalu mintakan pengesahan." if broken else
            "Berikutnya: daftarkan pejabat pengesah; langkahnya ditunjukkan `maklumat ready`."
            if mode is Mode.SAMPLE else f"Berikutnya: pejabat pengesah menandatangani dengan {signing}.")),
        State.APPROVED: ("DISAHKAN", f"Isinya sudah disahkan. Untuk mengubahnya: {again}, lalu mintakan tanda tangan "
                         "baru; perubahan tanpa tanda tangan menggugurkan pengesahan."),
        State.NOT_YET: ("DISAHKAN", "Isinya sudah disahkan dan berlaku mulai tanggal efektifnya. Untuk mengubahnya: "
                        f"{again}, lalu mintakan tanda tangan baru."),
        State.WITHDRAWN: ("DICABUT", "Dokumen ini sudah dicabut; tidak ada yang perlu dikerjakan."),
        State.VOID: ("GUGUR", f"{capital(verdict.reason)}. Selama begini situs tidak dapat terbit. Berikutnya: "
                     f"kembalikan isi yang disahkan, atau {again}, lalu pejabat menandatangani dengan {signing}."),
    }[verdict.state]
    return f'<strong>{mark}</strong> {coded(words)}'


def _box(state: str, findings: Sequence[Finding], address: str, refused: Sequence[str] = ()) -> str:
    counts = Report(1, tuple(findings)).by_level()
    title = ", ".join(f"{len(of)} {level.word}" for level, of in counts if of)
    rows = "\n".join(_row(finding, address) for finding in findings)
    lines = (f'<p class="nilai-naskah">{state}</p>' if state else "",
             *(f"<p>{coded(_flat(sentence))}</p>" for sentence in refused),
             f"<details open>\n<summary>{title} pada naskah ini</summary>\n<ol>\n{rows}\n</ol>\n</details>"
             if rows else f'<p class="judul">{NOTHING}</p>')
    return f'<aside class="temuan" aria-label="Pratinjau naskah">\n{_joined(lines)}\n</aside>'


def _row(finding: Finding, address: str) -> str:
    before, marked, after = map(escape, parts(finding.excerpt, finding.place))
    place = f"baris {finding.place.line}, kolom {finding.place.column}"
    source = f"<pre><code>{before}<mark>{marked or '&nbsp;'}</mark>{after}</code></pre>\n" if finding.excerpt else ""
    advice = f'\n<p class="bantuan">{coded(_flat(finding.help))}</p>' if finding.help else ""
    return (f'<li>\n<p><strong class="{finding.level.value}">{finding.level.word}</strong> '
            f'{_code(finding.code, address)} <span class="tempat">{place}</span></p>\n'
            f'{source}<p class="pesan">{coded(capital(_flat(finding.message)))}.</p>{advice}\n</li>')


def _code(code: str, here: str) -> str:
    return f'<a href="{relative(here, rule_pages.address(code))}">{code}</a>'


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(filter(None, lines))
