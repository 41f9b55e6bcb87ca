"""May this commit be published? A walk over the first-parent commits from an anchor whose registry is trusted.

`step` judges one commit against what was accepted before it. What is refused never becomes accepted: a key that came in
without the root's signature signs nothing, however many commits follow, and a good commit later heals. Nothing here
reads files or the clock: bytes come by object id, verdicts on signatures from ssh-keygen through `Grounds.ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from . import claims, dates, refusals, signers, signoff, trees
from .claims import Claim
from .layout import CONTENT, DOCUMENT, OWN, PEN, REGISTRY, ROOT_SIGNATURE, SIGNATURE, TREES, documents_around
from .signers import Registry
from .signoff import Case, Paper, Trusted
from .snapshot import PLAIN, PROGRAM, Ask, Change, Entry, Question, Read
from .trees import Folder
from .verdicts import Refusal, Revision

__all__ = ["Accepted", "Grounds", "start", "step", "walk"]

TOLERANCE = timedelta(days=1)  # clocks go wrong, though not that far

@dataclass(frozen=True, slots=True)
class Grounds:
    """What stays the same during a walk: the agency's domain, where bytes and their SHA-256 come from (by object id),
    who judges signatures, the registries (by object id) that stood before the anchor, and who reads what documents
    claim: `claims.read`, or what gives the same."""

    domain: str
    read: Read
    digest: Callable[[str], str]
    ask: Ask
    replaced: frozenset[str] = frozenset()
    claim: Callable[[bytes], Claim | None] = claims.read


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is known after a commit, by paths of index.md where nothing else is said.

    `time`: the effective time of the commit. `trusted`: the accepted registry, `registry` the entries it came from,
    `replaced` the object ids of those before it. `files`: all files of the commit. `histories`: accepted revisions, the
    newest last. `owners`: which document an id, or the number of an SOP, belongs to. `faults`: what is wrong in this
    commit with documents, `wrong` with the registry. `odd`: files that are refused, and what they are. `ahead`: commits
    that claim to be of the future. `is_renewed`: this commit brought the registry that is trusted from here on.
    """

    time: datetime
    trusted: Trusted
    registry: tuple[Entry | None, Entry | None] = (None, None)
    files: Folder = field(default_factory=dict)
    histories: dict[str, tuple[Revision, ...]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[Refusal, ...]] = field(default_factory=dict)
    wrong: tuple[Refusal, ...] = ()
    odd: Mapping[str, str] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()
    ahead: tuple[str, ...] = ()
    is_renewed: bool = False


def walk(line: Sequence[Change], now: datetime, grounds: Grounds) -> Accepted:
    """Every commit of the first-parent line in turn, the anchor first."""
    anchor, *later = line
    accepted = start(anchor, now, grounds)
    for change in later:
        accepted = _step(accepted, change, now, grounds)
    return accepted


def start(anchor: Change, now: datetime, grounds: Grounds) -> Accepted:
    """The anchor: its registry is trusted as it stands, its sign-offs may be of any age."""
    files = trees.changed({}, anchor.entries)
    pair = _registry_in(files)
    data = trees.plain_bytes(grounds.read, {REGISTRY: pair[0]})[REGISTRY]
    trusted = Trusted(data, signers.read(data, grounds.domain))
    replaced = grounds.replaced - {entry.id for entry in pair[:1] if entry}
    accepted = Accepted(min(now, anchor.time), trusted, pair, files, replaced=replaced)
    return _judged(accepted, anchor, (trusted,), grounds, is_start=True)


def step(before: Accepted, change: Change, now: datetime, grounds: Grounds) -> Accepted:
    """One commit, judged against what was accepted before it.

    Its effective time lies between that of the commit before and `now`, whatever it says itself. Documents must satisfy
    the registry accepted before and, where this commit brings a new one with a good root signature, that as well.
    """
    return _step(replace(before, histories={**before.histories}, owners={**before.owners}), change, now, grounds)


