"""What a browser would run on an ordinary page. Python-Markdown passes HTML on as it is, so whatever is in doubt
counts.

Code may show such words as text, but only where every reader agrees that it is code: a fence at the margin or a span
within its line, in no heading, on a page without any HTML, whose signs come in pairs.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from . import commonmark

__all__ = ["first"]

_ELEMENT = re.compile(
    r"<\s*/?\s*(?:script|style|link|meta|base|i?frame|frameset|object|embed|applet|portal|form|svg)\b", re.IGNORECASE)
_EVENT = re.compile(r"(?<![\w-])on[a-z]+\s*=", re.IGNORECASE)
_TITLE = re.compile(r"<\s*/?\s*title\b", re.IGNORECASE)  # Material shows a page's title with its entities resolved
_REDIRECT = re.compile(r"http-equiv", re.IGNORECASE)
_BRACES = re.compile(r"\{.*")
_LETTERS = r"[\s\\\x00-\x20]*".join
_TARGET = re.compile(
    rf"(?:(?<=[(<=\"'])|(?<=\]:))[\s\\\x00-\x20]*(?:{_LETTERS('javascript')}|{_LETTERS('vbscript')})[\s\\\x00-\x20]*:"
    r"|(?<!\w)data:(?!image/(?:png|jpe?g|gif|webp|avif)\b)[a-z]+/", re.IGNORECASE)

_HTML = re.compile(r"<(?!https?://[^\s<>]*>|[\w.+-]+@[\w.-]+>)[a-z/!?]", re.IGNORECASE)
_FENCE = re.compile(r"^(`{3,}|~{3,}) *[\w.+#-]* *\n(?:.*?\n)??\1 *$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_UNPAIRED = re.compile(r"`|^\s*~~~", re.MULTILINE)
_UNDERLINE = re.compile(r"[\s>]*[=-]+\s*")
_ENTITY = re.compile(r"&#?\w+;?")
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))", re.IGNORECASE)
_FIELD = re.compile(r" {0,3}[\w-]+:")


def first(text: str) -> tuple[int, str] | None:
    """(line, what stands there) for the first thing on a page that may run, None where nothing does."""
    plain = _normal(text)
    head, body = _parted(plain)
    if not _found(head, body):
        return None
    found = _found(head, _without_code(head, body))
    return min(found, default=None, key=lambda row: row[0])


def _normal(text: str) -> str:
    """The text as Python-Markdown takes it: two signs are its own and vanish from what it reads."""
    return re.sub("[\2\3\ufeff]", "", text).replace("\r\n", "\n").replace("\r", "\n")


def _parted(text: str) -> tuple[str, str]:
    """A page's data, which no reader takes for Markdown, and the rest."""
    lines = text.split("\n")
    if lines[0].rstrip(" \t") == "---":
        end = next((at for at, line in enumerate(lines[1:], 2) if line.rstrip(" \t") in ("---", "...")), len(lines))
    elif _FIELD.match(lines[0]):
        end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    else:
        end = 0
    head = "".join(line + "\n" for line in lines[:end])
    return head, text[len(head):]


def _found(head: str, body: str) -> list[tuple[int, str]]:
    data = _ESCAPED.sub(lambda match: _character(match[1] or match[2] or match[3]), head)
    whole = data + body
    found = [*_ELEMENT.finditer(whole), *_REDIRECT.finditer(whole)]
    if _HTML.search(whole) or re.search("[\"']", data):  # a value of the data may end an attribute and begin another
        found += _EVENT.finditer(whole if _HTML.search(whole) else data)
    rows = [(_line(whole, match.start()), _shown(match[0])) for match in found]
    rows += ((number, _shown(match[0])) for number, line in enumerate(whole.split("\n"), 1)
             for braces in _BRACES.findall(line) for match in _EVENT.finditer(braces))
    targets = _ENTITY.sub(lambda match: unescape(match[0]).replace("\n", " "), whole)
    return rows + [(_line(targets, match.end() - len(match[0].lstrip())), _shown(match[0]))
                   for pattern in (_TARGET, _TITLE) for match in pattern.finditer(targets)]


def _without_code(head: str, body: str) -> str:
    """The body with its code taken out, every line in its place; the whole body where readers may not agree on it."""
    read = {tuple(token.map) for token in commonmark.parse(body) if token.type == "fence" and not token.level}
    rest = _FENCE.sub(lambda match: _blank(body, match, read), body)
    lines = [*rest.split("\n"), ""]
    rest = "\n".join(_SPAN.sub(r"\2" if _is_heading(line, below) else "", line) for line, below in pairwise(lines))
    whole = head + rest
    return body if _UNPAIRED.search(whole) or _HTML.search(whole) else rest


def _is_heading(line: str, below: str) -> bool:
    """Headings become titles, which MkDocs shows outside the page too, where the signs of their code are gone."""
    return line.lstrip(" \t>-*+0123456789.)").startswith("#") or bool(_UNDERLINE.fullmatch(below))


def _blank(body: str, match: re.Match[str], read: set[tuple[int, ...]]) -> str:
    start = body.count("\n", 0, match.start())
    lines = match[0].count("\n")
    return "\n" * lines if (start, start + lines + 1) in read else match[0]


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 31 < code < 0x110000 else " "


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _shown(found: str) -> str:
    return " ".join(found.split())[:40]
