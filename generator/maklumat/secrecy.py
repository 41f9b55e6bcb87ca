"""What the documents beside them keep ordinary pages from saying: which of these must not go out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import documents, ordinary, passages, permalinks, rule_pages, runs, template
from .evidence import PUBLIC
from .markup import words
from .passages import Told
from .planned import Facts, Guarded
from .verdicts import Verdict

__all__ = ["Sides", "guarded", "refusals", "sides"]

SAME_CODE = "{}: alamat pendeknya sama dengan milik dokumen lain; ganti `id` salah satunya"


@dataclass(frozen=True, slots=True)
class Sides:
    """The files of the document trees that anybody may read, and those that nobody may. `known`: all texts that are no
    secret: signed documents and their numbers, what was signed before, the names of agencies, and the wording of laws,
    rules and templates."""

    public: tuple[Told, ...]
    hidden: tuple[Told, ...]
    known: tuple[str, ...]


def sides(texts: Sequence[Told], verdicts: Mapping[str, Verdict]) -> Sides:
    """`verdicts`: what holds for each text, by path (`evidence.judged`)."""
    public = tuple(text for text in texts if text.outline and verdicts[text.path].state in PUBLIC)
    hidden = tuple(text for text in texts if not text.outline or verdicts[text.path].state not in PUBLIC)
    past = _past(verdicts) if hidden else ()  # else there is nothing to tell apart from them
    said = (part for text in (*public, *past) for part in (*text.passages, _number(text)))
    return Sides(public, hidden, (*filter(None, said), *_agencies(hidden), *runs.statutory(), *rule_pages.texts(),
                                  *template.texts()))


def refusals(found: Sides, facts: Facts) -> dict[str, str]:
    """`Plan.refused`: documents in the wrong place, ordinary pages that copy or name what is not signed or that run
    something, and other files that may replace or imitate what is the site's own."""
    codes = {text.path: permalinks.address(text.outline.kind.value, words(text.outline.id)) for text in found.public}
    count = Counter(codes.values())
    twice = {facts.uri(path): SAME_CODE.format(path) for path, code in codes.items() if count[code] > 1}
    return ordinary.faults(guarded(found, facts), found.known, facts) | twice


def guarded(found: Sides, facts: Facts) -> list[Guarded]:
    """What must not be found anywhere of the files that nobody may read."""
    return [Guarded(text.path, facts.address(text.path), _number(text), text.passages) for text in found.hidden]


def _number(text: Told) -> str:
    return text.outline.number.text if text.outline and text.outline.number else ""


def _agencies(texts: Sequence[Told]) -> Iterator[str]:
    """The names of the agencies: some have as many words as count for a copy, and stand in every body."""
    named = (text.outline.agency for text in texts if text.outline)
    yield from dict.fromkeys(words(part) for each in named for part in (each.government, each.office, each.unit))


def _past(verdicts: Mapping[str, Verdict]) -> Iterator[Told]:
    """The accepted revisions of documents other than the text of today; whoever has seen them keeps them."""
    for verdict in verdicts.values():
        for revision in verdict.history:
            reading = documents.read(verdict.path, revision.source) if revision.digest != verdict.digest else None
            if reading and reading.document:
                yield passages.told(reading)
