"""Where people turn when a promise is not kept, read from `layanan` among the plugin's settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from . import options

__all__ = ["Contact", "Services", "read"]

_KEYS = ("keberatan", "lapor", "komisi_informasi")
_OF_CONTACTS = ("nama", "alamat", "telepon", "surel", "tautan")
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


def read(given: object) -> Services:
    """The services that these settings describe; what they leave out keeps its default. Raises SettingsError with one
    sentence."""
    if given in (None, ""):
        return Services()
    contacts = options.group(given, _KEYS, "`layanan`")
    usual = Services()
    return Services(
        objection=_contact(contacts, "keberatan", usual.objection),
        report=_contact(contacts, "lapor", usual.report),
        commission=_contact(contacts, "komisi_informasi", usual.commission),
    )


def _contact(contacts: Mapping, key: str, usual: Contact) -> Contact:
    if contacts.get(key) in (None, ""):
        return usual
    where = f"`{key}`"
    given = options.group(contacts[key], _OF_CONTACTS, where)
    name, address, phone, mail, link = (options.line(given, part, where) for part in _OF_CONTACTS)
    if mail and not _MAIL.match(mail):
        raise options.wrong("surel", where, "harus berupa alamat surel, misalnya ppid@contoh.go.id")
    if phone and not _PHONE.match(phone):
        raise options.wrong("telepon", where, "harus berupa nomor telepon, misalnya (0536) 123456")
    if link and not _is_link(link):
        raise options.wrong("tautan", where, "harus berupa alamat lengkap yang diawali https://")
    return Contact(name or usual.name, address, phone, mail, link or usual.link)


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s\\<>\"'@]", text)
    except ValueError:
        return False
