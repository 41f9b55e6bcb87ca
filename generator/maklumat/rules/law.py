"""DH: the legal basis (`dasar_hukum`). What laws.yml has not seen in a public source never makes an error here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..citations import ABBREVIATION, FORM, LETTERS, Citation
from ..findings import Problem, joined
from ..laws import Law, registry, words_key
from ..model import CitationField, Document, Kind
from .context import Context

__all__ = ["abbreviated", "complete", "digits", "doubtful_title", "hierarchy", "in_force", "not_repeated",
           "not_younger", "own_title", "principal_laws"]


def complete(document: Document, context: Context) -> Iterator[Problem]:
    """Rujukan peraturan ditulis lengkap.

    Mengapa: rujukan yang lengkap menyebut jenis, nomor, tahun, dan judul, sehingga dapat ditemukan dan diperiksa.
    Dasar: UU 12/2011, lampiran tentang pengacuan peraturan (belum dicocokkan dengan naskah resminya).

    Salah:
        dasar_hukum:
          - Undang-Undang 14 Tahun 2008 tentang Keterbukaan Informasi Publik

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    for field in document.citations:
        if not _meant(field.citation):
            yield from _flaws(field, FORM)


def own_title(document: Document, context: Context) -> Iterator[Problem]:
    """Nomor, tahun, dan judul peraturan cocok.

    Mengapa: nomor atau tahun yang salah menunjuk peraturan lain. Yang diperiksa hanya peraturan dalam daftar
    generator yang sudah dicocokkan dengan sumber publik.
    Dasar: naskah peraturan itu sendiri.

    Salah:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2018 tentang Keterbukaan Informasi Publik

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    for field in document.citations:
        if _is_certain(field.citation):
            yield _mismatch(field)


def doubtful_title(document: Document, context: Context) -> Iterator[Problem]:
    """Judul peraturan sama dengan judul resminya.

    Mengapa: judul yang hanya sedikit berbeda biasanya salah ketik; peraturan yang datanya belum dicocokkan dengan
    sumber publik hanya diingatkan.
    Dasar: naskah peraturan itu sendiri; periksa di JDIH.

    Salah:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    for field in document.citations:
        if _meant(field.citation) and not _is_certain(field.citation):
            yield _mismatch(field)


def in_force(document: Document, context: Context) -> Iterator[Problem]:
    """Peraturan yang dirujuk masih berlaku.

    Mengapa: dasar hukum yang sudah diganti melemahkan dokumen. Temuan ini tidak pernah menjadi galat, karena
    berlakunya peraturan harus dipastikan di JDIH.
    Dasar: konsiderans PerKI 1/2021, dan daftar peraturan generator.

    Salah:
        dasar_hukum:
          - Peraturan Komisi Informasi Nomor 1 Tahun 2010 tentang Standar Layanan Informasi Publik

    Benar:
        dasar_hukum:
          - Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik
    """
    known = registry()
    for field in document.citations:
        law = known.laws.get(field.citation.id)
        if law and law.replaced_by and not _meant(field.citation):
            old, new, full = known.short(law.id), known.short(law.replaced_by), known.full(law.replaced_by)
            if law.is_certainly_replaced:
                yield _at_number(field, f"{old} sudah diganti dengan {new}", f"Tulis `{full}`.")
            else:
                yield _at_number(field, f"{old} diduga sudah diganti dengan {new}",
                                 f"Periksa di JDIH; bila benar diganti, tulis `{full}`.")


def hierarchy(document: Document, context: Context) -> Iterator[Problem]:
    """Dasar hukum urut menurut hierarki peraturan.

    Mengapa: urutan baku ialah undang-undang, peraturan pemerintah, peraturan presiden, peraturan menteri dan lembaga,
    peraturan daerah, lalu peraturan kepala daerah.
    Dasar: UU 12/2011 Pasal 7 dan Pasal 8 (belum dicocokkan dengan naskah resminya).

    Salah:
        dasar_hukum:
          - Peraturan Pemerintah Nomor 61 Tahun 2010 tentang …
          - Undang-Undang Nomor 14 Tahun 2008 tentang …

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang …
          - Peraturan Pemerintah Nomor 61 Tahun 2010 tentang …
    """
    ranked = [field for field in document.citations if field.citation.kind and field.citation.kind.rank is not None]
    for before, after in pairwise(ranked):
        if after.citation.kind.rank < before.citation.kind.rank:
            yield Problem(after.written.inside(0, sum(after.citation.number_span)),
                          f"tidak urut: {after.citation.kind.name} ditulis sesudah {before.citation.kind.name}",
                          "Pindahkan butir ini ke atas butir itu; urutan mulai dari peraturan yang paling tinggi.")
            return


