"""What an import tells: what was filled, what is empty in the source, what has no place yet, and what to do next."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from .. import shape
from ..model import Kind
from .draft import ADDED, Draft
from .harvest import Unplaced
from .tidy import printable

__all__ = ["NOTE", "notes", "text", "to_json"]

NOTE = "Belum ditempatkan dari naskah asal. Pindahkan isinya ke tempat yang tepat, lalu hapus catatannya."
_WIDTH, _WIDTH_OF_NOTES = 100, 114
_STEPS = shape.FORMS[Kind.SOP]["langkah"].keys
_FLOW = ("oleh", "jenis", "lanjut", "ya", "tidak")
_LATER = ("cara", "tanggal_pengesahan", "lampiran", "catatan_revisi")


def text(draft: Draft, source: str, path: str) -> str:
    """The report for a terminal. `source`, `path`: the file that was read and the one that was written."""
    filled, empty, missing = _state(draft)
    told = _gathered(draft.unplaced)
    parts = [f"Rancangan SOP ditulis: {path}", f"Sumber: {source}", ""]
    parts += _paragraph(f"Terisi dari naskah ({len(filled)})", filled)
    parts += _paragraph(f"Kosong atau tidak terbaca pada naskah, dibiarkan kosong ({len(empty)})", empty)
    parts += _paragraph(f"Labelnya tidak ditemukan pada naskah, dibiarkan kosong ({len(missing)})", missing)
    parts += _paragraph("Tidak ada kotaknya pada formulir, diisi nilai awal",
                        [f"`{key}: {value}`" for key, value in ADDED.items()])
    if told:
        parts += ["", f"Belum ditempatkan ({len(told)}); semuanya tersimpan sebagai catatan di akhir kepala data:"]
        parts += [line for one in told for line in _wrapped(f"{printable(one.where)}: {printable(one.text)}", "  ")]
    else:
        parts += ["", "Semua isi naskah sudah ditempatkan."]
    parts += ["", "Langkah berikut:", *(line for step in _next(draft, told, path) for line in _wrapped(step, "  "))]
    return "\n".join((*parts, ""))


def to_json(draft: Draft, source: str, path: str) -> str:
    """The same as one JSON object; `unplaced` has every piece with its own place."""
    filled, empty, missing = _state(draft)
    return json.dumps({
        "source": source, "path": path, "filled": filled, "empty": empty, "missing": missing,
        "unplaced": [{"where": one.where, "text": printable(one.text)} for one in draft.unplaced],
    }, ensure_ascii=False, indent=2) + "\n"


def notes(unplaced: tuple[Unplaced, ...]) -> tuple[str, ...]:
    """The lines that keep what has no place in the very file that somebody goes on writing."""
    told = (f"{printable(one.where)}: {printable(one.text)}" for one in _gathered(unplaced))
    return tuple(line for note in (NOTE, *told) for line in textwrap.wrap(
        note, _WIDTH_OF_NOTES, subsequent_indent="  ", break_on_hyphens=False)) if unplaced else ()


def _gathered(unplaced: Iterable[Unplaced]) -> tuple[Unplaced, ...]:
    """Like shapes of one table told together: a flow chart has dozens of arrows."""
    found: dict[tuple[str, str], list[Unplaced]] = {}
    for one in unplaced:
        key = (one.text, one.where.split(",")[0]) if one.is_drawn else (one.text, str(len(found)))
        found.setdefault(key, []).append(one)
    return tuple(_together(table, ones) if len(ones) > 1 else ones[0] for (_, table), ones in found.items())


def _together(table: str, ones: list[Unplaced]) -> Unplaced:
    places = dict.fromkeys(one.where.removeprefix(table).lstrip(", ").replace(", kolom", " kolom") for one in ones)
    return Unplaced(table, f"{ones[0].text}, {len(ones)} buah: {', '.join(places)}", is_drawn=True)


def _state(draft: Draft) -> tuple[list[str], list[str], list[str]]:
    """Keys that are filled, those that the source names and leaves empty, and those that it does not name."""
    filled, empty, missing = [], [], []
    for key in shape.FORMS[Kind.SOP]:
        if key in ADDED or key in (*_LATER, "id", "alur"):
            continue
        value = draft.fields.get(key)
        if key not in draft.named:
            missing.append(key)
        elif key == "langkah":
            filled.append(f"langkah ({len(value)})")
            empty += _empty_in_steps(value)
        elif isinstance(value, Mapping) and key != "pelaksana":
            for name, inner in value.items():
                (filled if inner else empty).append(f"{key}.{name}")
        else:
            (filled if value else empty).append(key)
    return filled, empty, missing


def _empty_in_steps(steps: tuple[Mapping[str, object], ...]) -> Iterator[str]:
    for key in _STEPS:
        without = [number for number, step in enumerate(steps, 1) if step.get(key) == ""]
        if without:
            which = "semua langkah" if len(without) == len(steps) else f"langkah {', '.join(map(str, without))}"
            yield f"{key} ({which})"


def _next(draft: Draft, told: tuple[Unplaced, ...], path: str) -> Iterator[str]:
    steps = []
    if told:
        steps.append("Pindahkan catatan di akhir kepala data ke tempatnya, lalu hapus catatannya.")
    open_keys = [f"`{key}`" for key in _FLOW if any(step.get(key) == "" for step in draft.fields["langkah"])]
    if open_keys:
        steps.append(f"Isi {', '.join(open_keys)} pada langkah yang masih kosong. Lambang dan arah yang tidak terbaca "
                     "ditanyakan kepada penyusun SOP, jangan ditebak.")
    steps += ["Bandingkan rancangan dengan naskah asal, baris demi baris.", f"Periksa: maklumat check {path}"]
    return (f"{number}. {step}" for number, step in enumerate(steps, 1))


def _paragraph(title: str, items: list[str]) -> list[str]:
    return _wrapped(f"{title}: {', '.join(items)}", "") if items else []


def _wrapped(sentence: str, indent: str) -> list[str]:
    return textwrap.wrap(sentence, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ",
                         break_long_words=False, break_on_hyphens=False)
