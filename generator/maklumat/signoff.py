"""One document's sign-off: what speaks against it at once, and what only ssh-keygen can say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from . import attachments, refusals, signers, sshsig
from .claims import Claim
from .signers import Registry, Signer
from .snapshot import Question
from .verdicts import Refusal, Revision

__all__ = ["Case", "Paper", "Trusted", "believed", "prepare"]

LONGEST = timedelta(days=refusals.LONGEST)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a commit holds it. `files` are its attachments as they lie there: name -> SHA-256."""

    path: str
    source: bytes
    signature: bytes
    claim: Claim | None
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes that are signed, in hexadecimal."""
        return hashlib.sha256(self.source).hexdigest()


@dataclass(frozen=True, slots=True)
class Trusted:
    """A registry by which signatures are judged: its bytes for ssh-keygen, and what they say."""

    data: bytes
    registry: Registry


@dataclass(frozen=True, slots=True)
class Case:
    """What was found without ssh-keygen, and what it must be asked; a single no means that the text does not fit.

    `revision` is what the document becomes when nothing speaks against it; `is_new` unless it was accepted just so.
    """

    paper: Paper
    refusals: tuple[Refusal, ...]
    questions: tuple[Question, ...] = ()
    revision: Revision | None = None
    is_new: bool = True


def prepare(paper: Paper, history: Sequence[Revision], trusted: Sequence[Trusted], domain: str, day: date,
            commit: str, *, is_start: bool) -> Case:
    """The case of a document that carries a signature.

    `history`: its accepted revisions, of which those count that are `believed`. `trusted`: the registries that must all
    agree, the parent's first. `day`: the effective day of the commit (WIB). `is_start`: the commit is the anchor, whose
    documents may be of any age.
    """
    claim, path = paper.claim, paper.path
    if claim is None:
        return Case(paper, (refusals.unreadable(path),))
    envelope = sshsig.read(paper.signature)
    if isinstance(envelope, sshsig.Malformed):
        return Case(paper, (refusals.malformed(path, envelope.message),))
    if claim.signed is None:
        return Case(paper, (refusals.misdated(path, None, day),))
    purpose = {"sshsig": signers.DOCUMENT, "basah": signers.COPY}.get(claim.method)
    if purpose is None:
        return Case(paper, (refusals.unsupported(path, claim.method),))
    namespace = signers.namespace(purpose, domain)
    if envelope.namespace != namespace:
        return Case(paper, (refusals.other_purpose(path, namespace),))
    signer = _signer(trusted[0].registry, envelope.key, namespace, claim)
    if signer is None:
        whose = f"NIP {claim.nip}" if claim.method == "sshsig" else "mengesahkan salinan"
        return Case(paper, (refusals.key_unknown(path, whose),))
    latest = next(reversed(believed(history, trusted[-1].registry)), None)
    known = ((revision.source, revision.signature) for revision in (latest, *history[-1:]) if revision)
    is_new = (paper.source, paper.signature) not in known
    found, questions = list(_faults(paper, claim)), []
    days = [(claim.signed, refusals.not_in_office(path, claim.signed))]
    if is_new and not is_start:
        found += _of_a_new_one(paper, claim, latest, day)
        days.append((day, refusals.key_expired(path, day)))
    for each in trusted:
        lines = [s for s in each.registry.signers if _fits(s, envelope.key, namespace, signer.principal)]
        if not lines:
            found.append(refusals.key_unknown(path, signer.principal))
        for when, refusal in days if lines else ():
            if any(line.is_valid(when) for line in lines):
                questions.append(Question(paper.source, paper.signature, each.data, signer.principal, namespace, when))
            else:
                found.append(refusal)
    revision = Revision(
        number=claim.revision, date=claim.signed, digest=paper.digest, signer=signer.principal, name=signer.name,
        namespace=namespace, note=claim.note, commit=commit, is_withdrawal=claim.is_withdrawal,
        effective=claim.effective, sop=claim.sop, source=paper.source, signature=paper.signature, key=envelope.key)
    return Case(paper, tuple(dict.fromkeys(found)), tuple(dict.fromkeys(questions)), revision, is_new)


def believed(history: Sequence[Revision], registry: Registry) -> tuple[Revision, ...]:
    """The revisions whose key the registry (still) names for their day: root takes a stolen key out, or shortens it."""
    return tuple(revision for revision in history if _is_named(revision, registry))


def _is_named(revision: Revision, registry: Registry) -> bool:
    return any(_fits(signer, revision.key, revision.namespace, revision.signer) and signer.is_valid(revision.date)
               for signer in registry.signers)


def _signer(registry: Registry, key: str, namespace: str, claim: Claim) -> Signer | None:
    """Who must have signed: the approver that the document names; a copy of wet ink any enrolled certifier."""
    whose = signers.principal(claim.nip) if claim.method == "sshsig" else ""
    return next((s for s in registry.signers if _fits(s, key, namespace, whose or s.principal)), None)


def _fits(signer: Signer, key: str, namespace: str, principal: str) -> bool:
    return signer.principal == principal and signer.key == key and namespace in signer.namespaces


def _faults(paper: Paper, claim: Claim) -> Iterator[Refusal]:
    """What must hold for every signed document, new or not."""
    _, tree, *folders, _ = paper.path.split("/")
    if not folders or claim.id != folders[-1] or claim.kind != tree:
        yield refusals.id_mismatch(paper.path)
    if claim.method == "basah" and not claim.attachments:
        yield refusals.no_scan(paper.path)
    for fault in attachments.faults(claim.attachments, paper.files):
        yield refusals.attachments_differ(paper.path, fault)


def _of_a_new_one(paper: Paper, claim: Claim, latest: Revision | None, day: date) -> Iterator[Refusal]:
    """What must hold when a sign-off comes in. The same text may be signed once more under the same revision."""
    if not timedelta() <= day - claim.signed <= LONGEST:
        yield refusals.misdated(paper.path, claim.signed, day)
    number = latest.number if latest else 0
    if claim.revision <= number and not (latest and latest.source == paper.source):
        yield refusals.stale_revision(paper.path, claim.revision, number)
