"""What the YAML parser says -> a Problem with the true place and what to type, in Indonesian.

Every message of libyaml's scanner and parser is one line of the table; the few that point at a consequence
instead of the cause are traced back to it first.
"""

from __future__ import annotations

import re

import yaml

from .findings import Place, Problem

__all__ = ["explain"]

_QUOTE = "Apit seluruh nilai dengan tanda kutip: `kunci: \"nilai\"`."
_CLOSE_QUOTE = "Tutup kutipan dengan tanda kutip yang sama; kutip ganda di dalam nilai ditulis `\\\"`."
_UNEVEN = "spasi di awal baris ini tidak sesuai dengan baris di atasnya"
_INDENT = "Samakan spasi di awal baris ini dengan baris lain yang setingkat."
_ESCAPE = "Tulis karakternya langsung, atau apit nilai dengan kutip tunggal."
_BLOCK = "Apit nilai dengan tanda kutip, atau mulai uraian pada baris berikutnya dengan dua spasi di awal baris."
_PLAIN_LIST = "Tulis setiap butir pada baris tersendiri yang diawali `- `."
# Part of libyaml's message: (where to point, what is wrong, what to type).
_TABLE: tuple[tuple[str, str, str, str], ...] = (
    ("cannot start any token", "problem", "nilai diawali tanda yang tidak dapat dibaca", _QUOTE),
    ("found unexpected end of stream", "context", "tanda kutip tidak ditutup", _CLOSE_QUOTE),
    ("unexpected document indicator", "context", "tanda kutip tidak ditutup", _CLOSE_QUOTE),
    ("unknown escape character", "problem", "tanda `\\` di dalam kutip ganda tidak dapat dibaca", _ESCAPE),
    ("hexdecimal number", "problem", "tanda `\\` di dalam kutip ganda tidak dapat dibaca", _ESCAPE),
    ("invalid Unicode character escape", "problem", "tanda `\\` di dalam kutip ganda tidak dapat dibaca", _ESCAPE),
    ("mapping values are not allowed", "problem", "titik dua di dalam nilai terbaca sebagai kunci baru", _QUOTE),
    ("could not find expected ':'", "context", "", ""),
    ("block sequence entries are not allowed", "problem", "tanda `-` tidak boleh berdiri di sini", _PLAIN_LIST),
    ("mapping keys are not allowed", "problem", "tanda `?` tidak boleh berdiri di sini", _QUOTE),
    ("tab character", "problem", "tab dipakai di tempat spasi", "Ganti tab dengan spasi."),
    ("indentation indicator equal to 0", "context", "tanda `|` atau `>` mengawali nilai", _BLOCK),
    ("did not find expected comment or line break", "context", "tanda `|` atau `>` mengawali nilai", _BLOCK),
    ("expected ',' or ']'", "context", "kurung siku tidak ditutup",
     "Tutup daftar dengan `]`, atau apit nilai dengan tanda kutip bila kurung itu bagian dari teks."),
    ("expected ',' or '}'", "context", "kurung kurawal tidak ditutup",
     "Tutup dengan `}`, atau apit nilai dengan tanda kutip bila kurung itu bagian dari teks."),
    ("expected node content", "problem", "nilai diawali tanda yang tidak dapat dibaca", _QUOTE),
    ("expected '-' indicator", "problem", "baris ini memutus daftar di atasnya", _INDENT),
    ("expected <document start>", "problem", _UNEVEN, _INDENT),
    ("alphabetic or numeric character", "context", "nilai diawali tanda yang tidak dapat dibaca", _QUOTE),
    ("unexpected ':'", "problem", "titik dua di dalam nilai terbaca sebagai kunci baru", _QUOTE),
    ("tag", "context", "nilai diawali tanda `!`", _QUOTE),
    ("expected '!'", "context", "nilai diawali tanda `!`", _QUOTE),
    ("expected '>'", "context", "nilai diawali tanda `!`", _QUOTE),
    ("escaped octet", "context", "nilai diawali tanda `!`", _QUOTE),
    ("whitespace or line break", "context", "nilai diawali tanda `!`", _QUOTE),
)
_GENERIC = ("kepala data tidak dapat dibaca mulai dari sini",
            "Periksa titik dua, tanda kutip, dan spasi di awal baris ini.")


