"""The pages and files of a plan, written into a site: put into their templates by as many processes as there are
processors, or taken from the site before where they are known to be the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path

from . import filling, ledger, shelf, workers
from .plan import Plan
from .portions import Made, Part
from .shells import Shells

__all__ = ["write"]

NAME = "laman"  # of the shelf
PORTION = 50
FEW = 4  # from so many portions on, further processes are worth their start
WRITING = "Menulis halaman"


def write(site: Path, plan: Plan, shells: Shells, root: Path, earlier: Path | None = None) -> None:
    """Writes all pages and files of the plan below `site`. `root`: the project's, by which is remembered what its pages
    became; `earlier`: as in `filling`. The same bytes come out whatever lies there, and however many processes take
    part. Raises OSError."""
    shares, memory, around = _shares(plan), shelf.opened(NAME, root), shells.fingerprint()
    names = {key: f"{around}{key}" for key in shares}
    changed = {key: part for key, part in shares.items() if not _taken_over(site, memory.find(names[key]), earlier)}
    written = zip(changed, _written(site, list(changed.values()), shells, earlier), strict=True)
    memory.keep({names[key]: shelf.packed(json.dumps(digests)) for key, digests in written})
    memory.leave(list(names.values()))
    filling.write_all(site, plan.parts[-1].files, earlier)


def _taken_over(site: Path, known: str | None, earlier: Path | None) -> bool:
    return bool(known and earlier) and filling.taken_over(site, json.loads(known), earlier)


def _shares(plan: Plan) -> dict[str, Part]:
    """What can be taken over or written each on its own, by a digest of all that it is made of: the parts of documents,
    and each page about them all."""
    *of_documents, whole = plan.parts
    return {part.key: part for part in (*of_documents, *(Made((page,)) for page in whole.pages))}


def _written(site: Path, parts: Sequence[Part], shells: Shells, earlier: Path | None) -> Iterator[Mapping[str, str]]:
    """Writes these parts; gives the SHA-256 of the files of each by name, in this order."""
    portions = workers.cut(parts, PORTION)
    digests = workers.shared(_some, portions, site, shells, earlier, label=WRITING, least=FEW, copies_only=True)
    return chain.from_iterable(digests)


def _some(parts: Sequence[Part], site: Path, shells: Shells, earlier: Path | None) -> list[dict[str, str]]:
    return [_one(site, part, shells, earlier) for part in parts]


def _one(site: Path, part: Part, shells: Shells, earlier: Path | None) -> dict[str, str]:
    contents = [*_contents(part, shells)]
    filling.write_all(site, contents, earlier)
    return {name: sha256(data).hexdigest() for name, data in contents}


def _contents(part: Part, shells: Shells) -> Iterator[tuple[str, bytes]]:
    for page in part.pages:
        yield ledger.file(page.address), shells.html(page)
    yield from part.files
