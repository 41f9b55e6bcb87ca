"""`maklumat watch`: whatever a visitor gets that the sealed release does not hold is named; real signatures, a real
web server. Nothing here is told by what a server says of itself."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from maklumat import clock, dates, heartbeat, manifest, project, readiness, visiting, watching, webserver
from maklumat.errors import ContentError, UsageError
from maklumat.heartbeat import Beat, Result
from maklumat.manifest import Stamp
from maklumat.modes import Mode
from maklumat.readiness import Live, Progress
from maklumat.settings import Settings
from maklumat.stationery import Colours
from maklumat.visiting import VisitError, Visitor

from ..sites.office import DOMAIN, MAKLUMAT, SOP, Office
from . import oddserver
from .house import house, maklumat
from .oddserver import Web, says
from .web import open_folder, running

DRAFT = "maklumat/rancangan-rahasia/"
PAPER = f"{MAKLUMAT}revisi/2/naskah.txt"
NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
OTHER = "f" * 40
STAMP = Stamp("0123456789abcdef0123456789abcdef01234567", 42, datetime(2026, 3, 3, 5, tzinfo=UTC), Mode.STRICT)


def sealed(folder: Path) -> None:
    """An office with a draft that is held back, whose site is built and sealed."""
    office = house(folder, built=False)
    draft = office.path(DRAFT)
    draft.parent.mkdir()
    text = office.path(MAKLUMAT).read_text(encoding="utf-8")
    for old, new in (("id: informasi-publik", "id: rancangan-rahasia"), ("\nrevisi: 2\n", "\nrevisi: 1\n"),
                     ("tanggal_revisi: 2025-02-03", "tanggal_revisi:"),
                     ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan:"),
                     ("Waktu jawaban dipersingkat dari 10 menjadi 9 hari kerja.", '""')):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    draft.write_text(re.sub(r"(?m)^judul:.*", "judul: Maklumat Layanan Rahasia", text), encoding="utf-8")
    office.commit("Rancangan", "2025-02-07")
    for verb in ("build", "seal"):
        done = maklumat(office.root, verb)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def home(once) -> Office:
    """The sealed office; only to look at."""
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        pytest.skip("git or ssh-keygen is not installed on this machine")
    folder = once("kantor-pantauan", sealed)
    return Office(folder / "proyek", folder / "kunci")


@pytest.fixture(scope="module")
def plans() -> dict:
    """What `watch` expects of the sealed office on a day, which no test changes."""
    return {}


@pytest.fixture(autouse=True)
def planned_once(home: Office, plans: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office is the same whatever its live site shows, and planning it takes most of a watch's time."""
    real = project.load

    def load(settings: Settings, now: datetime, *arguments: object, **more: object) -> project.Project:
        if settings.root != home.root or arguments or more:
            return real(settings, now, *arguments, **more)
        today = dates.day(now)
        if today not in plans:
            plans[today] = real(settings, now)
        return plans[today]

    monkeypatch.setattr(project, "load", load)


@pytest.fixture
def web(home: Office, tmp_path: Path) -> Iterator[Web]:
    """Its live site, to be spoilt."""
    with oddserver.serving(shutil.copytree(home.root / "site", tmp_path / "laman")) as served:
        yield served


@dataclass(frozen=True)
class Told:
    """What `watch` answered."""

    code: int
    data: dict
    errors: str

    @property
    def paths(self) -> list[str]:
        return sorted({row["path"] for row in self.data["differences"]})

    def about(self, path: str) -> str:
        return " | ".join(row["what"] for row in self.data["differences"] if row["path"] == path)


