"""The logo slot: a right picture, or one sentence that says what to do."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from maklumat import logo as logos
from maklumat import svgguard
from maklumat.engine import Engine
from maklumat.errors import SettingsError
from maklumat.settings import Settings
from maklumat.stationery import Stationery

RED, GREEN = (200, 30, 30), (20, 120, 60)
SHAPE = '<rect width="5" height="5" fill="#0b4f3c"/>'


@pytest.fixture
def load(tmp_path: Path):
    """load("logo.png", data): what the project makes of this file as its logo."""
    root = tmp_path / "proyek"
    root.mkdir()

    def run(name: str, data: bytes | None) -> logos.Logo | None:
        if data is not None:
            (root / name).write_bytes(data)
        return logos.load(Settings(root, root / "content", root / "site", stationery=Stationery(logo=name)))
    return run


def picture(load, name: str, data: bytes) -> Image.Image:
    made = load(name, data)
    assert made.name == "logo.png"
    image = Image.open(io.BytesIO(made.data))
    assert image.format == "PNG"
    assert max(image.size) <= logos.SIDE
    assert "icc_profile" not in image.info and "exif" not in image.info
    return image


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def halves(mode: str = "RGB", size: tuple[int, int] = (80, 40), colours=(RED, GREEN)) -> Image.Image:
    """Left one colour, right another."""
    image = Image.new(mode, size, colours[1])
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=colours[0])
    return image


def near(found, expected, slack: int = 6) -> bool:
    return all(abs(one - other) <= slack for one, other in zip(found[:3], expected[:3], strict=True))


def svg(inside: str = SHAPE, attributes: str = 'viewBox="0 0 10 10"', head: str = "") -> bytes:
    return (f'<?xml version="1.0" encoding="UTF-8"?>{head}<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>').encode()


def test_without_a_logo(tmp_path):
    assert logos.load(Settings(tmp_path, tmp_path / "content", tmp_path / "site")) is None


@pytest.mark.parametrize(("name", "form"), [("logo.png", "PNG"), ("logo.jpg", "JPEG"), ("LOGO.JPEG", "JPEG")])
def test_pictures_keep_their_colours(load, name, form):
    image = picture(load, name, saved(halves(), form, **({"quality": 95} if form == "JPEG" else {})))
    assert (image.size, image.mode) == ((80, 40), "RGB")
    assert near(image.getpixel((5, 20)), RED) and near(image.getpixel((75, 20)), GREEN)


def test_transparency_stays(load):
    assert picture(load, "logo.png", saved(halves("RGBA", colours=((*RED, 0), (*GREEN, 255))))).getpixel((5, 5))[3] == 0
    palette = halves().quantize(4)
    assert picture(load, "a.png", saved(palette, transparency=palette.getpixel((5, 5)))).getpixel((5, 5))[3] == 0
    grey = halves("LA", colours=((120, 0), (90, 255)))
    assert picture(load, "b.png", saved(grey)).getpixel((5, 5)) == (120, 120, 120, 0)


def test_a_photo_that_lies_on_its_side_is_put_upright(load):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise
    image = picture(load, "logo.jpg", saved(halves(), "JPEG", exif=exif, quality=95))
    assert image.size == (40, 80)
    assert near(image.getpixel((20, 5)), RED) and near(image.getpixel((20, 75)), GREEN)


def test_printing_inks_become_colours_of_a_screen(load):
    inks = halves("CMYK", colours=((0, 255, 255, 0), (255, 0, 255, 0)))
    image = picture(load, "logo.jpg", saved(inks, "JPEG", quality=95))
    left, right = image.getpixel((5, 20)), image.getpixel((75, 20))
    assert image.mode == "RGB"
    assert left[0] > 150 > max(left[1:]) and right[1] > 100 > right[0]


def test_a_colour_profile_counts_and_a_broken_one_does_no_harm(load):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"bukan profil"):
        image = picture(load, "logo.png", saved(halves(), icc_profile=profile))
        assert near(image.getpixel((5, 20)), RED)


def test_sixteen_bits_a_channel(load):
    image = Image.new("I;16", (4, 1))
    image.putdata([0, 255, 32_768, 65_535])
    made = picture(load, "logo.png", saved(image))
    assert [made.getpixel((x, 0)) for x in range(4)] == [(v,) * 3 for v in (0, 0, 128, 255)]


def test_of_a_moving_picture_the_first_frame(load):
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, GREEN)]
    image = picture(load, "logo.png", saved(frames[0], save_all=True, append_images=frames[1:]))
    assert near(image.getpixel((5, 5)), RED) and getattr(image, "n_frames", 1) == 1


def test_ten_megabytes_are_brought_to_size(load):
    side = 1900
    noise = Image.frombytes("RGB", (side, side), random.Random(1).randbytes(side * side * 3))
    data = saved(noise)
    assert len(data) > 10_000_000
    assert picture(load, "logo.png", data).size == (logos.SIDE, logos.SIDE)


def test_the_same_file_gives_the_same_bytes(load):
    data = saved(halves("CMYK", size=(3000, 1500), colours=((0, 255, 255, 0), (255, 0, 0, 0))), "JPEG")
    first = load("logo.jpg", data)
    logos._png.cache_clear()
    assert load("logo.jpg", data) == first
    assert Image.open(io.BytesIO(first.data)).size == (1200, 600)


def bomb(side: int) -> bytes:
    """A PNG of so many pixels a side, black and small: 110 KB for 30,000."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("name", "data", "says"), [
    ("logo.png", None, "tidak dapat dibuka: berkasnya tidak ada"),
    ("logo.png", b"", "bukan gambar PNG atau JPEG"),
    ("logo.png", b"hanya tulisan", "bukan gambar PNG atau JPEG"),
    ("logo.png", svg(), "bukan gambar PNG atau JPEG"),
    ("logo.png", saved(halves(), "GIF"), "bukan gambar PNG atau JPEG"),
    ("logo.png", saved(halves(size=(400, 400)))[:200], "rusak"),
    ("logo.jpg", saved(halves(size=(400, 400)), "JPEG")[:500], "rusak"),
    ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "rusak|bukan gambar"),
    ("logo.png", bytes(logos.MAX_BYTES + 1), "melebihi 20 MB"),
    ("logo.png", bomb(12_000), "berukuran 12000 × 12000 piksel; perkecil gambarnya"),
    ("logo.png", bomb(30_000), "terlalu banyak pikselnya; perkecil gambarnya"),
    ("logo.svg", saved(halves()), "bukan teks UTF-8"),
    ("logo.png", saved(Image.new("RGBA", (40, 40), (*RED, 0))), "tidak menampakkan apa pun"),
    ("logo.png", saved(Image.new("LA", (40, 40), (0, 0))), "tidak menampakkan apa pun"),
    ("logo.png", saved(halves(size=(81, 10))), "terlalu memanjang: lebih dari 8 banding 1"),
    ("logo.jpg", saved(halves(size=(10, 81)), "JPEG"), "terlalu memanjang: lebih dari 8 banding 1"),
    ("logo.svg", svg(attributes='viewBox="0 0 81 10"'), "terlalu memanjang: lebih dari 8 banding 1"),
    ("logo.svg", svg(attributes='viewBox="0 0 10 81"'), "terlalu memanjang: lebih dari 8 banding 1"),
    ("logo.svg", svg(""), "tidak menampakkan apa pun"),
    ("logo.svg", svg("", attributes=""), "tidak menampakkan apa pun"),
    ("logo.svg", svg('<rect width="5" height="5" fill="none"/>'), "tidak menampakkan apa pun"),
    ("logo.svg", svg('<rect x="50" width="5" height="5"/>'), "tidak menampakkan apa pun"),
    ("logo.svg", svg('<g opacity="0"><circle r="5"/></g>'), "tidak menampakkan apa pun"),
    ("logo.svg", svg(attributes='width="0" height="0"'), "tidak dapat digambar oleh mesin cetak; simpan ulang"),
])
def test_what_is_no_picture_or_shows_nothing_is_one_sentence(load, name, data, says):
    with pytest.raises(SettingsError, match=rf"logo {name} di mkdocs.yml .*({says})") as raised:
        load(name, data)
    assert "\n" not in str(raised.value)


