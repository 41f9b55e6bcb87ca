"""Body -> propositions: the sentences and list items of the displayed text, each with what leads in to it.

"Kami bersedia:" and the item "menerima sanksi" are read as one sentence; a heading that names whose duties or
which example follows leads in to everything below it. So every guard works on plain sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..blocks import Block, Body, DisplayText
from .lexicon import NO_CONCEPTS, lexicon
from .tokens import Token, read

__all__ = ["Proposition", "propositions"]

_ENDS = {".", "!", "?", "…", ";"}
_LONGEST_SENTENCE, _LONGEST_LEAD = 200, 60  # words; beyond them nobody follows, and the work stays linear
_ENUMERATOR = re.compile(r"(?:(?<=\s)|^)\(?([A-Za-z]|\d{1,2})[.)](?=\s)")
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$")
_STRUCK = re.compile(r"~~.+?~~")
_LEADING_HEADING = ("customer", "example", "mission", "past", "other", "promise", "kami", "require")
_COLON = Token(":", NO_CONCEPTS, False, "", 0, 0)
_Sentence = tuple[tuple[Token, ...], tuple[Token, ...], frozenset[str]]
_TEXTS = 2_000  # texts remembered, some 4 MB: offices copy headings, cells and whole sentences from each other


class Proposition(NamedTuple):
    """`own` tokens stand in the text here; `lead` tokens stand before and govern them, the last `near` of them in the
    same block. `source` is what that block displays, `block` its token index. `says`: what the own words can express.
    `setting` names a place where nothing is promised ("judul", "daftar isi"); `hidden` holds (start, end) stretches
    that are code or struck out."""

    lead: tuple[Token, ...]
    own: tuple[Token, ...]
    source: DisplayText
    block: int
    says: frozenset[str]
    near: int = 0
    setting: str = ""
    hidden: tuple[tuple[int, int, str], ...] = ()


class _Open(NamedTuple):
    """What the text before leaves open: tokens that lead in to the next block, and whether a colon announced it."""

    tokens: tuple[Token, ...] = ()
    announced: bool = False


class _Said(NamedTuple):
    """What a displayed text says by itself, in whatever block: its `sentences`, each as (what the text says before it
    and leads in to it, its own tokens, what these can express), what is `left` open, how it begins, and what in it is
    no plain text."""

    tokens: tuple[Token, ...]
    sentences: tuple[_Sentence, ...] = ()
    left: _Open = _Open()
    starts_low: bool = False
    continues: bool = False
    is_contents: bool = False
    struck: tuple[tuple[int, int, str], ...] = ()


def propositions(body: Body) -> list[Proposition]:
    """All propositions in reading order."""
    reader = _Reader(body)
    reader.siblings(body.blocks, ())
    return reader.found


class _Reader:
    def __init__(self, body: Body):
        self.body = body
        self.found: list[Proposition] = []

    def siblings(self, blocks: tuple[Block, ...], lead: tuple[Token, ...], *, items: bool = False) -> _Open:
        """Reads blocks that stand beside each other; gives what the last one leaves open."""
        heading: tuple[Token, ...] = ()
        before = _Open()
        for block in blocks:
            base = heading + lead
            if block.kind == "heading":
                tokens = _said(block.text.text).tokens
                self.found.append(Proposition((), tokens, block.text, block.token, _concepts(tokens), setting="judul"))
                heading = (*tokens, _COLON) if any(token.means(*_LEADING_HEADING) for token in tokens) else ()
                before = _Open()
            elif block.kind == "paragraph":
                before = self.paragraph(block, base, before, item=items)
            elif block.kind == "item":
                before = self.item(block, base, before)
            elif block.kind == "table":
                self.table(block, base + before.tokens)
                before = _Open()
            elif block.children:
                last = self.siblings(block.children, base + before.tokens, items=block.kind == "list")
                before = _Open(_short(before.tokens + last.tokens)) if last.tokens else _Open()
        return before

    def item(self, block: Block, lead: tuple[Token, ...], before: _Open) -> _Open:
        first = next((child for child in block.children if child.kind == "paragraph"), None)
        if first is not None and before.tokens and _said(first.text.text).continues:
            lead = lead + before.tokens
        return self.siblings(block.children, lead)

    def table(self, table: Block, lead: tuple[Token, ...]) -> None:
        """Cells in reading order; the column's title and the cells before it in the row lead in to a cell."""
        titles = [_said(cell.text.text).tokens for cell in table.children[0].children] if table.children else []
        for number, row in enumerate(table.children):
            across: tuple[Token, ...] = ()
            for column, cell in enumerate(row.children):
                title = titles[column] if number and column < len(titles) else ()
                self.sentences(cell, lead + _led(title) + across)
                across = _short(across + _led(title) + _led(_said(cell.text.text).tokens))

    def paragraph(self, block: Block, lead: tuple[Token, ...], before: _Open, *, item: bool) -> _Open:
        low = _said(block.text.text).starts_low
        led = before.announced or (bool(before.tokens) and low)
        left = self.sentences(block, lead + before.tokens if led else lead)
        if before.announced and low and not left.announced:
            return _Open(before.tokens, True)  # "memuat:" / "a. …" / "b. …" in paragraphs of their own
        return _Open(_short(before.tokens + left.tokens), left.announced) if led and left.tokens else left

    def sentences(self, block: Block, lead: tuple[Token, ...]) -> _Open:
        """Adds the propositions of one paragraph or cell."""
        said, lead = _said(block.text.text), _short(lead)
        if said.sentences:
            setting = "daftar isi" if said.is_contents or _is_link_only(block) else ""
            hidden = (*said.struck, *self._code(block))
            self.found += [Proposition(lead + near, own, block.text, block.token, says, len(near), setting, hidden)
                           for near, own, says in said.sentences]
        return said.left

    def _code(self, block: Block) -> list[tuple[int, int, str]]:
        inline = self.body.tokens[block.token + 1]
        spans, at = [], 0
        for child in inline.children or ():
            if child.type == "code_inline":
                start = block.text.text.find(child.content, at)
                if start >= 0:
                    at = start + len(child.content)
                    spans.append((start, at, "kode"))
        return spans


