"""Where documents were announced, read from `pengumuman` of the plugin's settings: the office's own word, unsigned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import options
from .errors import SettingsError
from .passive import LIST, is_passive

__all__ = ["Announcement", "read"]

# PerKI 1/2021 Pasal 48 ayat (3); which of them are electronic
MEDIA = {"papan pengumuman": False, "cetak": False, "media sosial": True, "laman": True, "aplikasi": True}
_KEYS = ("dokumen", "media", "tanggal", "bukti", "keterangan")
_NEEDED = ("dokumen", "media", "tanggal", "bukti")
_LINK = re.compile(r"https://[^\s\\<>\"'@]+\Z")


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement of a maklumat.

    `document`: its id. `medium`: where, in the words of PerKI 1/2021. `proof`: a whole address (https), or the path of
    a file below the content folder, such as a photograph. `note`: "" where there is none.
    """

    document: str
    medium: str
    day: date
    proof: str
    note: str = ""

    @property
    def is_electronic(self) -> bool:
        return MEDIA[self.medium]

    @property
    def is_linked(self) -> bool:
        """Does its proof lie elsewhere on the web?"""
        return self.proof.startswith("https://")


def read(given: object) -> tuple[Announcement, ...]:
    """The announcements that these settings list. Raises SettingsError with one sentence."""
    if given in (None, "", []):
        return ()
    if not isinstance(given, list):
        raise SettingsError("`pengumuman` di mkdocs.yml harus berupa daftar, satu butir untuk setiap pengumuman")
    return tuple(_announcements(given))


def _announcements(rows: list) -> Iterator[Announcement]:
    for number, row in enumerate(rows, 1):
        where = _item(number)
        values = {key: options.line(options.group(row, _KEYS, where), key, where) for key in _KEYS}
        for key in _NEEDED:
            if not values[key]:
                raise _wrong(number, f"belum berisi `{key}`")
        if values["media"] not in MEDIA:
            raise _wrong(number, f"berisi media `{values['media']}`; pilih di antara {', '.join(MEDIA)}")
        yield Announcement(values["dokumen"], values["media"], _day(values["tanggal"], number),
                           _proof(values["bukti"], number), values["keterangan"])


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong(number, f"berisi tanggal `{text}`; tulis misalnya 2025-02-07") from None


def _proof(text: str, number: int) -> str:
    if _LINK.match(text):
        return text
    parts = text.split("/")
    if ":" in text or "\\" in text or text.startswith("/") or ".." in parts or not is_passive(text):
        raise _wrong(number, "berisi `bukti` yang bukan alamat https:// dan bukan berkas di folder isi "
                             f"({LIST}), misalnya foto/papan.jpg")
    return text


def _item(number: int) -> str:
    return f"butir {number} dari `pengumuman`"


def _wrong(number: int, what: str) -> SettingsError:
    return SettingsError(f"{_item(number)} di mkdocs.yml {what}")