def test_a_logo_may_be_eight_times_as_long_as_broad(load):
    assert load("logo.png", saved(halves(size=(80, 10))))
    assert load("logo.svg", svg(attributes='viewBox="0 0 10 80"'))


@pytest.mark.skipif(os.name != "posix", reason="symbolic links of POSIX")
def test_a_link_may_lead_within_the_project_only(load, tmp_path):
    (tmp_path / "rahasia.png").write_bytes(saved(halves()))
    (tmp_path / "proyek/luar.png").symlink_to(tmp_path / "rahasia.png")
    (tmp_path / "proyek/folder").symlink_to(tmp_path)
    for name in ("luar.png", "folder/rahasia.png"):
        with pytest.raises(SettingsError, match="berada di luar proyek ini"):
            load(name, None)
    (tmp_path / "proyek/asli.png").write_bytes(saved(halves()))
    (tmp_path / "proyek/dalam.png").symlink_to("asli.png")
    assert load("dalam.png", None).name == "logo.png"


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_folder_or_a_pipe_is_no_file(load, tmp_path):
    (tmp_path / "proyek/folder.png").mkdir()
    os.mkfifo(tmp_path / "proyek/pipa.png")
    for name in ("folder.png", "pipa.png"):
        with pytest.raises(SettingsError, match=f"logo {name} di mkdocs.yml bukan berkas biasa"):
            load(name, None)