def not_repeated(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada peraturan yang dirujuk dua kali.

    Mengapa: rujukan kembar biasanya sisa penyuntingan.
    Dasar: kerapian naskah dinas.

    Salah:
        dasar_hukum:
          - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik
          - UU 25/2009 tentang Pelayanan Publik

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik
    """
    first: dict[str, int] = {}
    for item, field in enumerate(document.citations, 1):
        key = field.citation.id or words_key(field.citation.text)
        if first.setdefault(key, item) != item:
            yield Problem(field.written.place, f"peraturan ini sudah dirujuk pada butir {first[key]}",
                          "Hapus salah satunya.")


def principal_laws(document: Document, context: Context) -> Iterator[Problem]:
    """SOP pelayanan informasi merujuk peraturan pokoknya.

    Mengapa: keempat peraturan ini mengatur keterbukaan informasi, pelayanan publik, dan isi maklumat pelayanan.
    Dasar: UU 14/2008, UU 25/2009, PermenPANRB 15/2014, PerKI 1/2021.

    Salah:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
          - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik
          - Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 15 Tahun 2014 tentang …
          - Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik
    """
    if document.kind is not Kind.SOP or not document.citations:
        return
    known = registry()
    missing = [id for id in known.core
               if not any(_covers(field.citation, known.laws[id]) for field in document.citations)]
    if missing:
        yield Problem(document.entry("dasar_hukum").key.place,
                      f"dasar hukum belum merujuk {joined([known.short(id) for id in missing])}",
                      f"Tambahkan {joined([f'`{known.full(id)}`' for id in missing])}.")


def abbreviated(document: Document, context: Context) -> Iterator[Problem]:
    """Rujukan peraturan ditulis tanpa singkatan.

    Mengapa: SOP dibaca juga oleh masyarakat, yang tidak semuanya mengenal singkatan.
    Dasar: kelaziman naskah dinas.

    Salah:
        dasar_hukum:
          - UU No. 14 Tahun 2008 tentang Keterbukaan Informasi Publik

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    for field in document.citations:
        # The help of a graver finding already gives the citation in full.
        if not _meant(field.citation) and not field.citation.of(FORM) and not field.citation.of(LETTERS):
            yield from _flaws(field, ABBREVIATION)


def not_younger(document: Document, context: Context) -> Iterator[Problem]:
    """Peraturan yang dirujuk tidak lebih muda daripada dokumen.

    Mengapa: dokumen tidak dapat berdasar pada peraturan yang belum ada.
    Dasar: urutan waktu.

    Salah:
        tanggal_efektif: 2020-01-20
        dasar_hukum:
          - Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik

    Benar:
        tanggal_efektif: 2022-01-20
        dasar_hukum:
          - Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik
    """
    dates = [field.reading.value for field in document.dates.values()]
    if "tanggal_efektif" not in document.dates or None in dates:
        return
    latest = max(dates).year
    for field in document.citations:
        if field.citation.year and field.citation.year > latest and not _meant(field.citation):
            yield _at_number(field, f"peraturan tahun {field.citation.year} belum ada ketika dokumen ini berlaku",
                             "Periksa tahun peraturan, atau tanggal efektif dokumen.")


def digits(document: Document, context: Context) -> Iterator[Problem]:
    """Angka dan huruf dalam rujukan tidak tertukar.

    Mengapa: hasil pindaian sering menukar angka 0 dengan huruf O, dan angka 1 dengan huruf l.
    Dasar: naskah peraturan itu sendiri.

    Salah:
        dasar_hukum:
          - Undang-Undang N0.14 Tahun 2008 tentang Keterbukaan Informasi Publik

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    for field in document.citations:
        yield from _flaws(field, LETTERS)


def _meant(citation: Citation) -> tuple[Law, ...]:
    """The laws that number and title contradict each other about; none where the registry knows nothing against it."""
    known = registry()
    if not citation.id or not citation.title or citation.year > known.until:
        return ()
    if law := known.laws.get(citation.id):
        return (law,) if citation.title_is_own and not law.is_titled(citation.title) else ()
    return known.namesakes(citation.id.split("/")[0], citation.title)


def _is_certain(citation: Citation) -> bool:
    """Only facts that were seen, and no mere slip in the title: the title is another law's, or altogether different."""
    laws = _meant(citation)
    if not laws or not all(law.seen for law in laws):
        return False
    if laws[0].id != citation.id:
        return all(law.is_sole for law in laws)
    return bool(registry().namesakes(laws[0].kind, citation.title)) or not laws[0].is_nearly_titled(citation.title)


def _mismatch(field: CitationField) -> Problem:
    known, citation, laws = registry(), field.citation, _meant(field.citation)
    if laws[0].id == citation.id:
        return Problem(field.written.inside(*citation.title_span),
                       f"judul {known.short(citation.id)} ialah “{laws[0].title}”",
                       f"Tulis `{known.full(citation.id)}`.")
    wanted = [law for law in laws if not law.replaced_by] or laws
    names = joined([known.short(law.id) for law in laws])
    return _at_number(field, f"peraturan berjudul “{laws[0].title}” ialah {names}",
                      f"Tulis `{known.full(wanted[0].id)}`.")


def _covers(citation: Citation, law: Law) -> bool:
    """Cited, cited under a wrong number, or cited in the version it replaced: the other rules speak of those."""
    old = registry().laws.get(citation.id)
    replaced = bool(old) and old.is_certainly_replaced and old.replaced_by == law.id
    return citation.id == law.id or replaced or bool(citation.title and law.is_titled(citation.title))


def _flaws(field: CitationField, kind: str) -> Iterator[Problem]:
    for flaw in field.citation.of(kind):
        yield Problem(field.written.inside(flaw.start, flaw.length), flaw.message, flaw.help)


def _at_number(field: CitationField, message: str, help: str) -> Problem:
    return Problem(field.written.inside(*field.citation.number_span), message, help)
