"""A question on the terminal, and the line that a person types."""

from __future__ import annotations

import sys

from ..errors import ContentError

__all__ = ["ask"]


def ask(question: str) -> str | None:
    """What was typed, without blanks around it; None where no input is left. Raises ContentError where it is no text.

    The question goes to standard error: what is asked is no part of what a command prints.
    """
    sys.stdout.flush()
    sys.stderr.write(question)
    sys.stderr.flush()
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except UnicodeDecodeError:
        raise ContentError("yang diketik bukan teks UTF-8; tidak ada yang ditulis") from None
    if not line.endswith("\n"):
        sys.stderr.write("\n")
    return line.strip() if line else None
