"""MK01–MK10: the three clauses of a maklumat, whole and promised by the agency itself (answers of clauses.find)."""

from __future__ import annotations

from collections.abc import Iterator

from ..clauses import KEYS, Clause, Decision
from ..findings import Place, Problem
from ..model import Document
from .common import SAMPLES, has_text, start
from .context import Context

__all__ = [
    "complete_improvement",
    "complete_promise",
    "conditional_sanction",
    "denied",
    "for_ourselves",
    "improvement",
    "promise",
    "quoted",
    "sanction",
]

_QUOTED, _DENIED = ("kutipan",), ("ingkar",)
_OTHERS = ("pengguna", "pihak lain", "petugas", "memberi")  # of a sanction: somebody else bears it


def promise(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul janji ada: janji dan kesanggupan melayani sesuai dengan standar pelayanan.

    Mengapa: maklumat adalah janji tertulis; tanpa klausul ini masyarakat tidak tahu ukuran pelayanan yang dijanjikan.
    Dasar: PermenPANRB 15/2014, huruf a; UU 25/2009 Pasal 22.

    Salah:
        Kami siap memberikan pelayanan terbaik.

    Benar:
        Kami berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan.
    """
    yield from _missing(document, context, "janji")


def improvement(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul perbaikan ada: pelayanan sesuai dengan kewajiban dan perbaikan secara terus-menerus.

    Mengapa: klausul ini paling sering terlupa, padahal wajib seperti dua klausul lainnya.
    Dasar: PermenPANRB 15/2014, huruf b.

    Salah:
        Kami sanggup melayani sesuai dengan standar pelayanan dan siap menerima sanksi apabila tidak menepati janji.

    Benar:
        Kami memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus.
    """
    yield from _missing(document, context, "perbaikan")


def sanction(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul sanksi ada: kesediaan menerima sanksi dan/atau memberikan kompensasi.

    Mengapa: janji tanpa akibat tidak dapat ditagih.
    Dasar: PermenPANRB 15/2014, huruf c.

    Salah:
        Apabila pelayanan kami tidak sesuai standar, silakan menyampaikan pengaduan.

    Benar:
        Kami bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan kami tidak sesuai standar.
    """
    yield from _missing(document, context, "sanksi")


def complete_promise(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul janji merujuk standar pelayanan dan memakai kata janji atau sanggup.

    Mengapa: undang-undang atau SOP berlaku dengan sendirinya; yang dijanjikan kepada masyarakat adalah
    standar pelayanan.
    Dasar: PermenPANRB 15/2014, huruf a.

    Salah:
        Kami sanggup memberikan pelayanan sesuai dengan Undang-Undang Nomor 14 Tahun 2008.

    Benar:
        Kami sanggup memberikan pelayanan sesuai dengan standar pelayanan.
    """
    yield from _weak(
        document,
        "janji",
        {
            "standar pelayanan": (
                "klausul janji tidak merujuk standar pelayanan",
                "Tulis `sesuai dengan standar pelayanan`.",
            ),
            "janji": (
                "klausul janji tidak memakai kata janji atau sanggup",
                "Tulis `berjanji dan sanggup` sebelum kata kerjanya.",
            ),
        },
    )


def complete_improvement(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul perbaikan menyebut kewajiban dan perbaikan yang terus-menerus.

    Mengapa: peraturan meminta keduanya, pelayanan sesuai dengan kewajiban dan perbaikan tanpa henti.
    Dasar: PermenPANRB 15/2014, huruf b.

    Salah:
        Kami melakukan perbaikan secara terus-menerus.

    Benar:
        Kami memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus.
    """
    yield from _weak(
        document,
        "perbaikan",
        {
            "kewajiban": (
                "klausul perbaikan belum menyebut pelayanan sesuai dengan kewajiban",
                "Awali dengan `memberikan pelayanan sesuai dengan kewajiban dan`.",
            ),
            "terus-menerus": (
                "klausul perbaikan belum menyebut bahwa perbaikan terus-menerus",
                "Tambahkan `secara terus-menerus`.",
            ),
        },
    )


def conditional_sanction(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul sanksi menyebut kapan sanksi diterima.

    Mengapa: tanpa syarat, masyarakat tidak tahu pelanggaran apa yang berakibat sanksi.
    Dasar: PermenPANRB 15/2014, huruf c.

    Salah:
        Kami siap menerima sanksi.

    Benar:
        Kami siap menerima sanksi apabila pelayanan kami tidak sesuai standar.
    """
    yield from _weak(
        document,
        "sanksi",
        {
            "syarat": (
                "klausul sanksi belum menyebut kapan sanksi diterima",
                "Tambahkan `apabila pelayanan yang kami berikan tidak sesuai standar`.",
            ),
        },
    )


def quoted(document: Document, context: Context) -> Iterator[Problem]:
    """Naskah menyatakan janji sendiri, tidak hanya menyalin bunyi peraturan.

    Mengapa: daftar isi wajib maklumat memberi tahu apa yang harus dijanjikan, tetapi belum menjanjikannya.
    Dasar: PermenPANRB 15/2014.

    Salah:
        Maklumat pelayanan memuat pernyataan janji dan kesanggupan melaksanakan pelayanan sesuai standar pelayanan.

    Benar:
        Kami berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan.
    """
    yield from _refused(document, _QUOTED, KEYS, "hanya dikutip dari ketentuan, belum dinyatakan")


def denied(document: Document, context: Context) -> Iterator[Problem]:
    """Klausul tidak dinyatakan sebaliknya dengan kata tidak, belum, tanpa, atau menolak.

    Mengapa: “tidak bersedia menerima sanksi” adalah kebalikan dari yang diwajibkan.
    Dasar: PermenPANRB 15/2014.

    Salah:
        Kami tidak bersedia menerima sanksi.

    Benar:
        Kami bersedia menerima sanksi apabila pelayanan kami tidak sesuai standar.
    """
    yield from _refused(document, _DENIED, KEYS, "justru dinyatakan sebaliknya")


def for_ourselves(document: Document, context: Context) -> Iterator[Problem]:
    """Sanksi ditanggung penyelenggara, bukan hanya pengguna atau pihak lain.

    Mengapa: maklumat mengikat penyelenggara; sanksi bagi pelanggan atau petugas bukan kesediaan instansi.
    Dasar: PermenPANRB 15/2014, huruf c.

    Salah:
        Pelanggan yang membatalkan pendaftaran akan menerima sanksi.

    Benar:
        Kami bersedia menerima sanksi apabila pelayanan kami tidak sesuai standar.
    """
    yield from _refused(document, _OTHERS, ("sanksi",), "tidak ditujukan kepada penyelenggara sendiri")


def _missing(document: Document, context: Context, key: str) -> Iterator[Problem]:
    """The clause is not there at all. What only looks like it is the subject of MK08, MK09 and MK10."""
    law = next((need.law for need in context.profile.clauses if need.key == key), None)
    if document.clauses is None or law is None or not has_text(document):
        return
    clause = getattr(document.clauses, key)
    if clause.found or _cause(clause):
        return
    place, where = _belongs(document, key)
    not_counted = "".join(f" Baris {d.place.line} tidak dihitung: {d.reason}." for d in clause.decisions[:1])
    yield Problem(place, f"klausul {key} belum ada ({law})", f"Tambahkan{where}: “{SAMPLES[key]}”{not_counted}")


def _weak(document: Document, key: str, parts: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    clause = getattr(document.clauses, key, None)
    for part in clause.missing_parts if clause else ():
        yield Problem(clause.place, *parts[part])


def _refused(document: Document, guards: tuple[str, ...], keys: tuple[str, ...], what: str) -> Iterator[Problem]:
    """One finding for all clauses that the same kind of guard refused."""
    causes = {
        clause.key: _cause(clause) for clause in document.clauses or () if clause.key in keys and not clause.found
    }
    refused = {key: cause for key, cause in causes.items() if cause is not None and cause.guard in guards}
    if refused:
        place = min(cause.place for cause in refused.values())
        yield Problem(
            place, f"klausul {', '.join(refused)} {what}", f"Tulis misalnya: “{SAMPLES[next(iter(refused))]}”"
        )


def _cause(clause: Clause) -> Decision | None:
    """Why a clause that is not there has a finding of its own (MK08, MK09, MK10) instead of "belum ada"."""
    known = (*_QUOTED, *_DENIED, *(_OTHERS if clause.key == "sanksi" else ()))
    return next((decision for decision in clause.decisions if decision.guard in known), None)


def _belongs(document: Document, key: str) -> tuple[Place, str]:
    """Where the clause belongs: after the one before it in the law, before the one after it, or at the start."""
    at = KEYS.index(key)
    before = [getattr(document.clauses, other) for other in reversed(KEYS[:at])]
    after = [getattr(document.clauses, other) for other in KEYS[at + 1 :]]
    for clauses, word in ((before, "setelah"), (after, "sebelum")):
        neighbour = next((clause for clause in clauses if clause.found), None)
        if neighbour is not None and neighbour.place is not None:
            return neighbour.place, f" {word} klausul {neighbour.key}"
    return start(document), ""
