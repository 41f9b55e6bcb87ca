"""One watch: the live site is visited and held against the release that was sealed here, and against the registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from . import dates, project, sealing, signers, watching
from .errors import ContentError
from .git import Repository
from .layout import REGISTRY
from .manifest import RELEASE, SUMS
from .openssh import Answers
from .planned import Plan
from .settings import Settings, reason
from .signers import Registry
from .signoff import Trusted
from .snapshot import PLAIN
from .visiting import VisitError, Visitor
from .watching import Answer, Difference, Release, Report

__all__ = ["sealed", "watch"]

MAX_LIST = 16 << 20  # bytes of what a server says of itself: a list of more than a hundred thousand files


def sealed(site: Path) -> Release:
    """The release in this folder. Raises ContentError where it holds none."""
    try:
        ours = watching.sealed((site / RELEASE).read_bytes(), (site / SUMS).read_bytes())
        return replace(ours, indexes=tuple((site / path).read_bytes() for path in ours.digests
                                           if watching.is_index(path)))
    except FileNotFoundError:
        raise ContentError(f"{site} bukan situs yang sudah disegel; jalankan `maklumat build`, lalu `maklumat seal`") \
            from None
    except OSError as error:
        raise ContentError(f"situs {site} tidak dapat dibaca: {reason(error)}") from None


def watch(settings: Settings, visitor: Visitor, site: Path, now: datetime) -> Report:
    """What differs between the live site and the release in the folder `site`. Raises MaklumatError: VisitError where
    the server cannot be asked, others where it cannot be known what it should answer."""
    ours = sealed(site)
    made = project.load(settings, now)
    repository = sealing.head(settings)
    head = sealing.stamp(repository, made.standing.mode)
    answers = visitor.ask(watching.LISTS, keep=lambda _: True, limit=MAX_LIST)
    _refuse_elsewhere(visitor, answers)
    live, found = watching.read(answers)
    expected = watching.files(live, ours)
    hidden = watching.hidden(made.plan.withheld, settings.content_name, expected)
    places = {watching.NOWHERE, *map(watching.address, expected)} | set(hidden)
    answers |= visitor.ask(sorted(places - answers.keys()), keep=watching.is_evidence)
    today = watching.untimely(ours.indexes, made.plan.files) if ours.stamp == head else ()
    changed = (*today, *(watching.of_lists(live, ours) if live.is_of(ours) else ()),
               *watching.of_files(expected, answers, ours))
    wrong = (*found, *watching.outdated(ours.stamp, head), *watching.of_release(live, ours),
             *watching.of_hidden(hidden, answers), *_papers(answers, repository, settings, now))
    is_due = bool(changed) and not wrong and live.stamp == ours.stamp and _has_turned(settings, made.plan, now)
    return Report(visitor.url, now, live.stamp, ours.stamp, len(answers), tuple(dict.fromkeys((*wrong, *changed))),
                  is_due)


def _has_turned(settings: Settings, plan: Plan, now: datetime) -> bool:
    """Does this day change what the very same files make? Told by our own files: what a server says may be a lie."""
    midnight = now.astimezone(dates.WIB).replace(hour=0, minute=0, second=0, microsecond=0)
    return project.load(settings, midnight - timedelta(seconds=1)).plan != plan


def _refuse_elsewhere(visitor: Visitor, answers: Mapping[str, Answer]) -> None:
    for answer in answers.values():
        if answer.fault:
            raise VisitError(f"{visitor.url} tidak dapat dihubungi: {answer.fault}")
        if answer.target:
            raise VisitError(f"{visitor.url} mengalihkan ke {answer.target}; pakai alamat laman yang sebenarnya")


def _papers(answers: Mapping[str, Answer], repository: Repository, settings: Settings, now: datetime) \
        -> Iterator[Difference]:
    cases = [*watching.cases(answers, _registry(repository, settings.domain), settings.domain, dates.day(now))]
    questions = [question for _, case in cases for question in case.questions]
    said = dict(zip(questions, Answers(repository.private_folder).ask(questions), strict=True))
    for path, case in cases:
        yield from watching.of_case(path, case, is_good=all(map(said.get, case.questions)))


def _registry(repository: Repository, domain: str) -> Trusted:
    """That of the commit that is checked out; an empty one where it has a fault."""
    entry = repository.tree(repository.head).get(REGISTRY)
    data = repository.read([entry.id])[entry.id] if entry and entry.mode == PLAIN else b""
    registry = signers.read(data, domain)
    return Trusted(data, registry) if not registry.faults else Trusted(b"", Registry())
