"""Which keys a document has and what each may hold: declared once, for the checks and for the JSON Schema.

Presence is not a matter of shape: what a kind needs, by which article, stands in the profiles. Here an empty value is
always well shaped, and a value of the wrong shape is reported at its place with what to type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import passive
from .findings import Problem
from .frontmatter import Mapping, Node, Scalar, Sequence
from .model import Kind
from .nearest import nearest

__all__ = ["FORMS", "Form", "Group", "Groups", "Names", "Text", "Texts", "check", "misspelt"]


class Text(NamedTuple):
    """One text. `choices` closes the list of values; `pattern` and `example` describe a form of its own, under `code`.
    Editors that read YAML types see a number where `is_number` is true."""

    choices: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    code: str = "FM12"
    is_number: bool = False


class Texts(NamedTuple):
    """A list of texts; `or_one` allows a single text in its place."""

    or_one: bool = False


class Names(NamedTuple):
    """Keys of the writer's own choice, each with a text."""


class Group(NamedTuple):
    """Keys of its own below a key."""

    keys: dict[str, Form]


class Groups(NamedTuple):
    """A list of groups, each with the `needed` keys; two of them never share the value of the key `unique`. What is
    missing or double is reported under that key's own code."""

    keys: dict[str, Text | Texts]
    needed: tuple[str, ...] = ()
    unique: str = ""


Form = Text | Texts | Names | Group | Groups

_PASSIVE = "|".join("".join(f"[{c.upper()}{c}]" for c in kind) for kind in passive.KINDS)
_FLOW = ("mulai", "proses", "keputusan", "selesai")

COMMON: dict[str, Form] = {
    "jenis": Text(choices=("maklumat", "sop"), code="SP13"),
    "id": Text(),
    "judul": Text(),
    "nomor_sop": Text(),
    "instansi": Group({"pemerintah": Text(), "perangkat_daerah": Text(), "unit_kerja": Text()}),
    "revisi": Text(pattern="[1-9][0-9]{0,8}", example="revisi: 1", code="FM14", is_number=True),
    "status": Text(choices=("berlaku", "dicabut")),
    "tanggal_pembuatan": Text(),
    "tanggal_revisi": Text(),
    "tanggal_efektif": Text(),
    "tanggal_pengesahan": Text(),
    "disahkan_oleh": Group({"jabatan": Text(), "nama": Text(), "nip": Text()}),
    "cara": Text(choices=("sshsig", "basah", "tte")),
    "lampiran": Groups({
        "berkas": Text(pattern=rf"[A-Za-z0-9][A-Za-z0-9._ -]*\.(?:{_PASSIVE})", example="berkas: pindaian.pdf",
                       code="FM15"),
        "sha256": Text(pattern="[0-9a-f]{64}", example="sha256: " + "9f86d081" * 8,
                       code="FM15"),
    }, needed=("berkas", "sha256"), unique="berkas"),
    "catatan_revisi": Text(),
}

PROCEDURE: dict[str, Form] = {
    "dasar_hukum": Texts(),
    "kualifikasi_pelaksana": Texts(),
    "keterkaitan": Texts(),
    "peralatan_perlengkapan": Texts(),
    "peringatan": Texts(),
    "pencatatan_pendataan": Texts(),
    "alur": Text(choices=("diasumsikan", "sesuai naskah")),
    "pelaksana": Names(),
    "langkah": Groups({
        "id": Text(), "oleh": Texts(or_one=True), "jenis": Text(choices=_FLOW), "kegiatan": Text(), "rincian": Texts(),
        "kelengkapan": Text(), "waktu": Text(), "output": Text(), "ket": Text(), "lanjut": Text(), "ya": Text(),
        "tidak": Text(),
    }),
}

FORMS: dict[Kind, dict[str, Form]] = {Kind.MAKLUMAT: COMMON, Kind.SOP: COMMON | PROCEDURE}
_OTHERS = {kind: {key for other in FORMS.values() for key in other} - forms.keys() for kind, forms in FORMS.items()}


def check(fields: Mapping, kind: Kind) -> Iterator[tuple[str, Problem]]:
    """(rule code, Problem) for every key that the kind does not have and every value of the wrong shape."""
    forms, others = FORMS[kind], _OTHERS[kind]
    for entry in fields:
        if entry.key.text in others:
            yield "SP02", Problem(entry.key.place, f"kunci `{entry.key.text}` hanya untuk SOP",
                                  "Hapus kunci ini, atau pindahkan isinya ke dokumen SOP.")
    yield from _keys(fields, forms, others)


def _keys(mapping: Mapping, forms: dict[str, Form], known: set[str] = frozenset()) -> Iterator[tuple[str, Problem]]:
    for entry in mapping:
        name = entry.key.text
        if name in forms:
            if not entry.is_empty:
                yield from _value(name, entry.value, forms[name])
        elif name not in known:
            meant = nearest(name, forms)
            yield "SP02", Problem(entry.key.place, f"kunci `{name}` tidak dikenal",
                                  f"Mungkin maksud Anda `{meant}`." if meant else f"Kunci yang ada: {_list(forms)}.",
                                  meant)


