"""The judges of prints are no yes-men: what is broken on purpose does not pass."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import segno
import typst
from PIL import Image

from . import pdf, qr, vera

FONTS = Path(__file__).parents[2] / "theme/fonts"
OURS = "https://ppid.example.go.id/"
SOUND = b"""
#set document(title: "Lembar Uji")
#set text(lang: "id", region: "ID", font: "Plus Jakarta Sans")
= Lembar Uji
Janji *pertama* dan _kedua_, lihat #link("https://ppid.example.go.id/d/1/")[laman].
== Isi
- satu
- dua

#figure(alt: "Kotak", rect(fill: rgb("#0b4f3c")))
"""


def pick(document, **wanted):
    """The first dictionary that has these entries."""
    return next(item for item in pdf.dictionaries(document)
                if all(item.get(f"/{key}") == value for key, value in wanted.items()))


def untagged(document):
    del document.Root.StructTreeRoot


def speechless(document):
    del document.Root.Lang
    with document.open_metadata() as metadata:
        del metadata["dc:language"]


def undescribed(document):
    del pick(document, S=pikepdf.Name.Figure).Alt


def fontless(document):
    descriptor = pick(document, Type=pikepdf.Name.FontDescriptor)
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def rotten(document):
    descriptor = pick(document, Type=pikepdf.Name.FontDescriptor)
    descriptor["/FontFile2" if "/FontFile2" in descriptor else "/FontFile3"].write(b"no font")


def colourless(document):
    del document.Root.OutputIntents
    page = document.pages[0]
    page.contents_add(b"/Artifact BMC 1 0 0 rg 0 0 5 5 re f EMC")


def untitled(document):
    with document.open_metadata() as metadata:
        del metadata["dc:title"]


def active(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def laden(document):
    document.attachments["naskah.md"] = b"# Naskah"


def stray(document):
    pick(document, S=pikepdf.Name.URI).URI = "https://lain.example/"


# what breaks a PDF: a rule of each flavour that must notice, and what our own look must say
BROKEN = {
    untagged: ({"PDFUA_1": "7.1-11", "PDFA_2_A": "6.7.3.3-1"}, "headings"),
    speechless: ({"PDFUA_1": "7.2-"}, "language"),
    undescribed: ({"PDFUA_1": "7.3-1"}, ""),
    fontless: ({"PDFUA_1": "7.21.4.1-1", "PDFA_2_A": "6.2.11.4.1-1"}, "not embedded"),
    rotten: ({"PDFUA_1": "7.21.", "PDFA_2_A": "6.2.11."}, ""),
    colourless: ({"PDFA_2_A": "6.2.4.3-"}, ""),
    untitled: ({"PDFUA_1": "7.1-9"}, "title"),
    active: ({"PDFA_2_A": "6.5.1-1"}, "/OpenAction"),
    laden: ({"PDFA_2_A": "6.8-"}, ""),
    stray: ({}, "leads to https://lain.example/"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("utuh") / "utuh.pdf"
    path.write_bytes(typst.compile(SOUND, format="pdf", pdf_standards=["ua-1", "a-2a"], font_paths=[FONTS],
                                   ignore_system_fonts=True))
    return path


@pytest.fixture(scope="module")
def broken(sound, tmp_path_factory) -> dict[str, Path]:
    folder, made = tmp_path_factory.mktemp("rusak"), {}
    for spoil in BROKEN:
        made[spoil] = folder / f"{spoil.__name__}.pdf"
        with pikepdf.open(sound) as document:
            spoil(document)
            document.save(made[spoil])
    return made


@pytest.mark.thorough
def test_verapdf_passes_a_sound_file_and_notices_each_fault(sound, broken, needs):
    needs("javac")
    both = ("PDFUA_1", "PDFA_2_A")
    cut = sound.with_name("terpotong.pdf")
    cut.write_bytes(sound.read_bytes()[:3000])
    plain = sound.with_name("polos.pdf")
    plain.write_bytes(typst.compile(SOUND, format="pdf", font_paths=[FONTS], ignore_system_fonts=True))
    verdicts = {(verdict.file, verdict.flavour): verdict
                for verdict in vera.validate(dict.fromkeys([sound, plain, cut, *broken.values()], both))}
    for flavour in both:
        assert verdicts[str(sound), flavour].compliant, verdicts[str(sound), flavour]
        assert verdicts[str(sound), flavour].checks > 100
        assert not verdicts[str(plain), flavour].compliant
        assert not verdicts[str(cut), flavour].compliant
    for spoil, (rules, _) in BROKEN.items():
        for flavour, rule in rules.items():
            verdict = verdicts[str(broken[spoil]), flavour]
            assert not verdict.compliant, spoil
            assert any(failed.startswith(rule) for failed in verdict.failed), (spoil, verdict)


def test_our_own_look_at_a_pdf_notices_what_verapdf_does_not_ask(sound, broken):
    assert pdf.faults(sound, "Lembar Uji", OURS) == ()
    assert pdf.faults(sound, "Lembar Lain", OURS) == ("title 'Lembar Uji'",)
    for spoil, (_, said) in BROKEN.items():
        found = pdf.faults(broken[spoil], "Lembar Uji", OURS)
        assert any(said in fault for fault in found) if said else found == (), (spoil, found)
    assert pdf.attachments(broken[laden]) == {"naskah.md": b"# Naskah"}


def test_tagged_text_comes_in_reading_order(sound):
    assert pdf.headings(sound) == ((1, "Lembar Uji"), (2, "Isi"))
    whole = pdf.tags(sound)[0].text
    assert " ".join(whole.split()) == "Lembar Uji Janji pertama dan kedua, lihat laman. Isi • satu • dua"
    assert [tag.alt for tag in pdf.tags(sound) if tag.kind == "Figure"] == ["Kotak"]


@pytest.mark.parametrize("how", qr.SEEN)
def test_a_code_is_read_and_its_absence_too(how, tmp_path):
    segno.make_qr(f"{OURS}d/abcdefgh/", error="q").save(tmp_path / "kode.png", scale=7)
    [code] = qr.pictures(tmp_path / "kode.png")
    sheet = Image.new("RGB", (1240, 1754), "white")
    assert qr.read(qr.SEEN[how](sheet)) == set()
    sheet.paste(code, (400, 900))
    assert qr.read(qr.SEEN[how](sheet)) == {f"{OURS}d/abcdefgh/"}


def test_a_torn_code_is_not_read(tmp_path):
    """What tests of drafts rely on: a code that is not whole is none."""
    segno.make_qr(OURS).save(tmp_path / "kode.png", scale=7)
    [code] = qr.pictures(tmp_path / "kode.png")
    code.paste("white", (0, 0, code.width // 2, code.height))
    assert qr.read(code) == set()
