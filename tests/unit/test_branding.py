"""What templates are told of a site, and the logo as pages show it."""

from __future__ import annotations

import io
from hashlib import sha256

import pytest
from PIL import Image

from maklumat import branding, livery, release, settings
from maklumat.errors import SettingsError
from maklumat.plan import plan
from maklumat.planned import Facts, Mode

DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">'
           '<rect x="100" width="200" height="100" fill="#c8102e"/></svg>')


@pytest.fixture
def project(tmp_path):
    """project("lambang.svg"): the settings of a project with this logo."""
    def made(logo: str):
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: PPID\nplugins: [{{maklumat: {{cetak: {{logo: '{logo}'}}}}}}]\n", encoding="utf-8")
        return settings.load(tmp_path)

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
    data = dict(made.contents())
    digest = sha256(data["merek/logo.png"]).hexdigest()
    assert made.digests == {"merek/logo.png": digest}
    assert f"{digest}  merek/logo.png\n" in data["SHA256SUMS"].decode()
    assert "merek/ikon.svg" not in data["SHA256SUMS"].decode()


def test_without_a_logo_the_plan_has_a_mark(project):
    told = branding.told(Mode.SAMPLE, project(""))
    assert branding.files(project("")) == {}
    assert told["merek"] in plan((), Facts()).files
    assert told["mode"] == "contoh"
    assert told["sandi"] == livery.fingerprint(told["warna"])


def test_a_logo_that_is_not_there_is_said_in_one_sentence(project):
    with pytest.raises(SettingsError, match=r"logo hilang\.png di mkdocs\.yml"):
        branding.told(Mode.STRICT, project("hilang.png"))
