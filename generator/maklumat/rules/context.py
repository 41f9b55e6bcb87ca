"""What rules may ask about the world outside the documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..profile import Profile

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """The facts from outside the documents that rules may ask for; all are arguments, none is read here.

    `number_pattern` is the agency's own form of document numbers (a regular expression), "" when it set none;
    `content` the folder that holds the documents, as their paths name it. `unknown`: the words that no dictionary
    knows, each with the nearest one that it knows or ""; none where no dictionary was asked.
    """

    today: date
    profile: Profile
    number_pattern: str = ""
    content: str = "content"
    unknown: Mapping[str, str] = field(default_factory=dict)
