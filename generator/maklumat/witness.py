"""What merged branches know: a sign-off that the main line left behind must not be lost by a merge.

A merge whose first parent is an older commit ("foxtrot") puts later sign-offs on a side branch, where the walk along
first parents does not come by. So whatever was validly signed there must not be newer than what holds here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from . import dates, layout, refusals, signers, signoff, trees
from .gate import Accepted, Grounds
from .signoff import Case, Paper
from .snapshot import PLAIN, Change, Question
from .verdicts import Refusal

__all__ = ["left_behind"]


def left_behind(every: Sequence[Change], main: Collection[str], accepted: Accepted,
                grounds: Grounds) -> tuple[Refusal, ...]:
    """`every`: the anchor and all commits since, parents before children, each against its first parent; `main`: the
    ids of those on the main line, which ends in `accepted`."""
    aside = [change for change in every if change.commit not in main]
    if not aside:
        return ()
    return (*_registries(every, aside, accepted, grounds), *_revisions(every, aside, accepted, grounds))


def _revisions(every: Sequence[Change], aside: Sequence[Change], accepted: Accepted,
               grounds: Grounds) -> Iterator[Refusal]:
    """Documents of which a branch holds a higher revision with a good signature."""
    cases: list[tuple[Case, int]] = []
    for path in sorted({name.removesuffix(layout.SIGNATURE) for change in aside for name in change.entries
                        if name.endswith(layout.SIGNATURE)}):
        if not layout.is_document(path):
            continue
        history = signoff.believed(accepted.histories.get(path, ()), accepted.trusted.registry)
        number = history[-1].number if history else 0
        for source in _versions(every, path, grounds):
            claim = grounds.claim(source)
            for signature in _versions(aside, path + layout.SIGNATURE, grounds) if claim else ():
                if claim.revision > number:
                    paper = Paper(path, source, signature, claim, dict(claim.attachments))
                    case = signoff.prepare(paper, (), (accepted.trusted,), grounds.domain, dates.day(accepted.time), "",
                                           is_start=True)
                    cases += [] if case.refusals else [(case, number)]
    answers = iter(grounds.ask([question for case, _ in cases for question in case.questions]))
    for case, number in cases:
        said = [next(answers) is True for _ in case.questions]
        if all(said):
            yield refusals.left_behind(case.paper.path, case.paper.claim.revision, number)


def _versions(changes: Sequence[Change], path: str, grounds: Grounds) -> list[bytes]:
    """The bytes that a path had in these commits, each once."""
    ids = dict.fromkeys(entry.id for change in changes if (entry := change.entries.get(path)) and entry.mode == PLAIN)
    found = grounds.read(ids)
    return [found[number] for number in ids]


def _registries(every: Sequence[Change], aside: Sequence[Change], accepted: Accepted,
                grounds: Grounds) -> Iterator[Refusal]:
    """A registry with the root's signature that came up later than the one that holds here."""
    first = {entry.id: place for place, change in reversed(list(enumerate(every)))
             if (entry := change.entries.get(layout.REGISTRY))}
    own = accepted.registry[0].id if accepted.registry[0] else ""
    later = {entry.id: entry for change in aside if (entry := change.entries.get(layout.REGISTRY))
             if entry.id not in accepted.replaced and first[entry.id] > first.get(own, 0)}
    texts = trees.plain_bytes(grounds.read, later).values()
    signatures = _versions(every, layout.ROOT_SIGNATURE, grounds)
    purpose, day = signers.namespace(signers.REGISTRY, grounds.domain), dates.day(accepted.time)
    questions = [Question(text, signature, accepted.trusted.data, signers.AKAR, purpose, day)
                 for text in texts for signature in signatures]
    if questions and any(grounds.ask(questions)):
        yield refusals.registry_left_behind()
