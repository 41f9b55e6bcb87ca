"""Runs MkDocs from our own commands: quiet, strict, every trouble as one MaklumatError in Indonesian."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import MaklumatError, SettingsError
from .project import Project
from .release import Release
from .settings import FILE_NAME, Settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["build", "indonesian", "serve"]

# What MkDocs says of an ordinary page or of its settings -> what people read
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
    (r"Config value '.+?': Unrecognised configuration name: (.+)", rf"{FILE_NAME}: kunci `\1` tidak dikenal"),
    (r"Config value 'markdown_extensions': Failed to load extension '(.+?)'.*",
     rf"{FILE_NAME}: ekstensi Markdown `\1` tidak dapat dimuat"),
    (r"Config value '(.+?)': .*", rf"{FILE_NAME}: nilai `\1` tidak dapat dipakai"),
))


def build(project: Project, out: Path, made: Release | None = None) -> None:
    """Builds the site into `out` (emptied first). `made`: what goes out with its pages, where it is made
    already. Raises MaklumatError when MkDocs warns of anything at all."""
    with _hearing("situs tidak dapat dibangun"):
        from mkdocs.commands.build import build as build_site

        config = _config(project.settings, site_dir=str(out), strict=True)
        plugin = config.plugins.get("maklumat")
        if plugin is None:
            raise SettingsError(f"plugin `maklumat` belum disebut dalam `plugins` di {FILE_NAME}")
        plugin.given = project, made
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
        config.plugins.on_shutdown()


def serve(settings: Settings, address: str = "127.0.0.1:8000") -> None:
    """Live preview until interrupted; MkDocs' warnings go to standard error."""
    failure = "pratinjau tidak dapat dijalankan"
    with _hearing(failure):
        _config(settings)
    with _hearing(failure, aloud=True):
        from mkdocs.commands.serve import serve as serve_site

        serve_site(str(settings.root / FILE_NAME), dev_addr=address)


def _config(settings: Settings, **options: str | bool) -> MkDocsConfig:
    from mkdocs.config import load_config

    return load_config(str(settings.root / FILE_NAME), **options)


@contextmanager
def _hearing(failure: str, *, aloud: bool = False) -> Iterator[None]:
    """MkDocs at work: what it warns of is said at once (`aloud`) or becomes the one sentence of its failure."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # else Material prints a notice in English when it is imported
    from mkdocs.exceptions import MkDocsException

    warnings = _Warnings(aloud)
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    log.propagate = False
    try:
        yield
    except (MkDocsException, SystemExit) as error:
        raise MaklumatError(f"{failure}: {'; '.join(warnings.sentences) or error}") from None
    finally:
        log.removeHandler(warnings)


def indonesian(sentence: str) -> str:
    """MkDocs' sentence about an ordinary page in Indonesian; one that is not known stays as it is."""
    flat = " ".join(sentence.split())
    for english, ours in _SENTENCES:
        if english.fullmatch(flat):
            return english.sub(ours, flat)
    return flat


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, or prints it."""

    def __init__(self, aloud: bool) -> None:
        super().__init__(logging.WARNING)
        self.aloud = aloud
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        sentence = indonesian(record.getMessage().removeprefix("maklumat: "))  # MkDocs names the plugin before it
        if self.aloud:
            sys.stderr.write(f"maklumat: {sentence}\n")
        else:
            self.sentences.append(sentence)
