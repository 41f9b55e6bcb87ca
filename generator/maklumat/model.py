"""The nouns of the domain as frozen values. No behaviour beyond looking things up in oneself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .blocks import Body
from .citations import Citation
from .clauses import Clauses
from .dates import DateReading
from .findings import Place
from .frontmatter import Entry, Mapping, Node, Scalar, Sequence

__all__ = ["MOST_ACTORS", "MOST_STEPS", "Actor", "Agency", "Attachment", "CitationField", "DateField", "Document",
           "Kind", "Official", "Outline", "State", "Step", "entry_at", "text_at", "texts_at"]

MOST_STEPS, MOST_ACTORS = 100, 12  # of an SOP whose flow chart is drawn


class Kind(StrEnum):
    """The two kinds of document (`jenis`)."""

    MAKLUMAT = "maklumat"
    SOP = "sop"


class State(StrEnum):
    """What the evidence says of a document; never typed by anybody (commands.md, states in `gate`)."""

    DRAFT = "rancangan"
    APPROVED = "disahkan"
    NOT_YET = "belum berlaku"
    WITHDRAWN = "dicabut"
    VOID = "gugur"


@dataclass(frozen=True, slots=True)
class DateField:
    """A date as typed and as understood; `reading.value` is None when it is no date."""

    written: Scalar
    reading: DateReading


@dataclass(frozen=True, slots=True)
class CitationField:
    """One line of `dasar_hukum` as typed and as understood."""

    written: Scalar
    citation: Citation


@dataclass(frozen=True, slots=True)
class Official:
    """The approver (`disahkan_oleh`): title, name and civil-servant number as typed; None where absent or empty."""

    title: Scalar | None
    name: Scalar | None
    nip: Scalar | None


@dataclass(frozen=True, slots=True)
class Agency:
    """Who issues the document (`instansi`); None where absent or empty."""

    government: Scalar | None
    office: Scalar | None
    unit: Scalar | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A column of the procedure table: the key used by steps and the name people read."""

    key: Scalar
    name: Scalar


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the procedure (PermenPANRB 35/2012, flow-chart part).

    Every value is as typed; None where absent or empty.
    """

    place: Place
    id: Scalar | None
    actors: tuple[Scalar, ...]
    kind: Scalar | None
    activity: Scalar | None
    details: tuple[Scalar, ...]
    inputs: Scalar | None
    time: Scalar | None
    output: Scalar | None
    note: Scalar | None
    next: Scalar | None
    yes: Scalar | None
    no: Scalar | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the document (`lampiran`) and the SHA-256 that binds it; None where absent or empty."""

    name: Scalar | None
    sha256: Scalar | None


@dataclass(frozen=True, slots=True, eq=False)  # it equals itself only
class Outline:
    """What rules and lists across documents may ask of one: what it is, whose, since when, and what lies beside it.

    Typed values are None (or empty) where the field is absent, empty or of the wrong shape; the reader has
    already reported the latter, so a rule that finds None stays silent unless presence is its subject.
    """

    path: str
    kind: Kind
    id: Scalar | None
    title: Scalar | None
    number: Scalar | None
    status: Scalar | None
    method: Scalar | None
    agency: Agency
    approver: Official
    dates: dict[str, DateField]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Document(Outline):
    """A readable document: its raw fields with places, its body, and the typed view of both."""

    lines: tuple[str, ...]
    fields: Mapping
    body_line: int
    body: Body
    clauses: Clauses | None
    revision: Scalar | None
    citations: tuple[CitationField, ...]
    actors: tuple[Actor, ...]
    steps: tuple[Step, ...]

    def entry(self, *path: str) -> Entry | None:
        """The entry at a path of keys, e.g. entry("disahkan_oleh", "nip")."""
        return entry_at(self.fields, *path)

    def text(self, *path: str) -> Scalar | None:
        """The scalar at a path, or None when it is absent, empty or no text."""
        return text_at(self.fields, *path)

    def texts(self, *path: str) -> tuple[Scalar, ...]:
        """The non-empty scalars of a list at a path; a single text counts as a list of one."""
        return texts_at(self.fields, *path)

    def place(self, *path: str) -> Place:
        """Where a finding about a field belongs: its value, else its key, else the nearest parent, else line 1."""
        entry = self.entry(*path)
        if entry is not None:
            return entry.key.place if entry.is_empty else entry.value.place
        return self.place(*path[:-1]) if len(path) > 1 else Place(1, 1)


def entry_at(fields: Node, *path: str) -> Entry | None:
    """The entry at a path of keys below `fields`."""
    found, node = None, fields
    for name in path:
        found = node.entry(name) if isinstance(node, Mapping) else None
        if found is None:
            return None
        node = found.value
    return found


def text_at(fields: Node, *path: str) -> Scalar | None:
    """See Document.text."""
    entry = entry_at(fields, *path)
    return entry.value if entry and isinstance(entry.value, Scalar) and not entry.is_empty else None


def texts_at(fields: Node, *path: str) -> tuple[Scalar, ...]:
    """See Document.texts."""
    entry = entry_at(fields, *path)
    if entry is None:
        return ()
    items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    return tuple(item for item in items if isinstance(item, Scalar) and item.text.strip())
