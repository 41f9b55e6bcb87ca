"""mkdocs.yml -> the few settings that Maklumat itself needs. Nothing in the file is executed or constructed."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from . import announced, hosting, services, stationery
from .announced import Announcement
from .errors import SettingsError
from .hosting import Host
from .services import Services
from .stationery import Stationery

__all__ = ["FILE_NAME", "PROFILES", "Settings", "compose", "load", "plain", "reason"]

FILE_NAME = "mkdocs.yml"
PROFILES = ("inti", "ppid")
PLUGINS = ("maklumat",)  # any other could change a document's page after it was planned
REFUSED = {
    "INHERIT": "tulis semua pengaturan dalam satu berkas",
    "<<": "tulis semua pengaturan apa adanya",
    "hooks": "kode itu dapat mengubah isi dokumen",
    "extra_javascript": "kode itu dapat mengubah isi dokumen",
}

LONGEST_ADDRESS = 120  # letters of `site_url`: with a document's code it must still fit a QR code on a poster

_OF_THE_DISK = {errno.ENOSPC: "tempat penyimpanan penuh", errno.EROFS: "penyimpanannya hanya dapat dibaca"}
_ODD = re.compile(r"[\s\\@<>\"'\x00-\x20\x7f]")  # no address of a site holds these; readers of addresses differ on them
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_YAML = "tag:yaml.org,2002:"  # the prefix of the tags that are written `!!`


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which profile applies; the defaults hold where there is no mkdocs.yml.

    `root` is the folder of mkdocs.yml; `content` and `site` are the folders that MkDocs calls docs_dir and site_dir.
    """

    root: Path
    content: Path
    site: Path
    theme: Path | None = None
    site_name: str = ""
    site_url: str = ""
    language: str = "id"
    profile: str = "ppid"
    number_pattern: str = ""
    stationery: Stationery = field(default_factory=Stationery)
    services: Services = field(default_factory=Services)
    announced: tuple[Announcement, ...] = ()
    host: Host | None = None

    @property
    def domain(self) -> str:
        """The host of `site_url`; namespaces of signatures are made from it."""
        return urlsplit(self.site_url).hostname or ""

    @property
    def content_name(self) -> str:
        """The content folder as documents' paths name it: relative to the root, with forward slashes."""
        return self.content.relative_to(self.root).as_posix()


def load(root: Path, data: bytes | None = None) -> Settings:
    """The settings of the project in this folder; `data`: the bytes of mkdocs.yml where they are not those on disk.

    Raises SettingsError with one sentence.
    """
    root = root.resolve()
    node = compose(root / FILE_NAME, data)
    for part in _parts(node):
        _refuse_code(part)
        _refuse_repetition(part)
        _refuse_unwritable(part)
    try:
        config = plain(node)
    except RecursionError:  # an anchor that holds itself
        raise SettingsError(f"{FILE_NAME} tidak dapat dibaca: susunannya rusak") from None
    if not isinstance(config, dict):
        raise SettingsError(f"{FILE_NAME} harus berisi pasangan `kunci: nilai`")
    for key in REFUSED.keys() & config.keys():
        raise SettingsError(f"{FILE_NAME} memakai `{key}`; {REFUSED[key]}")
    for name in _names(config.get("plugins", [])):
        if name not in PLUGINS:
            raise SettingsError(f"plugin `{name}` di {FILE_NAME} tidak boleh dipakai, karena dapat mengubah isi "
                                "dokumen; yang boleh hanya maklumat")
    if {"maklumat", "<<"} & set(_names(config.get("extra", []))):
        raise SettingsError(f"hapus `maklumat` dari `extra` di {FILE_NAME}; keadaan situs ditentukan daftar pengesah")
    theme = config.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    own = _plugin_options(config.get("plugins"))
    return Settings(
        root=root,
        content=_folder(root, config, "docs_dir", "content"),
        site=_folder(root, config, "site_dir", "site"),
        theme=_folder(root, theme, "custom_dir", "") if _text(theme, "custom_dir") else None,
        site_name=" ".join(_text(config, "site_name").split()),
        site_url=_address(_text(config, "site_url")),
        language=_text(theme, "language") or "id",
        profile=_profile(_text(own, "profil") or "ppid"),
        number_pattern=_pattern(_text(own, "pola_nomor")),
        stationery=stationery.read(own.get("cetak")),
        services=services.read(own.get("layanan")),
        announced=announced.read(own.get("pengumuman")),
        host=hosting.read(_text(config, "repo_url"), _text(config, "edit_uri")),
    )


