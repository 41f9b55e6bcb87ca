"""Front matter -> a tree of text scalars with exact places, and the faults found on the way.

Nothing is ever converted: `no`, `12:30` and `010` stay the text that was typed (YAML 1.1 would read a
boolean, a number of seconds and an octal). PyYAML's C parser supplies the events; the tree is built
here, without recursion, so that no depth of nesting can exhaust the stack. Size and depth are bounded
before the parser sees the text, because its time grows with the square of the depth.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import yaml

from . import yamlfaults
from .findings import Place, Problem
from .nodes import Entry, Mapping, Node, Scalar, Sequence

__all__ = ["Entry", "FrontMatter", "Mapping", "Node", "Scalar", "Sequence", "read"]

MAX_CHARACTERS = 65_536  # some thirty times the seed's SOP
MAX_INDENT = 64  # columns of indentation and dashes before a value: block nesting cannot be deeper than this
MAX_BRACKETS = 32  # flow nesting: [[…]] and {{…}}

Problems = tuple[tuple[str, Problem], ...]


class FrontMatter(NamedTuple):
    """`fields` is None when there is nothing trustworthy to read; the body starts at line `body_line` (from 1)."""

    fields: Mapping | None
    body_line: int
    problems: Problems


def read(lines: tuple[str, ...]) -> FrontMatter:
    """Reads the block between the first two `---` lines (YAML 1.1, cut down to plain keys, texts, lists and groups)."""
    if not lines or lines[0].rstrip() != "---":
        problem = Problem(_whole(1, lines[0] if lines else ""), "berkas tidak diawali kepala data",
                          "Mulai baris pertama dengan `---`, lalu tulis kunci dan nilainya, dan tutup dengan `---`.")
        return FrontMatter(None, 1, (("FM01", problem),))
    end = next((i for i, line in enumerate(lines) if i and line.startswith("---") and line.rstrip() == "---"), None)
    if end is None:
        problem = Problem(Place(1, 1, 3), "kepala data tidak ditutup",
                          "Tulis `---` pada baris tersendiri sesudah baris terakhir kepala data.")
        return FrontMatter(None, 1, (("FM02", problem),))
    source = lines[1:end]
    too_much = _bounds(source)
    if too_much:
        return FrontMatter(None, end + 2, (("FM09", too_much),))
    cleaned, problems = _without_document_marks(source)
    builder = _Builder(cleaned)
    try:
        root = builder.build()
    except yaml.YAMLError as error:
        return FrontMatter(None, end + 2, (*problems, ("FM03", yamlfaults.explain(error, cleaned, first_line=2))))
    problems += tuple(builder.problems)
    if isinstance(root, Mapping):
        return FrontMatter(root, end + 2, problems)
    if any(code == "FM07" for code, _ in problems):  # what is left after a document mark says nothing of its own
        return FrontMatter(None, end + 2, problems)
    place = root.place if root else Place(1, 1, 3)
    problem = Problem(place, "kepala data tidak berisi pasangan kunci dan nilai",
                      "Tulis tiap baris sebagai `kunci: nilai`, misalnya `jenis: maklumat`.")
    return FrontMatter(None, end + 2, (*problems, ("FM11", problem)))


def _whole(number: int, line: str) -> Place:
    return Place(number, 1, max(1, len(line.rstrip())))


_LEAD = re.compile(r"(?:[ \t]|[-?:](?=[ \t]))*")


def _bounds(source: tuple[str, ...]) -> Problem | None:
    """Refuses what would take the parser long. Every block level starts further right than its parent, so the
    widest indentation bounds block nesting; brackets left open bound flow nesting."""
    text = "\n".join(source)
    if (len(text) < MAX_CHARACTERS and text.count("[") + text.count("{") <= MAX_BRACKETS
            and not any(line[:MAX_INDENT + 1].strip(" \t-?:") == "" for line in source if len(line) > MAX_INDENT)):
        return None  # as nearly always
    size = brackets = 0
    for number, line in enumerate(source, 2):
        size += len(line) + 1
        opened = line.count("[") + line.count("{")
        if opened or brackets:
            brackets = max(0, brackets + opened - line.count("]") - line.count("}"))
        if size > MAX_CHARACTERS:
            return Problem(_whole(number, line), f"kepala data melebihi {MAX_CHARACTERS // 1024} KiB",
                           "Pindahkan uraian panjang ke naskah di bawah kepala data.")
        lead = len(line) - len(line.lstrip(" \t-?:"))  # at most; the pattern takes longer
        if lead > MAX_INDENT:
            lead = _LEAD.match(line).end()
        if lead > MAX_INDENT or opened > MAX_BRACKETS or brackets > MAX_BRACKETS:
            column = lead + 1 if lead > MAX_INDENT else max(line.find("["), line.find("{")) + 1
            return Problem(Place(number, max(1, column)), "kepala data bersarang terlalu dalam",
                           "Susun isi kepala data paling banyak empat tingkat.")
    return None


# Characters that libyaml refuses or takes for a line break; the text guard reports them where they stand.
_UNREADABLE = re.compile("[\0-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MARKS = ("\n%", "\n...", "\n---")
_MARK = re.compile(r"%\w*|\.\.\.(?=\s|$)|---(?=\s)")


def _without_document_marks(source: tuple[str, ...]) -> tuple[tuple[str, ...], Problems]:
    """Takes away directives (%), document ends (...) and second documents, so that the rest can be read."""
    text = "\n".join(("", *source))
    if text.isascii() and all(map(str.isprintable, source)) and not any(mark in text for mark in _MARKS):
        return source, ()  # as nearly always
    cleaned, problems = [], []
    for number, line in enumerate(source, 2):
        mark = _MARK.match(line)
        if mark:
            problem = Problem(Place(number, 1, mark.end()), f"tanda `{mark[0]}` tidak dipakai di dalam kepala data",
                              "Hapus tanda itu; kepala data hanya berisi baris `kunci: nilai`.")
            problems.append(("FM07", problem))
        is_plain = line.isascii() and line.isprintable()
        cleaned.append("" if mark else line if is_plain else _UNREADABLE.sub("\ufffd", line))
    return tuple(cleaned), tuple(problems)


class _Builder:
    """Parser events -> nodes, with the problems that do not stop the reading."""

    def __init__(self, source: tuple[str, ...]):
        self.source = source
        self.problems: list[tuple[str, Problem]] = []

    def build(self) -> Node | None:
        stack: list[list[Node]] = [[]]
        starts: list[yaml.CollectionStartEvent] = []
        for event in iter(yaml.CSafeLoader("\n".join(self.source) + "\n").get_event, None):
            if isinstance(event, yaml.ScalarEvent):
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                stack[-1].append(self._scalar(event))
            elif isinstance(event, yaml.AliasEvent):
                self._refuse_extras(event)
                stack[-1].append(Scalar("", self._place(event)))
            elif isinstance(event, yaml.CollectionStartEvent):
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                stack.append([])
                starts.append(event)
            elif isinstance(event, yaml.SequenceEndEvent):
                items = tuple(stack.pop())
                stack[-1].append(Sequence(items, self._place(starts.pop())))
            elif isinstance(event, yaml.MappingEndEvent):
                flat, place = stack.pop(), self._place(starts.pop())
                in_list = bool(starts) and isinstance(starts[-1], yaml.SequenceStartEvent)
                items = self._split(flat) if in_list else [flat]
                stack[-1].extend(Mapping(self._entries(item), place if item is items[0] else item[0].place)
                                 for item in items)
        return stack[0][0] if stack[0] else None

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else len(self.source[start.line]) - start.column
        return Place(start.line + 2, start.column + 1, max(1, length))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, end = event.start_mark, event.end_mark
        first, column = start.line, start.column
        if first == end.line and first < len(self.source):  # as nearly all
            line, behind = self.source[first], end.column
            written = (line[column:behind],)
            place = Place(first + 2, column + 1, behind - column or 1)
            may_have_comment = "#" in line
        else:
            written = self._written(start, end)
            place, may_have_comment = self._place(event), True
        if event.style == '"':
            self._refuse_escapes(written, start)
        elif not event.style and may_have_comment:
            self._warn_of_comment(end)
        return Scalar(event.value, place, bool(event.style), written)

    def _written(self, start: yaml.Mark, end: yaml.Mark) -> tuple[str, ...]:
        """The source of a scalar, line by line."""
        written = list(self.source[start.line:end.line + 1])
        if end.line < len(self.source):
            written[-1] = written[-1][:end.column]
        if written:
            written[0] = written[0][start.column:]
        return tuple(written)

    def _split(self, flat: list[Node]) -> list[list[Node]]:
        """A list item that starts over with its first keys has lost a `- `: reported once, then read as two items."""
        keys = [key.text if isinstance(key, Scalar) else "" for key in flat[::2]]
        cuts = [at for at, key in enumerate(keys[:-1]) if at and key == keys[0] and keys[at + 1] in keys[1:at]]
        for at in cuts:
            self._report("FM04", flat[2 * at].place, f"butir baru yang diawali `{keys[at]}` kehilangan tanda `- `",
                         f"Tulis `- {keys[at]}: …`, sejajar dengan butir sebelumnya.")
        return [flat[2 * start:2 * end] for start, end in pairwise([0, *cuts, len(keys)])]

    def _entries(self, flat: list[Node]) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            name = key.text if isinstance(key, Scalar) else ""
            if not name.strip():
                self._report("FM08", key.place, "kunci bukan teks biasa",
                             "Tulis kunci berupa satu kata, misalnya `judul:`.")
            elif name == "<<" and not key.quoted:
                self._report("FM05", key.place, "tanda gabung `<<` tidak dipakai", "Tulis setiap kunci satu per satu.")
            elif name in entries:
                first = entries[name].key.place.line
                self._report("FM04", key.place, f"kunci `{name}` ditulis dua kali; yang pertama pada baris {first}",
                             "Hapus salah satu, supaya hanya ada satu nilai.")
            else:
                entries[name] = Entry(key, value)
        return tuple(entries.values())

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        """Anchors, aliases and tags: they fetch or change a value from elsewhere."""
        mark = event.start_mark
        word = re.match(r"\S*", self.source[mark.line][mark.column:])[0]
        if isinstance(event, yaml.AliasEvent):
            code, message = "FM05", f"rujukan `{word}` tidak dipakai di kepala data"
        elif event.anchor is not None:
            code, message = "FM05", f"penanda `{word}` tidak dipakai di kepala data"
        else:
            code, message = "FM06", f"penanda jenis nilai `{word}` tidak dipakai di kepala data"
        self._report(code, Place(mark.line + 2, mark.column + 1, max(1, len(word))), message,
                     "Bila tanda itu bagian dari teks, apit seluruh nilai dengan tanda kutip.")

    def _refuse_escapes(self, written: tuple[str, ...], start: yaml.Mark) -> None:
        for number, piece in enumerate(written):
            column = start.column if number == 0 else 0
            for found in re.finditer(r"\\(.)", piece):
                if found[1] not in '"\\/':
                    place = Place(start.line + number + 2, column + found.start() + 1, 2)
                    self._report("FM13", place, f"kode `{found[0]}` di dalam kutip ganda dibaca sebagai karakter lain",
                                 "Tulis karakternya langsung, atau apit nilai dengan kutip tunggal.")

    def _warn_of_comment(self, end: yaml.Mark) -> None:
        line = self.source[end.line] if end.line < len(self.source) else ""
        rest = line[end.column:]
        if rest.lstrip().startswith("#") and line[:end.column].strip():
            at = end.column + rest.index("#")
            place = Place(end.line + 2, at + 1, len(line.rstrip()) - at)
            self._report("FM10", place, "teks sesudah `#` tidak ikut terbaca",
                         "Apit seluruh nilai dengan tanda kutip, atau pindahkan catatan ke baris tersendiri.")

    def _report(self, code: str, place: Place, message: str, help: str) -> None:
        self.problems.append((code, Problem(place, message, help)))
