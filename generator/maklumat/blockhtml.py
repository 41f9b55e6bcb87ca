"""markdown-it tokens -> HTML that survives every Markdown builder: no blank lines, nothing raw, no styles."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from .commonmark import alternative, is_safe_target

__all__ = ["View", "render"]

Anchors = Mapping[int, Sequence[tuple[str, int]]]

_TAGS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote",
    "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td",
}
_ONE_LINE = ("paragraph_close", "heading_close", "th_close", "td_close")
_ALIGNMENTS = {"text-align:right": "kanan", "text-align:center": "tengah"}
_INLINE_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>",
                "link_close": "</a>", "hardbreak": "<br>\n", "softbreak": "\n"}


# what leads to the same place from every folder: addresses with a scheme, of the site's root, of the page itself
_FIXED = re.compile(r"[a-z][a-z0-9+.-]*:|[/#]|$", re.IGNORECASE)
NOT_SHOWN = "(gambar tidak ditampilkan)"


@dataclass(frozen=True, slots=True)
class View:
    """From where a body is read: `base` leads from the page to the document's folder; `pictures` are the names of the
    images that are shown there, None for all."""

    base: str = ""
    pictures: Container[str] | None = None

    def address(self, target: str) -> str:
        """A safe target as the page has to name it; a page's file (`index.md`) is named by its folder, as the site has
        no such file."""
        if _FIXED.match(target):
            return target
        end = re.search(r"[?#]|$", target).start()
        path = re.sub(r"(?:^|(?<=/))index\.md$", "", target[:end])
        return self.base + path + target[end:] or "./"

    def shows(self, source: str) -> bool:
        return self.pictures is None or unquote(source) in self.pictures


def render(tokens: Sequence[Token], anchors: Anchors, top: int, view: View) -> str:
    """See blocks.to_html."""
    ids, spans = _carriers(tokens, anchors)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top - min(levels, default=top)
    lines: list[str] = []
    tables = 0
    for index, token in enumerate(tokens):
        if token.type == "inline":
            lines[-1] += _inline(token.children or (), spans.get(index - 1, ()), view)
        elif token.hidden:
            continue
        elif token.type == "table_open":
            tables += 1
            lines += [f'<section class="gulir" aria-label="Tabel {tables}" tabindex="0">',
                      f"<table{_attributes(token, ids.get(index))}>"]
        elif token.type == "table_close":
            lines += ["</table>", "</section>"]
        elif token.nesting == -1:
            tag = f"</{_tag(token, shift)}>"
            if token.type in _ONE_LINE or (token.type == "list_item_close" and lines[-1].startswith("<li")):
                lines[-1] += tag
            else:
                lines.append(tag)
        elif token.nesting == 1:
            lines.append(f"<{_tag(token, shift)}{_attributes(token, ids.get(index))}>")
        elif token.type == "hr":
            lines.append("<hr>")
        elif token.type in ("fence", "code_block", "html_block"):
            lines.append(f"<pre><code>{_escaped(token.content)}</code></pre>")
    return "\n".join(lines)


def _carriers(tokens: Sequence[Token], anchors: Anchors) -> tuple[dict[int, str], dict[int, list[tuple[str, int]]]]:
    """Which element carries an id itself, and which ids become spans inside a block's text."""
    ids: dict[int, str] = {}
    spans: dict[int, list[tuple[str, int]]] = {}
    for index, marks in anchors.items():
        marks = sorted(marks, key=lambda mark: mark[1])
        carrier = index - 1 if tokens[index].hidden and tokens[index - 1].type == "list_item_open" else index
        if marks and marks[0][1] == 0 and not tokens[carrier].hidden and carrier not in ids:
            ids[carrier] = marks.pop(0)[0]
        spans[index] = marks
    return ids, spans


def _tag(token: Token, shift: int) -> str:
    if token.type.startswith("heading"):
        return f"h{min(6, int(token.tag[1]) + shift)}"
    return _TAGS[token.type.rpartition("_")[0]]


def _attributes(token: Token, name: str | None) -> str:
    found = {}
    if name:
        found["id"] = name
    if token.attrGet("start") is not None:
        found["start"] = str(token.attrGet("start"))
    if token.type == "th_open":
        found["scope"] = "col"
    if token.attrGet("style") in _ALIGNMENTS:
        found["class"] = _ALIGNMENTS[token.attrGet("style")]
    return "".join(f' {key}="{escape(value)}"' for key, value in found.items())


def _inline(children: Sequence[Token], spans: Sequence[tuple[str, int]], view: View) -> str:
    out: list[str] = []
    shown, waiting = 0, list(spans)
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            length = len(child.content)
        else:
            length = int(child.type in ("softbreak", "hardbreak"))
        cuts = [0]
        while waiting and waiting[0][1] < shown + length:
            name, offset = waiting.pop(0)
            at = max(0, offset - shown) if child.type != "code_inline" else 0
            out.append(_piece(child, cuts[-1], at, view) if at else "")
            out.append(f'<span id="{escape(name)}"></span>')
            cuts.append(at)
        out.append(_piece(child, cuts[-1], length, view))
        shown += length
    out += [f'<span id="{escape(name)}"></span>' for name, _ in waiting]
    return "".join(out)


def _piece(child: Token, start: int, end: int, view: View) -> str:
    """One inline token as HTML; for text only its characters from start to end."""
    if child.type in ("text", "text_special"):
        return _escaped(child.content[start:end])
    if child.type == "code_inline":
        return f"<code>{_escaped(child.content)}</code>"
    if child.type == "html_inline":
        return _escaped(child.content)
    if child.type == "image":
        return _image(child, view)
    if child.type == "link_open":
        target = str(child.attrGet("href") or "")
        return f'<a href="{escape(view.address(target))}">' if is_safe_target(target) else "<a>"
    return _INLINE_TAGS[child.type]


def _escaped(text: str) -> str:
    """Text that no builder touches: Python-Markdown turns tabs into spaces, CommonMark ends HTML at an empty line."""
    return escape(text).replace("\t", "&#9;").replace("\n", "&#10;")


def _image(child: Token, view: View) -> str:
    source, words = str(child.attrGet("src") or ""), _escaped(alternative(child))
    if not view.shows(source):
        return f"<span>{words} {NOT_SHOWN}</span>"
    if not is_safe_target(source):
        return f"<span>{words}</span>"
    return f'<img src="{escape(view.address(source))}" alt="{words}">'
