"""The evidence of a repository: git's history and ssh-keygen's verdicts, put before the gate."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import dates, fingerprint, gate, layout, outcome, refusals, signers, witness
from . import settings as configuration
from .answer_store import YES, AnswerStore
from .claim_store import ClaimStore
from .disk import mode as mode_on_disk
from .errors import ContentError, MaklumatError, SettingsError
from .gate import Accepted, Grounds
from .git import Repository
from .modes import Mode
from .openssh import Answers
from .settings import FILE_NAME, Settings
from .snapshot import PLAIN, Change, Entry, Question
from .verdicts import Outcome

if TYPE_CHECKING:
    from .documents import Reading

__all__ = ["ANCHOR", "Standing", "answer", "standing", "unproven"]

ANCHOR = "MAKLUMAT_ANCHOR"
Registries = list[tuple[str, Entry | None]]  # the commits that touched the registry, oldest first, and what it became
Reader = Callable[[str, bytes], "Reading"]  # `documents.read`, or what gives the same
TEXTS = (layout.DOCUMENT, layout.SIGNATURE, layout.REGISTRY)  # how the paths end whose bytes a walk needs

NO_REPOSITORY = "folder ini bukan repositori git, jadi pengesahan tidak dapat diperiksa"
NOT_COMMITTED = "daftar pengesah belum masuk riwayat git, jadi belum ada pengesahan yang dapat diperiksa"
ON_TRUST = f"jangkar belum ditetapkan ({ANCHOR}): keadaan dokumen ini untuk dilihat saja, bukan untuk diterbitkan"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a repository stands: its mode, what the gate says of it, a remark for people ("" where there is none), and
    whether the gate started at an anchor that a person has set. `is_unproven`: the evidence could not be asked for."""

    mode: Mode
    outcome: Outcome
    remark: str = ""
    is_anchored: bool = False
    is_unproven: bool = False


def answer(settings: Settings, now: datetime, anchor: str = "", published: str = "", commit: str = "") -> Standing:
    """May the commit that is checked out be published? Reads git alone, never the files on disk.

    `anchor`: the commit whose registry is trusted; default: what the environment says. `published`: the commit that is
    on the web now, which this one must continue. `commit`: the one that is asked about, where it is not the one that is
    checked out. Raises MaklumatError where there is no repository or no commit.
    """
    repository = _at(Repository.open(settings.root), commit)
    if repository is None or repository.head is None:
        raise ContentError(NO_REPOSITORY if repository is None else "repositori git ini belum punya commit")
    head = repository.whole(repository.head)
    settings, fault = _committed(repository, head, settings)
    registries = repository.registry_commits()
    enrolled = _first_enrolment(repository, registries)
    if repository.is_shallow or fault:
        refusal = refusals.shallow() if repository.is_shallow else refusals.settings(fault)
        return Standing(Mode.STRICT if enrolled else Mode.SAMPLE, Outcome((), (refusal,)))
    if not enrolled:
        return Standing(Mode.SAMPLE, outcome.drafts(head, repository.read, (refusals.no_approver(),)))
    named = anchor or os.environ.get(ANCHOR, "").strip()
    line = repository.line(repository.resolve(named) or "") if named else repository.line(enrolled)
    if line is None:
        return Standing(Mode.STRICT, Outcome((), (refusals.no_anchor(named),)))
    found = _judge(repository, settings, line, registries, now)
    if not named:
        found = replace(found, refusals=(refusals.no_anchor(""), *found.refusals))
    elif published and repository.resolve(published) not in {change.commit for change in line}:
        found = replace(found, refusals=(refusals.not_published_line(published), *found.refusals))
    elif _is_empty(repository, line[0]):
        found = replace(found, refusals=(refusals.empty_anchor(named), *found.refusals))
    return Standing(Mode.STRICT, found)


def standing(settings: Settings, now: datetime, onto: str = "", read: Reader | None = None) -> Standing:
    """The same for what lies on disk, as if it were committed now: for building and previewing.

    Without a given anchor the first commit with an enrolled key is taken for one: good enough to look at. `onto`: the
    commit that it is proposed for; the files count as one change of that commit, which is what merging makes of them.
    `read`: what reads documents, where they have been read before.
    """
    checked_out = Repository.open(settings.root)
    repository = _at(checked_out, onto)
    registries = repository.registry_commits() if repository else []
    enrolled = _first_enrolment(repository, registries) if registries else None
    mode = Mode.STRICT if enrolled else mode_on_disk(settings)
    if mode is Mode.SAMPLE:
        return Standing(mode, Outcome())
    if enrolled is None:
        return Standing(mode, Outcome(), NO_REPOSITORY if repository is None else NOT_COMMITTED)
    if repository.is_shallow:
        refusal = refusals.shallow()
        raise ContentError(f"{refusal.message}; {refusal.help[0].lower()}{refusal.help[1:].rstrip('.')}")
    if fault := _unusable(settings):
        raise SettingsError(fault)
    named = os.environ.get(ANCHOR, "").strip()
    line = repository.line(repository.resolve(named) or "") if named else repository.line(enrolled)
    if line is None:
        raise ContentError(refusals.no_anchor(named).message)
    found = _judge(checked_out, settings, [*line, repository.working_tree(now)], registries, now, read)
    return Standing(mode, found, "" if named else ON_TRUST, is_anchored=bool(named))


def _at(repository: Repository | None, commit: str) -> Repository | None:
    """The repository as it is with this commit checked out; with "" as it is."""
    return replace(repository, head=commit) if repository and commit else repository


def unproven(error: MaklumatError) -> Standing:
    """Where the evidence cannot be asked for: nothing is signed, and why."""
    return Standing(Mode.STRICT, Outcome(), str(error), is_unproven=True)


