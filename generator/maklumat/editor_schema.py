"""The JSON Schema (2020-12) of a kind's front matter, for editors that complete keys and underline mistakes.

Which keys there are and what they hold comes from `shape`, which of them a kind needs from the profile, what they mean
from keys.yml. The schema knows shapes, not sense: `check` finds more. It bears no `$id`, as every site publishes it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

import yaml

from . import profile
from .model import Kind
from .profile import Need
from .shape import FORMS, Form, Group, Groups, Names, Text, Texts

__all__ = ["NAMES", "schema", "text"]

NAMES = {kind: f"kepala-{kind.value}.schema.json" for kind in Kind}  # as shipped in schemas/ and published in data/
EMPTY = ["", None]


def text(kind: Kind) -> str:
    """The schema as the file that is shipped and published."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def schema(kind: Kind) -> dict:
    """The schema of a kind's fields, every scalar a text; an empty value is null or an empty text."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Kepala data {'SOP' if kind is Kind.SOP else 'maklumat'}",
        "description": "Yang tertulis di antara dua baris --- pada awal index.md. Bentuknya saja; isinya diperiksa"
                       " oleh perintah maklumat check.",
        **_object(FORMS[kind], (Need("jenis", ""), *profile.load("inti").required[kind.value])),
    }
    made["properties"]["jenis"] = {"description": _keys()["jenis"]["arti"], "const": kind.value}
    return made


@cache
def _keys() -> dict[str, dict]:
    data = (resources.files(__package__) / "keys.yml").read_text(encoding="utf-8")
    return yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts only, as in the documents


def _meaning(path: str) -> dict:
    key = _keys()[path]
    return {"description": key["arti"]} | ({"examples": key["contoh"]} if "contoh" in key else {})


def _object(forms: dict[str, Form], needs: tuple[Need, ...] = (), above: str = "") -> dict:
    """An object of these keys; `needs` are paths below it, `above` is where it stands, with a dot at its end."""
    needed = list(dict.fromkeys(need.path[0] for need in needs))
    properties = {name: _meaning(above + name) | _value(form, _below(name, needs), above + name)
                  for name, form in forms.items()}
    made = {"type": "object", "properties": properties, "additionalProperties": False}
    return made | {"required": needed} if needed else made


def _below(name: str, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple(Need(need.key.partition(".")[2], need.law) for need in needs if need.key.startswith(f"{name}."))


def _value(form: Form, needs: tuple[Need, ...], path: str) -> dict:
    match form:
        case Text(choices=choices) if choices:
            return {"enum": [*choices, *EMPTY]}
        case Text(pattern=pattern) if pattern:
            types = ["string", "integer", "null"] if form.is_number else ["string", "null"]
            return {"type": types, "pattern": f"^(?:{pattern})?$"} | ({"minimum": 1} if form.is_number else {})
        case Text():
            return {"type": ["string", "null"]}
        case Texts(or_one=or_one):
            types = ["array", "string", "null"] if or_one else ["array", "null"]
            return {"type": types, "items": {"type": ["string", "null"]}}
        case Names():
            return {"type": ["object", "null"], "additionalProperties": {"type": ["string", "null"]}}
        case Group(keys=keys):
            return _object(keys, needs, f"{path}.") | {"type": ["object", "null"]}
        case Groups(keys=keys, needed=needed):
            each = _object(keys, tuple(Need(key, "") for key in needed), f"{path}.")
            return {"type": ["array", "null"], "items": each | {"type": ["object", "null"]}}
