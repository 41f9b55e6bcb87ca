"""One truth: page, data, tables, feed, site map, linked data and digests tell the same of every signed document."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from maklumat import builder, dates, ledger
from maklumat.plan import Plan, plan
from maklumat.project import Project, facts

from . import office as offices
from .conftest import audited, light
from .office import MAKLUMAT, NOW, SOP

COMING, WITHDRAWN, HOSTILE, DRAFT = "maklumat/nanti/", "maklumat/tarik/", "maklumat/usil/", "maklumat/rahasia/"
PUBLIC = (MAKLUMAT, SOP, COMING, WITHDRAWN, HOSTILE)
STATES = {MAKLUMAT: "berlaku", SOP: "berlaku", COMING: "belum-berlaku", WITHDRAWN: "dicabut", HOSTILE: "berlaku"}
TITLE = """=HYPERLINK("x") </script><script>alert(1)</script> & 'usil' ]]> {{ config }} {% raw %}"""
SECRET = "Loket cendrawasih dibuka sampai tengah malam."
DATA = ("index.json", "data/daftar.csv", "feed.xml", "sitemap.xml", "SHA256SUMS", "alamat.txt", "robots.txt")


@dataclass(frozen=True)
class Told:
    """What one source says of a document; None where it is silent. Days are written YYYY-MM-DD."""

    title: str | None = None
    number: str | None = None
    state: str | None = None
    revision: str | None = None
    signed: str | None = None
    effective: str | None = None
    digest: str | None = None


# --- the office ---


def written(office: offices.Office, address: str, day: str, **values: str) -> None:
    """Another maklumat, with these values in place of the first one's."""
    if not office.path(address).exists():
        office.path(address).parent.mkdir()
        shutil.copy(offices.BASE / MAKLUMAT / "index.md", office.path(address))
    text = office.path(address).read_text(encoding="utf-8")
    usual = {"id": address.split("/")[1], "tanggal_pengesahan": day, "tanggal_efektif": day}
    for name, value in (usual | values).items():
        text, times = re.subn(rf"(?m)^{name}:.*$", lambda _, line=f"{name}: {value}": line, text)
        assert times == 1, name
    office.path(address).write_text(text, encoding="utf-8")


def enclose(office: offices.Office, address: str, name: str, data: bytes) -> None:
    office.path(address).with_name(name).write_bytes(data)
    item = f"lampiran:\n  - berkas: {name}\n    sha256: {sha256(data).hexdigest()}"
    office.edit(address, ("lampiran: []", item))


def widened(office: offices.Office) -> offices.Office:
    """Beside the two documents one that is yet to take effect, one withdrawn, one full of odd signs, and a draft."""
    quoted = TITLE.replace("'", "''")
    for address, title in ((COMING, "Maklumat Kelak"), (WITHDRAWN, "Maklumat Lama"), (HOSTILE, f"'{quoted}'")):
        written(office, address, "2025-02-06", judul=title)
        office.sign(address)
    office.commit("Maklumat lain", "2025-02-06")
    written(office, COMING, "2025-02-07", revisi="2", tanggal_efektif="2025-03-01", catatan_revisi="Mulai bulan Maret.")
    written(office, WITHDRAWN, "2025-02-07", revisi="2", status="dicabut", catatan_revisi="Layanan <tutup> & pindah.")
    enclose(office, COMING, "surat 1.txt", b"Surat pengantar")
    for address in (COMING, WITHDRAWN):
        office.sign(address)
    written(office, DRAFT, "2025-02-07", judul="Maklumat Rahasia")
    with office.path(DRAFT).open("a", encoding="utf-8") as file:
        file.write(f"\n{SECRET}\n")
    office.commit("Revisi lain", "2025-02-07")
    return office


@pytest.fixture(scope="module")
def published(opened, tmp_path_factory):
    """The office's project, and its site."""
    root = shutil.copytree(opened.root, tmp_path_factory.mktemp("setara") / "proyek")
    project = widened(offices.Office(root, opened.keys)).load()
    builder.build(project, root / "site")
    return project, light(root / "site")


