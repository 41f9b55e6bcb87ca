"""Where people turn when a promise is not kept, read from `layanan` among the plugin's settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .errors import SettingsError

__all__ = ["Contact", "Services", "read"]

LONGEST = 200  # letters of one value
_KEYS = ("keberatan", "lapor", "komisi_informasi")
_OF_CONTACTS = ("nama", "alamat", "telepon", "surel", "tautan")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MAIL = re.compile(r"[^\s@<>\"'?&]+@[^\s@<>\"'?&]+\.[^\s@<>\"'?&]+\Z")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ().-]{4,30}\Z")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach and how; "" for what is not known. `link` is a whole address (https)."""

    name: str = ""
    address: str = ""
    phone: str = ""
    mail: str = ""
    link: str = ""

    @property
    def is_reachable(self) -> bool:
        return any((self.address, self.phone, self.mail, self.link))


@dataclass(frozen=True, slots=True)
class Services:
    """`objection`: where an objection (keberatan) to the Atasan PPID goes (UU 14/2008 Pasal 35). `report`: the national
    complaint service SP4N-LAPOR! (Perpres 76/2013). `commission`: the Komisi Informasi for disputes (UU 14/2008 Pasal
    37)."""

    objection: Contact = field(default_factory=lambda: Contact("Atasan PPID"))
    report: Contact = field(default_factory=lambda: Contact("SP4N-LAPOR!", link="https://www.lapor.go.id/"))
    commission: Contact = field(default_factory=lambda: Contact("Komisi Informasi"))


def read(options: object) -> Services:
    """The services that these settings describe; what they leave out keeps its default. Raises SettingsError with one
    sentence."""
    if options in (None, ""):
        return Services()
    _refuse_others(options, _KEYS, "layanan")
    usual = Services()
    return Services(
        objection=_contact(options, "keberatan", usual.objection),
        report=_contact(options, "lapor", usual.report),
        commission=_contact(options, "komisi_informasi", usual.commission),
    )


def _contact(options: Mapping, key: str, usual: Contact) -> Contact:
    given = options.get(key)
    if given in (None, ""):
        return usual
    _refuse_others(given, _OF_CONTACTS, key)
    name, address, phone, mail, link = (_line(given, part, key) for part in _OF_CONTACTS)
    if mail and not _MAIL.match(mail):
        raise _wrong("surel", key, "harus berupa alamat surel, misalnya ppid@contoh.go.id")
    if phone and not _PHONE.match(phone):
        raise _wrong("telepon", key, "harus berupa nomor telepon, misalnya (0536) 123456")
    if link and not _is_link(link):
        raise _wrong("tautan", key, "harus berupa alamat lengkap yang diawali https://")
    return Contact(name or usual.name, address, phone, mail, link or usual.link)


def _line(options: Mapping, key: str, where: str) -> str:
    value = options.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(key, where, "harus berisi satu teks; apit dengan tanda kutip bila berupa angka")
    if _UNSEEN.search(value) or len(value) > LONGEST:
        raise _wrong(key, where, f"harus berupa satu baris, paling banyak {LONGEST} huruf")
    return value.strip()


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s\\<>\"'@]", text)
    except ValueError:
        return False


def _refuse_others(options: object, known: tuple[str, ...], where: str) -> None:
    if not isinstance(options, Mapping):
        raise SettingsError(f"`{where}` di mkdocs.yml harus berisi pasangan `kunci: nilai`")
    for key in options:
        if key not in known:
            raise SettingsError(f"kunci `{key}` pada `{where}` di mkdocs.yml tidak dikenal; yang ada: "
                                f"{', '.join(known)}")


def _wrong(key: str, where: str, what: str) -> SettingsError:
    return SettingsError(f"`{key}` pada `{where}` di mkdocs.yml {what}")