def _committed(repository: Repository, head: Change, settings: Settings) -> tuple[Settings, str]:
    """The settings of the commit that is checked out, and what makes them useless ("" where nothing does)."""
    entry = head.entries.get(FILE_NAME)
    if entry is None or entry.mode != PLAIN:
        return settings, "berkas ini tidak ada atau bukan berkas biasa"
    try:
        settings = configuration.load(settings.root, repository.read([entry.id])[entry.id])
    except SettingsError as error:
        return settings, str(error)
    return settings, _unusable(settings)


def _unusable(settings: Settings) -> str:
    if not signers.is_domain(settings.domain):
        return "site_url tidak menyebut nama host, padahal tanda tangan terikat padanya"
    if f"{settings.content_name}/" != layout.CONTENT:
        return f"docs_dir harus `{layout.CONTENT.rstrip('/')}`, tempat gerbang memeriksa dokumen"
    return ""


def _first_enrolment(repository: Repository, registries: Registries) -> str | None:
    """The first commit on the main line whose registry holds any line: from there on the site is strict for ever."""
    commits = [(commit, entry) for commit, entry in registries if entry]
    blobs = repository.read([entry.id for _, entry in commits if entry.mode == PLAIN])
    return next((commit for commit, entry in commits if not signers.is_empty(blobs.get(entry.id, b"?"))), None)


def _is_empty(repository: Repository, anchor: Change) -> bool:
    entry = anchor.entries.get(layout.REGISTRY)
    return entry is None or entry.mode != PLAIN or signers.is_empty(repository.read([entry.id])[entry.id])


def _judge(repository: Repository, settings: Settings, line: list[Change], registries: Registries,
           now: datetime, read: Reader | None = None) -> Outcome:
    folder = repository.private_folder
    every = [line[0], *repository.everything_since(line[0].commit)]
    blobs = _Blobs(repository, [*line, *every])
    on_line = {change.commit for change in line}
    replaced = {entry.id for commit, entry in registries if entry and commit not in on_line}
    answers, documents = Answers(folder), ClaimStore(folder)
    grounds = Grounds(settings.domain, blobs.read, blobs.digest, answers.ask, frozenset(replaced), documents.read)
    accepted = _walked(line, now, grounds, answers)
    found = outcome.judge(accepted, dates.day(now), blobs.read)
    if broken := _broken(found, settings, now, folder, read):
        found = outcome.judge(accepted, dates.day(now), blobs.read, broken)
    registered = signers.domain(accepted.trusted.data)
    moved = (refusals.other_domain(registered, settings.domain),) if registered not in ("", settings.domain) else ()
    lost = witness.left_behind(every, on_line, accepted, grounds)
    documents.keep()
    return replace(found, refusals=(*moved, *lost, *found.refusals))


def _walked(line: list[Change], now: datetime, grounds: Grounds, answers: Answers) -> Accepted:
    """The walk. Whatever ssh-keygen must be asked on the way is asked at once, by all processors, where a commit after
    the other would each wait for its own: to learn what that is, a first walk takes for good what is not known yet.
    Its outcome counts only where there was no such thing."""
    unknown: list[Question] = []

    def guess(questions: Sequence[Question]) -> list[bool]:
        known = answers.known(questions)
        unknown.extend(each for each, answer in zip(questions, known, strict=True) if answer is None)
        return [answer is not False for answer in known]

    accepted = gate.walk(line, now, replace(grounds, ask=guess))
    if not unknown:
        return accepted
    answers.ask(unknown)
    return gate.walk(line, now, grounds)


class _Blobs:
    """Bytes by object id. Documents and signatures of the whole line are read at once, attachments when needed."""

    def __init__(self, repository: Repository, line: Iterable[Change]):
        self._repository = repository
        self._wanted = {entry.id for change in line for path, entry in change.entries.items()
                        if entry and entry.mode == PLAIN and path.endswith(TEXTS)}
        self._known: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def read(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        if missing := {number for number in ids if number not in self._known}:
            self._known |= self._repository.read(missing | self._wanted)
            self._wanted = set()
        return self._known

    def digest(self, number: str) -> str:
        if number not in self._digests:
            self._digests[number] = hashlib.sha256(self._repository.read([number])[number]).hexdigest()
        return self._digests[number]


def _broken(found: Outcome, settings: Settings, now: datetime, folder: Path | None,
            read: Reader | None) -> dict[str, str]:
    """Signed documents in which `check` finds errors, and the first of them. What was found clean is remembered."""
    signed = {verdict.path: verdict.revision for verdict in found if verdict.revision}
    store = AnswerStore(folder, "clean-documents")
    circumstances = f"{fingerprint.of_package()}\0{settings.profile}\0{settings.number_pattern}"
    base = hashlib.sha256(circumstances.encode()).hexdigest()
    names = {path: hashlib.sha256(f"{base}\0{path}\0{revision.digest}".encode()).hexdigest()
             for path, revision in signed.items()}
    unknown = [path for path in signed if store.known().get(names[path]) != YES]
    if not unknown:
        return {}
    from . import checking, documents, profile  # a warm gate needs none of these
    from .findings import Level
    from .rules import RULES, Context, Scope

    context = Context(dates.day(now), profile.load(settings.profile), settings.number_pattern, settings.content_name)
    read = read or documents.read
    within = [rule for rule in RULES if rule.scope is not Scope.REPOSITORY and rule.level is Level.ERROR]
    broken = {}
    for path in unknown:
        errors = checking.check([read(path, signed[path].source)], context, within)
        if errors:
            broken[path] = f"{errors[0].code} baris {errors[0].place.line}, {errors[0].message}"
    store.remember({names[path]: YES for path in unknown if path not in broken})
    return broken
