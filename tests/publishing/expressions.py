"""What stands between `${{` and `}}`, as GitHub reads it: only what our workflows use; anything else is refused.

Values are text, numbers, truth, None and dictionaries (contexts). Comparing texts ignores case, as GitHub does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["STATUS", "Unknown", "condition", "evaluate", "filled"]

STATUS = ("always", "success", "failure", "cancelled")  # a condition without one of these asks for success too
OPEN_ENDED = ("vars", "secrets", "env", "outputs")  # what is not set there is "", everywhere else it is a mistake
_TOKEN = re.compile(r"\s*(?:'(?:[^']|'')*'|\d+|[A-Za-z_][\w-]*|==|!=|&&|\|\||[!().])")
_INSERTED = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

Value = object
Function = Callable[[], Value]


class Unknown(Exception):
    """Something that this reader does not know, or that is not there."""


def filled(text: str, contexts: Mapping[str, Value]) -> str:
    """The text with the value of each `${{ … }}` in its place."""
    whole = _INSERTED.sub(lambda found: _shown(evaluate(found[1], contexts)), text)
    if "${{" in _INSERTED.sub("", text):
        raise Unknown(f"not closed: {text!r}")
    return whole


def condition(text: str, contexts: Mapping[str, Value], functions: Mapping[str, Function]) -> bool:
    """Is a step or a job run? `functions`: those of STATUS."""
    found = _INSERTED.fullmatch(text.strip())
    expression = found[1] if found else text
    asks = re.search(rf"\b(?:{'|'.join(STATUS)})\(\)", expression)
    return bool(evaluate(expression, contexts, functions)) and bool(asks or functions["success"]())


def evaluate(text: str, contexts: Mapping[str, Value], functions: Mapping[str, Function] | None = None) -> Value:
    """The value of one expression."""
    reader = _Reader(_tokens(text), contexts, functions or {})
    value = reader.either()
    if reader.left:
        raise Unknown(f"not understood from {reader.left[0]!r} on: {text!r}")
    return value


def _tokens(text: str) -> list[str]:
    tokens, place, text = [], 0, text.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise Unknown(f"not understood from character {place} on: {text!r}")
        tokens.append(found[0].strip())
        place = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right. `a && b` and `a || b` give one of both, as GitHub does."""

    def __init__(self, tokens: Sequence[str], contexts: Mapping[str, Value], functions: Mapping[str, Function]):
        self.left, self.contexts, self.functions = list(tokens), contexts, functions

    def either(self) -> Value:
        value = self.both()
        while self.takes("||"):
            other = self.both()
            value = value or other
        return value

    def both(self) -> Value:
        value = self.compared()
        while self.takes("&&"):
            other = self.compared()
            value = value and other
        return value

    def compared(self) -> Value:
        value = self.single()
        for sign, wanted in (("==", True), ("!=", False)):
            if self.takes(sign):
                return _same(value, self.single()) is wanted
        return value

    def single(self) -> Value:
        if self.takes("!"):
            return not self.single()
        if self.takes("("):
            value = self.either()
            self.must(")")
            return value
        token = self.next()
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.isdigit():
            return int(token)
        if token in ("true", "false"):
            return token == "true"
        if self.takes("("):
            self.must(")")
            if token not in self.functions:
                raise Unknown(f"function {token}()")
            return self.functions[token]()
        return self.path(token)

    def path(self, name: str) -> Value:
        if name not in self.contexts:
            raise Unknown(f"context {name}")
        value, last = self.contexts[name], name
        while self.takes("."):
            key = self.next()
            if not isinstance(value, Mapping) or (key not in value and last not in OPEN_ENDED):
                raise Unknown(f"{last}.{key}")
            value, last = value.get(key, ""), key
        return value

    def takes(self, sign: str) -> bool:
        if self.left[:1] != [sign]:
            return False
        del self.left[0]
        return True

    def must(self, sign: str) -> None:
        if not self.takes(sign):
            raise Unknown(f"{sign} is missing before {self.left[:1]}")

    def next(self) -> str:
        if not self.left:
            raise Unknown("ends too early")
        return self.left.pop(0)


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    if type(one) is not type(other):
        raise Unknown(f"compares {one!r} with {other!r}")
    return one == other


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int)):
        return str(value)
    raise Unknown(f"{value!r} within a text")