@pytest.fixture
def site(published, tmp_path) -> Path:
    """The same, to be spoiled."""
    return shutil.copytree(published[1], tmp_path / "site")


# --- what each source says ---


def read(site: Path, name: str) -> str:
    return (site / name).read_bytes().decode("utf-8")


def place(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def page(site: Path, address: str) -> Told:
    text = read(site, f"{address}index.html")

    def labelled(*names: str) -> str:
        rows = (rf"<(?:dt|th scope=\"row\")>{name}</(?:dt|th)><(?:dd|td)>(.*?)</(?:dd|td)>" for name in names)
        return next(found[1] for row in rows if (found := re.search(row, text)))

    def day(*names: str) -> str:
        return re.search(r'datetime="([^"]+)"', labelled(*names))[1]

    return Told(
        title=plain(re.search(r"<h1>(.*?)</h1>", text)[1]),
        number=plain(labelled("Nomor SOP", "Diterbitkan berdasarkan SOP Nomor")),
        state=plain(re.search(r'class="tanda">(.*?)<', text)[1]).lower().replace(" ", "-"),
        revision=plain(labelled("Revisi ke")),
        signed=day("Tanggal pengesahan"),
        effective=day("Tanggal Efektif", "Tanggal efektif"),
        digest=re.search(r"<pre><code>([0-9a-f]{64})</code></pre>", text)[1],
    )


def twin(site: Path, address: str) -> Told:
    data = json.loads(read(site, f"{address}dokumen.json"))
    return Told(data["judul"], data["nomor_sop"], data["keadaan"], str(data["revisi"]), data["tanggal_pengesahan"],
                data["tanggal_efektif"], data["berkas"]["naskah"]["sha256"])


def last_of_twin(site: Path, address: str) -> Told:
    last = json.loads(read(site, f"{address}dokumen.json"))["riwayat"][-1]
    return Told(revision=str(last["revisi"]), signed=last["tanggal_pengesahan"], effective=last["tanggal_efektif"],
                digest=last["naskah"]["sha256"])


def index(site: Path, address: str) -> Told:
    rows = json.loads(read(site, "index.json"))["dokumen"]
    return _listed(next(row for row in rows if place(row["halaman"]) == address))


def table(site: Path, address: str) -> Told:
    rows = csv.DictReader(StringIO(read(site, "data/daftar.csv").removeprefix("\ufeff"), newline=""))
    found = next(row for row in rows if place(row["halaman"]) == address)
    return _listed(found | {"judul": re.sub(r"^'(?=[=+@-])", "", found["judul"])})


def _listed(row: dict) -> Told:
    return Told(row["judul"], row["nomor_sop"], row["keadaan"], str(row["revisi"]), row["tanggal_pengesahan"],
                row["tanggal_efektif"], row["sha256"])


ATOM = "{http://www.w3.org/2005/Atom}"


def entries(site: Path, address: str) -> list[ElementTree.Element]:
    """What the feed says of a document, the newest first."""
    root = ElementTree.fromstring(read(site, "feed.xml"))
    return [each for each in root.iter(f"{ATOM}entry")
            if place(each.find(f"{ATOM}link").get("href")).startswith(f"{address}revisi/")]


def feed(site: Path, address: str) -> Told:
    newest = entries(site, address)[0]
    title, revision = re.fullmatch(r"(.*): (?:dicabut dengan )?revisi (\d+)(?: disahkan)?",
                                   newest.findtext(f"{ATOM}title")).groups()
    return Told(title=title, number=re.search(r"\(SOP Nomor (.+?)\)", newest.findtext(f"{ATOM}summary"))[1],
                revision=revision, signed=newest.findtext(f"{ATOM}updated").removesuffix("T12:00:00+07:00"))


def site_map(site: Path, address: str) -> Told:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(read(site, "sitemap.xml"))
    return next(Told(signed=url.findtext(f"{space}lastmod")) for url in root
                if place(url.findtext(f"{space}loc")) == address)


def linked_data(site: Path, address: str) -> Told:
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>',
                                read(site, f"{address}index.html"))[1])
    state = data["creativeWorkStatus"].partition(";")[0].lower().replace(" ", "-")
    number = data.get("identifier") or data["isBasedOn"]["identifier"]
    return Told(data["name"], number, state, data["version"], data["dateModified"],
                digest=data["encoding"]["sha256"])


