"""What pages load, in one folder named after its bytes.

A page so finds the very files that it was made with for as long as a release that has them is kept, and browsers may
keep them for ever. It is one folder for all, as scripts import what lies beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

__all__ = ["BASE", "FOLDER", "OF_THEME", "folder", "placed"]

FOLDER = "aset/"  # below the site
OF_THEME = ("css/", "js/")  # of the project's own theme
BASE = "assets/stylesheets/"  # of the theme that it builds on
_DIGITS = 16  # of the digest: 64 bits


def folder(files: Mapping[str, bytes]) -> str:
    """Where these files lie below the site. `files`: by their path below this folder."""
    whole = sha256()
    for name, data in sorted(files.items()):
        for part in (name.encode(), data):
            whole.update(sha256(part).digest())
    return f"{FOLDER}{whole.hexdigest()[:_DIGITS]}/"


def placed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files by their place below the site."""
    there = folder(files)
    return {there + name: data for name, data in sorted(files.items())}
