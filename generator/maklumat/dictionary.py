"""The dictionary, asked of the program `hunspell`, and the project's own list of words beside it.

Hunspell and its dictionaries come with the system; none is bundled or fetched.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from . import disk
from .errors import ContentError, MaklumatError
from .settings import Settings

__all__ = ["GLOSSARY", "NAME", "unknown"]

PROGRAM, NAME = "hunspell", "id_ID"  # hunspell looks for a name where the system keeps its dictionaries
GLOSSARY = "glosarium.txt"  # beside mkdocs.yml
TIMEOUT = 120  # seconds; a thousand words take less than one
OFFERED, ALIKE = 6, 0.8  # from so many letters on, a word so much alike is the one that was meant, as a rule
MISSING = "pemeriksaan ejaan memerlukan program hunspell dan kamus bahasa Indonesia; pasang keduanya, di Debian atau " \
    "Ubuntu dengan `sudo apt install hunspell hunspell-id`"
NO_DICTIONARY = "kamus {} tidak ditemukan atau rusak; pasang kamusnya, di Debian atau Ubuntu dengan `sudo apt " \
    "install hunspell-id`, atau tunjuk berkas .dic-nya dengan --dictionary"
_ANSWER = re.compile(r"(?m)^(?:& (\S+) \d+ \d+: (.+)|# (\S+) \d+)$")  # `& word count place: nearest, …`, `# word place`


def unknown(words: Collection[str], settings: Settings, dictionary: str = NAME) -> dict[str, str]:
    """Of these lower-case words those that neither dictionary nor glossary knows, with the nearest that is known or "".

    `dictionary`: a name, or the path of a .dic file. Raises MaklumatError with one sentence.
    """
    asked = sorted(set(words) - _glossary(settings))
    strange = _ask(["-l"], asked, dictionary).split()
    if not strange:
        return {}
    nearest = dict.fromkeys(strange, "")
    for word, near, _ in _ANSWER.findall(_ask(["-a"], [f"^{word}" for word in nearest], dictionary)):
        if word in nearest and len(word) >= OFFERED:
            nearest[word] = next(iter(get_close_matches(word, near.split(", "), n=1, cutoff=ALIKE)), "")
    return {word: nearest[word] for word in asked if word in nearest}


def _glossary(settings: Settings) -> frozenset[str]:
    """One word a line; what follows a # is a remark. None where there is no such file."""
    path = settings.root / GLOSSARY
    if not os.path.lexists(path):
        return frozenset()
    try:
        lines = disk.read_bytes(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ContentError(f"{GLOSSARY} bukan teks UTF-8; simpan ulang sebagai UTF-8") from None
    return frozenset(line.partition("#")[0].strip().lower() for line in lines)


def _ask(how: list[str], lines: Collection[str], dictionary: str) -> str:
    """Hunspell's answer; lists of words that the user keeps at home have no say."""
    name = str(Path(dictionary).with_suffix("")) if dictionary.endswith((".dic", ".aff")) else dictionary
    command = [PROGRAM, "-d", name, "-p", os.devnull, "-i", "utf-8", *how]
    environment = os.environ | {"HOME": os.devnull, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, input="".join(f"{line}\n" for line in lines), capture_output=True, check=False,
                              encoding="utf-8", errors="replace", timeout=TIMEOUT, env=environment)
    except FileNotFoundError:
        raise MaklumatError(MISSING) from None
    except (OSError, subprocess.TimeoutExpired):
        raise MaklumatError(f"program {PROGRAM} tidak dapat dijalankan") from None
    if done.returncode:
        raise MaklumatError(NO_DICTIONARY.format(dictionary))
    return done.stdout