# SVG


SOUND = {
    "shapes": svg('<g transform="scale(2)"><path d="M0 0h4v4z"/><circle r="2"/></g>'),
    "gradient": svg('<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
                    '<radialGradient id="h" xlink:href="#g"/></defs><rect width="9" height="9" fill="url(#h)"/>'),
    "sheet": svg('<style>.a{fill:url(#g)} /* warna */ .b{fill:#123456}</style><linearGradient id="g">'
                 '<stop offset="0" stop-color="red"/></linearGradient><rect class="a" width="9" height="9"/>'),
    "clip": svg('<clipPath id="c"><circle r="3"/></clipPath><mask id="m"><rect width="9" height="9" '
                'fill="#fff"/></mask>'
                '<g clip-path="url(#c)" mask="url( \'#m\' )"><rect width="9" height="9"/></g>'),
    "use": svg('<symbol id="s" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></symbol><use href="#s"/><use xlink:href="#s"/>'),
    "editor": svg('<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li>x</rdf:li>'
                  '</rdf:RDF></metadata><s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
                  's:pagecolor="#fff"/>' + SHAPE),
}


@pytest.mark.parametrize("case", SOUND)
def test_an_svg_of_shapes_passes_unchanged_and_is_drawn(load, theme, sheet, case):
    made = load("logo.svg", SOUND[case])
    assert made == logos.Logo("logo.svg", SOUND[case])
    with Engine(theme, made) as press:
        assert press.make(sheet(logo="logo.svg"))


