"""What merging would do, from what build itself would decide: readings, plan and the gate's answers -> a Proposal.

Nothing is judged here. Whether a document goes out, is withheld or stands in the way is read off the plan, the findings
and the refusals of the merged state, as `maklumat build` makes them.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from . import dates, documents, layout, nip, plaintext, readiness, worddiff
from .documents import Reading
from .evidence import PUBLIC
from .findings import Finding, Level
from .markup import words
from .model import State
from .planned import Mode, Plan
from .proposed import Comparison, Fate, Proposal, Subject, Touch
from .reports.excerpt import visible
from .verdicts import Outcome, Refusal, Revision, Verdict
from .worddiff import Change, Piece

__all__ = ["Facts", "make"]

ALIKE = 0.5  # share of common lines from which a new document counts as the one that was removed elsewhere

SIGN = "{who} mengesahkan {what} dengan `maklumat sign {id} --key KUNCI`; `index.md` dan `index.md.sig` yang " \
    "dihasilkan lalu masuk ke usul ini. Tanpa itu naskahnya {otherwise}."
ENROL = "Situs masih contoh: daftarkan dulu kunci akar dan pengesah (`maklumat ready` menunjukkan urutannya). " \
    "Sesudah itu naskah dapat disahkan."
MEND = "Perbaiki galat pada {what}; cara memperbaikinya ada dalam tabel temuan."


@dataclass(frozen=True, slots=True)
class Facts:
    """What a proposal is made of: the merged state as `project.load` gives it, and the state before.

    `now`: the bytes of the merged state's documents, `before` of the base's, by path. `outcome`: what the evidence
    says of the merged state, `was` of the base. `refusals`: those of the merged state that would stop a build;
    `earlier`: the base's. `wrong`: code and path of the base's errors. `touched`: every changed file.
    """

    base: str
    now: Mapping[str, bytes]
    before: Mapping[str, bytes]
    findings: Sequence[Finding]
    plan: Plan
    outcome: Outcome
    refusals: Sequence[Refusal]
    was: Outcome
    earlier: Sequence[Refusal]
    wrong: Collection[tuple[str, str]]
    touched: Collection[str]
    remarks: tuple[str, ...] = ()

    def owner(self, path: str) -> str:
        """The document in whose folder this file lies, now or before; "" where it belongs to none."""
        found = [name for name in layout.documents_around(path) if name in self.now or name in self.before]
        return found[-1] if found else ""

    def against(self, path: str) -> list[Refusal]:
        """What the gate would have against this document and its files."""
        return [refusal for refusal in self.refusals if self.owner(refusal.path) == path]

    def errors(self, path: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.path == path and finding.level is Level.ERROR]


def make(facts: Facts) -> Proposal:
    """The proposal; documents in order of path."""
    verdicts = {verdict.path: verdict for verdict in facts.outcome}
    was = {verdict.path: verdict for verdict in facts.was}
    owners = {path: facts.owner(path) for path in facts.touched}
    touched = {*filter(None, owners.values())}
    moved = _moved(touched, facts)
    reached = {path for path in facts.now.keys() - touched if path in verdicts and path in was
               and verdicts[path].state is not was[path].state}
    paths = sorted(touched.union(reached).difference(moved.values()))
    subjects = tuple(_subject(path, facts, verdicts, was, moved.get(path, "")) for path in paths)
    others = sorted(path for path, owner in owners.items() if not owner)
    weighty = [path for path in others if f"{path}/".startswith(readiness.OWNED)]
    known = {(refusal.code, refusal.path) for refusal in facts.earlier}
    fates = Counter(_fate(path, facts)[0] for path in facts.now)
    return Proposal(
        base=facts.base, mode=facts.plan.mode, documents=len(facts.now), findings=tuple(facts.findings),
        subjects=subjects, faults=tuple(facts.plan.refused.values()), refusals=tuple(facts.refusals),
        earlier=tuple(refusal for refusal in facts.refusals if (refusal.code, refusal.path) in known),
        stood=tuple(finding for finding in facts.findings if finding.level is Level.ERROR
                    and (finding.code, finding.path) in facts.wrong and finding.path not in touched),
        fates={fate: fates[fate] for fate in Fate if fates[fate]},
        others=(*weighty, *(path for path in others if path not in weighty)), weighty=tuple(weighty),
        tasks=tuple(dict.fromkeys(_tasks(subjects, facts))), remarks=facts.remarks,
    )


def _subject(path: str, facts: Facts, verdicts: Mapping[str, Verdict], was: Mapping[str, Verdict],
             before: str) -> Subject:
    reading, earlier = _read(path, facts), facts.before.get(before or path)
    shown = reading or documents.read(before or path, earlier)
    fate, reason = _fate(path, facts)
    verdict, old = verdicts.get(path), was.get(before or path)
    state = (verdict.state if verdict else State.DRAFT) if reading else None
    document = shown.document
    return Subject(
        path, words(document.id) if document else "", words(document.title) if document else "",
        _touch(path, facts, before), fate, reason or _approval(verdict), state, old.state if old else None, before,
        tuple(sorted(name for name in facts.touched if facts.owner(name) == path
                     and name.rpartition("/")[2] not in layout.OWN)),
        tuple(_comparisons(reading, earlier, verdict)) if reading else (),
        tuple(_own_tasks(path, facts, verdict)),
    )


def _touch(path: str, facts: Facts, before: str) -> Touch:
    if path not in facts.now:
        return Touch.REMOVED
    if before:
        return Touch.MOVED
    if path not in facts.before:
        return Touch.NEW
    return Touch.CHANGED if any(facts.owner(name) == path for name in facts.touched) else Touch.REACHED


def _fate(path: str, facts: Facts) -> tuple[Fate, str]:
    """What becomes of a document, and why; "" where its sign-off is the reason."""
    codes = list(dict.fromkeys(finding.code for finding in facts.errors(path)))
    if refusals := facts.against(path):
        return Fate.BLOCKED, "; ".join(f"{refusal.code}: {refusal.message}" for refusal in refusals)
    if codes:
        return Fate.BLOCKED, f"mengandung galat: {', '.join(codes)}"
    if path not in facts.now:
        return Fate.GONE, "dihapus; belum pernah disahkan"
    if fault := facts.plan.refused.get(path.removeprefix(layout.CONTENT)):
        return Fate.BLOCKED, fault
    held = next((held for held in facts.plan.withheld if held.path == path), None)
    if held and held.page_shown:
        return Fate.SHOWN, "belum disahkan; tampil bertanda RANCANGAN"
    return (Fate.WITHHELD, held.reason) if held else (Fate.PUBLISHED, "")


def _approval(verdict: Verdict | None) -> str:
    """What a document that goes out rests on."""
    if verdict is None or verdict.revision is None:
        return ""
    revision = verdict.revision
    signed = f"revisi {revision.number}, disahkan {dates.words(revision.date)} oleh {revision.name or revision.signer}"
    if verdict.state is State.NOT_YET and revision.effective:
        return f"{signed}; mulai berlaku {dates.words(revision.effective)}"
    return f"pencabutannya disahkan {dates.words(revision.date)}" if verdict.state is State.WITHDRAWN else signed


def _moved(touched: Collection[str], facts: Facts) -> dict[str, str]:
    """New documents that are removed ones in another place: the new path -> the old one."""
    gone = {path: _lines(facts.before[path]) for path in sorted(touched) if path not in facts.now}
    found = {}
    for path in sorted(path for path in touched if path not in facts.before):
        lines = _lines(facts.now[path])
        alike = {old: (lines & other).total() / max(1, lines.total(), other.total()) for old, other in gone.items()}
        old = max(alike, key=alike.get, default="")
        if old and alike[old] >= ALIKE:
            found[path] = old
            del gone[old]
    return found


def _lines(data: bytes) -> Counter[bytes]:
    return Counter(line.strip() for line in data.splitlines() if line.strip())


def _comparisons(reading: Reading, before: bytes | None, verdict: Verdict | None) -> Iterator[Comparison]:
    """Against what was signed last, if anything was; against the base where that is something else."""
    digest = sha256(reading.data).hexdigest()
    signed = _last_signed(verdict, digest)
    if signed:
        since = f"revisi {signed.number}, disahkan {dates.words(signed.date)}"
        yield Comparison(since, _compared(documents.read(reading.path, signed.source), reading))
    if before is None and not signed:
        yield Comparison("", (Piece(Change.ADDED, _shown(reading, reading.document is not None)),))
    elif before is not None and before not in (reading.data, signed.source if signed else None):
        yield Comparison("naskah sebelum usul ini", _compared(documents.read(reading.path, before), reading))


def _last_signed(verdict: Verdict | None, digest: str) -> Revision | None:
    """The newest accepted revision that is not this very text."""
    history = verdict.history if verdict else ()
    return next((revision for revision in reversed(history) if revision.digest != digest), None)


def _compared(old: Reading, new: Reading) -> tuple[Piece, ...]:
    """What people are shown of both; their source lines where one of them cannot be read as a document."""
    is_readable = bool(old.document and new.document)
    return worddiff.compare(_shown(old, is_readable), _shown(new, is_readable))


def _read(path: str, facts: Facts) -> Reading | None:
    """The document of the merged state, None where it has gone."""
    return documents.read(path, facts.now[path]) if path in facts.now else None


def _shown(reading: Reading, is_readable: bool) -> str:
    return plaintext.everything(reading.document) if is_readable else "\n".join(map(visible, reading.lines))


def _own_tasks(path: str, facts: Facts, verdict: Verdict | None) -> Iterator[str]:
    """What people still have to do so that this document is published with the proposal."""
    reading = _read(path, facts)
    if facts.errors(path):
        yield MEND.format(what=f"`{visible(path)}`")
    document = reading.document if reading else None
    last = verdict.history[-1].number if verdict and verdict.history else 0
    written = words(document.revision) if document else ""
    is_next = written.isdecimal() and int(written) > last
    is_open = verdict is None or verdict.state not in PUBLIC
    if document and is_open and is_next and facts.plan.mode is not Mode.SAMPLE and not facts.errors(path):
        yield SIGN.format(who=_who(document), what=words(document.title) or f"`{visible(path)}`",
                          id=visible(shlex.quote(words(document.id))),
                          otherwise="tetap rancangan" if last == 0 else "gugur dan menghalangi penerbitan")
        return
    yield from (f"`{visible(refusal.path)}`: {refusal.help}" for refusal in facts.against(path))


def _who(document: documents.Document) -> str:
    if words(document.method) == "basah":
        return "Petugas yang berwenang mengesahkan salinan naskah bertanda tangan basah"
    name, number = words(document.approver.name), words(document.approver.nip)
    return f"{name} (NIP {nip.grouped(number)})" if name and number else name or "Pejabat pengesah"


def _tasks(subjects: Sequence[Subject], facts: Facts) -> Iterator[str]:
    paths = {subject.path for subject in subjects}
    yield from (task for subject in subjects for task in subject.tasks)
    yield from (MEND.format(what=f"`{visible(path)}`") for path in sorted(facts.now.keys() - paths)
                if facts.errors(path))
    yield from (f"`{visible(refusal.path)}`: {refusal.help}" if refusal.path else refusal.help
                for refusal in facts.refusals if facts.owner(refusal.path) not in paths)
    if facts.plan.mode is Mode.SAMPLE and any(subject.fate is Fate.SHOWN for subject in subjects):
        yield ENROL
