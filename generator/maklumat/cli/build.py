"""`maklumat build`: check, build, audit; the finished site takes its place only when all three went well."""

from __future__ import annotations

import argparse
import functools
import sys
from pathlib import Path

from .. import audit, builder, clock, disk, manifest, release, sealing, shares
from .. import project as core
from ..progress import step
from ..project import Project
from ..release import Release
from ..reports import Report, text
from ..shares import Share
from ..workshop import Remembering
from . import part, workspace
from .arguments import Parser, add_ledger, filled
from .audit import leaks_text
from .check import denied, refused, unprinted, write
from .replacing import beside, put_in_place, refuse_foreign

REFUSED = "situs yang baru dibuat memuat isi yang tidak boleh terbit; situs lama dipertahankan\n"
OTHER_SITE = "catatan: angka aksesibilitas tidak dimuat, karena diukur pada situs yang lain; jalankan lagi " \
    "`python3 run.py test --site`\n"
MISSING = "catatan: bagian {} tidak diberikan dengan --merge, jadi dikerjakan di sini\n"
NO_PRINTS = "cetakan: tidak ada"


def parser() -> Parser:
    parser = Parser("build", "Memeriksa dokumen, membangun situs, lalu mengaudit hasilnya."
                    " Bila ada galat, penolakan, atau kebocoran, situs yang lama tetap utuh.",
                    ("maklumat build", "maklumat build --out /tmp/situs", "maklumat build --part 1/4 --out bagian-1",
                     "maklumat build --merge bagian-1 bagian-2 bagian-3 bagian-4"),
                    "situs tidak dibangun; yang lama tetap utuh")
    parser.add_argument("--out", type=filled, metavar="FOLDER",
                        help="folder situs (bawaan: site_dir di mkdocs.yml, lazimnya site)")
    add_ledger(parser)
    parser.add_argument("--gates", type=filled, metavar="BERKAS",
                        help="aksesibilitas.json dari `python3 run.py test --site`; angkanya dimuat bila situsnya sama")
    parser.add_argument("--part", type=_share, metavar="K/N",
                        help="hanya bagian ke-K dari N: memeriksa dokumennya dan menyusun halamannya ke folder --out,"
                             " supaya beberapa komputer dapat berbagi pekerjaan")
    parser.add_argument("--merge", type=filled, nargs="+", metavar="FOLDER", default=[],
                        help="hasil `--part` yang dipakai; yang tidak ada dikerjakan di sini")
    return parser


def _share(text: str) -> Share:
    if share := shares.read(text):
        return share
    raise argparse.ArgumentTypeError(f"{text!r} bukan bagian; tulis seperti 2/4, paling banyak {shares.MOST} bagian")


def run(arguments: argparse.Namespace) -> int:
    if arguments.part:
        return part.run(arguments)
    settings = workspace.project()
    out = workspace.site(settings, arguments.out)
    seen: dict[str, int] = {}
    refuse_foreign(settings, out, manifest.SUMS, seen)
    figures = disk.measured(Path(arguments.gates)) if arguments.gates else None
    memory = Remembering(settings.root)
    missing = shares.take([*map(Path, arguments.merge)], memory)
    load = functools.partial(core.load, settings, clock.now(), published=workspace.addresses(arguments.ledger),
                             work=memory)
    commit = sealing.commit(settings, out)
    project = load(figures=figures)
    report = Report(len(project.texts), project.findings)
    if report.has_errors:
        write(report)
        sys.stdout.write("situs tidak dibangun: perbaiki dulu semua galat\n")
        return 1
    if refused(project.plan.refused):
        return 1
    if denied(project.refusals):
        sys.stdout.write(f"situs tidak dibangun: {len(project.refusals)} penolakan; situs lama dipertahankan\n")
        return 1
    made = release.make(project.plan, settings)
    if unprinted(made, report.documents):
        sys.stdout.write("situs tidak dibangun: cetakan tidak dapat dibuat\n")
        return 1
    with beside(out) as fresh:
        with step("Membangun situs"):
            builder.build(project, fresh, made, out)
            is_other = figures is not None and figures.site != disk.site_digest(fresh)
            if is_other:
                project = load()
                builder.build(project, fresh, made, out)
        with step("Mengaudit situs"):
            leaks, digests = audit.examined(fresh, project.plan, made.digests, settings.root)
        if not leaks:
            is_committed = commit and commit == sealing.commit(settings, out)
            note = manifest.noted(commit) if is_committed else b""
            put_in_place(settings, fresh, out, manifest.SUMS, note, digests, seen)
    if leaks:
        sys.stdout.write(leaks_text(leaks) + REFUSED)
        return 1
    sys.stdout.write(text.short(report) + report.summary() + "\n")
    sys.stdout.write(_outcome(project, made, arguments.out or out.name))
    if is_other:
        sys.stdout.write(OTHER_SITE)
    if missing:
        sys.stdout.write(MISSING.format(", ".join(map(str, missing))))
    return 0


def _outcome(project: Project, made: Release, out: str) -> str:
    """What was built, what was withheld for which reason, and what that is worth."""
    plan, prints = project.plan, made.prints
    notes = [project.standing.remark] if project.standing.remark else []
    documents = plan.documents
    lines = [f"dibangun di {out} ({plan.mode.value}):", *(f"  {address}" for address in documents),
             f"  dan {len(plan.pages) - len(documents)} halaman lain: daftar, riwayat, dan seterusnya"]
    lines.append(f"cetakan: {len(prints.files)} berkas, {prints.made} di antaranya baru" if prints.files else NO_PRINTS)
    for reason in dict.fromkeys(held.reason for held in plan.withheld):
        lines += [f"ditahan, {reason}:", *(f"  {held.path}" for held in plan.withheld if held.reason == reason)]
    return "\n".join((*lines, *(f"catatan: {note}" for note in notes))) + "\n"
