"""Which program judged: what another version found, or did not find, is no answer of this one."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import yaml

__all__ = ["of_package"]

PACKAGE = Path(__file__).parent


def of_package() -> str:
    """SHA-256 over the code and data of this package and what reads texts for it, as they were when first asked for: a
    process goes on with the program that it has loaded."""
    return _of(PACKAGE)


@cache
def _of(package: Path) -> str:
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".yml"))
    files.append(Path(find_spec("markdown_it").origin))  # names its version, and takes long to load
    readers = f"{sys.version}\0{yaml.__version__}".encode()
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in files) + readers).hexdigest()