def watch(root: Path, url: str, *arguments: str) -> Told:
    done = maklumat(root, "watch", url, "--format", "json", *arguments)
    return Told(done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def relist(site: Path, **stamp: object) -> None:
    """Whoever changes a site's files can change its two files about itself as well."""
    if stamp:
        release = manifest.read_stamp((site / manifest.RELEASE).read_bytes())
        (site / manifest.RELEASE).write_bytes(manifest.stamp(replace(release, **stamp)))
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    digests = {name: hashlib.sha256((site / name).read_bytes()).hexdigest() for name in names if name != manifest.SUMS}
    (site / manifest.SUMS).write_bytes(manifest.sums(digests))


# --- the same, or not ---

def test_an_honest_site_is_asked_for_every_file_as_visitors_ask_and_is_the_same(home, web, tmp_path):
    done = maklumat(home.root, "watch", web.url, "--heartbeat", str(tmp_path / "pantauan"))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"{web.url} sama dengan rilis ke-5 \([0-9a-f]{{12}}, 7 Februari 2025 pukul 10\.00 WIB\); "
                        r"\d+ alamat diperiksa\n", done.stdout)
    listed = (line.split("  ")[1] for line in (home.root / "site/rilis.sha256").read_text("utf-8").splitlines())
    asked = {re.sub(r"(^|/)index\.html$", r"\1", path) for path in listed} - {"404.html"}
    assert set(web.asked) == asked | {"rilis.sha256", watching.NOWHERE, DRAFT, f"{DRAFT}index.md"}
    assert all(agent.startswith("Maklumat/") for agent in web.agents)
    beat = heartbeat.read((tmp_path / "pantauan/pantauan.json").read_bytes())
    assert (beat.result, beat.live.number, beat.differing) == (Result.SAME, 5, 0)
    assert maklumat(home.root, "watch", web.url, "--quiet").stdout == ""


def test_a_flipped_byte_in_each_kind_of_file_is_named(home, web):
    styles = next(web.folder.glob("aset/*/css/dokumen.css")).relative_to(web.folder).as_posix()
    index = next(web.folder.glob("pagefind/index/*")).relative_to(web.folder).as_posix()
    spoilt = [f"{MAKLUMAT}index.html", "index.html", styles, index, f"{SOP}dokumen.json", "index.json", PAPER,
              f"{PAPER}.sig", "pengesah/allowed_signers", "feed.xml", "sitemap.xml", "404.html", "rilis.json"]
    for name in spoilt:
        flip(web.folder / name)
    for name, change in (("robots.txt", lambda data: data + b"\n"), ("alamat.txt", lambda data: data[:-1]),
                         ("SHA256SUMS", lambda data: b"")):
        (web.folder / name).write_bytes(change((web.folder / name).read_bytes()))
        spoilt.append(name)
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, sorted(spoilt))
    assert "Maklumat Pelayanan Informasi Publik" in told.about(f"{MAKLUMAT}index.html")
    assert "revisi 2 tidak terbukti disahkan" in told.about(PAPER)
    assert told.data["ok"] is False and told.data["expected"]["urutan"] == 5 and told.data["live"] is None


def test_a_site_that_lists_what_was_done_to_it_is_not_believed(home, web):
    flip(web.folder / f"{SOP}index.html")
    (web.folder / "robots.txt").unlink()
    (web.folder / "judi.html").write_text("<p>Slot gacor</p>", encoding="utf-8")
    relist(web.folder)
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, sorted([f"{SOP}index.html", "robots.txt", "judi.html", "rilis.sha256"]))
    assert "tidak ada di laman (404)" in told.about("robots.txt")
    assert "bukan bagian rilis ini" in told.about("judi.html")
    assert "tidak tercantum" in told.about("robots.txt")


def test_people_get_one_sentence_and_a_line_for_each_difference(home, web):
    flip(web.folder / "feed.xml")
    done = maklumat(home.root, "watch", web.url, "--quiet")
    first, *lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert first.startswith(f"{web.url} berbeda dari rilis ke-5 (") and first.endswith(" pada 1 hal:")
    assert lines == ["  feed.xml: isinya bukan yang dirilis; terbitkan lagi, lalu cari tahu siapa yang mengubahnya"]


def test_what_the_server_says_is_shown_without_what_steers_a_terminal(home, web):
    web.odd["feed.xml"] = says(302, Location="https://jahat.contoh/\x1b[2J")
    assert "\x1b" not in maklumat(home.root, "watch", web.url).stdout


# --- other releases ---

def test_an_older_release_is_told_from_ours_and_held_against_its_own_list(home, web):
    (web.folder / "lama.html").write_text("<p>dahulu</p>", encoding="utf-8")
    relist(web.folder, mode=Mode.SAMPLE, commit=OTHER, number=4)
    flip(web.folder / f"{SOP}index.html")
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, ["", "rilis.json", f"{SOP}index.html"])
    assert "penerbitan belum berjalan" in told.about("")
    assert "CONTOH, padahal repositori ini KETAT" in told.about("rilis.json")


