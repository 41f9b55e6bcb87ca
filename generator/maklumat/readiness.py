"""Facts about a repository -> what still stands between it and going live, item by item, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from .addresses import is_real
from .dates import moment
from .evidence import PUBLIC
from .findings import capital
from .heartbeat import HOURS, Beat, Result, is_alive
from .manifest import Stamp
from .services import Services
from .signers import AKAR, DOCUMENT, Registry, namespace
from .stationery import Stationery
from .verdicts import Outcome

__all__ = ["OWNED", "PLACEHOLDER", "QUESTIONS_ID", "Facts", "Item", "Live", "Progress", "Question", "is_ready",
           "items", "questions"]

# these decide what the gate does, what pages look like, and what is tested before a change is merged
OWNED = (".ci/", ".gitattributes", ".github/", "generator/", "mkdocs.yml", "pengesah/", "pyproject.toml",
         "requirements.lock", "requirements-dev.lock", "requirements-site.lock", "run.py", "tests/", "theme/")
PLACEHOLDER = "@akun-pengelola"
QUESTIONS_ID = "question-"


class Progress(StrEnum):
    """How far an item is."""

    DONE = "sudah"
    OPEN = "belum"
    UNSEEN = "tidak dapat dilihat dari sini"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do before going live; `how` says in a sentence or two what to do or to type."""

    id: str
    state: Progress
    title: str
    how: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is not certain in a document of the first content: open while the document holds `mark` and is unsigned."""

    id: str
    title: str
    how: str
    document: str
    mark: str


@dataclass(frozen=True, slots=True)
class Live:
    """What the web says, at `now`: the release that it shows and the last watch (None: nothing that can be read).
    `head`: the commit that it should show, "" where there is none. `fault`: why it could not be asked."""

    head: str
    now: datetime
    stamp: Stamp | None = None
    beat: Beat | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in the repository.

    `is_signed`: the registry carries a good signature by its own root key. `anchor`: what MAKLUMAT_ANCHOR says, and
    whether the gate could start there. `outcome`: the gate's answer, None where it could not judge. `owners`: the text
    of CODEOWNERS, "" where there is none. `texts`: documents by path. `stationery`: how the agency prints.
    `services`: where people complain. `live`: what the web says, None where it was not asked.
    """

    domain: str
    today: date
    registry: Registry = field(default_factory=Registry)
    is_signed: bool = False
    anchor: str = ""
    is_anchored: bool = False
    outcome: Outcome | None = None
    owners: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    stationery: Stationery = field(default_factory=Stationery)
    services: Services = field(default_factory=Services)
    live: Live | None = None


@cache
def questions() -> tuple[Question, ...]:
    """The open questions of the content that this repository starts with (questions.yml)."""
    text = (resources.files(__package__) / "questions.yml").read_text(encoding="utf-8")
    return tuple(Question(row["kunci"], row["judul"], row["cara"], row["dokumen"], row["tanda"])
                 for row in yaml.load(text, Loader=yaml.CSafeLoader))


def items(facts: Facts) -> tuple[Item, ...]:
    """Everything that must be so before going live, in the order in which it is done."""
    return (*_own(facts), *_published(facts.live), *(_question(question, facts) for question in questions()))


def is_ready(found: tuple[Item, ...]) -> bool:
    """Is nothing left of what can be seen?"""
    return all(item.state is not Progress.OPEN for item in found)


