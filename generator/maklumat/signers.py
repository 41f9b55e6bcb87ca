"""The registry of approvers: OpenSSH's allowed_signers, read so strictly that every line has one meaning, and edited.

A line is `principal options key-type key name`, with one blank between them. Nothing here knows files; dates are those
of appointment letters, moments are UTC.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from . import sshsig

__all__ = ["AKAR", "COPY", "DOCUMENT", "NOON", "REGISTRY", "YEARS", "Fault", "Registry", "Signer", "add", "domain",
           "entry", "is_domain", "is_empty", "is_principal", "namespace", "principal", "read", "retire"]

AKAR = "akar"
DOCUMENT, COPY, REGISTRY = "maklumat", "salinan", "pengesah"
NOON = time(5, tzinfo=UTC)  # 12:00 WIB, the hour of the day at which keys are judged
MAX_BYTES, MAX_LINE = 1 << 20, 8192
MAX_NAME = 200
YEARS = range(1971, 9999)  # ssh-keygen takes the first moment of 1970 for "no limit"
_BEFORE_NOON, _ALMOST_A_DAY = timedelta(hours=NOON.hour), timedelta(days=1, seconds=-1)

_PRINCIPAL = re.compile(r"akar|nip:[0-9]{18}")
_OPTION = re.compile(r'([a-z-]+)="([^"\\]*)"')
_OPTIONS = re.compile(rf"{_OPTION.pattern}(?:,{_OPTION.pattern})*")
_MOMENT = re.compile(r"([0-9]{8})([0-9]{4}(?:[0-9]{2})?)?Z")
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_FORM = 'tulis `nip:18-angka namespaces="…" jenis-kunci kunci nama` dengan satu spasi di antaranya'


@dataclass(frozen=True, slots=True)
class Signer:
    """One line: whose key (`akar` or `nip:…`), what it may sign, and when. `since` and `until` belong to the time."""

    principal: str
    namespaces: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    key_type: str
    key: str
    name: str
    line: int

    @property
    def first_day(self) -> date | None:
        """The first day at whose noon WIB the key is valid, None without a beginning."""
        return None if self.since is None else (self.since - _BEFORE_NOON + _ALMOST_A_DAY).date()

    @property
    def last_day(self) -> date | None:
        """The last day at whose noon WIB the key is valid, None without an end."""
        return None if self.until is None else (self.until - _BEFORE_NOON).date()

    def is_valid(self, day: date) -> bool:
        """Is the key valid at noon WIB of that day? ssh-keygen counts both ends of a window as inside."""
        return (self.first_day or day) <= day <= (self.last_day or day)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be trusted, and how to mend it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Registry:
    """All sound lines, and the faults of the others; with a single fault the registry as a whole is not to be used."""

    signers: tuple[Signer, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Bad(Exception):
    """A line is faulty; the text says why and how to mend it."""


def principal(nip: str) -> str:
    """Under which name a person's key stands in the registry."""
    return f"nip:{nip}"


def namespace(purpose: str, domain: str) -> str:
    """What a signature is for, e.g. `maklumat@ppid.contoh.go.id`; part of what is signed."""
    return f"{purpose}@{domain}"


def is_principal(text: str) -> bool:
    """Is this `akar` or `nip:` and 18 digits, and so no pattern?"""
    return _PRINCIPAL.fullmatch(text) is not None


def is_domain(domain: str) -> bool:
    """Can namespaces be made of this host name? ssh-keygen would take `*`, `?`, `!` and `,` for patterns."""
    return _DOMAIN.fullmatch(domain) is not None


def is_empty(data: bytes) -> bool:
    """Does the registry hold nothing but comments and blank lines? What cannot be read is not empty."""
    lines = (line.strip() for line in data.splitlines())
    return all(not line or line.startswith(b"#") for line in lines)


def domain(data: bytes) -> str:
    """The host name in which all namespaces of the registry end; "" where there is none, or more than one."""
    options = (value for name, value in _OPTION.findall(data.decode(errors="replace")) if name == "namespaces")
    found = {each.rpartition("@")[2] for value in options for each in value.split(",")}
    return found.pop() if len(found) == 1 else ""


def read(data: bytes, domain: str) -> Registry:
    """Reads the bytes of the registry of the agency whose namespaces end in `domain`; never fails."""
    if fault := _not_text(data, domain):
        return Registry((), (fault,))
    signers: list[Signer] = []
    faults: list[Fault] = []
    for number, line in enumerate(data.decode().split("\n"), 1):
        try:
            if signer := _read_line(line, number, domain):
                _refuse_shared_key(signer, signers)
                signers.append(signer)
        except _Bad as bad:
            faults.append(Fault(number, str(bad)))
    return Registry(tuple(signers), tuple(faults))


def entry(principal: str, namespaces: tuple[str, ...], key_type: str, key: str, name: str,
          since: date | None = None, until: date | None = None) -> str:
    """One line for `add`, without its end. `since` and `until` are the first and the last day in office."""
    options = [f'namespaces="{",".join(namespaces)}"']
    if since:
        options.append(f'valid-after="{since:%Y%m%d}Z"')
    if until:
        options.append(f'valid-before="{_after(until)}"')
    return " ".join(part for part in (principal, ",".join(options), key_type, key, name) if part)


def add(text: str, line: str) -> str:
    """The registry with one more line at its end; every other character stays."""
    return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{line}\n"


def retire(text: str, signers: tuple[Signer, ...], until: date) -> str:
    """The registry with these keys (as read from this text) valid no longer than the day `until`, never longer than
    before; a key that would begin only later goes altogether. Every other character stays."""
    lines = text.split("\n")
    end = _moment(_after(until))
    for signer in sorted(signers, key=lambda each: each.line, reverse=True):
        at = signer.line - 1
        if signer.since and signer.since >= end:
            del lines[at]
        elif signer.until is None or signer.until > end:
            lines[at] = _shortened(lines[at], _after(until))
    return "\n".join(lines)