def sums(site: Path, address: str) -> Told:
    found = re.findall(rf"(?m)^([0-9a-f]{{64}})  {address}revisi/(\d+)/naskah\.txt$", read(site, "SHA256SUMS"))
    digest, revision = max(found, key=lambda each: int(each[1]))
    return Told(revision=revision, digest=digest)


def signed_text(site: Path, address: str) -> Told:
    newest = max((site / address / "revisi").iterdir(), key=lambda folder: int(folder.name))
    data = (newest / "naskah.txt").read_bytes()
    field = dict(re.findall(r"(?m)^(\w+): *(.*?)$", data.decode().split("---\n")[1]))
    return Told(number=field["nomor_sop"].strip('"'), revision=field["revisi"], signed=field["tanggal_pengesahan"],
                effective=field["tanggal_efektif"], digest=sha256(data).hexdigest())


SOURCES: dict[str, Callable[[Path, str], Told]] = {
    each.__name__: each
    for each in (page, twin, last_of_twin, index, table, feed, site_map, linked_data, sums, signed_text)}


def disagreements(site: Path, address: str) -> Iterator[str]:
    """Every fact that two sources tell differently."""
    for field in fields(Told):
        told = {name: getattr(source(site, address), field.name) for name, source in SOURCES.items()}
        if len(set(told.values()) - {None}) != 1:
            yield f"{field.name}: {told}"


# --- parity ---


@pytest.mark.parametrize("address", PUBLIC)
def test_every_source_tells_the_same_of_a_document(address, published):
    project, site = published
    assert project.standing.outcome.is_allowed
    assert list(disagreements(site, address)) == []
    assert twin(site, address).state == STATES[address]


@pytest.mark.parametrize(("name", "true", "false"), [
    (f"{MAKLUMAT}index.html", "<h1>Maklumat", "<h1>Maklumat Lain"),
    (f"{MAKLUMAT}index.html", '">BERLAKU<', '">DICABUT<'),
    (f"{MAKLUMAT}index.html", 'Tanggal pengesahan</dt><dd><time datetime="2025',
     'Tanggal pengesahan</dt><dd><time datetime="2024'),
    (f"{MAKLUMAT}index.html", "<dt>Revisi ke</dt><dd>2", "<dt>Revisi ke</dt><dd>3"),
    (f"{MAKLUMAT}index.html", '"version":"2"', '"version":"1"'),
    (f"{MAKLUMAT}index.html", '"identifier":"800/07', '"identifier":"800/08'),
    (f"{MAKLUMAT}dokumen.json", '"nomor_sop": "800/07/Sekr', '"nomor_sop": "800/07/sekr'),
    (f"{MAKLUMAT}dokumen.json", '"keadaan": "berlaku",\n  "keterangan', '"keadaan": "dicabut",\n  "keterangan'),
    (f"{MAKLUMAT}dokumen.json", '"revisi": 2,\n      ', '"revisi": 3,\n      '),
    (f"{MAKLUMAT}dokumen.json", '"tanggal_efektif": "2025-02-05",\n  ', '"tanggal_efektif": "2025-02-06",\n  '),
    ("index.json", '"tanggal_pengesahan": "2025-02-05"', '"tanggal_pengesahan": "2025-02-04"'),
    ("index.json", '"judul": "Maklumat Pelayanan', '"judul": "Maklumat  Pelayanan'),
    ("data/daftar.csv", "berlaku,2,", "berlaku,1,"),
    ("data/daftar.csv", "2025-02-05,2025-02-05,", "2025-02-05,2025-02-06,"),
    ("feed.xml", "2025-02-05T12", "2025-02-05T13"),
    ("feed.xml", "Pelayanan Informasi Publik: revisi 2", "Pelayanan Informasi Publik: revisi 3"),
    ("sitemap.xml", "<lastmod>2025-02-05", "<lastmod>2025-02-06"),
    ("SHA256SUMS", f"  {MAKLUMAT}revisi/2/naskah.txt\n", f"  {MAKLUMAT}revisi/9/naskah.txt\n"),
    (f"{MAKLUMAT}revisi/2/naskah.txt", "paling lambat 9 hari", "paling lambat 1 hari"),
])
def test_a_source_that_tells_something_else_is_noticed(name, true, false, published, site):
    text = read(site, name)
    assert true in text
    (site / name).write_bytes(text.replace(true, false).encode())
    assert list(disagreements(site, MAKLUMAT))
    made_by_the_builder = name == "sitemap.xml" or true.startswith('"')  # what stands in a page's head, likewise
    assert made_by_the_builder or name in {leak.path for leak in audited(site, published[0])}


