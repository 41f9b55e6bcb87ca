"""The web pages of the git host that a repository lies on: where a file is edited and where a new one is written.

Addresses, as the hosts' own documentation and code have them: GitHub `new/BRANCH?filename=…&value=…`, Gitea and Forgejo
(Codeberg) `_new/BRANCH/?filename=…&value=…` (go-gitea/gitea#16556), GitLab `-/new/BRANCH/?file_name=…`, which no longer
takes a text (gitlab-org/gitlab#532221).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode, urlsplit

from .errors import SettingsError

__all__ = ["LONGEST", "Host", "read"]

LONGEST = 8000  # letters of an address; servers refuse longer ones
BRANCH = "main"

_ODD = re.compile(r"[^!-~]|[\\@<>\"'`{}|^?#]")  # an address is host and path, without name and password
_EDIT = re.compile(r"/?(?:-/)?(?:_?edit|blob|tree|raw|src/branch)/(?P<branch>[^/]+)/(?P<folder>.*)")


@dataclass(frozen=True, slots=True)
class _Forms:
    """`name`, `text`: the parameters of a new file's name and of its text, "" where the host takes none."""

    edit: str
    new: str
    name: str
    text: str


_FORMS: Mapping[str, _Forms] = MappingProxyType({
    "github": _Forms("edit/{}/", "new/{}", "filename", "value"),
    "gitlab": _Forms("-/edit/{}/", "-/new/{}/", "file_name", ""),
    "gitea": _Forms("_edit/{}/", "_new/{}/", "filename", "value"),
})
_NAMES = {"github": "github", "gitlab": "gitlab", "gitea": "gitea", "forgejo": "gitea", "codeberg": "gitea"}


@dataclass(frozen=True, slots=True)
class Host:
    """A repository at a git host. `kind`: a key of `_FORMS`. `folder`: the content folder in the repository, with a
    slash at its end; "" where it is the same as the project's own name of it."""

    kind: str
    repository: str
    branch: str = BRANCH
    folder: str = ""

    def edit(self, content: str, uri: str) -> str:
        """Where the file `uri` of the folder `content` is edited."""
        return self._page(_FORMS[self.kind].edit) + quote(self._path(content, uri))

    def new(self, content: str, uri: str, text: str) -> tuple[str, bool]:
        """Where a new file is written, and whether it holds the text already: not where the host takes none, and not
        where the address would be too long."""
        forms = _FORMS[self.kind]
        page, named = self._page(forms.new), {forms.name: self._path(content, uri)}
        whole = f"{page}?{urlencode(named | {forms.text: text}, quote_via=quote)}" if forms.text else ""
        if whole and len(whole) < LONGEST:
            return whole, True
        return f"{page}?{urlencode(named, quote_via=quote)}", False

    def _page(self, form: str) -> str:
        return f"{self.repository}/{form.format(quote(self.branch, safe=''))}"

    def _path(self, content: str, uri: str) -> str:
        return (self.folder or f"{content}/") + uri


def read(address: str, edit: str) -> Host | None:
    """The host by MkDocs' `repo_url` and `edit_uri`; None where there is no address, or one of a host that neither its
    name nor `edit_uri` makes known. Raises SettingsError with one sentence."""
    if not address:
        return None
    if not _is_address(address):
        raise SettingsError("repo_url di mkdocs.yml bukan alamat repositori yang sah; tulis alamat https tanpa nama "
                            "pengguna dan kata sandi, misalnya https://github.com/instansi/maklumat")
    form = _EDIT.fullmatch(edit)
    if edit and (form is None or _ODD.search(edit) or ".." in edit.split("/")):
        raise SettingsError("edit_uri di mkdocs.yml tidak dikenal; tulis cabang dan folder isi, misalnya "
                            "edit/main/content/, atau hapus kunci itu")
    kind = _kind(urlsplit(address).hostname or "", edit)
    if not kind:
        return None
    folder = f"{form['folder'].strip('/')}/".lstrip("/") if form else ""
    return Host(kind, address.rstrip("/"), form["branch"] if form else BRANCH, folder)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (parts.scheme == "https" and bool(parts.hostname) and parts.port != 0 and parts.path.count("/") >= 2
                and not _ODD.search(text) and len(text) <= 200)
    except ValueError:
        return False


def _kind(host: str, edit: str) -> str:
    if named := next((kind for name, kind in _NAMES.items() if name in host), ""):
        return named
    edit = edit.lstrip("/")
    of_edit = {"-/": "gitlab", "_edit/": "gitea", "src/": "gitea"}
    return next((kind for start, kind in of_edit.items() if edit.startswith(start)), "github" if edit else "")