def _own(facts: Facts) -> Iterator[Item]:
    approvers = [signer for signer in facts.registry.signers if namespace(DOCUMENT, facts.domain) in signer.namespaces]
    yield _item("site-url", is_real(facts.domain), "alamat laman yang sebenarnya",
                "Isi `site_url` di mkdocs.yml sebelum ada pengesahan, karena nama domainnya ikut ditandatangani.")
    yield _item("stationery", bool(facts.stationery.place and facts.stationery.address),
                "alamat kop dan tempat penandatanganan",
                "Isi `alamat`, `tempat`, dan bila ada `logo` pada `cetak` di mkdocs.yml; alamat dan logo tampil pada "
                "kop cetakan, tempat di atas tanda tangan.")
    yield _item("services", facts.services.objection.is_reachable and facts.services.commission.is_reachable,
                "tempat mengajukan keberatan dan sengketa",
                "Isi `keberatan` dan `komisi_informasi` pada `layanan` di mkdocs.yml, masing-masing dengan paling "
                "sedikit satu dari alamat, telepon, surel, atau tautan; keduanya tampil pada setiap dokumen.")
    yield _item("root-key", any(signer.principal == AKAR for signer in facts.registry.signers), "kunci akar terdaftar",
                "Buat kuncinya di komputer lain dengan `ssh-keygen -t ed25519 -f akar`, lalu jalankan "
                "`maklumat approver add --root --key akar.pub`.")
    yield _item("approver", any(signer.is_valid(facts.today) for signer in approvers),
                "pengesah terdaftar dan sedang menjabat",
                "Minta kunci publik pejabat, lalu jalankan `maklumat approver add NIP --key pejabat.pub --name NAMA "
                "--since 2025-01-02` dengan tanggal menurut surat keputusannya.")
    yield _item("root-signature", facts.is_signed and not facts.registry.faults,
                "daftar pengesah ditandatangani kunci akar",
                "Minta pemegang kunci akar menjalankan `maklumat approver sign --key akar`, lalu simpan kedua berkas "
                "di folder pengesah/ dalam satu commit.")
    yield _item("owners", _is_owned(facts.owners), "penjaga berkas penting tercatat",
                f"Ganti `{PLACEHOLDER}` di .github/CODEOWNERS dengan akun yang wajib menyetujui perubahan "
                f"{', '.join(OWNED)}.")
    yield Item("protection", Progress.UNSEEN, "cabang main dilindungi",
               "Di pengaturan repositori, larang push paksa ke main dan wajibkan peninjauan oleh penjaga berkas.")
    yield _item("anchor", facts.is_anchored, "jangkar dipasang",
                "Jalankan `git rev-parse HEAD` pada commit yang daftar pengesahnya sudah Anda cocokkan, lalu "
                "`export MAKLUMAT_ANCHOR=COMMIT`." if not facts.anchor else
                "Isi MAKLUMAT_ANCHOR bukan id lengkap sebuah commit pada garis utama riwayat ini; cocokkan lagi dengan "
                "catatan Anda.")
    yield Item("anchor-variable", Progress.UNSEEN, "jangkar tersimpan di luar repositori",
               "Simpan id lengkap commit itu sebagai variabel MAKLUMAT_ANCHOR yang hanya dapat diubah administrator.")
    yield Item("fingerprint", Progress.UNSEEN, "sidik jari kunci akar diumumkan di luar situs",
               "Tempelkan sidik jari dari `maklumat approver list` di papan pengumuman dan muat dalam surat resmi.")
    yield _item("gate", facts.outcome is not None and facts.outcome.is_allowed, "gerbang mengizinkan penerbitan",
                _first_refusal(facts.outcome) or "Minta pejabat menjalankan `maklumat sign ID --key pejabat`, simpan "
                "hasilnya dalam satu commit, lalu jalankan `maklumat gate`.")


def _published(live: Live | None) -> Iterator[Item]:
    """What only the web can tell."""
    shown, watched = "rilis terakhir tampil di laman", "laman dipantau setiap hari"
    if live is None or live.fault:
        how = f"{capital(live.fault)}." if live else \
            "Sesudah laman terbit, jalankan `maklumat ready --live https://ppid.contoh.go.id/` dengan alamat laman " \
            "Anda."
        yield from (Item(id, Progress.OPEN if live else Progress.UNSEEN, title, how)
                    for id, title in (("live", shown), ("watched", watched)))
        return
    yield _item("live", live.stamp is not None and live.stamp.commit == live.head, shown,
                f"Laman memuat rilis ke-{live.stamp.number} dari {moment(live.stamp.time)}, bukan commit terakhir di "
                "sini; lihat mengapa penerbitan tidak berjalan." if live.stamp else
                "Laman tidak memuat keterangan rilis; terbitkan dengan `maklumat publish`.")
    beat = live.beat
    yield _item("watched", beat is not None and is_alive(beat, live.now) and beat.result is Result.SAME, watched,
                "Laman tidak memuat catatan pantauan; jalankan `maklumat watch` setiap hari dengan `--heartbeat`."
                if beat is None else
                f"Pantauan terakhir berjalan {moment(beat.time)}, tidak dalam {HOURS} jam terakhir; lihat "
                "mengapa berhenti." if not is_alive(beat, live.now) else
                f"Pantauan terakhir, {moment(beat.time)}, berakhir dengan hasil: {beat.result}; jalankan `maklumat "
                "watch` untuk melihat apa yang berbeda.")


def _item(id: str, is_done: bool, title: str, how: str) -> Item:
    return Item(id, Progress.DONE if is_done else Progress.OPEN, title, how)


def _question(question: Question, facts: Facts) -> Item:
    verdicts = {verdict.path: verdict.state for verdict in facts.outcome or ()}
    is_open = question.mark in facts.texts.get(question.document, "")
    return _item(f"{QUESTIONS_ID}{question.id}", not is_open or verdicts.get(question.document) in PUBLIC,
                 question.title, question.how)


def _is_owned(text: str) -> bool:
    """Does every path that matters have an owner? The last line that fits a path counts, as the platforms read it."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found: dict[str, list[str]] = {}
    for pattern, *owners in lines:
        found |= {path: owners for path in OWNED if pattern in ("*", path, f"/{path}")}
    return all(found.get(path) and PLACEHOLDER not in found[path] for path in OWNED)


def _first_refusal(outcome: Outcome | None) -> str:
    """What the gate said first, where it judged and refused."""
    if outcome is None or outcome.is_allowed:
        return ""
    first = outcome.refusals[0]
    where = f"{first.path}: " if first.path else ""
    return f"Gerbang menolak ({first.code}): {where}{first.message}. {first.help}".rstrip()
