"""TX06-TX16: body text that another reader or builder would show differently than this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from .. import textguard
from ..commonmark import is_safe_target
from ..findings import Place, Problem
from ..model import Document
from .context import Context

__all__ = ["accidental_code", "alternative_texts", "entities", "foreign_markup", "hidden", "html", "images",
           "link_targets", "link_texts", "list_numbers", "underlined_headings"]


def html(document: Document, context: Context) -> Iterator[Problem]:
    """Naskah tidak memuat HTML.

    Mengapa: HTML dapat menyembunyikan kata. Komentar `<!-- tidak -->` tidak tampil, tetapi ikut ditandatangani.
    Dasar: ketentuan teknis aplikasi ini; yang tampil adalah yang ditandatangani.

    Salah:
        laman resmi <i>website</i> PPID

    Benar:
        laman resmi *website* PPID
    """
    for place in document.body.html:
        written = document.lines[place.line - 1][place.column - 1:]
        if not written.startswith("</"):
            what = "komentar HTML" if written.startswith("<!--") else "tanda HTML"
            yield Problem(place, f"{what} tidak dipakai dalam naskah",
                          "Hapus tanda itu; bila yang dimaksud kurung sudut, tulis `\\<`.")


_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|(?!(?:amp|lt|gt|quot);)[A-Za-z][A-Za-z0-9]{1,31});")


def entities(document: Document, context: Context) -> Iterator[Problem]:
    """Karakter ditulis langsung, tidak dengan kode.

    Mengapa: kode seperti `&#8238;` tampil sebagai karakter lain, termasuk yang tak terlihat. Hanya `&amp;`, `&lt;`,
    `&gt;`, dan `&quot;` yang boleh.
    Dasar: ketentuan teknis aplikasi ini; yang tertulis adalah yang tampil.

    Salah:
        10&nbsp;hari kerja

    Benar:
        10 hari kerja
    """
    for number, line in _body(document):
        for found in _ENTITY.finditer(line) if "&" in line else ():
            yield Problem(Place(number, found.start() + 1, len(found[0])),
                          f"kode karakter `{found[0]}` tampil sebagai karakter lain", "Ketik karakternya langsung.")
    for block, _ in document.body.walk():
        for _, offset, length, message, _ in () if textguard.is_common(block.text.text) else (
                textguard.refused(block.text.text)):
            place = block.text.place(offset, offset + length)
            source = document.lines[place.line - 1][place.column - 1:]
            if not source.startswith((block.text.text[offset], "&")):
                yield Problem(place, f"alamat ini tampil dengan {message}", "Ketik ulang alamatnya.")


def list_numbers(document: Document, context: Context) -> Iterator[Problem]:
    """Nomor daftar tampil seperti yang diketik.

    Mengapa: daftar yang diketik "1. 3." tampil sebagai "1. 2.". Rujukan "langkah 3" lalu menunjuk butir yang salah.
    Dasar: ketentuan teknis aplikasi ini; yang tertulis adalah yang tampil.

    Salah:
        1. menerima permohonan
        3. menjawab permohonan

    Benar:
        1. menerima permohonan
        2. menjawab permohonan
    """
    for block, _ in document.body.walk():
        wrong = next((item for item in block.children if item.typed and item.typed != str(item.number)), None)
        if wrong:
            end = document.body.tokens[wrong.token].markup
            place = Place(wrong.place.line, wrong.place.column, len(wrong.typed) + 1)
            yield Problem(place, f"nomor `{wrong.typed}{end}` tampil sebagai `{wrong.number}{end}`",
                          f"Ketik nomor berurutan: `{wrong.number}{end}`.")


def hidden(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada tulisan yang tidak tampil.

    Mengapa: definisi tautan yang tidak dipakai, judul tautan, nama rujukan, dan sel di luar kolom tabel tidak tampil
    pada laman atau cetakan, tetapi ikut ditandatangani.
    Dasar: ketentuan teknis aplikasi ini; yang tampil adalah yang ditandatangani.

    Salah:
        [catatan]: https://contoh.go.id "tidak berlaku"

    Benar:
        Lihat [catatan](https://contoh.go.id).
    """
    for item in document.body.hidden:
        yield Problem(item.place, f"{item.what} tidak tampil kepada pembaca",
                      "Hapus tulisan itu, atau tulis sebagai teks biasa.")


