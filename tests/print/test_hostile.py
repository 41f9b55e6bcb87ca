"""Texts and logos that nobody expects: a right picture, or one clear sentence; never a broken file or a traceback."""

from __future__ import annotations

import io
import random
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from maklumat import announcement
from maklumat.cards import FORMATS

from ..sites import office as offices
from . import pdf, vera
from .outputs import Outputs, command, copied

TYPST = '#read("/etc/passwd") $x^2$ @rujukan #panic("TIDAK MUAT") *a* _b_ `c` \\u{41} //d /*e*/ #{1+1} [f]'
BODY = '#read("/etc/passwd") $x @rujukan #panic("TIDAK MUAT")'
HTML = "</title><script>alert(1)</script> {{ page }} {% raw %} &amp; \" ' % ${x}"
AGENCY = "BADAN PENGELOLAAN KEUANGAN, PENDAPATAN, ASET, DAN PENGEMBANGAN KOMPETENSI APARATUR"
ENDLESS = "Peng" + "administrasian" * 12
SENTENCE = "Kami melayani setiap pemohon informasi dengan jujur, cepat, tepat, dan tanpa biaya apa pun"
LONG = ", ".join([SENTENCE] * 12)
PROMISE = "bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang diberikan tidak sesuai " \
    "standar."
DETAILS = "\n".join(f"      - rincian nomor {number} dari pekerjaan ini" for number in range(1, 16))


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def title(text: str) -> tuple[str, str]:
    return "judul: Maklumat Pelayanan Informasi Publik", f"judul: {quoted(text)}"


def more_steps(number: int) -> tuple[str, str]:
    """That many further steps between the second and the last."""
    step = ("  - id: lanjut{0}\n    oleh: {1}\n    jenis: proses\n    kegiatan: Pekerjaan tambahan nomor {0}\n"
            "    kelengkapan:\n    waktu:\n    output:\n    ket:\n    lanjut: {2}\n")
    names = [f"lanjut{at}" for at in range(number)]
    whole = "".join(step.format(at, ("petugas", "atasan")[at % 2], (*names, "umumkan")[at + 1]) for at in range(number))
    return "    ya: umumkan\n    tidak: susun\n", f"    ya: lanjut0\n    tidak: susun\n{whole}"


# case -> (changes, what the sheet must say word for word)
MAKLUMATS = {
    "injeksi": ([title(f"Maklumat {TYPST}"), ("BADAN CONTOH\n", f"{quoted('BADAN ' + TYPST)}\n"),
                 ("CONTOH PEJABAT, S.Sos.", quoted("CONTOH PEJABAT #emph[S.Sos.]")),
                 ("seluruh jajaran", f"seluruh {BODY} jajaran")],
                [TYPST, "CONTOH PEJABAT #emph[S.Sos.]", f"seluruh {BODY} jajaran"]),
    "markah": ([title(f"Maklumat {HTML}")], [f"Maklumat {HTML}"]),
    "panjang": ([title("Maklumat Pelayanan " + "Informasi Publik dan Dokumentasi, " * 4 + ENDLESS),
                 ("BADAN CONTOH\n", f"{AGENCY}\n"), ("Badan Contoh, menyatakan", f"{ENDLESS}, menyatakan"),
                 ("unit_kerja: SEKRETARIAT", f"unit_kerja: {AGENCY} PADA {AGENCY}")],
                [AGENCY, f"{AGENCY} PADA {AGENCY}", f"Dokumentasi, {ENDLESS}", f"{ENDLESS}, menyatakan", PROMISE]),
    "lima-belas-butir": ([title("Maklumat Lima Belas Butir"),
                          (PROMISE, PROMISE + "".join(f"\n{number}. melayani dengan jujur, butir {number}."
                                                      for number in range(4, 16)))],
                         [PROMISE, "melayani dengan jujur, butir 15"]),
    "butir-panjang": ([title("Maklumat Butir Panjang"),
                       (PROMISE, f"{PROMISE[:-1]}, {LONG}.")], [LONG]),
}
SOPS = {
    "injeksi": ([("judul: Penetapan", f"judul: {quoted('SOP ' + TYPST)} # Penetapan"),
                 ("kegiatan: Memeriksa rancangan", f"kegiatan: {quoted(TYPST)} # Memeriksa"),
                 ("petugas: Petugas PPID", f"petugas: {quoted('Petugas #h(1pt)')}")],
                [TYPST, "Petugas #h(1pt)"]),
    "panjang": ([("kegiatan: Memeriksa rancangan maklumat pelayanan",
                  "kegiatan: Memeriksa, " + ", ".join([SENTENCE] * 21)),
                 ("kegiatan: Menyusun rancangan maklumat pelayanan",
                  f"kegiatan: \"{ENDLESS}:\"\n    rincian:\n{DETAILS}"),
                 ("petugas: Petugas PPID", "petugas: Pengadministrasikepegawaiandaerah")],
                [", ".join([SENTENCE] * 21), f"{ENDLESS}:", "rincian nomor 15", "Pengadministrasikepegawaiandaerah"]),
    "empat-puluh-langkah": ([more_steps(37)], ["Pekerjaan tambahan nomor 0", "Pekerjaan tambahan nomor 36"]),
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory) -> Outputs:
    """An office that signed all of them, and their prints."""
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        pytest.skip("git or ssh-keygen is not installed on this machine")
    office = offices.opened(tmp_path_factory.mktemp("kantor"), printing=True)
    settings = office.root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[a3, a4]", "[a4]"), encoding="utf-8")
    for kind, base, cases in (("maklumat", offices.MAKLUMAT, MAKLUMATS), ("sop", offices.SOP, SOPS)):
        for number, (name, (changes, _)) in enumerate(cases.items()):
            address = f"{kind}/{kind}-{name}/"
            office.path(address).parent.mkdir()
            shutil.copy(offices.BASE / base / "index.md", office.path(address))
            office.edit(address, (f"\nid: {base.split('/')[1]}", f"\nid: {kind}-{name}"), *changes)
            if kind == "sop":
                office.edit(address, ("800/07/Sekr/BCN/2025", f"800/{20 + number}/Sekr/BCN/2025"))
                if name != "injeksi":
                    office.edit(address, ("judul: Penetapan Maklumat", f"judul: Penetapan {number} Maklumat"))
            office.sign(address)
    office.commit("Naskah aneh", "2025-01-23")
    run = command(office.root, "print", "--out", "cetakan")
    assert run.returncode == 0, run.stdout + run.stderr
    return Outputs(office.root, office.root / "cetakan")