def _step(before: Accepted, change: Change, now: datetime, grounds: Grounds) -> Accepted:
    """The same; `before` is of no use afterwards. Copying what all documents have would take longer with each commit.
    """
    ahead = (change.commit,) if change.time > now + TOLERANCE else ()
    before = replace(before, time=min(now, max(before.time, change.time)), ahead=before.ahead + ahead)
    if not change.entries and not (before.faults and before.is_renewed):
        return before
    files = trees.changed(before.files, change.entries)
    pair = _registry_in(files)
    fresh, wrong = _new_registry(before, pair, grounds) if pair != before.registry else (None, ())
    after = replace(before, files=files, wrong=wrong, is_renewed=fresh is not None)
    stale = {path for path, found in before.faults.items() if before.is_renewed or _depends_on_others(found)}
    if fresh is None:
        return _judged(after, change, (before.trusted,), grounds, stale)
    after = _judged(after, change, (before.trusted, fresh), grounds, {*trees.documents(files), *before.histories})
    replaced = before.replaced | {entry.id for entry in before.registry[:1] if entry}
    return replace(after, trusted=fresh, registry=pair, replaced=replaced - {pair[0].id})


def _depends_on_others(found: Sequence[Refusal]) -> bool:
    """Was a document refused for what another one holds, which may let go of it?"""
    return any(refusal.code == refusals.TAKEN for refusal in found)


def _registry_in(files: Folder) -> tuple[Entry | None, Entry | None]:
    return trees.file(files, REGISTRY), trees.file(files, ROOT_SIGNATURE)


def _new_registry(before: Accepted, pair: tuple[Entry | None, Entry | None],
                  grounds: Grounds) -> tuple[Trusted | None, tuple[Refusal, ...]]:
    """The registry of a commit that changed it or its signature: accepted, or what is wrong with it."""
    data, signature = trees.plain_bytes(grounds.read, dict(zip((REGISTRY, ROOT_SIGNATURE), pair, strict=True))).values()
    if signers.is_empty(data):
        return None, (refusals.empty_registry(),) if before.trusted.data else ()
    registry = signers.read(data, grounds.domain)
    if registry.faults:
        return None, tuple(refusals.broken_registry(fault.line, fault.message) for fault in registry.faults)
    if not any(signer.principal == signers.AKAR for signer in registry.signers):
        return None, (refusals.broken_registry(0, "tidak ada kunci `akar` di dalamnya"),)
    if pair[0].id in before.replaced:
        return None, (refusals.replayed_registry(),)
    question = Question(data, signature, before.trusted.data, signers.AKAR,
                        signers.namespace(signers.REGISTRY, grounds.domain), dates.day(before.time))
    if not signature or before.trusted.registry.faults or not grounds.ask([question])[0]:
        return None, (refusals.unsigned_registry(),)
    return Trusted(data, registry), ()


def _judged(before: Accepted, change: Change, trusted: Sequence[Trusted], grounds: Grounds,
            also: Collection[str] = (), *, is_start: bool = False) -> Accepted:
    """`before` (with the files of the commit) after judging the documents that the commit touches, and those in `also`.
    What is accepted is written into the histories and owners of `before`, which all documents together have.

    Only revisions count whose keys the newest registry still names: root takes back what a stolen key did.
    """
    touched = {path for name in change.entries for path in documents_around(name)}.union(also)
    histories, owners = before.histories, before.owners
    believed = {path: signoff.believed(histories.get(path, ()), trusted[-1].registry) for path in touched}
    faults = {path: found for path, found in before.faults.items() if path not in touched}
    signed = []
    for path in sorted(touched):
        history = believed[path]
        is_promised = bool(history) and not history[-1].is_withdrawal
        if not trees.file(before.files, path):
            faults |= {path: (refusals.disappeared(path),)} if is_promised else {}
        elif trees.file(before.files, path + SIGNATURE):
            signed.append(path)
        elif is_promised:
            faults[path] = (refusals.signature_gone(path),)
    cases = [signoff.prepare(paper, histories.get(paper.path, ()), trusted, grounds.domain, dates.day(before.time),
                             change.commit, is_start=is_start) for paper in _papers(signed, before.files, grounds)]
    answers = dict(zip((case.paper.path for case in cases), _answers(cases, grounds), strict=True))
    numbers = {case.paper.path: case.revision.sop for case in cases if not answers[case.paper.path]}
    for case in cases:
        path = case.paper.path
        found = answers[path] or tuple(_taken(case, owners, histories, trusted[-1].registry, numbers))
        if found:
            faults[path] = found
            continue
        if case.is_new:
            histories[path] = _with(histories.get(path, ()), case.revision)
        owners |= dict.fromkeys(_names(case.paper.claim), path)
    odd = {path: what for path, what in before.odd.items() if path not in change.entries}
    odd |= {path: what for path, e in change.entries.items() if e and (what := _oddity(path, e.mode))}
    return replace(before, faults=faults, odd=odd)