def explain(error: yaml.YAMLError, source: tuple[str, ...], first_line: int) -> Problem:
    """The Problem for an error of `yaml.parse` over `source`, whose first line is the file's line `first_line`."""
    said = getattr(error, "problem", None) or ""
    which, message, help = next(((which, message, help) for part, which, message, help in _TABLE if part in said),
                                ("problem", *_GENERIC))
    mark = getattr(error, "problem_mark", None)
    mark = (which == "context" and getattr(error, "context_mark", None)) or mark
    line, column = (min(mark.line, len(source) - 1), mark.column) if mark and source else (0, 0)
    text = source[line] if source else ""
    column = min(column, len(text))
    if "mapping values" in said:
        return _colon(source, line, column, first_line)
    if "could not find expected ':'" in said:
        return _no_pair(source, line, first_line)
    if "expected key" in said:
        return _expected_key(source, line, column, first_line)
    if text[column:column + 1] == "\t":
        return Problem(Place(line + first_line, column + 1), "tab dipakai di tempat spasi", "Ganti tab dengan spasi.")
    if help == _QUOTE and text[column:].strip():
        message, help = f'nilai diawali "{text[column]}"', _quoted(text, column)
    return _problem(line, column, text, first_line, message, help)


def _problem(line: int, column: int, text: str, first_line: int, message: str, help: str) -> Problem:
    return Problem(Place(line + first_line, column + 1, max(1, len(text.rstrip()) - column)), message, help)


_PAIR = re.compile(r"(?P<lead>[ ]*(?:- +)*)(?P<key>[^\s:#'\"\[\]{}][^:#]*?):(?P<gap>\s*)(?P<value>.*)")


def _pair(text: str) -> re.Match[str] | None:
    """A line as key and value."""
    return _PAIR.match(text.rstrip())


def _quoted(text: str, column: int) -> str:
    """What to type instead of this line's value."""
    pair = _pair(text)
    if pair and pair["value"] and pair["gap"] and pair.start("value") <= column:
        quote = "'" if '"' in pair["value"] else '"'
        value = pair["value"].replace("'", "''") if quote == "'" else pair["value"]
        return f"Apit nilainya dengan tanda kutip: `{pair['key']}: {quote}{value}{quote}`."
    return _QUOTE


def _colon(source: tuple[str, ...], line: int, column: int, first_line: int) -> Problem:
    """A colon where none may stand: in a value, or because the line above or the indentation is wrong."""
    text = source[line]
    pair = _pair(text)
    if not pair or pair.end("key") != column:
        place = Place(line + first_line, column + 1)
        return Problem(place, "titik dua di dalam nilai terbaca sebagai kunci baru", _quoted(text, column))
    # the parser stumbled over the line's own key: the line above is the cause, or the indentation
    above = next((i for i in range(line - 1, -1, -1) if source[i].strip() and source[i].lstrip()[0] != "#"), line)
    previous = _pair(source[above])
    if not previous or (above < line and previous["value"] and not previous["gap"]):
        return _no_pair(source, above, first_line)
    return _problem(line, len(pair["lead"]), text, first_line,
                    "baris ini menjorok padahal baris di atasnya sudah bernilai", _INDENT)


def _no_pair(source: tuple[str, ...], line: int, first_line: int) -> Problem:
    """A line that is no pair of key and value, perhaps for want of one space."""
    text = source[line]
    pair = _pair(text)
    if pair and pair["value"] and not pair["gap"]:
        return _problem(line, pair.end("key"), text, first_line, "sesudah titik dua tidak ada spasi",
                        f"Tulis `{pair['key']}: {pair['value']}`.")
    return _problem(line, _indent(text), text, first_line, "baris ini bukan pasangan kunci dan nilai",
                    "Tulis kunci, titik dua, lalu satu spasi sebelum nilai: `kunci: nilai`.")


def _expected_key(source: tuple[str, ...], line: int, column: int, first_line: int) -> Problem:
    """Something stands where a key should start: text behind a closed value, or a wrong indentation."""
    text = source[line]
    before = text[:column].rstrip()
    if before and before[-1] in "'\"" and before.count(before[-1]) % 2:  # this quote was opened further up
        opened = next((i for i in range(line - 1, -1, -1) if source[i].count(before[-1]) % 2), line)
        column = source[opened].index(before[-1])
        return _problem(opened, column, source[opened], first_line, "tanda kutip tidak ditutup", _CLOSE_QUOTE)
    if before and before[-1] in "'\"]}":
        help = _CLOSE_QUOTE if before[-1] in "'\"" else _QUOTE
        return _problem(line, column, text, first_line, "ada teks sesudah nilai yang sudah ditutup", help)
    if re.search(r"[:\s]\*\S*$", before):
        return _problem(line, before.rindex("*"), text, first_line, 'nilai diawali "*"', _quoted(text, column))
    if text[column:column + 1] == ":":
        return _problem(line, column, text, first_line, "kunci sebelum titik dua kosong",
                        "Tulis nama kunci sebelum titik dua.")
    return _problem(line, column, text, first_line, _UNEVEN, _INDENT)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
