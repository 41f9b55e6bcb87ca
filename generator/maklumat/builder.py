"""Runs MkDocs from our own commands: quiet, strict, every trouble as one MaklumatError."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from .errors import MaklumatError
from .settings import FILE_NAME, Settings

__all__ = ["build", "serve"]


def build(settings: Settings, out: Path) -> None:
    """Builds the site into `out` (emptied first). Raises MaklumatError when MkDocs reports anything at all."""
    _quiet_material()
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    heard = _Listener()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    log.propagate = False
    try:
        config = load_config(str(settings.root / FILE_NAME), site_dir=str(out), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise MaklumatError(f"situs tidak dapat dibangun: {heard.text or error}") from None
    finally:
        log.removeHandler(heard)


def serve(settings: Settings, address: str = "127.0.0.1:8000") -> None:
    """Live preview until interrupted."""
    _quiet_material()
    from mkdocs.commands.serve import serve as mkdocs_serve

    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    mkdocs_serve(str(settings.root / FILE_NAME), dev_addr=address)


def _quiet_material() -> None:
    """Material prints a notice about MkDocs 2 in English when it is imported."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    @property
    def text(self) -> str:
        return "; ".join(self.lines)