@pytest.mark.parametrize(("stamp", "what"), [
    ({"commit": OTHER, "number": 41}, "penerbitan belum berjalan"), ({"commit": OTHER, "number": 43}, "git pull"),
    ({"commit": OTHER}, "bukan bagian riwayat ini"), ({"time": NOW}, None),
])
def test_it_is_said_which_release_is_the_later_one(stamp, what):
    told = [*watching.of_release(watching.Live(replace(STAMP, **stamp)), watching.Release(STAMP, {}))]
    assert [what in each.what for each in told] == ([True] if what else [])


def test_a_sealed_site_that_is_not_of_the_last_commit_is_said_to_be_so(home, web, tmp_path):
    root = shutil.copytree(home.root, tmp_path / "proyek")
    (root / "content/index.md").write_text("# Beranda\n\nBaru.\n", encoding="utf-8")
    Office(root, home.keys).commit("Beranda baru", "2025-02-08")
    told = watch(root, web.url)
    assert (told.code, told.paths) == (1, [""])
    assert "padahal riwayat sudah sampai pada rilis ke-6" in told.about("")


def test_forged_signed_texts_are_named_with_the_reason_on_whatever_release(home, web, tmp_path):
    site = web.folder
    source, signature = ((site / name).read_bytes() for name in (PAPER, f"{PAPER}.sig"))

    def place(address: str, text: bytes, sign: bytes | None) -> str:
        (site / address).parent.mkdir(parents=True)
        (site / address).write_bytes(text)
        if sign:
            (site / f"{address}.sig").write_bytes(sign)
        return address

    def signed(text: bytes, key: Path, purpose: str = "maklumat") -> bytes:
        (tmp_path / "naskah").write_bytes(text)
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", f"{purpose}@{DOMAIN}", tmp_path / "naskah"],
                       check=True, stderr=subprocess.DEVNULL)
        return tmp_path.joinpath("naskah.sig").rename(tmp_path / "tanda").read_bytes()

    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "maling"], check=True)
    third = source.replace(b"revisi: 2", b"revisi: 3")
    early = third.replace(b"tanggal_pengesahan: 2025-02-05", b"tanggal_pengesahan: 2023-02-05")
    official = home.keys / "pejabat"
    forged = {
        place(f"{MAKLUMAT}revisi/3/naskah.txt", third, signed(third, tmp_path / "maling")): "tidak terdaftar",
        place(f"{MAKLUMAT}revisi/4/naskah.txt", source, signature): "menyebut revisi 2",
        place("maklumat/salinan/revisi/2/naskah.txt", source, signature): "nama foldernya",
        place(f"{MAKLUMAT}revisi/5/naskah.txt", source.replace(b"revisi: 2", b"revisi: 5"), signature): "tidak cocok",
        place(f"{MAKLUMAT}revisi/6/naskah.txt", third, None): "tanda tangan",
        place(f"{MAKLUMAT}revisi/7/naskah.txt", early, signed(early, official)): "tidak berlaku pada tanggal",
        place(f"{MAKLUMAT}revisi/8/naskah.txt", third, signed(third, official, "salinan")): "tanda tangan",
        place(f"{MAKLUMAT}revisi/9/naskah.txt", b"tanpa kepala data", signature): "",
    }
    relist(site, commit=OTHER, number=6)
    told = watch(home.root, web.url)
    assert told.paths == sorted(["", *forged])
    for path, why in forged.items():
        assert re.search(rf"tidak terbukti disahkan .*{why}", told.about(path)), (path, told.about(path))


# --- what must not be there ---

def test_a_draft_that_answers_at_its_address_is_named(home, web):
    (web.folder / DRAFT).mkdir()
    (web.folder / DRAFT / "index.html").write_text("<p>belum disahkan</p>", encoding="utf-8")
    web.odd[f"{DRAFT}index.md"] = says(403)
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, [DRAFT])
    assert "ditahan dan belum boleh terbit" in told.about(DRAFT)


def test_a_server_that_answers_everything_is_told_from_one_that_leaks(home, web):
    body = (web.folder / "404.html").read_bytes()
    web.odd |= {address: says(200, body) for address in (watching.NOWHERE, DRAFT, f"{DRAFT}index.md", "feed.xml")}
    (web.folder / "feed.xml").unlink()
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, ["404.html", "feed.xml"])
    assert "dijawab 200, seharusnya 404" in told.about("404.html")


