"""A proposal as git has it: what lies on disk against the commit that it is to be merged into."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from . import checking, circumstances, dates, documents, layout, project, proposal, trust
from .errors import ContentError, UsageError
from .findings import Level
from .git import Repository
from .proposal import Facts
from .proposed import Proposal
from .settings import Settings
from .snapshot import PLAIN

__all__ = ["BRANCH", "read"]

BRANCH = "GITHUB_BASE_REF"  # the branch that a pull request wants to enter, as GitHub, Gitea and Forgejo tell a job
USUAL = ("refs/remotes/origin/main", "refs/heads/main")

NO_REPOSITORY = "folder ini bukan repositori git, jadi tidak ada usul yang dapat dibandingkan"
NO_COMMIT = "repositori git ini belum punya commit, jadi tidak ada usul yang dapat dibandingkan"
SHALLOW = "riwayat git pada salinan ini tidak lengkap, jadi usul tidak dapat dibandingkan; jalankan " \
    "`git fetch --unshallow` (di GitHub Actions: `fetch-depth: 0`)"
UNKNOWN = "commit atau cabang {!r} tidak ada di repositori ini; lihat `git branch --all`"
NO_BASE = "cabang tujuan tidak ditemukan; sebutkan dengan --base, misalnya `--base origin/main`"
STRANGERS = "usul ini dan {} tidak punya riwayat yang sama, jadi tidak dapat dibandingkan"
BEHIND = "cabang ini belum memuat perubahan terbaru dari cabang tujuan; gabungkan dulu cabang tujuan ke sini supaya " \
    "yang dinilai sama dengan hasil penggabungan"


def read(settings: Settings, now: datetime, base: str = "") -> Proposal:
    """What merging the files on disk would do. `base`: a branch or commit; default: the one that a pull request names,
    else main. Raises MaklumatError with one sentence where there is nothing to compare with."""
    repository = Repository.open(settings.root)
    if repository is None or repository.head is None:
        raise ContentError(NO_REPOSITORY if repository is None else NO_COMMIT)
    if repository.is_shallow:
        raise ContentError(SHALLOW)
    tip = _tip(repository, base)
    commit = repository.parting(tip)
    if commit is None:
        raise ContentError(STRANGERS.format(base or tip[:12]))
    merged = project.load(settings, now, onto=commit)
    was = trust.answer(settings, now, commit=commit).outcome
    before = replace(repository, head=commit)
    tree = {path: entry for path, entry in before.tree(commit).items()
            if layout.is_document(path) and entry.mode == PLAIN}
    blobs = before.read(entry.id for entry in tree.values())
    texts = {path: blobs[entry.id] for path, entry in tree.items()}
    touched = {*before.working_tree(now).entries, *before.elsewhere()}
    is_text = all(path.startswith(layout.CONTENT) for path in touched)  # else it may be what makes them wrong
    wrong = _errors(texts, settings, now) if merged.errors and is_text else frozenset()
    remarks = (merged.standing.remark, BEHIND if commit != tip else "")
    return proposal.make(Facts(
        base=commit, now={text.path: text.data for text in merged.texts},
        before=texts, findings=merged.findings, plan=merged.plan, outcome=merged.standing.outcome,
        refusals=merged.refusals, was=was, earlier=project.harmful(was), wrong=wrong, touched=touched,
        remarks=tuple(filter(None, remarks))))


def _errors(texts: Mapping[str, bytes], settings: Settings, now: datetime) -> frozenset[tuple[str, str]]:
    """What is wrong in these documents: codes and paths."""
    readings = [documents.read(path, data) for path, data in texts.items()]
    found = checking.check(readings, circumstances.context(settings, dates.day(now)))
    return frozenset((finding.code, finding.path) for finding in found if finding.level is Level.ERROR)


def _tip(repository: Repository, base: str) -> str:
    """The commit that `base` names today. A branch of the host counts as well, without `origin/` before it."""
    if base:
        names = (base, f"refs/remotes/origin/{base}")
    else:
        branch = os.environ.get(BRANCH, "")
        names = (f"refs/remotes/origin/{branch}",) if branch else USUAL
    found = next(filter(None, map(repository.named, names)), None)
    if found is None:
        raise UsageError(UNKNOWN.format(base or os.environ.get(BRANCH)) if base or os.environ.get(BRANCH) else NO_BASE)
    return found