def compose(path: Path, data: bytes | None = None) -> yaml.Node:
    """The YAML nodes of mkdocs.yml, tags unresolved. Pure Python on purpose: too deep nesting is an error, no crash."""
    try:
        text = (path.read_bytes() if data is None else data).decode("utf-8-sig")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise SettingsError(f"{FILE_NAME} tidak ada di {path.parent}") from None
    except OSError as error:
        raise SettingsError(f"{FILE_NAME} tidak dapat dibuka: {reason(error)}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{FILE_NAME} bukan teks UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SettingsError(f"{FILE_NAME} tidak dapat dibaca: susunannya rusak pada baris {mark.line + 1}") from None
    except (yaml.YAMLError, RecursionError):
        raise SettingsError(f"{FILE_NAME} tidak dapat dibaca: susunannya rusak") from None


def plain(node: yaml.Node | None) -> dict | list | str | yaml.ScalarNode | None:
    """Nodes as dictionaries, lists and texts; a value with a tag of its own (`!ENV`, `!!python/…`) counts as absent.

    A number, a date or a yes or no stays a node: it is no text, and MkDocs does not take it for one.
    """
    if node is None or not node.tag.startswith(_YAML) or "python" in node.tag:
        return None
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if node.tag == f"{_YAML}null":
        return ""
    return node.value if node.tag == f"{_YAML}str" else node


def _parts(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Every node of the file once, keys and values, however often anchors repeat it."""
    waiting, seen = [node] if node else [], set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        if isinstance(part, yaml.MappingNode):
            waiting += [each for pair in part.value for each in pair]
        elif isinstance(part, yaml.SequenceNode):
            waiting += part.value


def _refuse_code(node: yaml.Node) -> None:
    """MkDocs' loader runs what `!!python/…` names; only `!!python/name:`, which Material needs for icons, runs nothing.
    """
    if node.tag.startswith(f"{_YAML}python/") and not node.tag.startswith(f"{_YAML}python/name:"):
        raise SettingsError(f"{FILE_NAME} memakai `!!python/` pada baris {node.start_mark.line + 1}; hapus tanda itu, "
                            "karena dapat menjalankan kode")


def _refuse_unwritable(node: yaml.Node) -> None:
    """Characters that no page can hold: control characters, and halves of a pair (`\\ud800`), which are no UTF-8."""
    if isinstance(node, yaml.ScalarNode) and _UNWRITABLE.search(node.value):
        raise SettingsError(f"{FILE_NAME} memuat karakter yang tidak dapat ditulis pada baris "
                            f"{node.start_mark.line + 1}; ketik ulang nilai itu")


def _refuse_repetition(node: yaml.Node) -> None:
    """Of two equal keys MkDocs would silently take the last."""
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            line = key.start_mark.line + 1
            if key.value in lines:
                raise SettingsError(f"kunci `{key.value}` di {FILE_NAME} tertulis dua kali, pada baris "
                                    f"{lines[key.value]} dan {line}; hapus salah satunya")
            lines[key.value] = line


def _plugin_options(plugins: object) -> dict:
    """The options of our own plugin, whether `plugins` is a list or a mapping."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    found = [entry["maklumat"] for entry in entries if isinstance(entry, dict) and "maklumat" in entry]
    return found[0] if found and isinstance(found[0], dict) else {}


def _names(value: object) -> list[str]:
    """The names in a list or a mapping of entries, as plugins may be written; `?` for what cannot be known unrun."""
    entries = value if isinstance(value, list | dict) else [value] if value != "" else []
    return [name if isinstance(name, str) else "?" for entry in entries
            for name in (entry if isinstance(entry, dict) else [entry])]


def _text(config: dict, key: str) -> str:
    value = config.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SettingsError(f"{key} di {FILE_NAME} harus berisi satu teks; apit dengan tanda kutip bila berupa angka")
    return value.strip()


def _folder(root: Path, config: dict, key: str, default: str) -> Path:
    folder = (root / (_text(config, key) or default)).resolve()
    if folder == root or root not in folder.parents:
        raise SettingsError(f"{key} di {FILE_NAME} harus menunjuk folder di dalam {root}")
    return folder


def _profile(name: str) -> str:
    if name not in PROFILES:
        raise SettingsError(f"profil `{name}` di {FILE_NAME} tidak dikenal; pilih {' atau '.join(PROFILES)}")
    return name


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if text and (not is_address or _ODD.search(text) or len(text) > LONGEST_ADDRESS):
        raise SettingsError(f"site_url di {FILE_NAME} bukan alamat yang sah; tulis lengkap, misalnya "
                            "https://ppid.contoh.go.id/")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        raise SettingsError(f"pola_nomor di {FILE_NAME} bukan pola yang sah") from None
    return text


def reason(error: OSError) -> str:
    """Why a file could not be opened or written, in words for people."""
    if error.errno in _OF_THE_DISK:
        return _OF_THE_DISK[error.errno]
    words = {FileNotFoundError: "berkasnya tidak ada", PermissionError: "izin bacanya tidak ada",
             IsADirectoryError: "itu folder, bukan berkas"}
    return words.get(type(error), "berkasnya rusak atau terkunci")
