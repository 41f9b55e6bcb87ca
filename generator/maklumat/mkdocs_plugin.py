"""MkDocs events -> the core, and back. Holds no decision of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from . import branding, clock, compiled, disk, filling, finishing, ledger, project, release, settings, shells, sitemap
from .errors import MaklumatError
from .planned import Mode, is_tool
from .portions import titled
from .project import Project
from .release import Release
from .reports import Report, denials
from .reports.text import short
from .shells import PlannedFiles, Shells

__all__ = ["Given", "MaklumatPlugin"]

log = get_plugin_logger("maklumat")


SWITCH = re.compile(r'<(input|label) class="md-(?:toggle|overlay)"[^>]*>(?:</label>)?\s*')
STYLE = re.compile(r'(?<=<link rel="stylesheet" href=")((?:\.\./)*)([^."][^"]*)')  # (way up, place below the site)


class Given(NamedTuple):
    """What one build needs not find out itself. `made`: what goes out with the pages, where it is made already. `kept`:
    is it a preview that is kept as a folder, in which nothing changes any more? `earlier`: the site that this one is to
    replace."""

    project: Project
    made: Release | None = None
    kept: bool = False
    earlier: Path | None = None


class Options(Config):
    """What `settings.load` reads from mkdocs.yml; named here so that MkDocs knows the keys."""

    profil = option.Choice(settings.PROFILES, default="ppid")
    pola_nomor = option.Type(str, default="")
    cetak = option.Type(dict, default={})
    layanan = option.Type(dict, default={})
    pengumuman = option.Type(list, default=[])


class MaklumatPlugin(BasePlugin[Options]):
    """Shows what the plan shows: `on_config` sets the mode, `on_files` takes out what is withheld, `on_post_build` adds
    what is planned."""

    previewing = False
    remark = ""
    given: Given | None = None  # for the next build alone: MkDocs keeps a plugin for all builds of a process

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.previewing = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        try:
            self.project, self.made, self.kept, self.earlier = self.given or Given(self._load(config))
            told = branding.told(self.project.plan.mode, self.project.settings)
        except MaklumatError as error:
            raise PluginError(str(error)) from None
        self.given = None
        if Path(config.docs_dir).resolve() != self.project.settings.content:
            raise PluginError(f"tulis docs_dir di {settings.FILE_NAME} sebagai nama folder biasa")
        if self.previewing and (links := disk.folder_links(self.project.settings)):  # the gate refuses them to a build
            raise PluginError(f"{links[0]} tautan ke folder, yang mungkin tidak ada ujungnya; ganti tautan itu dengan "
                              "foldernya sendiri")
        self._remark(self.project.standing.remark)
        config.extra["maklumat"] = told | self._told_editors()
        config.theme.static_templates.discard(sitemap.NAME)  # that of the theme is for other builders

    def _told_editors(self) -> dict[str, str]:
        """What templates are told beside it for a preview. `langsung`: the server's own script must run."""
        if not self.previewing:
            return {}
        return {"ringkasan": self.project.summary} | ({"mode": Mode.PREVIEW.value} if self.kept
                                                      else {"langsung": "ya"})

    def _remark(self, remark: str) -> None:
        """Tells an editor once what the preview is worth."""
        if self.previewing and remark not in ("", self.remark):
            log.warning(remark)
        self.remark = remark

    def _load(self, config: MkDocsConfig) -> Project:
        return project.load(settings.load(Path(config.config_file_path).parent), clock.now(), drafts=self.previewing)

    @event_priority(-100)  # last: no other plugin may put a withheld file back
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        if self.project.errors and not self.previewing:
            report = Report(len(self.project.texts), self.project.errors)
            raise PluginError(f"dokumen mengandung galat:\n{short(report)}")
        plan = self.project.plan
        if plan.refused and not self.previewing:
            raise PluginError("\n".join(plan.refused.values()))
        if self.project.refusals and not self.previewing:
            raise PluginError("\n".join(("situs tidak boleh terbit:", *denials.lines(self.project.refusals))))
        for sentence in plan.refused.values():
            log.warning(sentence)
        self.beside = self.made or self._make()
        ours = {*plan.files, *self.beside.names()}
        folder = config.extra["maklumat"]["aset"]
        self.moved = {uri.removeprefix(folder): uri for uri in self.beside.files if uri.startswith(folder)}
        pages = self.pages = self.project.previewed if self.previewing else plan.by_uri
        kept = (file for file in files
                if not (file.src_uri in pages or file.src_uri in ours or self._is_unwanted(file.src_uri)))
        self.files = PlannedFiles(kept, config, pages, ours)
        return self.files

    def on_nav(self, nav: Navigation, **_: object) -> None:
        self.nav = nav

    def on_env(self, env: Environment, config: MkDocsConfig, **_: object) -> None:
        self.files.complete()
        env.bytecode_cache = compiled.cache()
        self.shells = Shells(config, self.nav, env)

    @event_priority(-100)  # last: what is linked to from the earlier site must not be written to
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Writes what is ours: MkDocs knows of no more of it than its pages lead to."""
        site, plan = Path(config.site_dir), self.project.plan
        if self.previewing:
            pages = ((ledger.file(page.address), self.shells.html(page)) for page in self.pages.values())
            filling.write_all(site, itertools.chain(pages, plan.files.items()))
        else:
            finishing.write(site, plan, self.shells, self.project.settings.root, self.earlier)
        try:
            filling.write_all(site, itertools.chain(self.beside.contents(), self.sitemap(config)), self.earlier)
        except MaklumatError as error:
            raise PluginError(str(error)) from None

    def on_post_page(self, output: str, **_: object) -> str:
        """Without Material's switches for a drawer that our header does not have; with its style sheets where they lie.
        """
        return STYLE.sub(lambda link: link[1] + self.moved.get(link[2], link[2]), SWITCH.sub("", output))

    def sitemap(self, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
        """The files of the site map: ordinary pages, then those of the plan that may be listed."""
        ordinary = ((file.page.canonical_url, "") for file in self.files.documentation_pages())
        titles = map(titled, self.pages.values()) if self.previewing else self.project.plan.titles
        return sitemap.files([*ordinary, *shells.listed(titles, config)] if config.site_url else (),
                             config.site_url or "")

    def _is_unwanted(self, uri: str) -> bool:
        return not self.project.plan.publishes(uri) or uri in self.moved or is_tool(uri) or \
            disk.is_linked(self.project.settings, uri)

    def _make(self) -> Release:
        """What goes out with the pages; while previewing, what cannot be made is said and left out."""
        made = Release()
        try:
            made = release.make(self.project.plan, self.project.settings)
            trouble = short(Report(len(self.project.texts), made.faults)).rstrip() if made.faults else ""
        except MaklumatError as error:
            trouble = str(error)
        if trouble and not self.previewing:
            raise PluginError(f"cetakan tidak dapat dibuat: {trouble}")
        for line in trouble.splitlines():
            log.warning(line)
        return made
