"""The template of a document: it passes the rules for any office, and is the same on the site and from the command."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from maklumat import checking, documents, hosting, naming, new_pages, profile, template
from maklumat.documents import Reading
from maklumat.errors import SettingsError
from maklumat.findings import Level
from maklumat.model import Kind, State
from maklumat.plan import Facts, Mode, Plan
from maklumat.rules import Context
from maklumat.template import Answers

from .verdicts import plan, verdicts

TODAY = date(2026, 3, 2)
CONTEXT = Context(TODAY, profile.load("ppid"), "", "content")
GITHUB = "https://github.com/instansi/maklumat"
OFFICES = {
    "an agency": ("PEMERINTAH PROVINSI CONTOH", "BADAN CONTOH", "SEKRETARIAT", "KEPALA BADAN CONTOH"),
    "quotes and signs": ('PEMERINTAH "KOTA": CONTOH # 1', "DINAS 'PEKERJAAN UMUM' & \\ TATA: RUANG", "- UNIT: {a} #b",
                         'KEPALA DINAS "PU": [Plt] #1'),
    "a long name": ("PEMERINTAH " + "KABUPATEN " * 12 + "CONTOH", "DINAS " + "PERUMAHAN DAN PERMUKIMAN " * 9 + "RAKYAT",
                    "yes", "KEPALA DINAS PERUMAHAN"),
}


def answers(kind: Kind, office: str, name: str = "coba") -> Answers:
    government, agency, unit, role = OFFICES[office]
    title = f'{template.TITLES[kind]}: "{name}" #2'
    return Answers(kind, name, title, "800/07/Sekr/BCN/2026", government, agency, unit, role, "CONTOH PEJABAT, S.Sos.",
                   "197001011995011001", TODAY.isoformat())


def reading(answered: Answers) -> Reading:
    return documents.read(f"content/{answered.kind.value}/{answered.id}/index.md", template.data(answered))


def both(office: str) -> list[Reading]:
    return [reading(answers(Kind.MAKLUMAT, office, "janji")), reading(answers(Kind.SOP, office, "sop-janji"))]


@pytest.mark.parametrize("office", OFFICES)
def test_it_passes_the_rules_and_says_what_was_answered(office):
    pair = both(office)
    found = checking.check(pair, CONTEXT)
    assert not [finding for finding in found if finding.level is Level.ERROR]
    if office == "an agency":  # how long its steps take is all that only the office can know
        assert [finding.code for finding in found] == ["LK09"]
    for each in pair:
        document, said = each.document, answers(each.document.kind, office, each.document.id.text)
        agency, official = document.agency, document.approver
        assert (document.title.text, document.number.text) == (said.title, said.number)
        assert [part.text for part in (agency.government, agency.office, agency.unit)] == [
            said.government, said.office, said.unit]
        assert (official.title.text, official.name.text, official.nip.text) == (said.role, said.name, said.nip)


def test_the_six_elements_of_the_law_have_a_heading_each():
    heads = re.findall("^## (.*)$", template.data(Answers(Kind.MAKLUMAT)).decode(), re.MULTILINE)
    assert heads == ["Dasar hukum", "Sistem, mekanisme, dan prosedur", "Jangka waktu", "Biaya", "Jaminan pelayanan",
                     "Evaluasi kinerja pelaksana"]


def made(host: hosting.Host | None, states=None, readings=None, mode: Mode = Mode.STRICT) -> Plan:
    readings = readings or both("an agency")
    return plan(readings, Facts(mode, today=TODAY, verdicts=verdicts(readings, states), host=host))


def block(planned: Plan) -> str:
    return next(page.block for page in planned.pages if page.address == new_pages.ADDRESS)


def links(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'class="tombol" href="([^"]+)"', html)]


@pytest.mark.parametrize("signed", [False, True], ids=["nothing signed", "signed"])
@pytest.mark.parametrize("kind", Kind)
def test_page_link_file_and_command_hold_one_text(kind, signed):
    pair = both("an agency")
    states = {each.path: State.APPROVED for each in pair} if signed else None
    planned = made(hosting.read(GITHUB, ""), states, pair)
    html = block(planned)
    file = planned.files[f"baru/{kind.value}.txt"].decode()
    shown = [unescape(text) for text in re.findall(r"<pre><code>(.*?)</code></pre>", html)]
    linked = [parse_qs(urlsplit(link).query)["value"][0] for link in links(html)]
    assert shown[list(new_pages.KINDS).index(kind)] == linked[list(new_pages.KINDS).index(kind)] == file
    assert ("BADAN CONTOH" in file) is signed  # drafts tell the public nothing
    assert TODAY.isoformat() not in file
    said = answers(kind, "an agency")
    assert filled(file, said).encode() == template.data(said)


@pytest.mark.parametrize("mode", Mode)
def test_a_draft_that_is_shown_tells_the_template_nothing(mode):
    planned = made(None, mode=mode)
    for kind in Kind:
        assert planned.files[f"baru/{kind.value}.txt"] == template.data(Answers(kind))


def filled(text: str, said: Answers) -> str:
    """The text with what an editor types after each key that stands empty."""
    typed = {"id": said.id, "judul": f"'{said.title}'", "nomor_sop": f'"{said.number}"', "pemerintah": said.government,
             "perangkat_daerah": said.office, "unit_kerja": said.unit, "jabatan": said.role, "nama": said.name,
             "nip": f'"{said.nip}"', "tanggal_pembuatan": said.day, "tanggal_efektif": said.day}
    head, mark, body = text.removeprefix("---\n").partition("---\n")
    for key, value in typed.items():
        head = re.sub(rf"^ *{key}:$", rf"\g<0> {value}", head, count=1, flags=re.MULTILINE)
    return f"---\n{head}{mark}{body}"


def test_the_page_is_one_element_for_editors_alone():
    planned = made(hosting.read(GITHUB, ""))
    assert re.fullmatch(r"<article .*</article>", block(planned), re.DOTALL) and "\n\n" not in block(planned)
    assert not planned.by_uri["baru/index.md"].head.listed


def test_without_a_known_host_there_is_no_link_but_the_text():
    planned = made(None)
    assert not links(block(planned)) and "<pre><code>---&#10;" in block(planned)


@pytest.mark.parametrize(("address", "edit", "editing", "new"), [
    (GITHUB, "", f"{GITHUB}/edit/main/content/sop/a/index.md", f"{GITHUB}/new/main?filename=content%2Fsop"),
    (f"{GITHUB}/", "edit/terbit/laman/isi/", f"{GITHUB}/edit/terbit/laman/isi/sop/a/index.md",
     f"{GITHUB}/new/terbit?filename=laman%2Fisi%2Fsop"),
    ("https://gitlab.com/a/b/c", "", "https://gitlab.com/a/b/c/-/edit/main/content/sop/a/index.md",
     "https://gitlab.com/a/b/c/-/new/main/?file_name=content%2Fsop"),
    ("https://codeberg.org/a/b", "", "https://codeberg.org/a/b/_edit/main/content/sop/a/index.md",
     "https://codeberg.org/a/b/_new/main/?filename=content%2Fsop"),
    ("https://git.contoh.go.id/a/b", "-/edit/main/isi", "https://git.contoh.go.id/a/b/-/edit/main/isi/sop/a/index.md",
     "https://git.contoh.go.id/a/b/-/new/main/?file_name=isi%2Fsop"),
])
def test_addresses_of_each_host(address, edit, editing, new):
    host = hosting.read(address, edit)
    assert host.edit("content", "sop/a/index.md") == editing
    there, is_filled = host.new("content", "sop/a/index.md", "a: b\n")
    assert there.startswith(new) and is_filled is ("gitlab" not in host.kind) is ("a%3A%20b%0A" in there)


def test_an_address_is_never_too_long_for_a_server():
    host = hosting.read(GITHUB, "")
    for office in OFFICES:
        for kind in Kind:
            there, is_filled = host.new("content", "x/index.md", template.data(answers(kind, office)).decode())
            assert is_filled and len(there) < hosting.LONGEST
    there, is_filled = host.new("content", "x/index.md", "#" * hosting.LONGEST)
    assert not is_filled and len(there) < 200


@pytest.mark.parametrize("address", [
    "http://github.com/a/b", "https://saya:rahasia@github.com/a/b", "https://github.com", "github.com/a/b",
    "https://github.com/a/b?x=1", "https://github.com/a b/c", "javascript://github.com/a/b", "https://[github/a/b",
    'https://github.com/a/"b', "https://github.com/a/" + "b" * 300])
def test_an_odd_repository_is_one_sentence(address):
    with pytest.raises(SettingsError, match=r"^repo_url di mkdocs\.yml bukan alamat repositori yang sah; "):
        hosting.read(address, "")


@pytest.mark.parametrize("edit", ["main", "https://x.id/", "edit/main/../x/", "?query=root/", "edit/main/a b/"])
def test_an_odd_place_of_edits_is_one_sentence(edit):
    with pytest.raises(SettingsError, match=r"^edit_uri di mkdocs\.yml tidak dikenal; "):
        hosting.read(GITHUB, edit)


def test_a_host_that_nothing_tells_of_has_no_links():
    assert hosting.read("https://git.contoh.go.id/a/b", "") is None is hosting.read("", "")


def test_the_page_of_today_leads_to_its_source_and_no_old_revision_does():
    pair = both("an agency")
    states = {each.path: State.APPROVED for each in pair}
    for page in made(hosting.read(GITHUB, ""), states, pair).pages:
        there = f'<a href="{GITHUB}/edit/main/{page.source}">Ubah naskah ini</a>'
        assert (there in page.block) is (bool(page.source) and "/revisi/" not in page.uri), page.uri
    assert not [page for page in made(None, states, pair).pages if "Ubah naskah ini" in page.block]


@pytest.mark.parametrize(("typed", "hint"), [
    ("Pelayanan Data ASN", "misalnya `pelayanan-data-asn`"), ("MAKLUMAT Kesehatan", "misalnya `kesehatan`"),
    ("a/b/c", "misalnya `a-b-c`"), ("../x", "misalnya `x`"), ("a_b", "pakai huruf kecil"), ("", "pakai huruf kecil"),
    ("con", "Windows"), ("x" * 100, "pakai huruf kecil"), ("a\udcff", "pakai huruf kecil"), ("/a", "misalnya `a`")])
def test_a_name_that_cannot_be_is_told_and_mended(typed, hint):
    assert hint in naming.fault(typed, Kind.MAKLUMAT)


@pytest.mark.parametrize("typed", ["pelayanan-data", "dinas-x/pelayanan-data", "2026"])
def test_a_name_that_can_be(typed):
    assert naming.fault(typed, Kind.SOP) == ""
