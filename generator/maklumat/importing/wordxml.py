"""Elements by their local names: Word writes one vocabulary under two sets of namespaces (transitional and strict)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

__all__ = ["attribute", "child", "local", "value"]


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its local name; "" where there is none."""
    if element is None:
        return ""
    return next((found for key, found in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, and so on down the path."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def value(element: Element | None) -> str:
    """What a property says: most of Word's keep it in the attribute `val`."""
    return attribute(element, "val")
