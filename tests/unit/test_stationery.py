"""`cetak` in mkdocs.yml: how an agency prints, and a sentence for everything that cannot be printed."""

from __future__ import annotations

import pytest

from maklumat import settings, stationery
from maklumat.errors import SettingsError
from maklumat.stationery import Colours, Stationery

FULL = """\
site_name: PPID
plugins:
  - maklumat:
      cetak:
        logo: theme/lambang.svg
        tempat: Palangka Raya
        alamat: Jalan Contoh Nomor 1
        poster: [A4, f4]
        formulir: f4
        warna: {utama: "#7A1020", aksen: "#c0a060"}
"""


def load(folder, text):
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return settings.load(folder).stationery


def test_everything_that_is_asked_of_it(tmp_path):
    wanted = Stationery("theme/lambang.svg", "Palangka Raya", "Jalan Contoh Nomor 1", ("a4", "f4"), "f4",
                        Colours("#7a1020", "#c0a060"))
    assert load(tmp_path, FULL) == wanted


@pytest.mark.parametrize("text", ["site_name: PPID\n", "plugins: [{maklumat: {cetak: }}]", "plugins: [{maklumat: {}}]"])
def test_defaults(tmp_path, text):
    found = load(tmp_path, text)
    assert found == Stationery() and found.posters == ("a3", "a4") and found.form == "a4" and not found.logo


@pytest.mark.parametrize(("options", "words"), [
    ("teks", "harus berisi pasangan"),
    ({"logos": "x.png"}, "`logos` pada `cetak` di mkdocs.yml tidak dikenal"),
    ({"tempat": 5}, "`tempat` pada `cetak` di mkdocs.yml harus berisi satu teks"),
    ({"warna": {"utama": 112233}}, "`utama` pada `warna` di mkdocs.yml harus berisi satu teks"),
    ({"tempat": "Palangka\nRaya"}, "satu baris"),
    ({"tempat": "P" * 61}, "paling banyak 60"),
    ({"alamat": "Jalan \u202eContoh"}, "satu baris"),
    ({"logo": "../lambang.png"}, "berkas di dalam proyek"),
    ({"logo": "/etc/lambang.png"}, "berkas di dalam proyek"),
    ({"logo": "C:\\lambang.png"}, "berkas di dalam proyek"),
    ({"logo": "theme/lambang.gif"}, "SVG, PNG, atau JPEG"),
    ({"poster": ["a5"]}, "berisi `a5`; pilih di antara a3, a4, f4"),
    ({"poster": [4]}, "pilih di antara"),
    ({"formulir": "a3"}, "berisi `a3`; pilih di antara a4, f4"),
    ({"warna": "hijau"}, "pasangan"),
    ({"warna": {"utama": "hijau"}}, "enam angka heksadesimal"),
    ({"warna": {"utama": "#88ff88"}}, "terlalu muda"),
    ({"warna": {"dasar": "#000000"}}, "`dasar` pada `warna`"),
])
def test_what_cannot_be_printed_is_one_sentence(options, words):
    with pytest.raises(SettingsError) as caught:
        stationery.read(options)
    assert words in str(caught.value) and "\n" not in str(caught.value).replace("Palangka\nRaya", "")


def test_one_poster_alone(tmp_path):
    assert stationery.read({"poster": "a4"}).posters == ("a4",)
    assert stationery.read({"poster": ["a4", "a4"]}).posters == ("a4",)


def test_contrast_is_that_of_the_guidelines():
    assert stationery.contrast("#000000") == pytest.approx(21)
    assert stationery.contrast("#ffffff") == pytest.approx(1)
    assert stationery.contrast("#767676") == pytest.approx(4.54, abs=0.01)