# --- odd servers ---

def test_answers_that_are_no_files_are_named_one_by_one(home, web):
    web.odd |= {"feed.xml": says(503), "alamat.txt": says(301, Location="https://lain.contoh/"),
                "robots.txt": says(200, (web.folder / "robots.txt").read_bytes() + b"x"),
                "SHA256SUMS": oddserver.cut_off, DRAFT: says(302, Location="/masuk/"), f"{DRAFT}index.md": says(500)}
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, sorted([*web.odd]))
    for path, what in (("feed.xml", "server menjawab 503"), ("alamat.txt", "dialihkan ke https://lain.contoh/"),
                       ("SHA256SUMS", "terputus"), (DRAFT, "dialihkan"), (f"{DRAFT}index.md", "server menjawab 500")):
        assert what in told.about(path)


def test_lists_that_are_missing_broken_or_endless_are_named_and_the_files_asked_for_all_the_same(home, web):
    flip(web.folder / "feed.xml")
    (web.folder / "rilis.json").write_bytes(b"[]")
    web.odd["rilis.sha256"] = oddserver.endless
    told = watch(home.root, web.url)
    assert (told.code, told.paths) == (1, ["feed.xml", "rilis.json", "rilis.sha256"])
    assert "terlalu besar" in told.about("rilis.sha256")
    assert "bukan keterangan rilis yang utuh" in told.about("rilis.json")
    web.odd["rilis.sha256"] = says(200, b"bukan daftar\n")
    (web.folder / "rilis.json").unlink()
    told = watch(home.root, web.url)
    assert "rusak pada baris 1" in told.about("rilis.sha256")
    assert "tidak ada di laman (404)" in told.about("rilis.json")


def test_endless_answers_are_cut_and_cost_no_more_than_their_limit(web):
    web.odd["feed.xml"] = oddserver.endless
    with Visitor(web.url) as visitor:
        answers = visitor.ask(["feed.xml", "robots.txt"], keep=lambda _: True, limit=100_000)
    assert answers["feed.xml"].is_cut and len(answers["feed.xml"].body) == 100_001
    assert answers["robots.txt"].body == (web.folder / "robots.txt").read_bytes() and not answers["robots.txt"].is_cut


def test_the_rest_of_an_answer_that_was_not_read_is_not_taken_for_the_next_one(web, monkeypatch):
    monkeypatch.setattr(visiting, "AT_ONCE", 1)
    web.odd |= {"feed.xml": says(200, b"x" * 200_000), "alamat.txt": says(302, b"x" * 200_000, Location="/lain")}
    with Visitor(web.url) as visitor:
        answers = visitor.ask(["feed.xml", "robots.txt", "alamat.txt", "SHA256SUMS"], limit=100_000)
    assert [answer.status for answer in answers.values()] == [200, 200, 302, 200]
    assert web.asked == ["feed.xml", "robots.txt", "alamat.txt", "SHA256SUMS"], "asked again after a muddled answer"


@pytest.mark.parametrize(("what", "value"), [("MAX_KEPT", 100), ("VISIT", 0)])
def test_a_visit_that_never_ends_is_ended(web, monkeypatch, what, value):
    monkeypatch.setattr(visiting, what, value)
    with Visitor(web.url) as visitor, pytest.raises(VisitError, match="terlalu banyak atau terlalu lambat"):
        visitor.ask(["robots.txt", "alamat.txt", "feed.xml"], keep=lambda _: True)


@pytest.mark.parametrize(("reply", "patience", "longest"), [
    (oddserver.silent, 0.2, 60), (oddserver.trickling, 60, 0.2),
])
def test_a_server_that_hangs_ends_the_watch_and_the_heartbeat_says_so(home, web, tmp_path, monkeypatch, reply,
                                                                      patience, longest):
    monkeypatch.setattr(visiting, "PATIENCE", patience)
    monkeypatch.setattr(visiting, "LONGEST", longest)
    web.odd["rilis.json"] = reply
    told = watch(home.root, web.url, "--heartbeat", str(tmp_path / "pantauan"))
    assert (told.code, told.data) == (2, {})
    assert told.errors == f"maklumat: {web.url} tidak dapat dihubungi: server tidak menjawab pada waktunya\n"
    beat = heartbeat.read((tmp_path / "pantauan/pantauan.json").read_bytes())
    assert (beat.result, beat.live) == (Result.UNREACHABLE, None)


