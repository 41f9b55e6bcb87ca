"""A signed document as data, beside its page: `dokumen.json`. Its keys bear the names of the document's own fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import authenticity, law_portals, legal_basis, pages, revision_pages
from .catalogue import Catalogue, Entry
from .citations import Citation
from .evidence import folder
from .markup import words
from .model import Document, Kind, State, Step
from .planned import SCHEMA
from .verdicts import Revision

__all__ = ["data"]

_LISTS = ("kualifikasi_pelaksana", "keterkaitan", "peralatan_perlengkapan", "peringatan", "pencatatan_pendataan")


def data(entry: Entry, catalogue: Catalogue) -> dict[str, object]:
    """What schemas/dokumen.schema.json describes, as JSON-able values; None for what the document does not say.
    Dates are days (ISO 8601), addresses whole where the site's is known and else from the twin itself. `entry` is
    signed."""
    document, here, revision = entry.document, entry.address, entry.revision

    def link(there: str) -> str:
        return catalogue.link(here, there)

    is_maklumat = document.kind is Kind.MAKLUMAT
    return {
        "$schema": link(SCHEMA),
        "jenis": document.kind.value,
        "id": words(document.id),
        "judul": entry.title,
        "nomor_sop": entry.number or None,
        "instansi": {
            "pemerintah": _said(document.agency.government),
            "perangkat_daerah": entry.office or None,
            "unit_kerja": entry.unit or None,
        },
        "keadaan": entry.status.key,
        "keterangan_keadaan": entry.status.word,
        "revisi": revision.number,
        "revisi_berlaku": _in_force(entry),
        "tanggal_pembuatan": _day(document, "tanggal_pembuatan"),
        "tanggal_revisi": _day(document, "tanggal_revisi"),
        "tanggal_efektif": revision.effective.isoformat() if revision.effective else None,
        "tanggal_pengesahan": revision.date.isoformat(),
        "disahkan_oleh": {
            "jabatan": _said(document.approver.title),
            "nama": _said(document.approver.name),
            "nip": _said(document.approver.nip),
        },
        "cara": _method(revision),
        "catatan_revisi": _said(document.text("catatan_revisi")),
        "klausul": _clauses(document) if is_maklumat else None,
        "prosedur": None if is_maklumat else _procedure(document),
        "sop": _sop(entry, catalogue) if is_maklumat else None,
        "dasar_hukum": [_law(law) for law in legal_basis.cited(document)],
        "alamat": {
            "halaman": link(entry.address),
            "permanen": link(entry.permalink),
            "permanen_revisi": link(f"{entry.permalink}{revision.number}/"),
        },
        "berkas": {
            **_signed_files(entry, revision, catalogue),
            "lampiran": [{"nama": name, "alamat": link(entry.address + name), "sha256": digest}
                         for name, digest in entry.enclosed],
            "cetakan": [{"nama": each.name, "jenis": each.kind, "alamat": link(entry.address + each.address)}
                        for each in entry.offer.downloads],
        },
        "riwayat": [_past(entry, each, catalogue) for each in entry.verdict.history],
    }


def _said(value: object) -> str | None:
    return words(value) or None


def _day(document: Document, name: str) -> str | None:
    """A date that stands in the document as such; nobody signed our reading of another form."""
    field = document.dates.get(name)
    return field.reading.value.isoformat() if field and field.reading.is_iso else None


def _in_force(entry: Entry) -> int | None:
    """The number of the revision that holds today."""
    if entry.verdict.state is State.APPROVED:
        return entry.revision.number
    return entry.holding.now.number if entry.holding.now else None


def _method(revision: Revision) -> str:
    return "basah" if authenticity.is_copy(revision) else "sshsig"


def _clauses(document: Document) -> dict[str, str | None]:
    """The paragraphs that say the three promises (PermenPANRB 15/2014), word for word."""
    texts = {block.token: words(block.text.text) for block, _ in document.body.walk()}
    return {clause.key: texts.get(clause.block) if clause.found else None for clause in document.clauses or ()}


def _procedure(document: Document) -> dict[str, object]:
    return {
        **{name: _texts(document.texts(name)) for name in _LISTS},
        "alur": _said(document.text("alur")),
        "pelaksana": [{"kunci": words(actor.key), "nama": words(actor.name)} for actor in document.actors],
        "langkah": [_step(step) for step in document.steps],
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "id": _said(step.id), "oleh": _texts(step.actors), "jenis": _said(step.kind), "kegiatan": _said(step.activity),
        "rincian": _texts(step.details), "kelengkapan": _said(step.inputs), "waktu": _said(step.time),
        "output": _said(step.output), "ket": _said(step.note), "lanjut": _said(step.next), "ya": _said(step.yes),
        "tidak": _said(step.no),
    }


def _texts(values: Iterable[object]) -> list[str]:
    return [words(value) for value in values]


def _sop(entry: Entry, catalogue: Catalogue) -> dict[str, str] | None:
    """The signed SOP that a maklumat is issued under."""
    sop = catalogue.sop_of(entry)
    return {
        "judul": sop.title, "keadaan": sop.status.key, "halaman": catalogue.link(entry.address, sop.address),
        "data": catalogue.link(entry.address, sop.address + pages.TWIN),
    } if sop else None


def _law(law: Citation) -> dict[str, str | None]:
    portal = law_portals.of(law)
    return {"teks": words(law.text), "id": law.id, "alamat": portal.address if portal else None}


def _signed_files(entry: Entry, revision: Revision, catalogue: Catalogue) -> Mapping[str, object]:
    at = f"{entry.address}{folder(revision.number)}naskah.txt"
    return {
        "naskah": {"alamat": catalogue.link(entry.address, at), "sha256": revision.digest},
        "tanda_tangan": {"alamat": catalogue.link(entry.address, f"{at}.sig"), "penanda_tangan": revision.signer,
                         "nama": revision.name or None, "ruang_nama": revision.namespace},
    }


def _past(entry: Entry, revision: Revision, catalogue: Catalogue) -> dict[str, object]:
    """One accepted revision."""
    return {
        "revisi": revision.number,
        "mencabut": revision.is_withdrawal,
        "tanggal_pengesahan": revision.date.isoformat(),
        "tanggal_efektif": revision.effective.isoformat() if revision.effective else None,
        "cara": _method(revision),
        "catatan_revisi": words(revision.note) or None,
        "alamat": {
            "halaman": catalogue.link(entry.address, revision_pages.address(entry, revision)),
            "permanen": catalogue.link(entry.address, f"{entry.permalink}{revision.number}/"),
        },
        **_signed_files(entry, revision, catalogue),
    }
