"""`maklumat watch URL`: is what visitors get the release that was made here?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from .. import beating, clock, heartbeat, lookout, manifest, watching
from ..heartbeat import Beat, Result
from ..manifest import Stamp
from ..reports.excerpt import visible
from ..visiting import VisitError, Visitor
from ..watching import Report
from . import workspace
from .arguments import Parser, filled, one_of

__all__ = ["parser", "run"]

MOST = 50  # differences shown to people; data have them all
WHOLE = "seluruh laman"
DESCRIPTION = """Mengunjungi laman yang terbit dan mencocokkan setiap berkasnya dengan rilis
yang disegel di sini, setiap naskah yang ditandatangani dengan daftar pengesah,
dan memastikan bahwa yang ditahan tidak tampil.

Untuk dijalankan setiap hari sesudah situs di sini diperbarui (`git pull`,
`maklumat build`, `maklumat seal`), misalnya dengan baris crontab ini:

  17 0 * * * cd /srv/naskah && maklumat watch https://ppid.contoh.go.id/ --quiet"""


def parser() -> Parser:
    parser = Parser("watch", DESCRIPTION,
                    ("maklumat watch https://ppid.contoh.go.id/",
                     "maklumat watch https://ppid.contoh.go.id/ --quiet --heartbeat /srv/maklumat/pantauan",
                     "maklumat watch https://ppid.contoh.go.id/ --site /tmp/situs --format json"),
                    "laman berbeda dari rilis, atau rilisnya sudah ketinggalan")
    parser.add_argument("url", metavar="ALAMAT", help="alamat laman yang terbit, misalnya https://ppid.contoh.go.id/")
    parser.add_argument("--site", type=filled, metavar="SITUS",
                        help="folder situs yang sudah disegel (bawaan: site_dir di mkdocs.yml, lazimnya site)")
    parser.add_argument("--heartbeat", type=filled, metavar="FOLDER",
                        help="menulis halaman dan data tentang pantauan terakhir ke folder ini")
    parser.add_argument("--quiet", action="store_true",
                        help="tidak menampilkan apa pun bila semuanya baik; untuk cron, yang mengirim setiap tulisan"
                             " sebagai surel")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    now, settings = clock.now(), workspace.project()
    site = workspace.site(settings, arguments.site)
    folder = Path(arguments.heartbeat).resolve() if arguments.heartbeat else None
    if folder:
        beating.prepare(folder)

    def beat(what: Beat) -> None:
        if folder:
            beating.write(folder, heartbeat.files(what, settings.site_name, settings.stationery.colours))

    with Visitor(arguments.url) as visitor:
        try:
            report = lookout.watch(settings, visitor, site, now)
        except VisitError:
            beat(Beat(now, visitor.url, Result.UNREACHABLE))
            raise
    if arguments.format == "json":
        sys.stdout.write(json.dumps(_data(report), ensure_ascii=False, indent=2) + "\n")
    elif report.differences or not arguments.quiet:
        sys.stdout.writelines(f"{line}\n" for line in _lines(report))
    sys.stdout.flush()  # what was found is told even where the heartbeat cannot be written
    result = Result.DIFFERENT if report.differences else Result.SAME
    beat(Beat(now, report.url, result, report.live, report.asked, len(report.differences)))
    return 1 if report.differences else 0


def _data(report: Report) -> dict:
    """The contract: `ok`, `differences`, `live` and `expected` as in rilis.json, `live` null where there is none;
    `republish`: publishing again is what this day calls for."""
    def stamp(of: Stamp | None) -> dict | None:
        return json.loads(manifest.stamp(of)) if of else None

    return {"ok": not report.differences, "republish": report.is_due, "url": report.url, "asked": report.asked,
            "differences": [{"path": each.path, "what": each.what} for each in report.differences],
            "live": stamp(report.live), "expected": stamp(report.expected)}


def _lines(report: Report) -> Iterator[str]:
    release, count = watching.named(report.expected), len(report.differences)
    if not count:
        yield f"{report.url} sama dengan {release}; {report.asked} alamat diperiksa"
        return
    yield f"{report.url} berbeda dari {release} pada {count} hal:"
    for each in report.differences[:MOST]:
        yield f"  {visible(each.path) or WHOLE}: {visible(each.what)}"
    if count > MOST:
        yield f"  … dan {count - MOST} lagi; semuanya dengan `--format json`"
    if report.is_due:
        yield "tanggal hari ini mengubah isi laman; terbitkan lagi, lalu pantau sekali lagi"