def _value(name: str, value: Node, form: Form) -> Iterator[tuple[str, Problem]]:
    match form, value:
        case Text(), Scalar():
            yield from _text(name, value, form)
        case Texts(), Sequence():
            for item in value.items:
                if not isinstance(item, Scalar):
                    yield "FM11", Problem(item.place, f"butir `{name}` harus berupa teks", _help_for_item(item))
        case Texts(or_one=True), Scalar():
            return
        case Names(), Mapping():
            for entry in value:
                if not isinstance(entry.value, Scalar):
                    yield "FM11", Problem(entry.value.place, f"nilai `{entry.key.text}` harus berupa teks",
                                          f"Tulis `{entry.key.text}: nama yang tampil`.")
        case Group(), Mapping():
            yield from _keys(value, form.keys)
        case Groups(), Sequence():
            yield from _whole_and_single(name, value, form)
            for item in value.items:
                if isinstance(item, Mapping):
                    yield from _keys(item, form.keys)
                elif not (isinstance(item, Scalar) and not item.text.strip()):
                    first, second = list(form.keys)[:2]
                    yield "FM11", Problem(item.place, f"butir `{name}` harus berisi pasangan kunci dan nilai",
                                          f"Tulis `- {first}: …`, lalu `{second}: …` di bawahnya, sejajar.")
        case _:
            yield "FM11", Problem(value.place, f"nilai `{name}` harus berupa {_NEEDS[type(form)]}",
                                  _help(name, value, form))


def _whole_and_single(name: str, value: Sequence, form: Groups) -> Iterator[tuple[str, Problem]]:
    first: dict[str, Scalar] = {}
    for group in (item for item in value.items if isinstance(item, Mapping)):
        for key in form.needed:
            entry = group.entry(key)
            if (entry is None or entry.is_empty) and not misspelt(group, form.keys, key):
                yield form.keys[key].code, Problem(entry.key.place if entry else group.place,
                                                   f"butir `{name}` belum mencantumkan `{key}`",
                                                   f"Tulis seperti ini: `{form.keys[key].example}`.")
        entry = group.entry(form.unique)
        if entry and isinstance(entry.value, Scalar) and not entry.is_empty:
            earlier = first.setdefault(entry.value.text.strip(), entry.value)
            if earlier is not entry.value:
                yield form.keys[form.unique].code, Problem(
                    entry.value.place, f"`{form.unique}` ini sudah tercantum pada baris {earlier.place.line}",
                    "Hapus salah satu butir, atau tulis nama yang lain.")


_NEEDS = {Text: "satu teks", Texts: "daftar", Names: "pasangan kunci dan nilai", Group: "pasangan kunci dan nilai",
          Groups: "daftar"}


def _help(name: str, value: Node, form: Form) -> str:
    if isinstance(form, Text):
        return f"Tulis `{name}: nilai` pada satu baris."
    if isinstance(form, (Group, Names)):
        example = next(iter(form.keys), "") if isinstance(form, Group) else "petugas"
        return f"Tulis `{name}:`, lalu pada baris berikutnya, menjorok dua spasi, `{example}: …`."
    if isinstance(value, Scalar) and value.text.startswith("-"):
        return "Beri satu spasi sesudah tanda `-` pada setiap butir."
    return f"Tulis `{name}:`, lalu setiap butir pada baris sendiri yang diawali `  - `."


def _help_for_item(item: Node) -> str:
    if isinstance(item, Mapping):
        return "Apit butir dengan tanda kutip; titik dua yang diikuti spasi membuatnya terbaca sebagai kunci dan nilai."
    return "Tulis satu teks sesudah tanda `- `."


def _text(name: str, value: Scalar, form: Text) -> Iterator[tuple[str, Problem]]:
    text = value.text.strip()
    if form.choices and text not in form.choices:
        meant = nearest(text, form.choices)
        offered = f"Mungkin maksud Anda `{name}: {meant}`." if meant else f"Pilih salah satu: {_list(form.choices)}."
        yield form.code, Problem(value.place, f"nilai `{name}` tidak dikenal: `{_short(text)}`", offered, meant)
    elif form.pattern and not re.fullmatch(form.pattern, text):
        yield form.code, Problem(value.place, f"nilai `{name}` tidak sesuai bentuknya",
                                 f"Tulis seperti ini: `{form.example}`.")


def misspelt(node: Node, forms: dict[str, Form], *path: str) -> bool:
    """Is a key of `path` missing below `node` because it is misspelt? Then SP02 already offers the right spelling."""
    for name in path:
        if not isinstance(node, Mapping):
            return False
        entry = node.entry(name)
        if entry is None:
            return any(other.key.text not in forms and nearest(other.key.text, forms) == name for other in node)
        node, forms = entry.value, getattr(forms[name], "keys", {})
    return False


def _list(names: tuple[str, ...] | dict[str, Form]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
