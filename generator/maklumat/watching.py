"""A live site against the release that this repository makes: what differs, said so that a person can act on it.

Nothing that the server says of itself is believed: its lists only tell what else it shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from . import claims, dates, manifest, signoff
from .addresses import TREES
from .errors import ContentError
from .evidence import REVISIONS
from .layout import CONTENT, SIGNATURE
from .manifest import RELEASE, SUMS, Stamp
from .planned import INDEX, PARTS, Withheld
from .signoff import Case, Paper, Trusted

__all__ = ["LISTS", "NOT_FOUND", "NOWHERE", "Answer", "Difference", "Live", "Release", "Report", "address", "cases",
           "files", "hidden", "is_evidence", "is_index", "named", "of_case", "of_files", "of_hidden", "of_lists",
           "of_release", "outdated", "read", "sealed", "untimely"]

LISTS = (RELEASE, SUMS)
NOT_FOUND = "404.html"
NOWHERE = "alamat-yang-sengaja-tidak-ada/"  # a site of ours has no such page
FOUND, GONE = 200, (404, 410)
CLOSED = (401, 403, *GONE)  # what a server answers that shows nothing

_PAPER = re.compile(rf"((?:{'|'.join(TREES)}).+/){REVISIONS}([0-9]{{1,6}})/naskah\.txt")
_PART = re.compile(rf"{PARTS}[0-9]{{1,6}}\.json")
_SHORT = 12  # digits of a commit that people are shown


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered for one address: the status, SHA-256 of the body, and the body where it was asked to be
    kept. `is_cut`: there was more than we take. `target`: whither it redirects. `fault`: why there is no answer; the
    status is 0 then."""

    status: int
    digest: str = ""
    body: bytes = field(default=b"", repr=False)
    is_cut: bool = False
    target: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place below the live site ("" for the site as a whole), and what is wrong there, as one clause."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Release:
    """The release that was sealed here: its stamp, SHA-256 by path (its own list included), and its indexes of all
    documents (`is_index`)."""

    stamp: Stamp
    digests: Mapping[str, str]
    indexes: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Live:
    """What the server says of itself; None where it says nothing that can be read."""

    stamp: Stamp | None = None
    digests: Mapping[str, str] | None = None

    def is_of(self, ours: Release) -> bool:
        """Is it to hold the very files of this release? A server that does not say which one it holds is."""
        return self.stamp is None or self.stamp.commit == ours.stamp.commit


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one watch. `asked`: how many addresses were asked for. `is_due`: the day that began changes the
    site of this very commit, so that it is expected to differ until it is published again."""

    url: str
    time: datetime
    live: Stamp | None
    expected: Stamp
    asked: int
    differences: tuple[Difference, ...]
    is_due: bool = False


def sealed(stamp: bytes, sums: bytes) -> Release:
    """A sealed release from the bytes of LISTS, without its indexes. Raises ContentError where they are not whole."""
    return Release(manifest.read_stamp(stamp), {**manifest.read_sums(sums), SUMS: sha256(sums).hexdigest()})


def read(answers: Mapping[str, Answer]) -> tuple[Live, tuple[Difference, ...]]:
    """What the server's two files of LISTS say, and what is wrong with them."""
    said, wrong = {}, []
    for name, reader in ((RELEASE, manifest.read_stamp), (SUMS, manifest.read_sums)):
        if fault := _unread(answers[name]):
            wrong.append(Difference(name, fault))
            continue
        try:
            said[name] = reader(answers[name].body)
        except ContentError as error:
            wrong.append(Difference(name, f"{error}; terbitkan lagi"))
    return Live(said.get(RELEASE), said.get(SUMS)), tuple(wrong)


def files(live: Live, ours: Release) -> Mapping[str, str]:
    """Which files the site must answer with, SHA-256 by path: ours, or those that another release claims to have."""
    return ours.digests if live.is_of(ours) else live.digests or {}


def address(path: str) -> str:
    """Where visitors find a file of a site: a page at its folder, the page of errors wherever there is nothing."""
    if path == NOT_FOUND:
        return NOWHERE
    folder, _, name = path.rpartition("/")
    return path if name != "index.html" else f"{folder}/" if folder else ""


def is_index(path: str) -> bool:
    """Is this the index of all documents or a part of it?"""
    return path == INDEX or _PART.fullmatch(path) is not None