def bare(text: str) -> str:
    """Without spaces and hyphens that a line's end takes or gives, and without the places where a word may break."""
    return re.sub(r"[\s\u200b\u00ad\x02]+", "", text)


@pytest.mark.thorough
@pytest.mark.parametrize("case", MAKLUMATS)
def test_odd_texts_stand_on_the_poster_as_written(case, signed):
    path = signed.site / f"maklumat/maklumat-{case}/cetak/poster-a4.pdf"
    assert len(pdf.pages(path)) == 1
    said = bare(pdf.tags(path)[0].text).casefold()
    for text in MAKLUMATS[case][1]:
        assert bare(text).casefold() in said, text


@pytest.mark.parametrize("case", SOPS)
def test_odd_texts_stand_on_the_form_as_written(case, signed):
    path = signed.site / f"sop/sop-{case}/cetak/sop.pdf"
    said = bare(pdf.tags(path)[0].text)
    for text in SOPS[case][1]:
        assert bare(text) in said, text


@pytest.mark.thorough
def test_odd_texts_make_sound_files(signed, needs):
    needs("javac")
    files = {path: ("PDFUA_1", "PDFA_3_A" if path.name == "sop.pdf" else "PDFA_2_A") for path in signed.files("*.pdf")}
    assert len(files) == len(MAKLUMATS) + 1 + len(SOPS) + 1
    assert [verdict for verdict in vera.validate(files) if not verdict.compliant] == []
    for path in files:
        assert pdf.faults(path, signed.title(path), f"https://{offices.DOMAIN}/") == (), path


@pytest.mark.parametrize("address", [*(f"maklumat/maklumat-{case}" for case in MAKLUMATS),
                                     *(f"sop/sop-{case}" for case in SOPS)])
def test_odd_texts_make_cards_and_captions_within_the_limits(address, signed):
    folder = signed.site / address / "sosial"
    for card, size in FORMATS.items():
        with Image.open(folder / f"{card}.png") as picture:
            assert picture.size == size
            assert len(picture.convert("RGB").getcolors(size[0] * size[1])) > 2
    assert len((folder / "takarir.txt").read_text(encoding="utf-8")) <= announcement.CAPTION


# --- what is refused, with a sentence ---

def project(folder: Path) -> Path:
    """A project of two drafts."""
    root = copied(folder / "proyek", offices.BASE)
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(text.replace("  /panduan/\n", ""), encoding="utf-8")
    (root / "content/index.md").write_text("# Beranda\n", encoding="utf-8")
    return root


def spoil(root: Path, address: str, old: str, new: str) -> None:
    path = root / "content" / address / "index.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def clear(run) -> None:
    """Said in a sentence to people."""
    said = run.stdout + run.stderr
    assert "Traceback" not in said and "kesalahan tak terduga" not in said, said
    assert "panicked" not in said and ".typ:" not in said, said
    assert run.returncode in (1, 2)
    if run.returncode == 2:
        assert re.fullmatch(r"maklumat: [^\n]+\n", run.stderr.split("\r")[-1]), run.stderr


