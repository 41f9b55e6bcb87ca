"""Values among the plugin's settings in mkdocs.yml: each asked for by its key, each wrong one told in one sentence.

`where` says what holds the key, as people find it: "`layanan`", "butir 2 dari `pengumuman`".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .errors import SettingsError

__all__ = ["LONGEST", "group", "line", "wrong"]

LONGEST = 200  # letters of one line, unless told otherwise
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def group(value: object, known: Iterable[str], where: str) -> Mapping:
    """The value as pairs of known keys and their values. Raises SettingsError for anything else."""
    if not isinstance(value, Mapping):
        raise SettingsError(f"{where} di mkdocs.yml harus berisi pasangan `kunci: nilai`")
    for key in value:
        if key not in known:
            raise SettingsError(f"kunci `{key}` pada {where} di mkdocs.yml tidak dikenal; yang ada: {', '.join(known)}")
    return value


def line(options: Mapping, key: str, where: str, longest: int = LONGEST) -> str:
    """The text under a key, without blanks around it, "" where there is none. Raises SettingsError for what is no text
    of one line or longer than `longest` letters."""
    value = options.get(key)
    value = getattr(value, "value", value)  # a date of YAML is a node of its own
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(key, where, "harus berisi satu teks; apit dengan tanda kutip bila berupa angka")
    if _UNSEEN.search(value) or len(value) > longest:
        raise wrong(key, where, f"harus berupa satu baris, paling banyak {longest} huruf")
    return value.strip()


def wrong(key: str, where: str, what: str) -> SettingsError:
    return SettingsError(f"`{key}` pada {where} di mkdocs.yml {what}")