# --- the data on their own ---


def judge(site: Path, name: str) -> Draft202012Validator:
    schema = json.loads(read(site, f"data/{name}.schema.json"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_data_are_what_their_schemas_say(published):
    site = published[1]
    documents, whole = judge(site, "dokumen"), json.loads(read(site, "index.json"))
    for address in PUBLIC:
        documents.validate(json.loads(read(site, f"{address}dokumen.json")))
    judge(site, "indeks").validate(whole)
    assert whole["jumlah"] == {"dokumen": 5, "maklumat": 4, "sop": 1,
                               "keadaan": {"belum-berlaku": 1, "berlaku": 3, "dicabut": 1}}


@pytest.mark.parametrize("spoil", [
    lambda data: data.update(catatan="x"), lambda data: data.pop("revisi"), lambda data: data.update(revisi="2"),
    lambda data: data.update(keadaan="rancangan"), lambda data: data.update(klausul=None),
    lambda data: data.update(tanggal_pengesahan="5 Februari 2025"), lambda data: data["riwayat"].clear(),
    lambda data: data["riwayat"][0].update(commit="x"), lambda data: data["disahkan_oleh"].update(nip=197001),
    lambda data: data["berkas"]["naskah"].update(sha256="x"),
])
def test_a_schema_takes_nothing_else(spoil, published):
    data = json.loads(read(published[1], f"{MAKLUMAT}dokumen.json"))
    spoil(data)
    assert not judge(published[1], "dokumen").is_valid(data)


def values(data: object, key: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(data, dict | list):
        for name, value in data.items() if isinstance(data, dict) else ((key, each) for each in data):
            yield from values(value, name)
    else:
        yield key, data


LINKS = ("$schema", "alamat", "halaman", "permanen", "permanen_revisi", "data", "tabel", "umpan", "skema_dokumen")


def test_every_address_in_the_data_leads_to_a_file(published):
    site = published[1]
    root = ElementTree.fromstring(read(site, "feed.xml"))
    found = {value for name in ("index.json", *(f"{each}dokumen.json" for each in PUBLIC))
             for key, value in values(json.loads(read(site, name))) if key in LINKS and value}
    found |= {link.get("href") for link in root.iter(f"{ATOM}link")}
    own = [unquote(place(url)) for url in found if url.startswith("https://ppid-bkd.example.go.id/")]
    assert len(own) > 40
    assert [each for each in own if not (site / ledger.file(each or "/").lstrip("/")).is_file()] == []
    assert f"{COMING}surat 1.txt" in own


def test_without_the_address_of_the_site_the_data_lead_on_from_where_they_lie(published):
    project, site = published
    plan = without_address(project)
    twin = json.loads(plan.files[f"{COMING}dokumen.json"])
    assert twin["$schema"] == "../../data/dokumen.schema.json"
    assert twin["berkas"]["lampiran"][0]["alamat"] == f"../../{COMING}surat%201.txt"
    assert json.loads(plan.files["index.json"])["dokumen"][0]["halaman"] == MAKLUMAT
    assert f",../{MAKLUMAT},".encode() in plan.files["data/daftar.csv"]
    assert plan.files["robots.txt"] == b"User-agent: *\nDisallow:\n"
    ids = [[each.findtext(f"{ATOM}id") for each in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]
           for feed in (plan.files["feed.xml"], (site / "feed.xml").read_bytes())]
    assert ids[0] == ids[1]
    assert f'href="{MAKLUMAT}revisi/2/"'.encode() in plan.files["feed.xml"]


def without_address(project: Project) -> Plan:
    known = facts(project.settings, project.standing, dates.day(NOW))
    return plan(project.texts, replace(known, site_url=""))


def test_the_feed_tells_each_revision_and_each_withdrawal_once_the_newest_first(published):
    site = published[1]
    every = list(ElementTree.fromstring(read(site, "feed.xml")).iter(f"{ATOM}entry"))
    assert len(every) == 8
    assert len({each.findtext(f"{ATOM}id") for each in every}) == 8
    days = [each.findtext(f"{ATOM}updated") for each in every]
    assert days == sorted(days, reverse=True)
    withdrawn = entries(site, WITHDRAWN)[0]
    assert withdrawn.findtext(f"{ATOM}title") == "Maklumat Lama: dicabut dengan revisi 2"
    assert withdrawn.findtext(f"{ATOM}summary") == (
        "Maklumat Lama (SOP Nomor 800/07/Sekr/BCN/2025) dicabut dengan revisi 2 pada 7 Februari 2025. "
        "Alasan: Layanan <tutup> & pindah.")


def test_while_a_revision_waits_the_data_name_the_one_that_holds(published):
    held = {address: json.loads(read(published[1], f"{address}dokumen.json"))["revisi_berlaku"] for address in PUBLIC}
    assert held == {MAKLUMAT: 2, SOP: 1, COMING: 1, WITHDRAWN: None, HOSTILE: 1}


def test_a_spreadsheet_runs_nothing(published):
    raw = (published[1] / "data/daftar.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfjenis,id,")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 6
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    assert f"'{TITLE}" in {row[2] for row in rows}
    assert [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")] == []


def test_no_title_ends_the_data_in_a_page(published):
    """The data are one block in the head, which no browser runs, and nothing follows from what a title holds."""
    text = read(published[1], f"{HOSTILE}index.html")
    assert re.findall(r"<(script[^>]*)>", text) == ['script type="application/ld+json"']
    assert text.index("</script>") < text.index("</head>")
    assert text.count("</script>") == 1


def test_the_site_map_dates_only_what_it_knows_and_names_no_old_revision(published):
    text = read(published[1], "sitemap.xml")
    assert "/revisi/" not in text
    assert "daftar/</loc><lastmod>2025-02-07</lastmod>" in text  # the newest sign-off of all
    assert "<loc>https://ppid-bkd.example.go.id/</loc></url>" in text  # an ordinary page: nobody says when it changed
    assert "\nSitemap: https://ppid-bkd.example.go.id/sitemap.xml\n" in read(published[1], "robots.txt")


def test_no_data_tell_of_a_draft(published):
    project, site = published
    assert [held.path for held in project.plan.withheld] == [f"content/{DRAFT}index.md"]
    assert not (site / DRAFT).exists()
    for name in (*DATA, *(f"{address}dokumen.json" for address in PUBLIC)):
        text = read(site, name)
        assert [word for word in (SECRET, "Rahasia", "rahasia") if word in text] == [], name


def test_a_site_without_signed_documents_has_data_that_say_so(built, tmp_path):
    """All its documents are drafts."""
    site = built[1]
    whole = json.loads(read(site, "index.json"))
    judge(site, "indeks").validate(whole)
    assert (whole["dokumen"], whole["jumlah"]["dokumen"]) == ([], 0)
    assert read(site, "data/daftar.csv").count("\n") == 1
    root = ElementTree.fromstring(read(site, "feed.xml"))
    assert root.findtext(f"{ATOM}updated") == "2000-01-01T12:00:00+07:00"
    assert list(root.iter(f"{ATOM}entry")) == []
    assert read(site, "robots.txt") == "User-agent: *\nDisallow:\n"
    assert list(site.rglob("dokumen.json")) == []
    assert not any("ld+json" in path.read_text(encoding="utf-8") for path in site.rglob("index.html"))
