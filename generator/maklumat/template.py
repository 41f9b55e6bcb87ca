"""The template of a new document: what `maklumat new` writes, what the site's link opens at the git host, and what its
page offers to copy are this one text, filled with more or fewer answers.

Answers stand in the front matter alone; the body says what the law makes true of every office, so that it needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from . import document_text
from .markup import words
from .model import Kind, Outline

__all__ = ["TITLES", "Answers", "data", "newest", "proposed", "texts"]

TITLES = {Kind.MAKLUMAT: "Maklumat Pelayanan Informasi Publik", Kind.SOP: "Pelayanan Permohonan Informasi Publik"}

PROMISES = """\
Dengan ini kami, pimpinan dan seluruh pelaksana pelayanan pada instansi tersebut di atas, menyatakan:

1. berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan;
2. memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus;
3. bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang kami berikan tidak sesuai dengan \
standar.

## Dasar hukum

1. Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik.
2. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.
3. Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 15 Tahun 2014 tentang Pedoman Standar \
Pelayanan.
4. Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik.

## Sistem, mekanisme, dan prosedur

Permohonan informasi diajukan secara tertulis atau tidak tertulis. Setiap permohonan dicatat, dan pemohon menerima \
tanda bukti penerimaan. Prosedurnya mengikuti SOP yang disebut dalam maklumat ini.

## Jangka waktu

Permohonan dijawab paling lambat 10 hari kerja sejak diterima, dan dapat diperpanjang paling lambat 7 hari kerja \
dengan alasan tertulis.

## Biaya

Biaya dan cara pembayarannya, bila ada, diberitahukan secara tertulis bersama jawaban atas permohonan.

## Jaminan pelayanan

Kami menjamin pelayanan sesuai dengan standar pelayanan. Pemohon yang tidak puas berhak mengajukan keberatan kepada \
Atasan PPID, lalu menyelesaikan sengketa melalui Komisi Informasi.

## Evaluasi kinerja pelaksana

Kinerja pelaksana dievaluasi secara berkala dan berkelanjutan.
"""

# how long a step takes is the office's own to say, so that stays empty
PROCEDURE: dict[str, object] = {
    "dasar_hukum": (
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 15 Tahun 2014 tentang Pedoman "
        "Standar Pelayanan",
        "Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik",
    ),
    "kualifikasi_pelaksana": ("Memiliki pengetahuan mengenai informasi publik",),
    "keterkaitan": ("Pengelolaan PPID",),
    "peralatan_perlengkapan": ("Komputer", "Alat tulis kantor"),
    "peringatan": ("Bila prosedur ini terlewati, maka pemohon tidak terlayani dengan baik.",),
    "pencatatan_pendataan": ("Register permohonan",),
    "pelaksana": {"petugas": "Petugas PPID", "pejabat": "PPID"},
    "langkah": (
        {"id": "terima", "oleh": "petugas", "jenis": "mulai", "kegiatan": "Menerima permohonan",
         "kelengkapan": "Permohonan", "waktu": "", "output": "Tanda bukti penerimaan", "ket": "", "lanjut": "periksa"},
        {"id": "periksa", "oleh": "pejabat", "jenis": "keputusan", "kegiatan": "Memeriksa kelengkapan permohonan",
         "kelengkapan": "Permohonan", "waktu": "", "output": "Hasil pemeriksaan", "ket": "", "ya": "jawab",
         "tidak": "terima"},
        {"id": "jawab", "oleh": "petugas", "jenis": "selesai", "kegiatan": "Menyampaikan jawaban kepada pemohon",
         "kelengkapan": "Hasil pemeriksaan", "waktu": "", "output": "Jawaban tertulis", "ket": ""},
    ),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What an office says of a new document; "" where it has not said. `role`, `name`, `nip`: the approver's. `number`:
    an SOP's own, or that of the SOP that a maklumat is issued under. `day`: of writing and taking effect, ISO."""

    kind: Kind
    id: str = ""
    title: str = ""
    number: str = ""
    government: str = ""
    office: str = ""
    unit: str = ""
    role: str = ""
    name: str = ""
    nip: str = ""
    day: str = ""


def data(answers: Answers) -> bytes:
    """The file of the document."""
    head: dict[str, object] = {
        "jenis": answers.kind.value, "id": answers.id, "judul": answers.title, "nomor_sop": answers.number,
        "instansi": {"pemerintah": answers.government, "perangkat_daerah": answers.office, "unit_kerja": answers.unit},
        "revisi": "1", "status": "berlaku", "tanggal_pembuatan": answers.day, "tanggal_revisi": "",
        "tanggal_efektif": answers.day, "tanggal_pengesahan": "",
        "disahkan_oleh": {"jabatan": answers.role, "nama": answers.name, "nip": answers.nip},
        "cara": "sshsig", "lampiran": (), "catatan_revisi": "",
    }
    if answers.kind is Kind.SOP:
        return document_text.text(head | PROCEDURE).encode()
    return (document_text.text(head) + PROMISES).encode()


def texts() -> Iterator[str]:
    """What anybody may read in the templates: finding it is no leak of a draft that was begun with one."""
    for kind in Kind:
        yield from data(Answers(kind)).decode().splitlines()


def proposed(kind: Kind, documents: Iterable[Outline], unit: str = "") -> Answers:
    """What the documents that are there tell of the next one: agency and approver of the newest of its kind, or of any
    kind; for a maklumat the number of its SOP. `unit`: the folder of the unit, whose own documents come first."""
    documents = [each for each in documents if not (each.status and each.status.text == "dicabut")]
    near = [each for each in documents if unit and unit in each.path.split("/")] or documents
    models = newest(each for each in near if each.kind is kind) or newest(near)
    if not models:
        return Answers(kind)
    model = models[0]
    agency, official = model.agency, model.approver
    sops = newest(each for each in documents if each.kind is Kind.SOP and each.number)
    own = [sop for sop in sops if words(sop.agency.office) == words(agency.office)] or sops
    return Answers(
        kind, number=words(own[0].number) if own and kind is Kind.MAKLUMAT else "",
        government=words(agency.government), office=words(agency.office), unit=words(agency.unit),
        role=words(official.title), name=words(official.name), nip=words(official.nip))


def newest(documents: Iterable[Outline]) -> list[Outline]:
    """The documents in order of the day on which they take effect, the newest first; of one day by path."""
    return sorted(sorted(documents, key=lambda each: each.path), key=_day, reverse=True)


def _day(document: Outline) -> date:
    written = document.dates.get("tanggal_efektif")
    return (written.reading.value if written else None) or date.min
