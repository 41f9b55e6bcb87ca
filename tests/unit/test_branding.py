"""What templates are told of a site, and the logo as pages show it."""

from __future__ import annotations

import io
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from maklumat import assets, branding, livery, release, settings
from maklumat.errors import SettingsError
from maklumat.planned import Facts, Mode
from maklumat.stationery import Colours

from .verdicts import plan

DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">'
           '<rect x="100" width="200" height="100" fill="#c8102e"/></svg>')


@pytest.fixture
def project(tmp_path):
    """project("lambang.svg"): the settings of a project with this logo."""
    def made(logo: str):
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: PPID\ntheme: {{custom_dir: theme}}\nplugins: [{{maklumat: {{cetak: {{logo: '{logo}'}}}}}}]\n",
            encoding="utf-8")
        return settings.load(tmp_path)

    for name in ("css/a.css", "js/a.js", "main.html", "css/.a.css.swp", "css/a.map"):
        (tmp_path / "theme" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "theme" / name).write_text("x", encoding="utf-8")
    (tmp_path / "lambang.svg").write_text(DRAWING, encoding="utf-8")
    Image.new("RGBA", (1000, 500), "#c8102e").save(tmp_path / "lambang.png")
    return made


@pytest.mark.parametrize("logo", ["lambang.svg", "lambang.png"])
def test_a_logo_becomes_a_small_picture_whose_size_is_told(project, logo):
    told, files = branding.told(Mode.STRICT, project(logo)), branding.files(project(logo))
    with Image.open(io.BytesIO(files[told["merek"]])) as picture:
        assert picture.size == (192, 96)  # two to one: the transparent margin is gone
        assert (told["lebar"], told["tinggi"]) == ("96", "48")
        assert picture.convert("RGBA").getpixel((96, 48)) == (0xC8, 0x10, 0x2E, 0xFF)
    assert len(files[told["merek"]]) < 2000
    assert branding.files(project(logo)) == files


def test_it_goes_out_with_the_release_and_is_in_its_sums(project):
    made = release.make(plan((), Facts(stationery=project("lambang.png").stationery)), project("lambang.png"))
    data, mark = dict(made.contents()), branding.told(Mode.STRICT, project("lambang.png"))["merek"]
    digest = sha256(data[mark]).hexdigest()
    assert made.digests[mark] == digest
    assert f"{digest}  {mark}\n" in data["SHA256SUMS"].decode()
    assert "merek/ikon.svg" not in data["SHA256SUMS"].decode()


def test_an_agency_without_a_logo_has_a_mark_of_ours(project):
    told = branding.told(Mode.SAMPLE, project(""))
    assert told["merek"] == f"{told['aset']}{livery.ICON}"
    assert branding.files(project(""))[told["merek"]] == livery.icon(Colours())
    assert told["mode"] == "contoh"


def test_a_logo_that_is_not_there_is_said_in_one_sentence(project):
    with pytest.raises(SettingsError, match=r"logo hilang\.png di mkdocs\.yml"):
        branding.told(Mode.STRICT, project("hilang.png"))


def loaded(settings):
    """What pages load, by its path below the folder that they are told of."""
    there = branding.told(Mode.SAMPLE, settings)["aset"]
    files = branding.files(settings)
    assert all(name.startswith(there) for name in files)
    return {name.removeprefix(there): data for name, data in files.items()}


def test_pages_load_styles_scripts_and_the_mark_from_one_folder(project):
    files = loaded(project(""))
    of_material = [name for name in files if name.startswith(assets.BASE) and name.endswith(".css")]
    assert len(of_material) == 2
    assert {name: data for name, data in files.items() if name not in of_material} == {
        "css/a.css": b"x", "css/dokumen.css": f"\n{livery.style(Colours())}\n".encode(), "js/a.js": b"x",
        livery.ICON: livery.icon(Colours())}


@pytest.mark.parametrize("changed", ["theme/css/a.css", "theme/js/a.js", "theme/css/b.css", "lambang.png"])
def test_a_byte_or_a_name_more_is_another_folder(project, tmp_path, changed):
    before = branding.told(Mode.SAMPLE, project("lambang.png"))["aset"]
    assert branding.told(Mode.STRICT, project("lambang.png"))["aset"] == before
    if changed == "lambang.png":
        Image.new("RGBA", (1000, 500), "#c8102f").save(tmp_path / changed)
    else:
        with (tmp_path / changed).open("a", encoding="utf-8") as file:
            file.write(" ")
    assert branding.told(Mode.SAMPLE, project("lambang.png"))["aset"] != before


@pytest.mark.parametrize("name", ["css/b.css", "js"])
def test_a_link_in_the_theme_is_said_in_one_sentence(project, tmp_path, name):
    (tmp_path / "luar").mkdir()
    shutil.rmtree(tmp_path / "theme" / name, ignore_errors=True)
    (tmp_path / "theme" / name).symlink_to(tmp_path / "luar")
    with pytest.raises(SettingsError, match=f"{name} di folder tema berupa tautan; ganti dengan salinan isinya"):
        branding.files(project(""))


def test_a_file_of_the_theme_that_cannot_be_read_is_said_in_one_sentence(project, monkeypatch):
    def read_bytes(path):
        raise PermissionError(13, "Permission denied", str(path))
    made = project("")
    monkeypatch.setattr(Path, "read_bytes", read_bytes)  # as root, no mode bits forbid it
    monkeypatch.setattr(branding, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"css/a\.css di folder tema tidak dapat dibuka: izin"):
        branding.files(made)
