"""The pages of a plan in the templates of the theme. Their blocks are finished: neither MkDocs nor Markdown touches
them, and one page costs the same however many there are (decision 34)."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import quote, urljoin

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as OfMkDocs

from . import canon, staged
from .portions import Page, Titled
from .staged import Head

__all__ = ["PlannedFiles", "Shells", "Shown", "listed"]

_PICTURES = ".icons"
_ANCHOR = re.compile(r'\sid="([^"]*)"')


class Shown(NamedTuple):
    """A planned page as templates know pages (https://www.mkdocs.org/dev-guide/themes/#page). `url` is relative to the
    site, `canonical_url` "" where the site's own address is not known."""

    title: str
    url: str
    canonical_url: str
    meta: Mapping[str, object]
    content: str
    is_homepage: bool = False
    toc: tuple[()] = ()


class Shells:
    """The templates of the theme, ready to be put around blocks."""

    def __init__(self, config: MkDocsConfig, nav: Navigation, env: Environment):
        self._config, self._nav, self._env = config, nav, env
        self._menu = {page.url: page for page in nav.pages}

    def html(self, page: Page) -> bytes:
        """The whole page as the file that browsers get."""
        shown = _shown(page, self._config)
        with self._current(shown.url):
            context = get_context(self._nav, (), self._config, shown)
            html = self._env.get_template(page.head.template).render(context)
        return html.encode("utf-8", "xmlcharrefreplace")

    def fingerprint(self) -> str:
        """A digest of everything that a page depends on beside itself: the settings, the menu, the templates and what
        they are told. Not of the program, nor of what it is built from."""
        loader, config = self._env.loader, self._config
        sources = [(name, loader.get_source(self._env, name)[0]) for name in sorted({*_templates(loader.searchpath)})]
        menu = [(item.title, item.url) for item in self._nav.pages]
        versions = [version(name) for name in ("jinja2", "markupsafe", "mkdocs", "mkdocs-material")]
        probe = Page("", "uji/index.md", "uji/", "", Head("uji", "uji", listed=True))
        return canon.digest(Path(config.config_file_path).read_bytes(), sources, menu, versions, self.html(probe))

    @contextmanager
    def _current(self, url: str) -> Iterator[None]:
        """While a page is made the menu says that it is this one."""
        entry = self._menu.get(url)
        if entry:
            entry.active = True
        try:
            yield
        finally:
            if entry:
                entry.active = False


class PlannedFiles(Files):
    """The files that MkDocs has, and behind them those of a plan: one of these is made only when a page leads to it."""

    def __init__(self, files: Iterable[File], config: MkDocsConfig, pages: Mapping[str, Page], others: Container[str]):
        super().__init__(list(files))
        self._config, self._pages, self._others = config, pages, others
        self._asked: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        return super().get_file_from_path(path) or self._planned(PurePath(path).as_posix())

    def _planned(self, uri: str) -> File | None:
        if uri not in self._asked and (uri in self._pages or uri in self._others):
            self._asked[uri] = File(uri, None, self._config.site_dir, self._config.use_directory_urls,
                                    inclusion=InclusionLevel.INCLUDED)
        return self._asked.get(uri)

    def complete(self) -> None:
        """Tells MkDocs of the pages that were asked for what it would know had it made them: their titles for its menu,
        and where links may lead on them."""
        for uri, each in self._asked.items():
            if uri in self._pages:
                page = each.page or OfMkDocs(None, each, self._config)
                page.markdown, page.meta = "", staged.meta(self._pages[uri].head)
                page.present_anchor_ids = set(_ANCHOR.findall(self._pages[uri].block))


def listed(pages: Iterable[Titled], config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """The whole address of each page that search engines may list, and the day of its last change, "" where nobody
    knows it."""
    return ((_whole(page.address, config), page.changed) for page in pages if page.listed)


def _templates(folders: Iterable[str]) -> Iterator[str]:
    """The names of all templates below these folders. Material's pictures, many thousands, are none."""
    for folder in folders:
        for place, inside, names in os.walk(folder):
            inside[:] = [name for name in inside if name != _PICTURES]
            yield from ((Path(place) / name).relative_to(folder).as_posix() for name in names if name.endswith(".html"))


def _shown(page: Page, config: MkDocsConfig) -> Shown:
    meta = staged.meta(page.head)
    return Shown(meta["title"], quote(page.address), _whole(page.address, config), meta, page.block)


def _whole(address: str, config: MkDocsConfig) -> str:
    site = config.site_url
    return urljoin(site if site.endswith("/") else f"{site}/", quote(address)) if site else ""