def _after(day: date) -> str:
    """The first moment after a day, as a window ends: keys are judged at noon, so all of that day counts."""
    return f"{day + timedelta(days=1):%Y%m%d}Z"


def _shortened(line: str, end: str) -> str:
    head, options, rest = line.split(" ", 2)
    kept = [f'{name}="{value}"' for name, value in _OPTION.findall(options) if name != "valid-before"]
    return " ".join((head, ",".join((*kept, f'valid-before="{end}"')), rest))


def _not_text(data: bytes, domain: str) -> Fault | None:
    if not is_domain(domain):
        return Fault(1, "alamat situs belum jelas; isi `site_url` di mkdocs.yml dengan alamat laman yang sebenarnya")
    if len(data) > MAX_BYTES:
        return Fault(1, "daftar pengesah terlalu besar; hapus baris yang bukan pengesah")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return Fault(data.count(b"\n", 0, error.start) + 1, "bukan teks UTF-8; simpan lagi berkasnya sebagai UTF-8")
    return None


def _read_line(line: str, number: int, domain: str) -> Signer | None:
    """The signer of a line, None for a comment or a blank line."""
    if len(line) > MAX_LINE:
        raise _Bad("baris terlalu panjang; pisahkan atau hapus")
    if line.endswith("\r"):
        raise _Bad("akhir baris CRLF; simpan lagi dengan akhir baris LF")
    if not line.isprintable():
        raise _Bad("memuat karakter yang tidak tampak; hapus lalu ketik ulang barisnya")
    if not line.strip() or line.startswith("#"):
        return None
    fields = line.split(" ", 4)
    if len(fields) < 4 or "" in fields:
        raise _Bad(_FORM)
    who, options, key_type, key, *names = fields
    name = names[0] if names else ""
    if not _PRINCIPAL.fullmatch(who):
        raise _Bad("pemegang kunci harus `nip:` dan 18 angka, atau `akar`")
    namespaces, since, until = _read_options(options, who, domain)
    if key_type not in sshsig.KEY_TYPES:
        raise _Bad(f"jenis kunci {key_type} tidak didukung; pakai ssh-ed25519")
    if fault := sshsig.key_fault(key_type, key):
        raise _Bad(f"{fault}; salin lagi isi berkas .pub")
    _refuse_odd_name(name)
    return Signer(who, namespaces, since, until, key_type, key, name, number)


def _read_options(text: str, who: str, domain: str) -> tuple[tuple[str, ...], datetime | None, datetime | None]:
    if not _OPTIONS.fullmatch(text):
        raise _Bad('pilihan harus berbentuk `namespaces="…",valid-after="…",valid-before="…"`')
    pairs = _OPTION.findall(text)
    options = dict(pairs)
    if len(options) != len(pairs):
        raise _Bad("satu pilihan tertulis dua kali; hapus salah satunya")
    if foreign := options.keys() - {"namespaces", "valid-after", "valid-before"}:
        raise _Bad(f"pilihan `{min(foreign)}` tidak dikenal; hapus")
    since, until = (_moment(options[name]) if name in options else None for name in ("valid-after", "valid-before"))
    if since and until and since >= until:
        raise _Bad("masa berlaku berakhir sebelum dimulai; betulkan `valid-after` atau `valid-before`")
    return _read_namespaces(options.get("namespaces"), who, domain), since, until


def _read_namespaces(text: str | None, who: str, domain: str) -> tuple[str, ...]:
    allowed = {namespace(purpose, domain) for purpose in ((REGISTRY,) if who == AKAR else (DOCUMENT, COPY))}
    if text is None:
        raise _Bad(f"pilihan `namespaces` tidak ada; tulis `namespaces=\"{min(allowed)}\"`")
    namespaces = tuple(text.split(","))
    if foreign := [each for each in namespaces if each not in allowed]:
        raise _Bad(f"`{foreign[0]}` bukan keperluan kunci ini; yang boleh {' dan '.join(sorted(allowed))}")
    if len(set(namespaces)) != len(namespaces):
        raise _Bad("satu keperluan tertulis dua kali; hapus salah satunya")
    return namespaces


def _moment(text: str) -> datetime:
    """`YYYYMMDD[HHMM[SS]]Z` as a moment; without Z OpenSSH would take the time of the computer at hand."""
    match = _MOMENT.fullmatch(text)
    if not match:
        raise _Bad(f"waktu `{text}` tidak berbentuk YYYYMMDDZ; tulis tahun, bulan, tanggal, lalu Z")
    try:
        moment = datetime.strptime(match[1] + (match[2] or "").ljust(6, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise _Bad(f"waktu `{text}` tidak ada pada kalender; betulkan") from None
    if moment.year not in YEARS:
        raise _Bad(f"tahun pada waktu `{text}` tidak masuk akal; betulkan")
    return moment


def _refuse_odd_name(name: str) -> None:
    if name != name.strip() or len(name) > MAX_NAME:
        raise _Bad("nama di akhir baris terlalu panjang atau diawali atau diakhiri spasi; betulkan")
    for letter in name:
        if not (letter.isascii() or letter == "’" or unicodedata.name(letter, "").startswith("LATIN ")):
            raise _Bad(f"nama di akhir baris memuat `{letter}`, yang bukan huruf Latin; ketik ulang")


def _refuse_shared_key(signer: Signer, others: list[Signer]) -> None:
    for other in others:
        if other.key == signer.key and other.principal != signer.principal:
            raise _Bad(f"kunci ini milik {other.principal} pada baris {other.line}; satu kunci hanya untuk satu orang")
