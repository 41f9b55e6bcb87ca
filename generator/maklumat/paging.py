"""The links from one page of a long list to those around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .catalogue import relative

__all__ = ["pager"]

AROUND = 2  # pages before and after this one that are linked by their numbers


def pager(label: str, number: int, last: int, at: Callable[[int], str]) -> str:
    """The pages around page `number` of `last`, the first and the last; "" where there is one page. `label`: what they
    are pages of. `at`: where a page lies below the site."""
    if last == 1:
        return ""
    links = "".join(f"<li>{link}</li>" for link in _links(number, last, at))
    return f'<nav class="halaman-ke" aria-label="{label}">\n<ul>{links}</ul>\n</nav>'


def _links(number: int, last: int, at: Callable[[int], str]) -> Iterator[str]:
    def link(there: int, words: str, kind: str = "") -> str:
        return f'<a href="{relative(at(number), at(there))}"{kind}>{words}</a>'

    if number > 1:
        yield link(number - 1, "Sebelumnya", ' rel="prev"')
    before = 0
    for there in sorted({1, *range(max(1, number - AROUND), min(last, number + AROUND) + 1), last}):
        if there > before + 1:
            yield "…"
        words = f'<span class="tersembunyi">Halaman </span>{there:,}'.replace(",", ".")
        yield link(there, words, ' aria-current="page"') if there == number else link(there, words)
        before = there
    if number < last:
        yield link(number + 1, "Berikutnya", ' rel="next"')