UNSEEN = {"kanan ke kiri": "\u202e", "lebar nol": "\u200b", "isolasi": "\u2067", "tanda urutan": "\ufeff"}
FAULTY = {
    "huruf yang tidak ada": ("pelayanan informasi publik sesuai", "pelayanan ✓ informasi publik sesuai", "CT02"),
    "huruf Arab": ("pelayanan informasi publik sesuai", "pelayanan معلومات publik sesuai", "TX02"),
    "emoji": ("judul: Maklumat Pelayanan", "judul: Maklumat 🙂 Pelayanan", "TX04"),
    "janji sembilan ratus kata": (PROMISE, f"{PROMISE[:-1]}, {', '.join([LONG] * 5)}.", "CT01"),
    "tanpa ujung": ("judul: Maklumat Pelayanan", "judul: " + "Maklumat " * 2_000_000 + "Pelayanan", "256"),
} | {name: ("pelayanan informasi publik sesuai", f"pelayanan {letter}informasi publik sesuai", "TX01")
     for name, letter in UNSEEN.items()}


@pytest.mark.parametrize("case", FAULTY)
@pytest.mark.parametrize("verb", ["print", "build"])
def test_texts_that_cannot_be_printed_are_findings_and_nothing_is_made(verb, case, tmp_path):
    root = project(tmp_path)
    old, new, said = FAULTY[case]
    spoil(root, offices.MAKLUMAT, old, new)
    run = command(root, verb, "--out", "hasil")
    clear(run)
    assert run.returncode == 1
    assert said in run.stdout
    assert "content/maklumat/informasi-publik/index.md" in run.stdout
    assert not (root / "hasil").exists()


MUCH = {
    "lima belas janji panjang": "".join(f"\n{number}. {SENTENCE}, dan {SENTENCE.lower()}." for number in range(4, 16)),
    "janji empat ratus kata": f"\n4. {LONG}, {LONG.lower()}.",
}


@pytest.mark.parametrize("case", MUCH)
def test_much_text_is_printed_whole_or_told_to_be_too_much(case, tmp_path):
    root = project(tmp_path)
    spoil(root, offices.MAKLUMAT, PROMISE, PROMISE + MUCH[case])
    run = command(root, "print", "--out", "hasil")
    if run.returncode:
        clear(run)
        assert "CT01" in run.stdout
    for path in (root / "hasil").rglob("poster-*.pdf"):
        assert len(pdf.pages(path)) == 1
        assert bare(re.sub(r"\d+\. ", "", MUCH[case])) in re.sub(r"(?<=\.)\d+", "", bare(pdf.tags(path)[0].text))


def svg(inside: str, head: str = "") -> bytes:
    return (f'<?xml version="1.0"?>{head}<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">{inside}</svg>').encode()


def png(side: int, seed: int = 0) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(seed).randbytes(side * side * 3)).save(out, "PNG")
    return out.getvalue()


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LOGOS = {
    "skrip": ("logo.svg", svg("<script>alert(1)</script>"), "skrip"),
    "peristiwa": ("logo.svg", svg('<rect onload="alert(1)" width="5" height="5"/>'), "onload"),
    "berkas lain": ("logo.svg", svg('<image xlink:href="file:///etc/passwd" width="5"/>'), "gambar tempelan"),
    "bom": ("logo.svg", svg("<title>&b;</title>", BOMB), "logo"),
    "bukan gambar": ("logo.png", b"<svg/>", "bukan gambar"),
    "terpotong": ("logo.png", png(64)[:3000], "rusak"),
    "tidak ada": ("logo.png", None, "tidak dapat dibuka"),
}


def with_logo(root: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (root / name).write_bytes(data)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert '        logo: ""' in text
    settings.write_text(text.replace('        logo: ""', f"        logo: {name}"), encoding="utf-8")


@pytest.mark.parametrize("case", LOGOS)
def test_logos_that_cannot_be_used_are_told_in_one_sentence(case, tmp_path):
    root = project(tmp_path)
    name, data, said = LOGOS[case]
    with_logo(root, name, data)
    run = command(root, "print", "--out", "hasil")
    clear(run)
    assert (run.returncode, said in run.stderr, name in run.stderr) == (2, True, True)
    assert not (root / "hasil").exists()


def test_a_logo_of_ten_megabytes_is_brought_to_size(tmp_path):
    root = project(tmp_path)
    data = png(1900)
    assert len(data) > 10_000_000
    with_logo(root, "logo.png", data)
    run = command(root, "print", "--out", "hasil")
    if run.returncode:
        clear(run)
        assert "logo" in run.stderr
    else:
        for path in (root / "hasil").rglob("*.pdf"):
            assert pdf.LARGEST > path.stat().st_size > 100_000
