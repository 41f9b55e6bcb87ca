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
    """The words of the source that are neither in a field nor among the unplaced ones nor words of the form."""
    said = [*flat(draft.fields), *(one.text for one in draft.unplaced), *draft.form]
    return words(texts) - words(said)


def words(texts: Iterable[str]) -> Counter[str]:
    """Words, and dates by the day they mean: an import writes them anew."""
    found: Counter[str] = Counter()
    for text in texts:
        reading = dates.read(plain(text))
        found.update([str(reading.value)] if reading.value and not reading.is_ambiguous else WORD.findall(plain(text)))
    return found


def flat(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from flat(inner)
    else:
        for inner in value:
            yield from flat(inner)