def test_a_server_that_stops_answering_midway_ends_the_watch(home, web):
    web.odd |= dict.fromkeys(("feed.xml", "robots.txt", "alamat.txt", "SHA256SUMS"), oddserver.cut_off)
    told = watch(home.root, web.url)
    assert told.code == 2 and "berhenti menjawab" in told.errors


def test_a_server_that_is_not_there_or_somewhere_else_cannot_be_watched(home, web):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        told = watch(home.root, f"http://127.0.0.1:{free.getsockname()[1]}")
    assert told.code == 2 and "server menolak sambungan" in told.errors
    assert "nama host ini tidak ditemukan" in watch(home.root, "http://tidak-ada.invalid/").errors
    web.odd["rilis.json"] = says(301, Location="https://ppid.contoh/rilis.json")
    told = watch(home.root, web.url)
    assert told.code == 2 and "mengalihkan ke https://ppid.contoh/rilis.json; pakai alamat laman" in told.errors


@pytest.mark.parametrize("server", webserver.SERVERS)
def test_the_servers_that_we_configure_show_a_release_as_the_watch_wants_it(home, server, needs, monkeypatch):
    for program in ({"nginx": "nginx", "apache": "apache2"}[server], "openssl"):
        needs(program)
    with open_folder() as folder:
        root = folder / "srv"
        release = shutil.copytree(home.root / "site", root / "rilis/satu")
        for name in ("kini", "sebelum"):
            (root / name).symlink_to("rilis/satu")
        (root / "pantauan").mkdir()
        with running(server, webserver.place(f"https://{DOMAIN}/", root=str(root)), folder / "server") as served:
            found = socket.getaddrinfo
            monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **others: found(
                "127.0.0.1" if host == DOMAIN else host, *more, **others))
            monkeypatch.setenv("SSL_CERT_FILE", str(folder / "server/sertifikat.pem"))
            url = f"https://{DOMAIN}:{served.secure}/"
            told = watch(home.root, url, "--heartbeat", str(root / "pantauan"))
            assert (told.code, told.data.get("differences"), told.errors) == (0, [], "")
            with Visitor(url) as visitor:
                beat = visitor.ask(["pantauan/", "pantauan/pantauan.css", "pantauan/pantauan.json"])
            assert {answer.status for answer in beat.values()} == {200}
            flip(release / f"{MAKLUMAT}index.html")
            assert watch(home.root, url).paths == [f"{MAKLUMAT}index.html"]


