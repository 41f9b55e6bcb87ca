"""Every text of a document that people read, with the source place of any stretch of it. Rules on language use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .displaytext import DisplayText
from .findings import Place
from .frontmatter import Scalar
from .model import Document

__all__ = ["REMEMBERED", "WORD", "Text", "of", "whole", "words", "words_of"]

_LETTERS = r"(?:[^\W\d_]++|\ufffd)++"  # U+FFFD stands where a letter was lost
WORD = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")
_ASCII_WORD = re.compile(r"[a-z]++(?:-[a-z]++)*+")  # the same for small ASCII letters, in half the time

_FIELDS = (("judul",), ("instansi", "pemerintah"), ("instansi", "perangkat_daerah"), ("instansi", "unit_kerja"),
           ("disahkan_oleh", "jabatan"), ("dasar_hukum",), ("kualifikasi_pelaksana",), ("keterkaitan",),
           ("peralatan_perlengkapan",), ("peringatan",), ("pencatatan_pendataan",))
_TAG = re.compile(r"<[^<>]*>")
REMEMBERED = 4_000  # texts: offices copy names, headings and whole sentences from each other


class Text(NamedTuple):
    """One text: a value of the front matter (`field` is its key) or a block of the body (`field` is "").

    `words` are its words in lower case, in order; `is_quote` is true inside a Markdown quotation.
    """

    text: str
    words: tuple[str, ...]
    source: Scalar | DisplayText
    field: str = ""
    is_quote: bool = False

    def place(self, start: int, end: int) -> Place:
        """The source place of text[start:end]."""
        if isinstance(self.source, Scalar):
            return self.source.inside(start, end - start)
        return self.source.place(start, end)


@lru_cache(maxsize=1)  # the rules ask in turn about one document
def of(document: Document) -> tuple[Text, ...]:
    """The texts in reading order: front matter, then body.

    `catatan_revisi` and names are left out: the former quotes what was mended, the latter are nobody's wording.
    """
    return (*_fields(document), *_body(document))


@lru_cache(maxsize=1)
def words(document: Document) -> frozenset[str]:
    """Every word of the texts."""
    return frozenset().union(*(text.words for text in of(document)))


@lru_cache(maxsize=1)
def whole(document: Document) -> str:
    """The texts, each on a line of its own."""
    return "\n".join(text.text for text in of(document))


def _fields(document: Document) -> Iterator[Text]:
    named = [(path[-1], item) for path in _FIELDS for item in document.texts(*path)]
    named += [("pelaksana", actor.name) for actor in document.actors]
    for step in document.steps:
        named += (("kegiatan", step.activity), *(("rincian", item) for item in step.details),
                  ("kelengkapan", step.inputs), ("waktu", step.time), ("output", step.output), ("ket", step.note))
    return (_text(value.text, value, field) for field, value in named if value)


def _body(document: Document) -> Iterator[Text]:
    for block, above in document.body.walk():
        is_quote = "quote" in [parent.kind for parent in above]
        if block.text.text:
            yield _text(block.text.text, block.text, is_quote=is_quote)
        elif block.kind == "html":  # refused elsewhere, yet what stands between its tags is read here
            first, last = document.body.tokens[block.token].map
            for number in range(document.body_line + first, document.body_line + last):
                line = _TAG.sub(lambda tag: " " * len(tag[0]), document.lines[number - 1])
                yield _text(line, DisplayText(line, ((0, number, 1, len(line)),)), is_quote=is_quote)


def _text(text: str, source: Scalar | DisplayText, field: str = "", is_quote: bool = False) -> Text:
    return Text(text, words_of(text), source, field, is_quote)


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """The words of one text, as in `Text.words`."""
    pattern = _ASCII_WORD if text.isascii() else WORD
    return tuple(pattern.findall(text.lower()))
