"""Runs MkDocs from our own commands: quiet, strict, every trouble as one MaklumatError in Indonesian."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from .errors import MaklumatError
from .settings import FILE_NAME, Settings

__all__ = ["build", "indonesian", "serve"]

# What MkDocs says of an ordinary page -> what its author reads
_SENTENCES = tuple((re.compile(english), indonesian) for english, indonesian in (
    (r"Doc file '(.+?)' contains a link '(.+?)', but the target .*not found among documentation files\..*",
     r"\1: tautan `\2` menuju berkas yang tidak ada"),
    (r"Doc file '(.+?)' contains a link '(.+?)', but (?:the doc '.+?' does not contain|there is no such) .*",
     r"\1: tautan `\2` menuju bagian yang tidak ada"),
    (r"Doc file '(.+?)' contains an absolute link '(.+?)', .*",
     r"\1: tautan `\2` diawali garis miring; tulis alamat berkasnya dari halaman ini"),
    (r"Doc file '(.+?)' contains an unrecognized relative link '(.+?)', .*",
     r"\1: tautan `\2` tidak menuju sebuah berkas"),
    (r"A reference to '(.+?)' is included in the 'nav' configuration, .*",
     rf"{FILE_NAME}: `nav` menyebut \1, padahal berkas itu tidak ada"),
    (r'The following pages exist in the docs directory, .* "nav" configuration:\s*(.+)',
     rf"belum disebut dalam `nav` di {FILE_NAME}: \1"),
))


def build(settings: Settings, out: Path) -> None:
    """Builds the site into `out` (emptied first). Raises MaklumatError when MkDocs warns of anything at all."""
    _silence_material()
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    warnings = _Warnings()
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    log.propagate = False
    try:
        config = load_config(str(settings.root / FILE_NAME), site_dir=str(out), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        told = "; ".join(warnings.sentences) or str(error)
        raise MaklumatError(f"situs tidak dapat dibangun: {told}") from None
    finally:
        log.removeHandler(warnings)


def serve(settings: Settings, address: str = "127.0.0.1:8000") -> None:
    """Live preview until interrupted; MkDocs' warnings go to standard error."""
    _silence_material()
    from mkdocs.commands.serve import serve as serve_site

    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    serve_site(str(settings.root / FILE_NAME), dev_addr=address)


def indonesian(sentence: str) -> str:
    """MkDocs' sentence about an ordinary page in Indonesian; one that is not known stays as it is."""
    flat = " ".join(sentence.split())
    for english, ours in _SENTENCES:
        if english.fullmatch(flat):
            return english.sub(ours, flat)
    return flat


def _silence_material() -> None:
    """Material prints a notice about MkDocs 2 in English when it is imported."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(indonesian(record.getMessage()))
