"""The texts that people read, and where each stretch of them stands in the source."""

from __future__ import annotations

from maklumat import documents, texts

SOP = """\
---
jenis: sop
id: contoh
judul: "Judul SOP"
catatan_revisi: "“janji ja” dibaca “janji”"
disahkan_oleh: {jabatan: KEPALA BADAN, nama: CONTOH}
pelaksana: {petugas: Petugas PPID}
langkah:
  - id: susun
    kegiatan: Menyusun rancangan
    rincian: [butir satu]
---
Kalimat *pertama* itu.

> Kutipan peraturan.

<p style="text-align: center;">Sisa laman</p>	Nomor SOP
"""


def read() -> list[texts.Text]:
    return list(texts.of(documents.read("content/sop/contoh/index.md", SOP.encode()).document))


def test_fields_come_before_the_body_and_tags_are_no_text():
    assert [(text.field, " ".join(text.text.split())) for text in read()] == [
        ("judul", "Judul SOP"), ("jabatan", "KEPALA BADAN"), ("pelaksana", "Petugas PPID"),
        ("kegiatan", "Menyusun rancangan"), ("rincian", "butir satu"),
        ("", "Kalimat pertama itu."), ("", "Kutipan peraturan."), ("", "Sisa laman Nomor SOP"),
    ]


def test_only_the_quotation_is_a_quotation():
    assert [text.text for text in read() if text.is_quote] == ["Kutipan peraturan."]


def test_every_word_is_found_again_in_the_source():
    lines = SOP.split("\n")
    for text in read():
        for word in texts.WORD.finditer(text.text):
            place = text.place(*word.span())
            assert lines[place.line - 1][place.column - 1:][:place.length] == word[0]
