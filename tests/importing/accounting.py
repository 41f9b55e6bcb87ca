"""Whether anything of a source is missing from what an import made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from maklumat import dates
from maklumat.importing.draft import Draft
from maklumat.importing.tidy import plain

WORD = re.compile(r"\w+")


def lost(texts: Iterable[str], draft: Draft) -> Counter[str]:
    """The words of the source that are neither in a field nor among the unplaced ones nor words of the form. A date may
    have been written anew."""
    said = [*flat(draft.fields), *(one.text for one in draft.unplaced), *draft.form]
    texts = [text for text in texts if iso(text) not in said]
    return words(texts) - words(said)


def iso(text: str) -> str:
    reading = dates.read(plain(text).lstrip(": "))
    return str(reading.value) if reading.value and not reading.is_ambiguous else "no date"


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in WORD.findall(plain(text)))


def flat(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from flat(inner)
    else:
        for inner in value:
            yield from flat(inner)
