"""Real documents, damaged in the ways that people, editors and attackers damage them. Number in, the same bytes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
SOURCES = [path.read_bytes() for folder in ("tests/rules/base/content", "content")
           for path in sorted((ROOT / folder).rglob("index.md"))]

YAML = [
    "&a x", "*a", "<<: *a", "!!python/object/apply:os.system [ls]", "!!binary x", "? x", "- - - - -", "[" * 60,
    "{" * 60, "[" * 20_000, "|", ">-", "|9", "%YAML 1.1", "---", "...", "'", '"', '"\\x', '"\\uD800"', "a: b: c",
    " #x", "@x", "`x`", "\t", "~", "null", "yes", "0x1F", "1e999", "9" * 5000, "2025-13-40", "99999-01-01",
    "0000-00-00", "31 Juni 2025", "2O Januari 2025", "٢٠٢٥-٠١-٠١", "196809011989112005", "1968O9O11989112OO5",
    "Nomor Tahun", "jenis: sop", "jenis:", "langkah: {}", "langkah: [[]]", "langkah: [{id: a, lanjut: a}]",
    "pelaksana: []", "lampiran: [{}]", "disahkan_oleh: x", "instansi: []", "dasar_hukum: {a: {b: c}}", ": x", "x:",
    "-", "- -",
]
MARKDOWN = [
    ">" * 50, "> " * 300, "- " * 200, "```", "~~~", "<script>", "<!--", "-->", "<a href='x'>", "<![CDATA[", "<?x",
    "![x](data:image/png;base64,AA)", "[x](javascript:alert(1))", "[x][y]", "[y]: z", "[^1]: z", "*[BKD]: z",
    "| a | b |\n|---|---|\n| `|` | \\| |", "|" * 500, "&#8238;", "&nbsp;", "&#x110000;", "***" * 100, "_" * 500,
    "[" * 500, "![" * 200, "`" * 301, "1. a\n3. b", "999999999. x", "    kode", "\\", "===", "---", "# ",
    "####### x", "{{ x }}", "{% x %}", "--8<-- 'x'", "{++x++}", "!!! note", ":smile:", "www.x.id", "<https://x.id>",
    "a\\\nb", "a  \nb", "kami tidak bersedia menerima sanksi", "apabila kami sanggup", "janji ja dan",
    "secara tents", "men menerima",
]
UNICODE = [
    "\u202e", "\u2066", "\u200b", "\u200d" * 50, "\u00ad", "\ufeff", "\u2028", "\u2029", "\x85", "\x0b", "\x0c",
    "\x00", "\x1b[31m", "e\u0301", "\u0301" * 500, "а", "Ａ", "𝐀", "ﬁ", "ı", "ß", "İ", "ǆ", "\U000e0041", "\ue000",
    "\uffff", "\U0010ffff", "🇮🇩", "漢字", "\u00a0", "\u3000", "\r", "\r\n", "\n\r", "\t\t", " " * 3000, "a" * 20_000,
    "…", "½", "²", "१२३",
]
BYTES = [
    b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\x80", b"\xe2\x82", b"\x00" * 9,
    b"\xef\xbb\xbf",
]
PIECES = [text.encode() for text in (*YAML, *MARKDOWN, *UNICODE)] + BYTES


def mutated(number: int) -> bytes:
    """One source with one to six mutations; `number` alone decides which."""
    random = Random(number)
    data = random.choice(SOURCES)
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        data = random.choice(MUTATIONS)(random, data)
    return data


def _spot(random: Random, data: bytes) -> int:
    return random.randint(0, len(data))


def _insert(random: Random, data: bytes) -> bytes:
    at = _spot(random, data)
    return data[:at] + random.choice(PIECES) + data[at:]


def _insert_line(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    indent = b" " * random.choice((0, 0, 2, 4, 7))
    lines.insert(random.randint(0, len(lines)), indent + random.choice(PIECES))
    return b"\n".join(lines)


def _replace_value(random: Random, data: bytes) -> bytes:
    """What stands behind `key:` or behind a list mark becomes something else."""
    lines = data.split(b"\n")
    valued = [i for i, line in enumerate(lines) if b":" in line or line.lstrip().startswith(b"- ")]
    if not valued:
        return data
    at = random.choice(valued)
    mark = b"- " if lines[at].lstrip().startswith(b"- ") else b":"
    lines[at] = lines[at].partition(mark)[0] + mark + b" " + random.choice(PIECES)
    return b"\n".join(lines)


def _flip(random: Random, data: bytes) -> bytes:
    flipped = bytearray(data)
    for _ in range(random.choice((1, 3, 30))):
        if flipped:
            flipped[random.randrange(len(flipped))] = random.randrange(256)
    return bytes(flipped)


def _cut(random: Random, data: bytes) -> bytes:
    start, end = sorted((_spot(random, data), _spot(random, data)))
    return data[:start] + data[end:]


def _cut_short(random: Random, data: bytes) -> bytes:
    return data[:_spot(random, data)]


def _repeat(random: Random, data: bytes) -> bytes:
    start = _spot(random, data)
    piece = data[start:start + random.randint(1, 300)]
    return data[:start] + piece * random.choice((2, 5, 200)) + data[start:]


def _swap_lines(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _indent(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice((b" ", b"  ", b"\t", b"    ")) + lines[at].lstrip(random.choice((b" ", b"")))
    return b"\n".join(lines)


def _join_lines(random: Random, data: bytes) -> bytes:
    at = data.find(b"\n", _spot(random, data))
    return data if at < 0 else data[:at] + random.choice((b"", b" ", b"\r", b"\r\n")) + data[at + 1:]


def _other_encoding(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return random.choice((
        lambda: text.encode("utf-16"), lambda: text.encode("latin-1", "replace"), lambda: b"\xef\xbb\xbf" + data,
        lambda: data.replace(b"\n", b"\r\n"), lambda: data.replace(b"\n", b"\r"), lambda: text.upper().encode(),
    ))()


def _mix(random: Random, data: bytes) -> bytes:
    """The head of one document with the tail of another."""
    other = random.choice(SOURCES)
    return data[:_spot(random, data)] + other[_spot(random, other):]


MUTATIONS: list[Callable[[Random, bytes], bytes]] = [
    _insert, _insert, _insert_line, _insert_line, _replace_value, _replace_value, _replace_value, _flip,
    _cut, _cut_short, _repeat, _swap_lines, _indent, _join_lines, _other_encoding, _mix,
]
