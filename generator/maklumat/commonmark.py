"""The one CommonMark parser (with tables), made to remember where in the source every inline token starts.

markdown-it-py keeps lines for blocks only. Three small additions give columns: the inline state notes its position
whenever a token is pushed, text is not joined afterwards, and the table rule notes where each row starts. Rules that
cannot fit are not tried: a block's first character rules most of them out, and most texts hold no markup at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

__all__ = ["MAX_BRACKETS", "MAX_NESTING", "MAX_PARAGRAPH", "alternative", "is_overlong", "is_safe_target", "parse"]

MAX_NESTING = 40  # levels of quotes, lists and items; what lies deeper is not read, and reported as not shown
MAX_PARAGRAPH = 6_000  # characters, two printed pages
MAX_BRACKETS = 200  # in one paragraph: reading them takes the square of their number

_TARGET = re.compile(r"(?:https?://|mailto:|tel:)[^\s\\]+|(?!//)(?![a-z][a-z0-9+.-]*:)[^\s\\]*", re.IGNORECASE)


def is_safe_target(target: str) -> bool:
    """Whether a link may point there: https, http, mailto, tel, or a place on the site itself."""
    return bool(_TARGET.fullmatch(target))


def alternative(image: Token) -> str:
    """The alternative text of an image as plain text."""
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in image.children or ())


def is_overlong(paragraph: str) -> bool:
    """Whether a paragraph's source is too much to read its markup."""
    return len(paragraph) > MAX_PARAGRAPH or paragraph.count("[") > MAX_BRACKETS


def parse(text: str) -> list[Token]:
    """Tokens of a text. `meta["at"]` of an inline child is its offset in its inline token's content, `meta["at"]` of
    a table row its index in the source line; link reference definitions appear as `definition` tokens. An
    overlong paragraph is kept as one text without markup."""
    return _PARSER.parse(text)


_Rule = Callable[[StateBlock, int, int, bool], bool]


class _State(StateInline):
    pending_at: int | None = None

    def append_pending(self, text: str) -> None:
        if self.pending_at is None:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta["at"] = self.pending_at
        self.pending_at = None
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        self.pending_at = None
        return token


_MARKUP = re.compile(r"[\n\\`*_\[<&]")  # where a rule of the inline parser may fit; an image's `!` stands before `[`


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: dict, tokens: list[Token]) -> list[Token]:
        if src and not _MARKUP.search(src):
            token = Token("text", "", 0, content=src, meta={"at": 0})
            tokens.append(token)
            return tokens
        state = _State(src, md, env, tokens)
        if is_overlong(src):
            state.push("text", "", 0).content = src.replace("\n", " ")
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Parser(MarkdownIt):
    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": MAX_NESTING, "inline_definitions": True, "store_labels": True})
        placed = _Inline()
        placed.ruler, placed.ruler2 = self.inline.ruler, self.inline.ruler2
        self.inline = placed
        self.block.ruler.at("table", _placed_table, {"alt": ["paragraph", "reference"]})
        self.enable("table").disable(["fragments_join", "text_join"])
        self._try_what_fits()

    def _try_what_fits(self) -> None:
        """One rule stands before all others, and one in place of those that end a paragraph, a list and so on."""
        ruler = self.block.ruler
        rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
        ends = {kind: ruler.getRules(kind) for kind in ("paragraph", "reference", "blockquote", "list")}
        for name, rule in rules.items():
            ruler.at(name, rule)  # ends nothing by itself any more
        ruler.before("table", "fitting", _fitting(rules))
        for kind, ending in ends.items():
            fitting = _fitting({name: rule for name, rule in rules.items() if rule in ending})
            ruler.push(f"end of {kind}", fitting, {"alt": [kind]})

    def validateLink(self, url: str) -> bool:
        """Every target is read as a link, so that the rules can refuse it by name; rendering leaves unsafe ones out."""
        return True


_SECOND_ROW = frozenset("|-:")  # how the line below a table's titles begins


def _placed_table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    below = state.bMarks[startLine + 1] + state.tShift[startLine + 1]  # there is always one line more
    if state.src[below:below + 1] not in _SECOND_ROW:
        return False
    before = len(state.tokens)
    found = table(state, startLine, endLine, silent)
    for token in state.tokens[before:]:
        if token.type == "tr_open":
            start = state.bMarks[token.map[0]] + state.tShift[token.map[0]]
            token.meta["at"] = start - (state.src.rfind("\n", 0, start) + 1)
    return found


_FIRST = {"fence": "`~", "blockquote": ">", "hr": "*-_", "list": "*+-0123456789", "reference": "[", "html_block": "<",
          "heading": "#"}


def _fitting(rules: Mapping[str, _Rule]) -> _Rule:
    """All rules as one: of those with a first character only the ones that begin with the line's."""
    others = tuple(rule for name, rule in rules.items() if name not in _FIRST)
    fitting = {first: tuple(rule for name, rule in rules.items() if first in _FIRST.get(name, first))
               for first in "".join(_FIRST.values())}

    def rule(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
        at = state.bMarks[startLine] + state.tShift[startLine]
        return any(each(state, startLine, endLine, silent) for each in fitting.get(state.src[at:at + 1], others))
    return rule


_PARSER = _Parser()