def test_certificates_are_checked(web, tmp_path, needs, monkeypatch):
    needs("openssl")

    def context(name: str) -> tuple[ssl.SSLContext, Path]:
        key, certificate = tmp_path / f"{name}.key", tmp_path / f"{name}.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=ppid",
                        "-addext", f"subjectAltName=IP:{name}"], check=True, capture_output=True)
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(certificate, key)
        return made, certificate

    right, trusted = context("127.0.0.1")
    with oddserver.serving(web.folder, right) as secure:
        with pytest.raises(VisitError, match=r"sertifikat 127\.0\.0\.1 dibuat sendiri oleh server"), \
                Visitor(secure.url) as visitor:
            visitor.ask(["robots.txt"])
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        with Visitor(secure.url) as visitor:
            assert visitor.ask(["robots.txt"])["robots.txt"].status == 200
    wrong, known = context("127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    with oddserver.serving(web.folder, wrong) as other, Visitor(other.url) as visitor, \
            pytest.raises(VisitError, match=r"sertifikat 127\.0\.0\.1 bukan untuk alamat ini"):
        visitor.ask(["robots.txt"])


def test_no_proxy_of_the_environment_is_used(web, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with Visitor(web.url) as visitor:
        assert visitor.ask(["robots.txt"])["robots.txt"].status == 200


@pytest.mark.parametrize("url", [
    "ppid.contoh.go.id", "ftp://ppid.contoh/", "https://", "https:///a", "https://a b/", "https://u:p@ppid.contoh/",
    "https://ppid.contoh/?a=1", "https://ppid.contoh/#a", "https://ppid.contoh:99999/", "https://ppid.contoh/\\a",
    "https://ppid.contoh/\x00", "https://[::1/", "https://ppid.contoh/é", "",
])
def test_what_is_no_address_of_a_site_is_refused(url):
    with pytest.raises(UsageError, match="bukan alamat laman"):
        Visitor(url)


def test_a_site_may_lie_below_a_folder_of_the_server(web):
    shutil.copytree(web.folder, web.folder / "ppid")
    with Visitor(f"{web.url}ppid") as visitor:
        assert visitor.ask(["", "robots.txt"])["robots.txt"].status == 200
    assert {"ppid/", "ppid/robots.txt"} <= set(web.asked)


def test_there_must_be_a_sealed_site(home, web, tmp_path):
    told = watch(home.root, web.url, "--site", str(tmp_path))
    assert told.code == 2 and "bukan situs yang sudah disegel" in told.errors
    assert web.asked == []


# --- days ---

@pytest.mark.thorough
def test_what_takes_effect_today_is_missed_until_it_is_published_again(home, web, tmp_path, monkeypatch):
    """A revision that was signed ahead of its day: the same commit gives another site from that day on."""
    today = clock.today()
    root = shutil.copytree(home.root, tmp_path / "proyek", ignore=shutil.ignore_patterns("site"))
    office = Office(root, home.keys)
    ahead = today + timedelta(days=2)
    office.edit(MAKLUMAT, ("\nrevisi: 2\n", "\nrevisi: 3\n"),
                ("tanggal_efektif: 2025-02-05", f"tanggal_efektif: {ahead}"),
                ("tanggal_revisi: 2025-02-03", f"tanggal_revisi: {today}"),
                ("tanggal_pengesahan: 2025-02-05", f"tanggal_pengesahan: {today}"),
                ("menjadi 9 hari kerja.", "menjadi 8 hari kerja."),
                ("paling lambat 9 hari kerja", "paling lambat 8 hari kerja"))
    office.sign(MAKLUMAT)
    office.commit("Revisi 3", today.isoformat())

    def published() -> None:
        for verb in ("build", "seal"):
            done = maklumat(root, verb)
            assert done.returncode == 0, done.stdout + done.stderr

    published()
    web.folder = root / "site"
    assert watch(root, web.url).code == 0
    web.folder = shutil.copytree(root / "site", tmp_path / "kemarin")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=2))
    told = watch(root, web.url)
    assert (told.code, told.paths) == (1, [f"{MAKLUMAT}index.html"])
    assert "sejak situs di sini dibangun; bangun, segel, dan terbitkan lagi" in told.about(f"{MAKLUMAT}index.html")
    published()
    told = watch(root, web.url)
    assert told.code == 1
    assert "laman belum menampilkannya; terbitkan lagi" in told.about(f"{MAKLUMAT}index.html")
    assert told.data["republish"] is True, "what differs is what the day has brought"
    web.odd[f"{DRAFT}index.md"] = says(200, b"bocor")
    assert watch(root, web.url).data["republish"] is False, "no day brings a draft"
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3))
    told = watch(root, web.url)
    assert (told.code, told.data["republish"]) == (1, False), "yesterday's change should be public by now"


# --- the heartbeat ---

BEAT = Beat(NOW, "https://ppid.contoh.go.id/", Result.SAME, STAMP, 230, 0)


def test_the_heartbeat_is_written_even_when_something_differs_and_never_says_what(home, web, tmp_path):
    (web.folder / DRAFT).mkdir()
    (web.folder / DRAFT / "index.html").write_text("bocor", encoding="utf-8")
    folder = tmp_path / "pantauan"
    for _ in range(2):
        assert watch(home.root, web.url, "--heartbeat", str(folder)).code == 1
    assert {path.name for path in folder.iterdir()} == {"index.html", "pantauan.css", "pantauan.json"}
    page, data = ((folder / name).read_text("utf-8") for name in ("index.html", "pantauan.json"))
    assert "Isi laman berbeda dari rilisnya" in page
    assert json.loads(data)["perbedaan"] == 1
    assert "rahasia" not in page + data
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in folder.iterdir())


def test_a_folder_with_another_page_is_not_taken_for_a_heartbeats(home, web, tmp_path):
    (tmp_path / "index.html").write_text("milik orang", encoding="utf-8")
    told = watch(home.root, web.url, "--heartbeat", str(tmp_path))
    assert told.code == 2 and "bukan catatan pantauan" in told.errors
    assert (tmp_path / "index.html").read_text("utf-8") == "milik orang"
    assert web.asked == []