def _with(history: tuple[Revision, ...], revision: Revision) -> tuple[Revision, ...]:
    """A text that is signed once more under its number takes the place of its earlier self."""
    kept = history[:-1] if history and history[-1].number == revision.number else history
    return (*kept, revision)


def _answers(cases: Sequence[Case], grounds: Grounds) -> Iterator[tuple[Refusal, ...]]:
    """What speaks against each case, after one round of questions to ssh-keygen for all of them."""
    questions = [question for case in cases for question in case.questions]
    answers = iter(grounds.ask(questions) if questions else ())
    for case in cases:
        said = [next(answers) is True for _ in case.questions]
        yield case.refusals if all(said) else (refusals.unfitting(case.paper.path),)


def _oddity(path: str, mode: str) -> str:
    """What makes a file one that is refused, "" for a plain one: no links and no other repositories anywhere in
    content/, nothing but plain files where sign-off matters, and no word to git to change bytes on the way out."""
    inside = f"{path}/".startswith((CONTENT, PEN))  # the folders themselves may be links as well
    if inside and path.endswith("/.gitattributes"):
        return ".gitattributes"
    matters = f"{path}/".startswith((*TREES, PEN))
    return "" if not inside or mode == PLAIN or (mode == PROGRAM and not matters) else mode


def _papers(paths: Sequence[str], files: Folder, grounds: Grounds) -> Iterator[Paper]:
    """Signed documents with all that lies in their folders."""
    own = {name: trees.file(files, name) for path in paths for name in (path, path + SIGNATURE)}
    read = trees.plain_bytes(grounds.read, own)
    for path in paths:
        folder = trees.find(files, path.removesuffix(DOCUMENT))
        beside = {name: _digest(grounds, entry) for name, entry in trees.files(folder, other_than="index.md")
                  if name not in OWN}
        yield Paper(path, read[path], read[path + SIGNATURE], grounds.claim(read[path]), beside)


def _digest(grounds: Grounds, entry: Entry) -> str:
    """SHA-256 of a plain file's bytes; nothing else equals what a document lists."""
    return grounds.digest(entry.id) if entry.mode == PLAIN else ""


def _names(claim: Claim) -> Iterator[str]:
    """What belongs to one document alone: its id, for ever, and an SOP's number."""
    yield f"id {claim.id}"
    if claim.sop:
        yield f"sop {claim.sop}"


def _taken(case: Case, owners: Mapping[str, str], histories: Mapping[str, tuple[Revision, ...]], registry: Registry,
           numbers: Mapping[str, str]) -> Iterator[Refusal]:
    """`numbers`: the numbers that documents of this very commit take on, and so let go of others."""
    path = case.paper.path
    for name in _names(case.paper.claim):
        owner = owners.get(name, path)
        history = signoff.believed(histories[owner], registry) if owner != path else ()
        if history and name.startswith("id "):
            yield refusals.id_taken(path, owner)
        elif history and not history[-1].is_withdrawal and numbers.get(owner, history[-1].sop) == case.revision.sop:
            yield refusals.number_taken(path, owner)