def is_evidence(path: str) -> bool:
    """Is this a signed text, its signature, or an index of documents? Their bytes are read, not only counted."""
    return is_index(path) or _PAPER.fullmatch(path.removesuffix(SIGNATURE)) is not None


def hidden(withheld: Iterable[Withheld], content: str, shown: Collection[str]) -> tuple[str, ...]:
    """The addresses at which nothing may answer, because documents and files are held back; `shown`: the files that the
    site has by right, such as the last good revision of a document that was spoilt since."""
    found = []
    for held in withheld:
        path = held.path.removeprefix(f"{content}/")
        if not held.page_shown:
            found += [path, path.removesuffix("index.md")]
    return tuple(path for path in dict.fromkeys(found) if path not in shown and f"{path}index.html" not in shown)


# --- what differs ---

def of_release(live: Live, ours: Release) -> Iterator[Difference]:
    """Is it another release than ours, and which of them is the later one?"""
    stamp, own = live.stamp, ours.stamp
    if stamp is None or live.is_of(ours):
        return
    if stamp.number < own.number:
        yield Difference("", f"laman masih memuat {named(stamp)}, padahal di sini sudah ada {named(own)}; penerbitan "
                             "belum berjalan atau gagal, jadi terbitkan lagi")
    elif stamp.number > own.number:
        yield Difference("", f"laman memuat {named(stamp)}, lebih baru daripada {named(own)} di sini; jalankan "
                             "`git pull`, lalu bangun dan segel lagi")
    else:
        yield Difference("", f"laman memuat {named(stamp)}, yang bukan bagian riwayat ini; di sini "
                             f"{named(own)}; cari tahu siapa yang menerbitkannya")
    if stamp.mode is not own.mode:
        yield Difference(RELEASE, f"laman berkeadaan {stamp.mode.value.upper()}, padahal repositori ini "
                                  f"{own.mode.value.upper()}; terbitkan lagi")


def outdated(ours: Stamp, head: Stamp) -> Iterator[Difference]:
    """Is the sealed site that of the commit that is checked out?"""
    if ours != head:
        yield Difference("", f"situs di sini disegel sebagai {named(ours)}, padahal riwayat sudah sampai pada "
                             f"{named(head)}; bangun, segel, dan terbitkan lagi")


def untimely(indexes: Iterable[bytes], today: Mapping[str, bytes]) -> Iterator[Difference]:
    """Does the sealed site still say what the plan says today (its files by path)? Days change what documents are."""
    before, now = _documents(indexes), _documents(today[path] for path in today if is_index(path))
    for place in now:
        if place in before and before[place] != now[place]:
            yield Difference(f"{place}index.html", f"{_turned(before[place], now[place])} sejak situs di sini "
                                                   "dibangun; bangun, segel, dan terbitkan lagi")


def of_lists(live: Live, ours: Release) -> Iterator[Difference]:
    """What only one of the two lists names."""
    listed = {*(live.digests or ours.digests), SUMS}
    for path in sorted(listed - ours.digests.keys()):
        yield Difference(path, f"tercantum pada {SUMS} laman, padahal bukan bagian rilis ini; cari tahu siapa yang "
                               "menaruhnya")
    for path in sorted(ours.digests.keys() - listed):
        yield Difference(path, f"tidak tercantum pada {SUMS} laman")


def of_files(expected: Mapping[str, str], answers: Mapping[str, Answer], ours: Release) -> Iterator[Difference]:
    """Which files the server does not answer with their very bytes. `answers`: by address."""
    documents = _documents(ours.indexes)
    then = _documents(answers[path].body for path in expected if is_index(path) and path in answers)
    for path, digest in expected.items():
        what = _missing(answers[NOWHERE], digest) if path == NOT_FOUND else \
            _unread(answers[address(path)]) or _changed(answers[address(path)], digest)
        if what:
            place = next((place for place in documents if path.startswith(place)), "")
            title = f" (milik “{documents[place][0]}”)" if place else ""
            yield Difference(path, what + title)
    for place in then.keys() & documents.keys() if ours.digests == expected else ():
        if then[place] != documents[place]:
            yield Difference(f"{place}index.html", f"{_turned(then[place], documents[place])}, dan laman belum "
                                                   "menampilkannya; terbitkan lagi")


