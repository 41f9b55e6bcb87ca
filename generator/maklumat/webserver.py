"""The configuration of a web server that shows what the receiver installed: nginx or Apache.

Templates in servers/; what both servers must agree on – headers, policies, types – stands here once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from urllib.parse import urlsplit

from . import assets, check_page, checksums, heartbeat, permalinks, planned, policy, search_page
from .errors import UsageError

__all__ = ["ROOT", "SERVERS", "Place", "configuration", "place"]

SERVERS = ("nginx", "apache")
ROOT = "/srv/maklumat"  # the receiver's folder

HEADERS = (  # on every answer, errors too
    # an agency's other hosts may have no HTTPS: nothing is said of them
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
                           "microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
POLICIES = (  # by address below the site; ORDINARY for all others
    (permalinks.FOLDER, policy.BARE),
    (check_page.ADDRESS, policy.CHECK),
    (search_page.ADDRESS, policy.SEARCH),
)
TEXTS = (  # sent as UTF-8 and compressed
    ("text/html", "html"),
    ("text/css", "css"),
    ("text/javascript", "js mjs"),
    ("application/json", "json"),
    ("application/xml", "xml"),  # the feed too: as application/atom+xml browsers would store it instead of showing it
    ("image/svg+xml", "svg"),
    ("text/csv", "csv"),
    ("text/plain", "md sha256 sig txt"),
)
OTHERS = (
    ("application/wasm", "wasm"),
    ("application/pdf", "pdf"),
    ("application/gzip", "gz"),
    ("application/zip", "zip"),
    ("font/woff2", "woff2"),
    ("image/avif", "avif"),
    ("image/gif", "gif"),
    ("image/jpeg", "jpeg jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/x-icon", "ico"),
    ("audio/mpeg", "mp3"),
    ("video/mp4", "mp4"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
)
LISTS = (checksums.NAME, planned.REGISTRY)  # texts whose names have no end that tells it

# What may stand in a configuration as it is, in every place of the templates
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/")
_PART = re.compile(r"@\{(\w+)\}")  # of a template; a line that begins with @root or @below is for such a site alone


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site is found, and lies. `prefix`: its path on the host, with slashes at both ends; `root`: the
    receiver's folder, absolute, without a slash at its end."""

    host: str
    prefix: str = "/"
    root: str = ROOT


def place(site_url: str, host: str = "", root: str = ROOT) -> Place:
    """The place of a site with this address; `host` in the place of the one that the address names.

    Raises UsageError with one sentence where a part of it cannot stand in a configuration.
    """
    parts = urlsplit(site_url)
    if parts.scheme != "https" or parts.port not in (None, 443) or parts.query or parts.fragment:
        raise UsageError("site_url di mkdocs.yml harus berupa alamat https:// tanpa porta, misalnya "
                         "https://ppid.contoh.go.id/")
    name, prefix, home = (host or parts.hostname or "").lower(), f"{parts.path.rstrip('/')}/", f"{root.rstrip('/')}/"
    if not _HOST.fullmatch(name) or ".." in name:
        raise UsageError(f"nama {name!r} bukan nama host yang sah; tulis misalnya ppid.contoh.go.id")
    for path, what in ((prefix, "jalur pada site_url"), (home, "folder penerima")):
        if not _PATH.fullmatch(path):
            raise UsageError(f"{what} {path!r} tidak dapat dipakai; mulailah dengan garis miring dan pakailah huruf, "
                             "angka, titik, dan tanda hubung saja")
    if home == "/":
        raise UsageError("folder penerima tidak boleh berupa folder akar; tulis misalnya /srv/maklumat")
    return Place(name, prefix, home.rstrip("/"))


def configuration(server: str, place: Place) -> str:
    """The configuration of one of SERVERS for a site at this place."""
    text = (resources.files(__package__) / "servers" / f"{server}.conf").read_text(encoding="utf-8")
    parts = {
        "host": place.host, "root": place.root, "prefix": place.prefix, "folder": place.prefix.rstrip("/"),
        "pattern": _pattern(place.prefix), "assets": assets.FOLDER, "heartbeat": heartbeat.FOLDER,
        "lists": "|".join(LISTS), "ordinary": policy.header(policy.ORDINARY),
        **{"nginx": _nginx, "apache": _apache}[server](place),
    }
    kept, other = ("@below ", "@root ") if place.prefix != "/" else ("@root ", "@below ")
    lines = (line.removeprefix(kept) for line in text.splitlines(keepends=True) if not line.startswith(other))
    return _PART.sub(lambda found: parts[found[1]], "".join(lines))


def _nginx(place: Place) -> dict[str, str]:
    return {
        "policies": _lines(4, (f'"~{pattern}" "{said}";' for pattern, said in _policies(place))),
        "headers": _lines(4, (f'add_header {name} "{value}" always;' for name, value in HEADERS)),
        "types": _lines(8, (f"{kind} {names};" for kind, names in TEXTS + OTHERS)),
        "texts": " ".join(kind for kind, _ in TEXTS if kind != "text/html"),  # nginx knows that one to be a text
    }


def _apache(place: Place) -> dict[str, str]:
    return {
        "policies": _lines(4, (f'Header always set Content-Security-Policy "{said}" '
                               f'"expr=%{{REQUEST_URI}} =~ m#{pattern}#"' for pattern, said in _policies(place))),
        "headers": _lines(4, (f'Header always set {name} "{value}"' for name, value in HEADERS)),
        "types": _lines(4, (f"AddType {kind} {_suffixes(names)}" for kind, names in (
            *((f'"{kind}; charset=utf-8"', names) for kind, names in TEXTS), *OTHERS))),
        "texts": " ".join(kind for kind, _ in TEXTS),
    }


def _policies(place: Place) -> Iterator[tuple[str, str]]:
    """What the server says beside the ordinary: regular expression of paths, policy. No path fits two."""
    yield r"\.pdf$", policy.header(policy.PDF)
    yield from ((f"^{_pattern(place.prefix + address)}", policy.header(of)) for address, of in POLICIES)


def _pattern(path: str) -> str:
    return re.escape(path).replace(r"\-", "-")


def _suffixes(names: str) -> str:
    return " ".join(f".{name}" for name in names.split())


def _lines(indent: int, lines: Iterable[str]) -> str:
    def spaced() -> Iterator[str]:
        first, *others = lines
        yield first
        yield from (" " * indent + line for line in others)
    return "\n".join(spaced())
