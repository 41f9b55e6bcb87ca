"""What a PDF says and holds, as its readers find it: pages, tagged text in reading order, and what it must not hold."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw

__all__ = ["Tag", "attachments", "dictionaries", "faults", "headings", "pages", "tags"]

INLINE = ("Span", "Strong", "Em", "Lbl", "Link")
LARGEST = 2 * 1024 * 1024
FORBIDDEN = ("/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/GoToR",
             "/RichMedia", "/AcroForm", "/Encrypt")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its kind (P, H1, Figure …), its alternative text, and the text in it and below it, line by line."""

    kind: str
    alt: str
    text: str


def pages(path: Path) -> tuple[str, ...]:
    """The text of each page, whatever is tagged or not, with single spaces."""
    with pypdfium2.PdfDocument(path) as document:
        return tuple(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def tags(path: Path) -> tuple[Tag, ...]:
    """The tag tree in the order in which a screen reader goes through it; the first tag holds the whole document."""
    with pypdfium2.PdfDocument(path) as document:
        texts = {(at, number): text for at, page in enumerate(document) for number, text in _marked_texts(page).items()}
    with pikepdf.open(path) as document:
        numbers = {page.obj.objgen: at for at, page in enumerate(document.pages)}
        root = document.Root.get("/StructTreeRoot")
        return tuple(_below(root, texts, numbers)[1:]) if root is not None else ()


def headings(path: Path) -> tuple[tuple[int, str], ...]:
    """Level and text of each heading, in reading order."""
    return tuple((int(tag.kind[1]), " ".join(tag.text.split())) for tag in tags(path)
                 if re.fullmatch(r"H[1-6]", tag.kind))


def attachments(path: Path) -> Mapping[str, bytes]:
    with pikepdf.open(path) as document:
        return {name: document.attachments[name].get_file().read_bytes() for name in document.attachments}


def faults(path: Path, title: str, ours: str) -> tuple[str, ...]:
    """What veraPDF does not ask. `title`: the document's; `ours`: how the only addresses it may link to begin."""
    with pikepdf.open(path) as document:
        found = [*_identity(document, title), *_dangers(document, ours), *_unembedded(document)]
    levels = [level for level, _ in headings(path)]
    if levels[:1] != [1] or levels.count(1) != 1:
        found.append(f"headings {levels}: exactly one H1, in front")
    found += [f"heading H{level} after H{before}" for before, level in pairwise(levels) if level > before + 1]
    if path.stat().st_size > LARGEST:
        found.append(f"{path.stat().st_size} bytes")
    return tuple(found)


def _identity(document: pikepdf.Pdf, title: str) -> Iterator[str]:
    root = document.Root
    if str(root.get("/Lang", "")) != "id-ID":
        yield f"language {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not displayed"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    with document.open_metadata() as metadata:
        if metadata.get("dc:title") != title:
            yield f"title {metadata.get('dc:title')!r}"


def _dangers(document: pikepdf.Pdf, ours: str) -> Iterator[str]:
    for found in dictionaries(document):
        yield from (f"{key} in {found.objgen}" for key in FORBIDDEN if key in found)
        address = str(found.get("/URI", ours))
        if not (ours and address.startswith(ours)):
            yield f"leads to {address}"


def _unembedded(document: pikepdf.Pdf) -> Iterator[str]:
    for found in dictionaries(document):
        if found.get("/Type") == "/FontDescriptor" and not any(f"/FontFile{end}" in found for end in ("", "2", "3")):
            yield f"font {found.get('/FontName')} is not embedded"
        if found.get("/Type") == "/Font" and found.get("/Subtype") != "/Type0" and "/FontDescriptor" not in found:
            yield f"font {found.get('/BaseFont')} has no descriptor"


def dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All dictionaries, those inside others too."""
    waiting = [document.trailer, *document.objects]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            yield item
            children = [child for _, child in (item.stream_dict if isinstance(item, pikepdf.Stream) else item).items()]
        elif isinstance(item, pikepdf.Array):
            children = list(item)
        else:
            continue
        waiting += [child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect]


def _below(element: pikepdf.Object, texts: Mapping[tuple[int, int], str],
           numbers: Mapping[tuple[int, int], int]) -> list[Tag]:
    """An element of the tree (its root counts as one) and what is below it."""
    children = element.get("/K", [])
    below: list[Tag] = []
    text = ""
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            inner = _below(child, texts, numbers)
            below += inner
            text += inner[0].text if inner[0].kind in INLINE else f"\n{inner[0].text}\n"
        elif not isinstance(child, pikepdf.Dictionary):  # the number of marked content on the element's own page
            text += texts.get((numbers[element.Pg.objgen], int(child)), "")
        elif "/MCID" in child:
            text += texts.get((numbers[child.get("/Pg", element.get("/Pg")).objgen], int(child.MCID)), "")
    return [Tag(str(element.get("/S", "/"))[1:], str(element.get("/Alt", "")), text.strip("\n")), *below]


def _marked_texts(page: pypdfium2.PdfPage) -> Mapping[int, str]:
    """The text of each piece of marked content."""
    found: dict[int, str] = {}
    textpage = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
        number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
        text = _wide(raw.FPDFTextObj_GetText, item.raw, textpage.raw)
        if number >= 0:
            found[number] = found.get(number, "") + text
    return found


def _wide(getter: Callable[..., int], *arguments: object) -> str:
    """PDFium's way of giving a text: first its length in bytes, then UTF-16 with a zero at the end."""
    length = getter(*arguments, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 or 1))()
    getter(*arguments, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