@lru_cache(maxsize=_TEXTS)
def _said(text: str) -> _Said:
    tokens = tuple(read(text))
    if not tokens:
        return _Said(tokens, starts_low=_starts_low(text))
    sentences = tuple(_sentences(text, tokens))
    own = sentences[-1][1]
    final = next((t for t in reversed(tokens) if t.is_word or t.word in _ENDS or t.word == ":"), tokens[-1])
    announces = final.word == ":" or any(t.means("berikut") for t in own[-4:])
    word = next((t for t in tokens if t.is_word), None)
    return _Said(
        tokens, sentences, _Open(own, announces) if announces or final.is_word else _Open(), _starts_low(text),
        continues=word is not None and word.means("continues"), is_contents=bool(_CONTENTS.search(text)),
        struck=tuple((m.start(), m.end(), "coret") for m in _STRUCK.finditer(text)))


def _sentences(text: str, tokens: tuple[Token, ...]) -> Iterator[_Sentence]:
    announced: tuple[Token, ...] = ()  # up to the colon of an earlier sentence
    sentence_lead: tuple[Token, ...] = ()  # earlier parts of the same sentence
    start = 0
    cuts = _item_starts(text)
    last = len(tokens) - 1
    for at, token in enumerate(tokens):
        if token.is_word and at < last and at - start < _LONGEST_SENTENCE and not cuts:
            continue  # most tokens end nothing
        item_next = at < last and any(token.end <= cut <= tokens[at + 1].start for cut in cuts)
        if not (at == last or item_next or at - start >= _LONGEST_SENTENCE or _ends(tokens, at, text)):
            continue
        own = tokens[start:at + 1]
        yield _short(announced + sentence_lead), own, _concepts(own)
        colon = max((i for i, t in enumerate(own) if t.word == ":"), default=-1) if ":" in text else -1
        if item_next and not announced:
            announced = own if colon < 0 else own[:colon + 1]
        elif colon >= 0:
            announced = _short(announced + own[:colon + 1])
        sentence_lead = _short(sentence_lead + own) if token.word == ";" and not announced else ()
        start = at + 1


def _concepts(tokens: tuple[Token, ...]) -> frozenset[str]:
    return NO_CONCEPTS.union(*(token.concepts for token in tokens))


def _short(lead: tuple[Token, ...]) -> tuple[Token, ...]:
    return lead if len(lead) <= _LONGEST_LEAD else (*lead[:_LONGEST_LEAD // 2], *lead[-_LONGEST_LEAD // 2:])


def _led(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return (*tokens, _COLON) if tokens else ()


def _ends(tokens: tuple[Token, ...], at: int, text: str) -> bool:
    token = tokens[at]
    if token.word == ";":
        return True
    if token.word not in _ENDS and not token.word.startswith(".."):
        return False
    if token.word == "." and at and tokens[at - 1].word in lexicon().abbreviations:
        return False
    apart = (text[token.end:token.end + 1] or " ") in " \"'”’»)"
    return apart and not text[token.end:].lstrip("\"'”’»)*_ ")[:1].islower()


def _item_starts(text: str) -> list[int]:
    """Offsets of a run of enumerators a. b. c. or 1. 2. 3. inside one text."""
    starts: list[int] = []
    wanted = ""
    for match in _ENUMERATOR.finditer(text):
        mark = match.group(1).lower()
        if (mark in ("a", "1") and not starts) or mark == wanted:
            starts.append(match.start())
            wanted = str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
    return starts if len(starts) > 1 else []


def _starts_low(text: str) -> bool:
    match = _ENUMERATOR.match(text)
    first = next((c for c in text[match.end() if match else 0:] if c.isalnum()), "")
    return bool(match) or first.islower()


def _is_link_only(block: Block) -> bool:
    shown = "".join(link.text for link in block.links if not link.is_image and link.target.startswith("#"))
    return bool(shown) and shown.strip() == block.text.text.strip()
