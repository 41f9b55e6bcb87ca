"""A proposal as its writer and its approver read it on the page of a change: Markdown, the most important first.

It goes into GitHub's step summary, or wherever else Markdown is shown; whatever a document says stays plain text there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from .. import explain, worddiff
from ..findings import capital
from ..planned import Mode
from ..proposed import Comparison, Fate, Proposal, Subject
from ..rules import by_code
from ..worddiff import Change, Piece
from . import Report
from .github import SUMMARY_BYTES, findings_part
from .markdown import Part, code, fitted, paragraph, plain, row, sentence, within_html

__all__ = ["FILES", "SAME", "WEIGHTY", "headline", "markdown", "more_files", "release"]

CONTEXT = 120  # characters of a paragraph's unchanged text that are shown on either side of a change
LONGEST = 2000  # characters of one piece that came or went
MOST = 60  # changed paragraphs of one comparison
FILES = 20  # files beside documents that are listed; the forge lists all of them anyhow
WEIGHTY = "menentukan apa yang terbit; perlu persetujuan pengelola"
SAME = "Yang terbaca tidak berubah; yang berbeda hanya cara penulisannya dalam berkas."
_TAGS = {Change.REMOVED: ("<del>", "</del>"), Change.ADDED: ("<strong>", "</strong>")}


def markdown(proposal: Proposal, rules_at: str = "", limit: int = SUMMARY_BYTES) -> str:
    """The whole report in at most `limit` bytes; what does not fit is counted. `rules_at`: the address below which the
    rules have their pages, "" where there is no real site yet."""
    return fitted((*_judgement(proposal), *_found(proposal, own=True), *_words(proposal),
                   *_found(proposal, own=False), *_explained(proposal, rules_at)), limit)


def headline(proposal: Proposal) -> str:
    """The answer in one sentence or two."""
    if proposal.is_refused:
        parts = [f"{len(proposal.new_errors)} galat" if proposal.new_errors else "",
                 f"{len(proposal.new)} penolakan" if proposal.new else "",
                 f"{len(proposal.faults)} halaman yang tidak boleh terbit" if proposal.faults else ""]
        return f"Jangan digabung dulu: ada {', '.join(filter(None, parts))}. Bila tetap digabung, situs tidak dapat " \
               "diterbitkan; yang sudah terbit tetap seperti sekarang."
    if proposal.is_blocked:
        return "Usul ini tidak menambah halangan, tetapi situs memang sedang tidak dapat diterbitkan karena halangan " \
               "yang sudah ada sebelumnya."
    if not (proposal.subjects or proposal.others):
        return "Tidak ada yang berubah dibandingkan dengan cabang tujuan."
    if not proposal.subjects:
        return "Tidak ada naskah yang berubah, hanya berkas lain."
    if proposal.mode is Mode.SAMPLE:
        return "Naskahnya boleh digabung. Situs masih CONTOH: naskah tampil bertanda dan belum resmi, karena belum " \
               "ada pengesah yang terdaftar."
    return "Naskahnya boleh digabung."


def release(proposal: Proposal) -> str:
    """How many documents of the whole site fare how."""
    counted = ", ".join(f"{number} {fate}" for fate, number in proposal.fates.items())
    return f"Seluruh situs sesudah digabung: {counted or 'belum ada dokumen'}."


def _judgement(proposal: Proposal) -> Iterator[Part]:
    remarks = "".join(f"{sentence(capital(remark))}.\n\n" for remark in proposal.remarks)
    yield Part(f"## Usul perubahan\n\n**{headline(proposal)}**\n\n{remarks}")
    paths = {subject.path for subject in proposal.subjects}
    if proposal.subjects:
        head = "### Bila usul ini digabung\n\n" + row("Dokumen", "Perubahan", "Akibat", "Keterangan")
        yield Part(head + row(*["---"] * 4), [_subject(subject) for subject in proposal.subjects],
                   f"\n{release(proposal)}\n\n", "\n{} dokumen lain tidak muat di sini.\n")
    yield from _tasks(proposal)
    yield from _list("Halangan lain", (
        f"**{refusal.code}** {code(refusal.path) + ': ' if refusal.path else ''}{sentence(refusal.message)}"
        f"{' (sudah ada sebelum usul ini)' if refusal in proposal.earlier else ''}"
        for refusal in proposal.refusals if refusal.path not in paths))
    yield from _list("Halaman yang tidak boleh terbit", map(sentence, proposal.faults))
    yield from _list("Berkas lain yang ikut berubah", (
        *(code(path) + (f" – {WEIGHTY}" if path in proposal.weighty else "") for path in proposal.others[:FILES]),
        *more_files(proposal)))


def more_files(proposal: Proposal) -> Iterator[str]:
    """The sentence that counts the files that are not listed."""
    if len(proposal.others) > FILES:
        yield f"dan {len(proposal.others) - FILES} berkas lain"


def _subject(subject: Subject) -> str:
    moved = f" dari {code(subject.before)}" if subject.before else ""
    files = "".join(f"<br>{code(path)}" for path in subject.files)
    title = f"{plain(subject.title)}<br>" if subject.title else ""
    return row(f"{title}{code(subject.path)}", f"{subject.touch}{moved}{files}", f"**{subject.fate}**",
               sentence(capital(subject.reason)))


def _tasks(proposal: Proposal) -> Iterator[Part]:
    waiting = any(subject.fate is not Fate.GONE for subject in proposal.subjects)
    if not proposal.tasks and waiting:
        yield Part("### Yang masih harus dilakukan\n\nTidak ada yang perlu ditandatangani. Tinjau perubahan kata di "
                   "bawah ini, lalu gabungkan.\n\n")
    yield from _list("Yang masih harus dilakukan", map(sentence, proposal.tasks))


def _list(title: str, items: Iterable[str]) -> Iterator[Part]:
    rows = [f"- {item}\n" for item in items]
    if rows:
        yield Part(f"### {title}\n\n", rows, "\n", "- dan {} lagi yang tidak muat di sini\n")


def _found(proposal: Proposal, own: bool) -> Iterator[Part]:
    found = proposal.of_subjects(own)
    if not found and (not own or not proposal.subjects):
        return
    where = "pada naskah yang diubah" if own else "pada naskah lain"
    documents = len(proposal.subjects) if own else proposal.documents - len(proposal.subjects)
    yield findings_part(f"### Temuan {where}: {Report(documents, found).summary()}", found)


def _words(proposal: Proposal) -> Iterator[Part]:
    subjects = [subject for subject in proposal.subjects if subject.comparisons]
    if subjects:
        yield Part("### Kata yang berubah\n\n<del>Dicoret</del> dihapus, **tebal** ditambahkan, … bagian yang tidak "
                   "berubah.\n\n")
    for subject in subjects:
        for comparison in subject.comparisons:
            yield _comparison(subject, comparison)


def _comparison(subject: Subject, comparison: Comparison) -> Part:
    title = plain(subject.title) if subject.title else code(subject.path)
    if not comparison.since:
        lines = "".join(piece.text for piece in comparison.pieces).split("\n")
        texts = [paragraph(plain(worddiff.shortened(line, LONGEST))) for line in lines if _has_words(line)]
        summary = f"<summary>{within_html(subject.name)}: naskah baru seluruhnya</summary>"
        return _quoted(f"<details>{summary}\n\n", texts, "</details>\n\n")
    head = f"#### {title}\n\nDibandingkan dengan {plain(comparison.since)}:\n\n"
    if not worddiff.is_changed(comparison.pieces):
        return Part(f"{head}{SAME}\n\n")
    lines = worddiff.changed(comparison.pieces)
    return _quoted(head, [_paragraph(line) if line else "…" for line in lines
                          if line is None or any(_has_words(piece.text) for piece in line)])


def _quoted(head: str, texts: Sequence[str], foot: str = "") -> Part:
    """Paragraphs of a quotation, MOST of them at most."""
    rows = [f"> {text}\n>\n" for text in texts]
    left = f"Masih ada {len(rows) - MOST} alinea lain; lihat semuanya dengan `maklumat review`.\n\n" \
        if len(rows) > MOST else ""
    return Part(head, rows[:MOST], f"\n{left}{foot}", "\n{} alinea lain tidak muat di sini.\n")


def _has_words(text: str) -> bool:
    """A line without any only draws or separates."""
    return any(map(str.isalnum, text))


def _paragraph(line: Sequence[Piece]) -> str:
    """What came in the place of something stands one blank behind it."""
    return paragraph("".join(map(_piece, line)).replace("</del><strong>", "</del> <strong>"))


def _piece(piece: Piece) -> str:
    if piece.change is Change.KEPT:
        return plain(worddiff.shortened(piece.text, CONTEXT))
    text = plain(worddiff.shortened(piece.text, LONGEST))
    opening, closing = _TAGS.get(piece.change if piece.text.strip() else Change.KEPT, ("", ""))
    return f"{opening}{text}{closing}"


def _explained(proposal: Proposal, rules_at: str) -> Iterator[Part]:
    """Every code that occurs, folded."""
    codes = sorted({*(finding.code for finding in proposal.findings),
                    *(refusal.code for refusal in proposal.refusals)})
    rules = [rule for rule in map(by_code, codes) if rule]
    if rules:
        yield Part("### Penjelasan kode\n\n", [_rule(explain.page(rule), rules_at) for rule in rules],
                   rest="\n{} penjelasan lain tidak muat di sini; lihat `maklumat explain KODE`.\n")


def _rule(page: explain.Page, rules_at: str) -> str:
    parts = [f"<details><summary><strong>{page.code}</strong> {within_html(page.title)}</summary>"]
    parts += [f"{name}: {sentence(text)}" for name, text in (("Mengapa", page.why), ("Dasar", page.law)) if text]
    parts += [f"{name}:\n\n{_sample(text)}" for name, text in (("Salah", page.wrong), ("Benar", page.right)) if text]
    if rules_at:
        parts.append(f'<a href="{escape(rules_at + page.code)}/">Halaman aturan {page.code}</a>')
    return "\n\n".join((*parts, "</details>")) + "\n\n"


def _sample(text: str) -> str:
    return f"``````text\n{text}\n``````"
