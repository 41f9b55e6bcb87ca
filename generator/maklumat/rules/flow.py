"""LK: the procedure of an SOP as a graph: where it begins and ends, and where each step leads. Linear in the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import shape
from ..findings import Problem, joined
from ..frontmatter import Scalar
from ..model import MOST_ACTORS, MOST_STEPS, Document, Step
from ..nearest import nearest
from .common import STEP_KEYS, listed, rows
from .context import Context

__all__ = ["actors_once", "directions", "drawable", "elsewhere", "ends", "known_targets", "reachable"]

START, END, DECISION = "mulai", "selesai", "keputusan"
KINDS = (START, "proses", DECISION, END)
EXITS = ("lanjut", "ya", "tidak")


def ends(document: Document, context: Context) -> Iterator[Problem]:
    """Prosedur punya satu awal, yaitu langkah pertama, dan sedikitnya satu akhir.

    Mengapa: pembaca bagan alir mulai dari satu kapsul dan harus sampai pada kapsul akhir.
    Dasar: PermenPANRB 35/2012, simbol bagan alir.

    Salah:
        langkah:
          - id: susun
            jenis: proses

    Benar:
        langkah:
          - id: susun
            jenis: mulai
    """
    yield from _wrong_ends(document)


def directions(document: Document, context: Context) -> Iterator[Problem]:
    """Arah tiap langkah sesuai dengan jenisnya.

    Mengapa: `mulai` dan `proses` menuju satu langkah lewat `lanjut`, `keputusan` bercabang lewat `ya` dan `tidak`,
    dan `selesai` tidak menuju ke mana pun.
    Dasar: PermenPANRB 35/2012, simbol bagan alir: belah ketupat bercabang dua.

    Salah:
        jenis: keputusan
        lanjut: tetapkan

    Benar:
        jenis: keputusan
        ya: tetapkan
        tidak: susun
    """
    for row, step in zip(rows(document), _directed(document), strict=False):
        if step.kind and step.kind.text in KINDS and not any(shape.misspelt(row, STEP_KEYS, key) for key in EXITS):
            yield from _wrong_directions(step)


def known_targets(document: Document, context: Context) -> Iterator[Problem]:
    """Langkah yang dituju memang ada.

    Mengapa: arah yang menunjuk `id` yang tidak ada memutus bagan alir.
    Dasar: PermenPANRB 35/2012, bagian bagan alir.

    Salah:
        lanjut: tetapakan

    Benar:
        lanjut: tetapkan
    """
    known = {step.id.text: None for step in document.steps if step.id}
    for step in document.steps if len(known) == len(document.steps) else ():  # a step without id may be the target
        for target in (step.next, step.yes, step.no):
            if target and target.text not in known:
                meant = nearest(target.text, known)
                yield Problem(target.place, f"langkah `{target.text}` tidak ada",
                              f"Mungkin maksud Anda `{meant}`." if meant else f"Pilih salah satu: {listed(known)}.",
                              meant)


def reachable(document: Document, context: Context) -> Iterator[Problem]:
    """Tiap langkah tercapai dari awal dan dapat sampai ke akhir.

    Mengapa: langkah yang tidak pernah dituju tidak akan dikerjakan, dan putaran tanpa jalan
    keluar tidak pernah selesai.
    Dasar: PermenPANRB 35/2012, bagian bagan alir.

    Salah:
        - id: umumkan    # tidak ada langkah yang menuju `umumkan`

    Benar:
        - id: tetapkan
          lanjut: umumkan
    """
    graph = _graph(document)
    if graph is None:
        return
    backwards: dict[str, list[str]] = {name: [] for name in graph}
    for name, targets in graph.items():
        for target in targets:
            backwards[target].append(name)
    reached = _walk(graph, [step.id.text for step in document.steps if step.kind.text == START])
    finishing = _walk(backwards, [step.id.text for step in document.steps if step.kind.text == END])
    endless = [step.id for step in document.steps if step.id.text in reached - finishing]
    unreached = [step.id for step in document.steps if step.id.text not in reached]
    if endless:  # what a loop cuts off is never reached either
        names = joined([f"`{name.text}`" for name in endless])
        yield Problem(endless[0].place, f"dari langkah {names} prosedur tidak pernah selesai",
                      "Arahkan salah satu langkah itu ke langkah lain yang sampai ke `selesai`.")
    elif unreached:
        names = joined([f"`{name.text}`" for name in unreached])
        yield Problem(unreached[0].place, f"langkah {names} tidak tercapai dari langkah pertama",
                      f"Arahkan langkah sebelumnya ke sini dengan `lanjut: {unreached[0].text}`.")


def elsewhere(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada langkah yang menuju dirinya sendiri.

    Mengapa: panah yang kembali ke lambangnya sendiri tidak mengatakan apa yang dikerjakan sebelum diulang.
    Dasar: PermenPANRB 35/2012, bagian bagan alir.

    Salah:
        - id: periksa
          tidak: periksa

    Benar:
        - id: periksa
          tidak: perbaiki
    """
    for step in document.steps:
        for target in (step.next, step.yes, step.no):
            if _is_own(step, target):
                yield Problem(target.place, f"langkah `{target.text}` menuju dirinya sendiri",
                              "Tulis `id` langkah lain; pekerjaan yang diulang dimulai dari langkah sebelumnya.")


