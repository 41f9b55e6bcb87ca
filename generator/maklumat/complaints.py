"""Where people turn when a service falls short, as a part of a document's page (UU 14/2008 Pasal 35 to 37)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .services import Contact, Services

__all__ = ["section", "ways"]

# UU 14/2008 Pasal 36 and Pasal 37 ayat (2)
_OBJECTION = "Keberatan tertulis atas pelayanan informasi, paling lambat 30 hari kerja sejak alasannya diketahui. " \
    "Tanggapan diberikan paling lambat 30 hari kerja."
_REPORT = "Pengaduan atas pelayanan publik apa pun, kapan saja, tanpa biaya."
_COMMISSION = "Sengketa informasi, bila tanggapan atas keberatan tidak memuaskan, paling lambat 14 hari kerja sejak " \
    "tanggapan itu diterima."


def section(services: Services, title: str) -> str:
    """The three routes, the nearest first, each with what it is for and how to get there."""
    routes = ((services.objection, _OBJECTION), (services.report, _REPORT), (services.commission, _COMMISSION))
    rows = "\n".join(f"<li><strong>{escape(contact.name)}</strong> <span>{purpose}</span>{ways(contact)}</li>"
                     for contact, purpose in routes)
    return f'<h2 id="pengaduan">{escape(title)}</h2>\n<ol class="pengaduan">\n{rows}\n</ol>'


def ways(contact: Contact) -> str:
    """How to get there, as a list; "" where nothing is known."""
    rows = "".join(f"<li>{way}</li>" for way in _known(contact))
    return f"<ul>{rows}</ul>" if rows else ""


def _known(contact: Contact) -> Iterator[str]:
    if contact.link:
        shown = contact.link.partition("://")[2].rstrip("/")
        yield f'<a href="{escape(contact.link)}">{escape(shown)}</a>'
    if contact.mail:
        yield f'<a href="mailto:{escape(contact.mail)}">{escape(contact.mail)}</a>'
    if contact.phone:
        number = "".join(letter for letter in contact.phone if letter in "+0123456789")
        yield f'<a href="tel:{number}">{escape(contact.phone)}</a>'
    if contact.address:
        yield escape(contact.address)
