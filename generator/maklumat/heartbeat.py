"""The heartbeat of the watch: when it last ran and how it ended, as a page for people and as data for `ready`.

The page stands beside the site and needs nothing of it. It never says what differs: that may be the address of what
nobody is to know yet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from html import escape

from . import dates, livery, manifest, policy
from .errors import ContentError
from .manifest import Stamp
from .stationery import Colours

__all__ = ["DATA", "FOLDER", "HOURS", "MAX_BYTES", "PAGE", "Beat", "Result", "data", "files", "is_alive", "read"]

FOLDER = "pantauan/"  # below the site's address
DATA, PAGE, STYLE = "pantauan.json", "index.html", "pantauan.css"
HOURS = 48  # without a beat, at most
AHEAD = timedelta(hours=1)  # by which two clocks may differ
MAX_BYTES = 64 << 10


class Result(StrEnum):
    """How a watch ended."""

    SAME = "sama"
    DIFFERENT = "berbeda"
    UNREACHABLE = "tidak terjangkau"


@dataclass(frozen=True, slots=True)
class Beat:
    """One watch: when, of which site, how it ended, the release that the site named (None: none), how many addresses
    were asked for and how many things differed."""

    time: datetime
    url: str
    result: Result
    live: Stamp | None = None
    asked: int = 0
    differing: int = 0


def is_alive(beat: Beat, now: datetime) -> bool:
    """Is this recent? One from days ahead would never grow old."""
    return -AHEAD <= now - beat.time <= timedelta(hours=HOURS)


def files(beat: Beat, name: str, colours: Colours) -> Mapping[str, bytes]:
    """What the folder of the heartbeat holds, by name. `name`: whose site it is."""
    return {STYLE: (livery.style(colours) + _STYLE).encode(), PAGE: _page(beat, name).encode(), DATA: data(beat)}


def data(beat: Beat) -> bytes:
    """The bytes of DATA."""
    live = json.loads(manifest.stamp(beat.live)) if beat.live else None
    whole = {"waktu": dates.instant(beat.time), "alamat": beat.url, "hasil": beat.result.value,
             "alamat_diperiksa": beat.asked, "perbedaan": beat.differing, "rilis": live}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> Beat:
    """What DATA says. Raises ContentError with one sentence."""
    try:
        whole = json.loads(data)
        live = whole["rilis"]
        return Beat(
            dates.read_instant(whole["waktu"]), str(whole["alamat"]), Result(whole["hasil"]),
            manifest.read_stamp((json.dumps(live, indent=2) + "\n").encode(), DATA) if live else None,
            int(whole["alamat_diperiksa"]), int(whole["perbedaan"]))
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        raise ContentError(f"{DATA} bukan catatan pantauan yang utuh") from None


_HEADS = {
    Result.SAME: "Isi laman sama dengan rilisnya",
    Result.DIFFERENT: "Isi laman berbeda dari rilisnya",
    Result.UNREACHABLE: "Laman tidak dapat dihubungi pemantau",
}
_MARKS = {Result.SAME: "baik", Result.DIFFERENT: "awas", Result.UNREACHABLE: "awas"}


def _page(beat: Beat, name: str) -> str:
    rows = "".join(f"<div><dt>{title}</dt><dd>{value}</dd></div>\n" for title, value in _rows(beat))
    return f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy.STYLED}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Pantauan laman {escape(name)}</title>
<link rel="stylesheet" href="{STYLE}">
</head>
<body>
<header><p>Pantauan laman {escape(name)}</p></header>
<main>
<h1>{_HEADS[beat.result]}</h1>
<p class="{_MARKS[beat.result]}"><strong>{beat.result.value.upper()}</strong> menurut pemeriksaan \
<time datetime="{dates.instant(beat.time)}">{dates.moment(beat.time)}</time></p>
<p>Laman diperiksa setiap hari. Setiap berkasnya diunduh seperti oleh pengunjung, lalu dicocokkan dengan rilis yang \
dibuat dari naskah, dan tanda tangan setiap naskah diperiksa dengan daftar pengesah. Bila waktu di atas lebih dari \
{HOURS} jam yang lalu, pantauan sudah berhenti; beri tahu pengelola laman.</p>
<dl>
{rows}</dl>
<p><a href="{DATA}">Catatan ini sebagai data</a></p>
</main>
</body>
</html>
"""


def _rows(beat: Beat):
    yield "Alamat", f'<a href="{escape(beat.url)}">{escape(beat.url)}</a>'
    if beat.live:
        yield "Rilis yang tampil", f"ke-{beat.live.number}, {dates.moment(beat.live.time)}"
        yield "Commit", f"<code>{beat.live.commit}</code>"
    if beat.result is not Result.UNREACHABLE:
        yield "Alamat yang diperiksa", str(beat.asked)
        yield "Perbedaan", str(beat.differing)


_STYLE = """
:root{color-scheme:light dark;--kertas:#fdfdfb;--tinta:#17211d;--garis:#98a8a0;--awas:#7d2408;--awas-muda:#fbeee8}
@media (prefers-color-scheme:dark){
:root{--kertas:#111614;--tinta:#e7ede9;--garis:#56665f;--awas:#ffb59a;--awas-muda:#351a11}}
*{box-sizing:border-box}
html{font:100%/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
background:var(--kertas);color:var(--tinta)}
body{margin:0;overflow-wrap:break-word}
header{padding:.9rem max(1rem,50vw - 22rem);background:var(--utama);color:#fff;border-bottom:4px solid var(--aksen);
font-weight:650}
header p{margin:0}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{margin:0 0 1rem;font:600 clamp(1.6rem,1.2rem + 2vw,2.2rem)/1.2 "Iowan Old Style","Palatino Linotype","Noto Serif",
"Source Serif 4",Charter,Cambria,"Liberation Serif",Georgia,serif;color:var(--teks-utama);text-wrap:balance}
.baik,.awas{padding:.75rem 1rem;border-left:4px solid;background:var(--muda);color:var(--teks-utama)}
.awas{background:var(--awas-muda);color:var(--awas)}
.baik strong,.awas strong{margin-right:.35rem;letter-spacing:.06em}
dl{margin:1.5rem 0;border-top:1px solid var(--garis)}
dl div{display:grid;grid-template-columns:minmax(9rem,1fr) 2fr;gap:.1rem 1rem;padding:.55rem 0;
border-bottom:1px solid var(--garis)}
@media (max-width:30rem){dl div{grid-template-columns:1fr}}
dt{font-weight:650}
dd{margin:0;min-width:0}
code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em;
overflow-wrap:anywhere}
a{color:var(--teks-utama);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--teks-utama);outline-offset:2px}
"""
