"""Runs MkDocs from our own commands: quiet, strict, every trouble as one MaklumatError in Indonesian."""

from __future__ import annotations

import logging
import os
import re
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

    from .mkdocs_plugin import MaklumatPlugin

__all__ = ["build", "configured", "heard", "indonesian", "plugin"]

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


def build(project: Project, out: Path, made: Release | None = None, earlier: Path | None = None) -> None:
    """Builds the site into `out` (emptied first). `made`: what goes out with its pages, where it is made
    already. `earlier`: the site that it is to replace. Raises MaklumatError when MkDocs warns of anything at all."""
    with heard("situs tidak dapat dibangun"):
        from mkdocs.commands.build import build as build_site

        from .mkdocs_plugin import Given

        config = configured(project.settings, site_dir=str(out), strict=True)
        plugin(config).given = Given(project, made, earlier=earlier)
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
        config.plugins.on_shutdown()


def preview(project: Project, out: Path) -> tuple[str, ...]:
    """The same of a project loaded with `drafts`, as an editor sees it; gives what MkDocs warns of."""
    with heard("pratinjau tidak dapat dibangun") as warnings:
        from mkdocs.commands.build import build as build_site

        from .mkdocs_plugin import Given

        config = configured(project.settings, site_dir=str(out))
        plugin(config).given = Given(project, kept=True)
        config.plugins.on_startup(command="serve", dirty=False)
        build_site(config)
        config.plugins.on_shutdown()
    return tuple(warnings.sentences)


def configured(settings: Settings, **options: str | bool) -> MkDocsConfig:
    """MkDocs' own settings. To be called where MkDocs is heard. Raises what MkDocs raises."""
    from mkdocs.config import load_config

    return load_config(str(settings.root / FILE_NAME), **options)


def plugin(config: MkDocsConfig) -> MaklumatPlugin:
    """Our own plugin. Raises SettingsError where mkdocs.yml does not name it."""
    if "maklumat" not in config.plugins:
        raise SettingsError(f"plugin `maklumat` belum disebut dalam `plugins` di {FILE_NAME}")
    return config.plugins["maklumat"]


@contextmanager
def heard(failure: str) -> Iterator[Warnings]:
    """MkDocs at work: gives what it warns of, and where it fails raises MaklumatError with that and `failure`."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # else Material prints a notice in English when it is imported
    from mkdocs.exceptions import MkDocsException

    warnings = Warnings()
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    log.propagate = False
    try:
        yield warnings
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


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of, as sentences in Indonesian."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # MkDocs names the plugin before what it says
        self.sentences.append(indonesian(record.getMessage().removeprefix("maklumat: ")))