def actors_once(document: Document, context: Context) -> Iterator[Problem]:
    """Pelaksana disebut sekali saja dalam satu langkah.

    Mengapa: satu pelaksana hanya punya satu lambang dalam satu langkah; mungkin yang kedua adalah pelaksana lain.
    Dasar: PermenPANRB 35/2012, bagian bagan alir: satu kolom untuk tiap pelaksana.

    Salah:
        oleh: [petugas, petugas]

    Benar:
        oleh: [petugas, atasan]
    """
    for number, step in enumerate(document.steps, 1):
        for at, actor in enumerate(step.actors):
            if actor.text in (other.text for other in step.actors[:at]):
                yield Problem(actor.place, f"pelaksana `{actor.text}` disebut dua kali pada langkah {number}",
                              "Hapus salah satunya, atau tulis pelaksana yang lain.")


def drawable(document: Document, context: Context) -> Iterator[Problem]:
    """Bagan alir muat pada formulir: paling banyak 12 pelaksana dan 100 langkah.

    Mengapa: bagan yang lebih besar tidak terbaca pada kertas; alurnya tidak digambar, hanya ditulis.
    Dasar: kelaziman penulisan SOP menurut PermenPANRB 35/2012: satu SOP satu pekerjaan.

    Salah:
        pelaksana: {…}    # 13 pelaksana

    Benar:
        pelaksana: {…}    # 12 pelaksana; langkah pelaksana lain dipindahkan ke SOP tersendiri
    """
    for what, entries, most in (("pelaksana", [actor.key for actor in document.actors], MOST_ACTORS),
                                ("langkah", document.steps, MOST_STEPS)):
        if len(entries) > most:
            yield Problem(entries[most].place, f"{len(entries)} {what} tidak muat pada formulir; paling banyak {most}",
                          "Pecah prosedur ini menjadi beberapa SOP.")


def _is_own(step: Step, target: Scalar | None) -> bool:
    return bool(step.id and target and target.text == step.id.text)


def _wrong_ends(document: Document) -> Iterator[Problem]:
    if not document.steps or not _kinds_are_sure(document):
        return
    first, *others = document.steps
    if first.kind.text != START:
        yield Problem(first.kind.place, "langkah pertama bukan `mulai`", "Tulis `jenis: mulai`.")
    for step in others:
        if step.kind.text == START:
            yield Problem(step.kind.place, "`mulai` hanya untuk langkah pertama", "Tulis `jenis: proses`.")
    if _lacks_end(document):
        yield Problem(document.steps[-1].kind.place, "prosedur tidak punya langkah `selesai`",
                      "Tulis `jenis: selesai` pada langkah terakhir.")


def _lacks_end(document: Document) -> bool:
    return _kinds_are_sure(document) and not any(step.kind.text == END for step in document.steps)


def _directed(document: Document) -> tuple[Step, ...]:
    """The steps whose directions are judged: not a last step that leads nowhere, where LK06 asks for `selesai`."""
    steps = document.steps
    leads_nowhere = steps and not (steps[-1].next or steps[-1].yes or steps[-1].no)
    return steps[:-1] if leads_nowhere and _lacks_end(document) else steps


def _wrong_directions(step: Step) -> Iterator[Problem]:
    exits = {"lanjut": step.next, "ya": step.yes, "tidak": step.no}
    wanted = {END: (), DECISION: ("ya", "tidak")}.get(step.kind.text, ("lanjut",))
    missing = [key for key in wanted if exits[key] is None]
    extra = [key for key, target in exits.items() if target and key not in wanted]
    if missing:
        lines = ", ".join(f"`{key}: …`" for key in missing)
        yield Problem(step.kind.place, f"langkah `{step.kind.text}` belum mencantumkan {listed(missing)}",
                      f"Tulis {lines} dengan `id` langkah yang dituju.")
    elif extra:
        yield Problem(exits[extra[0]].place, f"langkah `{step.kind.text}` tidak memakai {listed(extra)}",
                      f"Hapus {listed(extra)}, atau ganti jenis langkahnya.")
    elif step.kind.text == DECISION and step.yes.text == step.no.text:
        yield Problem(step.no.place, f"`ya` dan `tidak` sama-sama menuju `{step.no.text}`",
                      "Arahkan `tidak` ke langkah lain, atau ganti jenis langkah menjadi `proses`.")


def _kinds_are_sure(document: Document) -> bool:
    return all(step.kind and step.kind.text in KINDS for step in document.steps)


def _graph(document: Document) -> dict[str, list[str]] | None:
    """Step id -> where it leads; None while other rules still find fault with ids, kinds, ends or directions."""
    graph = {step.id.text: [exit_.text for exit_ in (step.next, step.yes, step.no) if exit_]
             for step in document.steps if step.id}
    sound = (
        len(graph) == len(document.steps)
        and all(target in graph and target != name for name, targets in graph.items() for target in targets)
        and _kinds_are_sure(document)
        and not any(_wrong_ends(document))
        and not any(problem for step in document.steps for problem in _wrong_directions(step))
    )
    return graph if sound else None


def _walk(graph: Mapping[str, list[str]], begin: list[str]) -> set[str]:
    seen, waiting = set(begin), list(begin)
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen
