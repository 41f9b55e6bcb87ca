"""A plan -> plain files on disk, which any builder builds without our plugin. Symbolic links are not followed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from . import assets, branding, staged
from .disk import files
from .filling import write_all
from .planned import Mode, Plan, is_tool
from .settings import FILE_NAME, Settings, compose

__all__ = ["stage"]


def stage(plan: Plan, settings: Settings, out: Path, made: Iterable[tuple[str, bytes]] = ()) -> None:
    """Writes content, prints, theme and mkdocs.yml as plain files that any builder builds without our plugin. `made`:
    what goes out with the pages, by place below the site; what pages load of the theme is among it."""
    content = out / settings.content_name
    for path in _plain_files(settings.content):
        uri = path.relative_to(settings.content).as_posix()
        if plan.publishes(uri):
            _write(content / uri, path.read_bytes())
    texts = ((page.uri, staged.page(page.block, page.head).encode()) for page in plan.pages)
    write_all(content, itertools.chain(texts, plan.files.items(), made))
    for path in _plain_files(settings.theme) if settings.theme else ():
        if not (is_tool(path.name) or path.relative_to(settings.theme).as_posix().startswith(assets.OF_THEME)):
            _write(out / path.relative_to(settings.root), path.read_bytes())
    _write(out / FILE_NAME, _staged_config(settings, plan.mode).encode())


def _plain_files(folder: Path) -> Iterator[Path]:
    """No links, which could lead anywhere, and nothing whose name starts with a dot: MkDocs does not show it either."""
    return (path for path in files(folder) if not path.is_symlink()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _staged_config(settings: Settings, mode: Mode) -> str:
    """mkdocs.yml without our plugin and with what templates are told; everything else keeps its value and its tags."""
    root = compose(settings.root / FILE_NAME)
    told = yaml.safe_dump({"extra": {"maklumat": branding.told(mode, settings)}})
    extra_key, extra = yaml.compose(told, Loader=yaml.SafeLoader).value[0]
    kept = []
    for key, value in root.value:
        if key.value == "extra":
            extra.value[:0] = _items(value)
            continue
        if key.value == "plugins" and _items(value):
            value.value = [item for item in _items(value) if not _is_own(item)]
        kept.append((key, value))
    root.value = [*kept, (extra_key, extra)]
    return yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True)


def _items(node: yaml.Node) -> list:
    """The items of a sequence, the pairs of a mapping, nothing of an empty value."""
    return node.value if isinstance(node, yaml.CollectionNode) else []


def _is_own(item: yaml.Node | tuple[yaml.Node, yaml.Node]) -> bool:
    """Is this our plugin: the name `maklumat`, a pair under that name, or a mapping that holds nothing else?"""
    if isinstance(item, yaml.CollectionNode):
        return all(_is_own(pair) for pair in item.value)
    key = item[0] if isinstance(item, tuple) else item
    return key.value == "maklumat"