def of_hidden(asked: Iterable[str], answers: Mapping[str, Answer]) -> Iterator[Difference]:
    """Which addresses answer although nothing may stand there. A server that answers everything with one page shows
    nothing by that."""
    nowhere = answers[NOWHERE]
    for path in asked:
        answer = answers[path]
        if answer.fault or answer.target:
            yield Difference(path, _unread(answer))
        elif answer.status not in CLOSED and (answer.status, answer.digest) != (nowhere.status, nowhere.digest):
            yield Difference(path, f"server menjawab {answer.status}, padahal dokumen ini ditahan dan belum boleh "
                                   "terbit; hapus dari server, lalu cari tahu siapa yang menaruhnya")


def cases(answers: Mapping[str, Answer], trusted: Trusted, domain: str, today: date) -> Iterator[tuple[str, Case]]:
    """Every signed text that the server shows, by path, with what must be asked about it: as the gate asks, at the day
    that it claims. Whether its attachments lie beside it, the lists tell."""
    for path, answer in answers.items():
        if (found := _PAPER.fullmatch(path)) and answer.status == FOUND:
            signature = answers.get(path + SIGNATURE, Answer(0)).body
            claim = claims.read(answer.body)
            paper = Paper(f"{CONTENT}{found[1]}index.md", answer.body, signature, claim,
                          dict(claim.attachments) if claim else {})
            yield path, signoff.prepare(paper, (), (trusted,), domain, today, "", is_start=True)


def of_case(path: str, case: Case, is_good: bool) -> Iterator[Difference]:
    """Does a key of the registry vouch for this signed text, at this place? `is_good`: ssh-keygen says so."""
    number = int(_PAPER.fullmatch(path)[2])
    if case.refusals:
        why = case.refusals[0].message
    elif case.revision.number != number:
        why = f"naskahnya sendiri menyebut revisi {case.revision.number}"
    else:
        why = "" if is_good else "tanda tangannya tidak cocok dengan isinya"
    if why:
        yield Difference(path, f"revisi {number} tidak terbukti disahkan menurut daftar pengesah di sini: {why}")


# --- words ---

def named(stamp: Stamp) -> str:
    """A release as people are told of it: its number, commit and time."""
    return f"rilis ke-{stamp.number} ({stamp.commit[:_SHORT]}, {dates.moment(stamp.time)})"


def _unread(answer: Answer) -> str:
    """Why there is no file in an answer, "" where there is one."""
    if answer.fault:
        return f"tidak terjawab: {answer.fault}"
    if answer.target:
        return f"dialihkan ke {answer.target}, padahal berkasnya harus ada di alamat ini"
    if answer.status in GONE:
        return f"tidak ada di laman ({answer.status}); terbitkan lagi"
    if answer.status != FOUND:
        return f"server menjawab {answer.status}; periksa pengaturan server"
    return "terlalu besar, jadi tidak dibaca sampai habis; bukan berkas rilis ini" if answer.is_cut else ""


def _changed(answer: Answer, digest: str) -> str:
    return "" if answer.digest == digest else \
        "isinya bukan yang dirilis; terbitkan lagi, lalu cari tahu siapa yang mengubahnya"


def _missing(answer: Answer, digest: str) -> str:
    """What is wrong with the answer for an address where there is nothing."""
    if answer.fault or answer.target:
        return _unread(answer)
    if answer.status not in GONE:
        return f"alamat yang tidak ada dijawab {answer.status}, seharusnya 404; periksa pengaturan server"
    return "" if answer.digest == digest else \
        "alamat yang tidak ada dijawab dengan halaman lain; periksa pengaturan server"


def _turned(before: tuple[str, str], now: tuple[str, str]) -> str:
    return f"“{now[0]}” berubah dari {before[1]} menjadi {now[1]}"


def _documents(indexes: Iterable[bytes]) -> dict[str, tuple[str, str]]:
    """Title and state of each document in these indexes, by address below the site; none of what is no such file."""
    found = {}
    for index in indexes:
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            whole = json.loads(index)
            found |= {str(row["halaman"]).removeprefix(whole["laman"]["alamat"] or ""): (
                str(row["judul"]), str(row["keadaan"])) for row in whole["dokumen"]}
    return found