NESTED = "".join(f'<g id="l{n + 1}">{f"<use href={chr(34)}#l{n}{chr(34)}/>" * 10}</g>' for n in range(12))
REFUSED = {
    "script": (svg("<script>alert(1)</script>"), "memuat skrip"),
    "event": (svg('<rect onload="alert(1)"/>'), "memuat skrip (`onload`)"),
    "event in capitals": (svg('<rect OnClick="alert(1)"/>'), "memuat skrip (`OnClick`)"),
    "page": (svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'), "foreignObject"),
    "xhtml": (svg('<metadata><script xmlns="http://www.w3.org/1999/xhtml">1</script></metadata>'), "memuat skrip"),
    "no namespace": (svg('<script xmlns="">1</script>'), "memuat skrip"),
    "DTD": (svg(head='<!DOCTYPE svg SYSTEM "http://x/svg.dtd">'), "memuat deklarasi DTD"),
    "entity": (svg("<title>&b;</title>", head='<!DOCTYPE svg [<!ENTITY b "b">]>'), "memuat deklarasi DTD"),
    "unknown entity": (svg("<title>&b;</title>"), "bukan SVG yang utuh"),
    "stylesheet": (svg(head='<?xml-stylesheet href="http://x/a.css"?>'), "memuat perintah pemroses"),
    "image": (svg('<image href="a.png" width="5" height="5"/>'), "memuat gambar tempelan"),
    "foreign use": (svg('<use href="lain.svg#a"/>'), "menunjuk berkas lain"),
    "file": (svg('<use xlink:href="file:///etc/passwd#a"/>'), "menunjuk berkas lain"),
    "data": (svg('<use href="data:image/svg+xml;base64,AAAA#a"/>'), "menunjuk berkas lain"),
    "base": (svg(attributes='xml:base="http://x/"'), "menunjuk berkas lain"),
    "fill": (svg('<rect fill="url(http://x/a#b)"/>'), "menunjuk berkas lain"),
    "fill in a style": (svg('<rect style="fill:URL( \'http://x/a\' )"/>'), "menunjuk berkas lain"),
    "fill in a sheet": (svg("<style>.a{fill:url(\"x.svg#a\")}</style>"), "menunjuk berkas lain"),
    "import": (svg('<style>@import "http://x/a.css";</style>'), "memuat gaya (style) yang tidak biasa"),
    "mask in a sheet": (svg('<style>.a{mask:url(#m)}</style><mask id="m"><rect class="a"/></mask>'),
                        "memuat gaya (style) yang tidak biasa"),
    "escaped url": (svg(r"<style>.a{fill:u\72l(http://x)}</style>"), "memuat gaya (style) yang tidak biasa"),
    "sheet in pieces": (svg("<style><![CDATA[.a{fill:ur]]><![CDATA[l(http://x)}]]></style>"), "menunjuk berkas lain"),
    "animation": (svg('<rect><animate attributeName="x" to="5"/></rect>'), "memuat animasi"),
    "setting": (svg('<rect><set attributeName="href" to="x"/></rect>'), "memuat animasi"),
    "text": (svg("<text>Kota</text>"), "memuat tulisan; ubah tulisan menjadi garis (path)"),
    "link": (svg('<a href="#x"><rect/></a>'), "memuat tautan"),
    "filter": (svg('<filter id="f"/>'), "memuat efek (filter)"),
    "pattern": (svg('<pattern id="p"/>'), "memuat pola isian"),
    "circle": (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "rujukan yang berputar"),
    "itself": (svg('<mask id="m"><rect mask="url(#m)"/></mask>'), "rujukan yang berputar"),
    "multiplying": (svg(f'<g id="l0">{SHAPE}</g>{NESTED}'), "terlalu rumit"),
    "deep": (svg("<g>" * 80 + "</g>" * 80), "bersarang terlalu dalam"),
    "long chain": (svg("".join(f'<g id="l{n}"><use href="#l{n + 1}"/></g>' for n in range(5000))), "berputar"),
    "large": (svg("<g/>" * 300_000), "melebihi 1 MB"),
    "UTF-16": (svg().decode().encode("utf-16"), "bukan teks UTF-8"),
    "other root": (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "bukan SVG;"),
    "without namespace": (b'<svg viewBox="0 0 9 9"/>', "bukan SVG;"),
    "cut": (svg()[:-9], "bukan SVG yang utuh"),
    "empty": (b"", "bukan SVG yang utuh"),
    "words": (b"hanya tulisan", "bukan SVG yang utuh"),
    "compressed": (zlib.compress(svg()), "bukan"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_svg_that_does_more_than_draw_is_refused(load, case):
    data, says = REFUSED[case]
    with pytest.raises(SettingsError) as raised:
        load("logo.svg", data)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_no_bytes_make_the_guard_stumble():
    random_bytes = random.Random(7)
    for case in (*SOUND.values(), *(data for data, _ in REFUSED.values() if len(data) < 5000)):
        for _ in range(30):
            broken = bytearray(case or b"<svg/>")
            for _ in range(random_bytes.randrange(1, 4)):
                broken[random_bytes.randrange(len(broken))] = random_bytes.randrange(256)
            assert isinstance(svgguard.fault(bytes(broken)), str)


def test_a_bitmap_is_drawn(load, theme, sheet):
    made = load("logo.jpg", saved(halves("CMYK", colours=((0, 255, 255, 0), (255, 0, 0, 0))), "JPEG"))
    with Engine(theme, made) as press:
        plain, drawn = press.make(sheet()), press.make(sheet(logo=made.name))
    assert len(drawn) > len(plain)
