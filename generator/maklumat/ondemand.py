"""A previewed site of which nothing is made before it is asked for: pages by MkDocs' own parts, prints by the press."""

from __future__ import annotations

import logging
import mimetypes
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from . import branding, checksums, disk, press, preview, release, search_index, sitemap
from .addresses import TREES
from .builder import configured, heard, plugin
from .errors import MaklumatError
from .mkdocs_plugin import Given
from .planned import MANIFEST
from .planned import Page as Planned
from .project import Project
from .release import Release
from .settings import FILE_NAME, Settings, reason
from .shells import PlannedFiles, Shells

__all__ = ["Answer", "Builder", "Site"]

FAILURE = "pratinjau tidak dapat dijalankan"
MISSING = "404.html"
LISTS = (MANIFEST, checksums.NAME)  # of all prints, which are then made
NO_PAGE = "Halaman ini tidak dapat ditampilkan"
NO_FILE = "Berkas ini tidak dapat disusun"
BEYOND = "isinya tidak dapat diolah menjadi halaman; periksa perubahan terakhir pada berkas ini"
NO_THEME = "folder tampilan situs tidak dapat dipakai; periksa perubahan terakhir pada berkas di dalamnya"
BARE = '<!doctype html>\n<html lang="id">\n<meta charset="utf-8">\n<title>{0}</title>\n<body>\n<main>\n<h1>{0}</h1>\n' \
    "{1}\n</main>\n</body>\n</html>\n"
NO_TEXT = "berkas ini bukan teks UTF-8; simpan ulang sebagai UTF-8"
HTML = "text/html; charset=utf-8"
KINDS = {  # of what browsers refuse under another name; some systems know others
    "html": HTML, "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "json": "application/json",
    "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8", "xml": "application/xml", "pdf": "application/pdf",
}