_MARKUP = (
    (re.compile(r"\{\{.*?\}\}|\{\{|\{%|\{#"), "tanda templat"),
    (re.compile(r"\{\+\+|\{--|\{~~|\{==|\{>>"), "tanda koreksi"),
    (re.compile(r"\{:|\{ ?[.#][\w-]"), "tanda atribut"),
    (re.compile(r"--8<--"), "tanda sisipan berkas"),
    (re.compile(r"^ {0,3}\*\[[^\]]+\]:"), "definisi singkatan"),
    (re.compile(r"(?<!\\)\[\^[^\]\s]+\]"), "catatan kaki"),
    (re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+\w+"), "kotak catatan"),
    (re.compile(r"(?<![~\\])~~(?=[^~\s])"), "tanda coret"),
    (re.compile(r"(?<![=\\])==(?=[^=\s])"), "tanda sorot"),
    (re.compile(r"(?<![\^\\])\^\^(?=[^^\s])"), "tanda garis bawah"),
    (re.compile(r"(?<!\\)\[\[[^\]]+\]\]"), "tautan wiki"),
    (re.compile(r"^\s*\[TOC\]\s*$"), "tanda daftar isi"),
    (re.compile(r"(?<![~\\\w])~[^~\s](?:[^~]*[^~\s])?~(?![~\w])"), "tanda coret"),
    (re.compile(r"(?<![+\\\w{])\+\+[^+\s](?:[^+]*[^+\s])?\+\+(?![+\w])"), "tanda garis bawah"),
    (re.compile(r"^[\s>]*>\s*\[![A-Za-z]+\]\s*$"), "kotak catatan"),
    (re.compile(r"^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\](?=\s)"), "kotak centang"),
    (re.compile(r"\$\$|(?<![$\\\w])\$[^$\s](?:[^$]*[^$\s])?\$(?![$\w])"), "tanda rumus"),
    (re.compile(r"(?<![\w:\\]):[a-z][a-z_]+:(?![\w:])"), "kode emoji"),
)
_MARK = re.compile(r"[{<\[!?~=^+$:](?:(?<!:)|(?=[a-z]))")  # each of these marks holds one of these


def foreign_markup(document: Document, context: Context) -> Iterator[Problem]:
    """Naskah hanya memakai Markdown baku.

    Mengapa: tanda tambahan seperti `~~…~~` atau `{{…}}` tampil sebagai coretan atau diganti isi lain pada sebagian
    pembaca, dan tampil apa adanya di sini. Naskah yang sama lalu terbaca berbeda.
    Dasar: ketentuan teknis aplikasi ini; bentuk baku CommonMark dengan tabel.

    Salah:
        Kami ~~tidak~~ memungut biaya.

    Benar:
        Kami tidak memungut biaya.
    """
    for number, line in _body(document):
        for pattern, name in _MARKUP if _MARK.search(line) else ():
            for found in pattern.finditer(line):
                lead = len(found[0]) - len(found[0].lstrip())
                place = Place(number, found.start() + lead + 1, len(found[0]) - lead)
                yield Problem(place, f"{name} `{found[0].strip()}` terbaca berbeda di pembaca lain",
                              "Hapus tanda itu dan tulis teks biasa.")


def underlined_headings(document: Document, context: Context) -> Iterator[Problem]:
    """Garis `---` tidak menempel di bawah teks.

    Mengapa: garis tepat di bawah teks menjadikan teks itu judul, padahal biasanya yang dimaksud garis pemisah.
    Dasar: ketentuan teknis aplikasi ini; kaidah CommonMark.

    Salah:
        Ditetapkan di Palangka Raya
        ---

    Benar:
        Ditetapkan di Palangka Raya

        ---
    """
    for block, _ in document.body.walk():
        if block.kind == "heading" and block.markup == "-":
            number = document.body_line + document.body.tokens[block.token].map[1] - 1
            line = document.lines[number - 1]
            at = line.index("-")
            yield Problem(Place(number, at + 1, len(line.rstrip()) - at), "garis ini menjadikan teks di atasnya judul",
                          f"Beri baris kosong di atas garis, atau tulis judul sebagai `## {block.text.text[:40]}`.")


def accidental_code(document: Document, context: Context) -> Iterator[Problem]:
    """Alinea tidak menjorok empat spasi.

    Mengapa: baris yang menjorok empat spasi sesudah baris kosong tampil sebagai kode, tanpa dibungkus ke baris
    berikutnya, dan tidak ikut diperiksa sebagai janji.
    Dasar: ketentuan teknis aplikasi ini; kaidah CommonMark.

    Salah:
            Dengan ini kami menyatakan sanggup …

    Benar:
        Dengan ini kami menyatakan sanggup …
    """
    for block, _ in document.body.walk():
        if block.kind == "code" and not block.markup:
            yield Problem(block.place, "baris yang menjorok ini tampil sebagai kode", "Hapus spasi di awal baris.")


def images(document: Document, context: Context) -> Iterator[Problem]:
    """Gambar dalam naskah tercantum pada lampiran.

    Mengapa: hanya lampiran yang ikut disahkan dengan sidik jarinya. Gambar dari luar dapat berganti tanpa diketahui.
    Dasar: ketentuan teknis aplikasi ini; lampiran terikat pada pengesahan.

    Salah:
        ![Alur layanan](https://contoh.go.id/alur.png)

    Benar:
        ![Alur layanan](alur.png)
    """
    listed = {attachment.name.text.strip() for attachment in document.attachments if attachment.name}
    for link in document.body.links:
        name = unquote(link.target)
        if link.is_image and name not in listed:
            yield Problem(link.place, f"gambar `{_short(name)}` tidak tercantum pada lampiran",
                          "Simpan gambar di folder dokumen, lalu cantumkan nama dan sidik jarinya pada `lampiran`.")


def alternative_texts(document: Document, context: Context) -> Iterator[Problem]:
    """Gambar punya teks pengganti.

    Mengapa: pembaca layar membacakan teks pengganti; tanpa itu, isi gambar tidak sampai kepada penyandang disabilitas.
    Dasar: WCAG 2.1 butir 1.1.1; PerKI 1/2021 Pasal 48.

    Salah:
        ![](alur.png)

    Benar:
        ![Alur layanan dari permohonan sampai jawaban](alur.png)
    """
    for link in document.body.links:
        if link.is_image and not link.text.strip():
            yield Problem(link.place, "gambar tanpa teks pengganti",
                          "Tulis isi gambar di dalam kurung siku: `![uraian gambar](…)`.")


def link_targets(document: Document, context: Context) -> Iterator[Problem]:
    """Tautan menuju alamat yang wajar.

    Mengapa: hanya alamat `https`, `http`, `mailto`, `tel`, atau laman di situs ini yang aman dan dapat diperiksa
    pembaca.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        [unduh](javascript:buka())

    Benar:
        [unduh](https://contoh.go.id/maklumat.pdf)
    """
    for link in document.body.links:
        if not link.is_image and (not link.target or not is_safe_target(link.target)):
            yield Problem(link.place, f"alamat tautan `{_short(link.target)}` tidak dapat dipakai",
                          "Tulis alamat lengkap yang diawali `https://`, atau nama laman di situs ini.")


_ADDRESS = re.compile(r"(?:https?://)?(?:[\w.+-]+@)?((?:[\w-]+\.)+[a-z]{2,})(?::\d+)?(/\S*)?", re.IGNORECASE)


def link_texts(document: Document, context: Context) -> Iterator[Problem]:
    """Alamat yang terbaca sama dengan alamat yang dituju.

    Mengapa: tautan yang menampilkan satu alamat tetapi menuju alamat lain mengecoh pembaca dan penanda tangan.
    Dasar: ketentuan teknis aplikasi ini; yang tampil adalah yang ditandatangani.

    Salah:
        [ppid.kalteng.go.id](https://contoh.com)

    Benar:
        [ppid.kalteng.go.id](https://ppid.kalteng.go.id)
    """
    for link in document.body.links:
        shown = _ADDRESS.fullmatch(link.text.strip())
        if link.is_image or not shown or not re.match(r"https?:|mailto:", link.target):
            continue
        actual = _ADDRESS.match(unquote(link.target).removeprefix("mailto:"))
        is_same_host = actual and _host(shown[1]) == _host(actual[1])
        if not is_same_host or (shown[2] or "/").rstrip("/") not in ("", (actual[2] or "/").rstrip("/")):
            shown_text, target = _short(link.text), _short(link.target)
            yield Problem(link.place, f"tautan menampilkan `{shown_text}`, tetapi menuju `{target}`",
                          "Samakan alamat yang tampil dengan alamat yang dituju, atau tampilkan nama lamannya.")


def _host(name: str) -> str:
    return name.lower().removeprefix("www.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _body(document: Document) -> Iterator[tuple[int, str]]:
    return enumerate(document.lines[document.body_line - 1:], document.body_line)
