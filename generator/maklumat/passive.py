"""Kinds of files that show something and run nothing, and the folders that belong to the site itself."""

from __future__ import annotations

__all__ = ["KINDS", "LIST", "OWN", "SITE", "is_own", "is_passive"]

# folders below the site whose pages and files the plan makes of all documents together
SITE = ("daftar/", "data/", "cari/", "keaslian/", "bukti/", "aksesibilitas/", "aturan/", "baru/", "pagefind/", "aset/")
KINDS = ("png", "jpg", "jpeg", "gif", "webp", "avif", "pdf", "txt", "csv", "docx", "xlsx", "pptx", "odt", "ods", "odp")
LIST = ", ".join(f".{kind}" for kind in KINDS)
OWN = ("assets/", "css/", "fonts/", "js/", "search/", "javascripts/", "stylesheets/", "maklumat/", "sop/", "pengesah/",
       "d/", *SITE)


def is_passive(name: str) -> bool:
    """Does a file's name end like one of `KINDS`, in lower or upper case? A name that is nothing but an end does not.
    """
    stem, dot, kind = name.rpartition("/")[2].rpartition(".")
    return bool(stem and dot) and kind.isascii() and kind.lower() in KINDS


def is_own(uri: str) -> bool:
    """Does a path below the content folder lie where the theme, the builder or the plan puts its own files? Some disks
    take `Assets/` for the same folder."""
    return uri.lower().startswith(OWN)