# what MkDocs says is heard where it is asked something; else it would go to the terminal in English
logging.getLogger("mkdocs").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at an address, and what browsers call its kind."""

    data: bytes
    kind: str = HTML


class Builder:
    """MkDocs, set up once for each state of mkdocs.yml: that takes longer than a page."""

    def __init__(self) -> None:
        self._written = b""
        self._ready: tuple[MkDocsConfig, Environment] | None = None
        self._known: tuple[str, ...] | None = None
        self._theme: tuple[File, ...] = ()
        self._beside: tuple[object, ...] = ()
        self._offered: tuple[str, ...] = ()

    def site(self, project: Project) -> Site:
        """Raises MaklumatError when MkDocs cannot use mkdocs.yml or the theme."""
        with heard(FAILURE) as warnings:
            config, env = self._set_up(project.settings)
            asked_for = dict.fromkeys((*project.plan.prints, *LISTS), b"")  # so that links to these lead somewhere
            beside = Release(files=asked_for | branding.files(project.settings))
            plugin(config).given = Given(project, beside)
            config = config.plugins.on_config(config)
            files = self._in_content(config, project)
            for file in self._of_the_theme(config, env, disk.theme_files(project.settings)):
                if file.src_uri not in files.src_uris:
                    files.append(file)
            files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            site = Site(project, beside, config, files, env)
        site.remarks = tuple(warnings.sentences)
        return site

    def _in_content(self, config: MkDocsConfig, project: Project) -> Files:
        """The files of the content folder that MkDocs would offer, without documents: it takes long to look at each."""
        attached = project.plan.attachments
        beside = (config, *disk.files(project.settings.content, TREES), *attached)
        if beside != self._beside:
            uris = (file.src_uri for file in get_files(config))
            self._beside = beside
            self._offered = tuple(uri for uri in uris if uri in attached or not uri.startswith(TREES))
        files = [File(uri, config.docs_dir, config.site_dir, config.use_directory_urls) for uri in self._offered]
        set_exclusions(files, config)
        return Files(files)

    def _of_the_theme(self, config: MkDocsConfig, env: Environment, own: tuple[str, ...]) -> tuple[File, ...]:
        """The files that the theme brings. `own`: those of the project's own theme; Material's ten thousand stay."""
        if own != self._known:
            env.cache.clear()  # another file may stand in the place of a template now
            files = Files([])
            files.add_files_from_theme(env, config)
            self._known, self._theme = own, tuple(files)
        return self._theme

    def _set_up(self, settings: Settings) -> tuple[MkDocsConfig, Environment]:
        try:
            written = (settings.root / FILE_NAME).read_bytes()
        except OSError as error:
            raise MaklumatError(f"{FILE_NAME} tidak dapat dibuka: {reason(error)}") from None
        if self._ready is None or written != self._written:
            config = configured(settings)
            config.plugins.on_startup(command="serve", dirty=False)
            env = config.theme.get_env()
            env.auto_reload = True  # templates change too; MkDocs reads each only once
            self._ready, self._written, self._known = (config, env), written, None
        return self._ready


class Site:
    """`remarks`: what MkDocs warned of while setting up, in Indonesian."""

    remarks: tuple[str, ...] = ()

    def __init__(self, project: Project, beside: Release, config: MkDocsConfig, files: PlannedFiles, env: Environment):
        self.project, self._config, self._files, self._env = project, config, files, env
        self._nav = get_navigation(files, config)
        files.complete()
        self._shells = Shells(config, self._nav, env)
        self._planned = project.previewed.by_file
        self._contents = {**project.plan.files, **beside.files}
        self._pages = {file.dest_uri: file for file in files.documentation_pages()}
        self._others = {file.dest_uri: file for file in files if not file.is_documentation_page()}
        self._made: dict[str, Answer | None] = {}
        self._lock = threading.Lock()  # MkDocs marks one page as the one at work

    def answer(self, uri: str) -> Answer | None:
        """What stands at this place below the site, None where there is nothing. A fault of the project is a page too.
        """
        with self._lock:
            if uri not in self._made:
                try:
                    self._made[uri] = self._make(uri)
                except Exception:  # not even the page that would say what is wrong
                    self._made[uri] = Answer(BARE.format(NO_PAGE, preview.strip([NO_THEME])).encode())
            return self._made[uri]

    def is_page(self, uri: str) -> bool:
        """Is there a page, or a file of this name, without making it?"""
        return any(uri in known for known in (self._planned, self._pages, self._contents, self._others))

    def missing(self) -> Answer:
        """What is shown where there is nothing."""
        return self.answer(MISSING) or Answer(b"")

    def _make(self, uri: str) -> Answer | None:
        if uri in self._planned:
            return self._shown(self.project.previewed[self._planned[uri]])
        if uri in self._pages:
            return self._page(self._pages[uri])
        if uri in self._config.theme.static_templates:
            return Answer(self._template(uri), _kind(uri))
        if uri == sitemap.NAME:
            return Answer(dict(plugin(self._config).sitemap(self._config))[uri], _kind(uri))
        try:
            if uri in self.project.plan.prints:
                return self._print(uri)
            data = self._file(uri)
        except MaklumatError as error:
            return self._instead(uri, NO_FILE, str(error))
        return None if data is None else Answer(data, _kind(uri))

    def _file(self, uri: str) -> bytes | None:
        if uri in LISTS:
            return dict(release.make(self.project.plan, self.project.settings).contents()).get(uri)
        if uri.startswith(search_index.FOLDER):
            return search_index.build(self.project.plan.searched).get(uri)
        if uri in self._contents:
            return self._contents[uri]
        with suppress(OSError, KeyError):  # it may be gone since
            return self._others[uri].content_bytes
        return None

    def _page(self, file: File) -> Answer:
        page = file.page or Page(None, file, self._config)
        try:
            with heard(NO_PAGE) as warnings:
                self._read(page)
                page.render(self._config, self._files)
            if warnings.sentences:
                page.content = preview.strip(warnings.sentences) + (page.content or "")
            return self._rendered(page)
        except MaklumatError as error:
            return self._instead(file.src_uri, NO_PAGE, str(error))
        except UnicodeDecodeError:
            return self._instead(file.src_uri, NO_PAGE, NO_TEXT)
        except Exception:  # whatever Markdown may raise: the other pages stay up
            return self._instead(file.src_uri, NO_PAGE, BEYOND)

    def _instead(self, uri: str, title: str, sentence: str) -> Answer:
        return self._shown(preview.faulty(uri, title, [sentence]))

    def _shown(self, page: Planned) -> Answer:
        """A page of the plan, or one that stands for something that cannot be shown itself."""
        self._read_menu()
        return Answer(self._shells.html(page))

    def _rendered(self, page: Page) -> Answer:
        self._read_menu()
        page.active = True
        try:
            context = get_context(self._nav, self._files, self._config, page)
            output = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return Answer(self._config.plugins.on_post_page(output, page=page, config=self._config).encode())

    def _read_menu(self) -> None:
        for page in self._nav.pages:
            with suppress(Exception):  # its own page says what is wrong with it
                self._read(page)  # every page names it

    def _read(self, page: Page) -> None:
        if page.markdown is None:
            page.read_source(self._config)

    def _template(self, name: str) -> bytes:
        """A page of the theme alone: the one for what is missing."""
        self._read_menu()
        base = urlsplit(self._config.site_url or "/").path if name == MISSING else "."
        context = get_context(self._nav, self._files, self._config, base_url=base)
        return self._env.get_template(name).render(context).encode()

    def _print(self, uri: str) -> Answer:
        """The typeset file; where the document does not fit, a page that says so."""
        pressed = press.press([self.project.plan.prints[uri]], self.project.settings)
        if pressed.faults:
            return self._shown(preview.findings_page(uri, pressed.faults, f"{uri.rpartition('/')[0]}/"))
        return Answer(pressed.files[uri].read(), _kind(uri))


def _kind(uri: str) -> str:
    end = uri.rpartition(".")[2].lower() if "." in uri else "txt"
    return KINDS.get(end) or mimetypes.guess_type(uri)[0] or "application/octet-stream"
