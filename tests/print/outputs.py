"""What the command line makes of a project: its folder of prints, and how a visitor finds them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from posixpath import join, normpath
from subprocess import CompletedProcess

import pytest

from maklumat import clock, documents

from ..conftest import called
from ..sites.office import NOW, anchor

__all__ = ["Outputs", "built", "command", "copied"]

REPOSITORY = Path(__file__).parents[2]

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#?]+)')
REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


def command(root: Path, *arguments: str, now: datetime = NOW) -> CompletedProcess[str]:
    """The command line in this project, at this time, with the first commit for an anchor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: now)
        patch.setenv("MAKLUMAT_ANCHOR", anchor(root))
        return called(*arguments, cwd=root)


def copied(folder: Path, content: Path = REPOSITORY / "content") -> Path:
    """The real project, with these documents if not its own, and with the templates of prints."""
    shutil.copytree(content, folder / "content")
    shutil.copytree(REPOSITORY / "theme", folder / "theme")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return folder


@dataclass(frozen=True, slots=True)
class Outputs:
    """`root`: the project. `site`: where the prints lie, a whole site or only them."""

    root: Path
    site: Path

    def files(self, pattern: str) -> tuple[Path, ...]:
        return tuple(sorted(path for path in self.site.rglob(pattern) if path.parent.name in ("cetak", "sosial")))

    def prints(self) -> Mapping[str, Path]:
        """All that was typeset or written to be announced, by its address below the site."""
        return {path.relative_to(self.site).as_posix(): path for path in self.files("*")}

    def source(self, path: Path) -> Path:
        """The document that a print was made of."""
        return self.root / "content" / path.parent.parent.relative_to(self.site) / "index.md"

    def title(self, path: Path) -> str:
        source = self.source(path)
        document = documents.read(str(source.relative_to(self.root)), source.read_bytes()).document
        assert document and document.title
        return document.title.text

    def listed(self) -> Mapping[str, Mapping[str, object]]:
        """The entries of cetakan.json by address."""
        entries = json.loads((self.site / "cetakan.json").read_text(encoding="utf-8"))["cetakan"]
        return {entry["berkas"]: entry for entry in entries}

    def links(self, uri: str) -> Iterator[str]:
        """Where the links of a page lead, below the site; others are left out."""
        for target in HREF.findall((self.site / uri).read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith(("/", "mailto:")):
                yield normpath(join(Path(uri).parent.as_posix(), target))

    def arrival(self, address: str) -> Path:
        """The page that somebody gets to who follows a short address (without its host)."""
        page = self.site / address / "index.html"
        target = REFRESH.search(page.read_text(encoding="utf-8"))
        assert target, f"{page} leads nowhere"
        arrived = (page.parent / target[1] / ("index.html" if target[1].endswith("/") else "")).resolve()
        assert arrived.is_file(), arrived
        return arrived


def built(root: Path) -> Outputs:
    """Builds the site of this project."""
    run = command(root, "build")
    assert run.returncode == 0, run.stdout + run.stderr
    return Outputs(root, root / "site")