def test_what_differs_is_told_even_where_the_heartbeat_cannot_be_written(home, web, tmp_path):
    flip(web.folder / "feed.xml")
    folder = tmp_path / "pantauan"
    (folder / "pantauan.json").mkdir(parents=True)
    told = watch(home.root, web.url, "--heartbeat", str(folder))
    assert (told.code, told.paths) == (2, ["feed.xml"])
    assert "pantauan.json tidak dapat ditulis" in told.errors


def test_the_heartbeat_is_read_as_it_was_written():
    for beat in (BEAT, replace(BEAT, live=None, result=Result.UNREACHABLE, asked=0)):
        assert heartbeat.read(heartbeat.data(beat)) == beat
    for data in (b"", b"[]", b"\xff", b"[" * 100_000, heartbeat.data(BEAT).replace(b"sama", b"baik"),
                 heartbeat.data(BEAT).replace(b"2026-03-04", b"2026-13-04"),
                 heartbeat.data(BEAT).replace(b'"0123', b'"012')):
        with pytest.raises(ContentError, match=r"bukan catatan pantauan yang utuh|bukan keterangan rilis"):
            heartbeat.read(data)


def test_the_page_is_plain_safe_and_says_when():
    page = heartbeat.files(BEAT, "PPID <Contoh>", Colours())["index.html"].decode()
    assert '<html lang="id">' in page and "PPID &lt;Contoh&gt;" in page and "<script" not in page
    assert '<time datetime="2026-03-04T05:00:00Z">4 Maret 2026 pukul 12.00 WIB</time>' in page
    assert "default-src 'none'; style-src 'self'" in page and " style=" not in page
    assert STAMP.commit in page


@pytest.mark.parametrize(("age", "is_alive"), [
    (timedelta(0), True), (timedelta(hours=48), True), (timedelta(hours=48, seconds=1), False),
    (-timedelta(minutes=59), True), (-timedelta(hours=1, seconds=1), False),
])
def test_a_heartbeat_is_alive_for_two_days_and_none_comes_from_the_future(age, is_alive):
    assert heartbeat.is_alive(BEAT, NOW + age) is is_alive


HEALTHY = Live(STAMP.commit, NOW, STAMP, BEAT)


@pytest.mark.parametrize(("live", "states", "told"), [
    (HEALTHY, ("sudah", "sudah"), ""),
    (None, ("tidak dapat dilihat dari sini",) * 2, "`maklumat ready --live https://ppid.contoh.go.id/`"),
    (replace(HEALTHY, fault="server menolak sambungan"), ("belum", "belum"), "Server menolak sambungan."),
    (replace(HEALTHY, head=OTHER), ("belum", "sudah"), "rilis ke-42 dari 3 Maret 2026"),
    (replace(HEALTHY, stamp=None), ("belum", "sudah"), "tidak memuat keterangan rilis"),
    (replace(HEALTHY, now=NOW + timedelta(hours=49)), ("sudah", "belum"), "tidak dalam 48 jam terakhir"),
    (replace(HEALTHY, beat=None), ("sudah", "belum"), "tidak memuat catatan pantauan"),
    (replace(HEALTHY, beat=replace(BEAT, result=Result.DIFFERENT)), ("sudah", "belum"), "hasil: berbeda"),
])
def test_ready_turns_red_when_the_watch_or_the_publishing_stops(live, states, told):
    items = {item.id: item for item in readiness.items(readiness.Facts("ppid.badan.go.id", NOW.date(), live=live))}
    found = [items["live"], items["watched"]]
    assert tuple(item.state.value for item in found) == states
    assert told in " ".join(item.how for item in found if item.state is not Progress.DONE)


def test_ready_asks_the_web(home, web, monkeypatch):
    def states(url: str) -> tuple[str, str]:
        items = json.loads(maklumat(home.root, "ready", "--format", "json", "--live", url).stdout)["items"]
        return tuple(item["state"] for item in items if item["id"] in ("live", "watched"))

    assert states(web.url) == ("sudah", "belum")
    assert watch(home.root, web.url, "--heartbeat", str(web.folder / "pantauan")).code == 0
    assert states(web.url) == ("sudah", "sudah")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=49))
    assert states(web.url) == ("sudah", "belum")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert states(f"http://127.0.0.1:{free.getsockname()[1]}/") == ("belum", "belum")
