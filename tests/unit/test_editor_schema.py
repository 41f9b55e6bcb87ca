"""The JSON Schema of the front matter: sound, complete, of one mind with the reader, and the shipped file is it."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import maklumat
from maklumat import editor_schema, profile, shape
from maklumat.model import Kind
from maklumat.settings import PROFILES

BASE = Path(__file__).parents[1] / "rules" / "base" / "content"
TEXTS = {Kind(path.relative_to(BASE).parts[0]): path.read_text(encoding="utf-8").split("---\n")[1]
         for path in BASE.rglob("index.md")}


def errors(kind: Kind, text: str, loader: type = yaml.BaseLoader) -> list[str]:
    """Where the schema finds fault. BaseLoader: every scalar a text, as Maklumat reads it."""
    validator = Draft202012Validator(editor_schema.schema(kind))
    return sorted(error.json_path for error in validator.iter_errors(yaml.load(text, loader)))


class Yaml12(yaml.SafeLoader):
    """As editors read: numbers are numbers, empty is null, and (YAML 1.2) a date is a text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in each if not tag.endswith("timestamp")]
    for first, each in yaml.SafeLoader.yaml_implicit_resolvers.items()}


@pytest.mark.parametrize("kind", Kind)
def test_the_schema_is_sound_and_the_spotless_document_fits(kind: Kind):
    Draft202012Validator.check_schema(editor_schema.schema(kind))
    assert errors(kind, TEXTS[kind]) == []
    assert errors(kind, TEXTS[kind], Yaml12) == []


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("right", "wrong", "where"), [
    ("jenis: ", "jenis: x", "$.jenis"), ("status: berlaku", "status: Berlaku", "$.status"),
    ("status: berlaku", "statsu: berlaku", "$"), ("revisi: 1", "revisi: 0", "$.revisi"),
    ("  nip: ", "  npi: ", "$.disahkan_oleh"), ("lampiran: []", "lampiran: [{berkas: a.pdf}]", "$.lampiran[0]"),
    ("lampiran: []", "lampiran: [{berkas: ../a.pdf, sha256: x}]", "$.lampiran[0].berkas"),
    ("  perangkat_daerah: BADAN CONTOH\n", "", "$.instansi"), ("catatan_revisi: \"\"", "catatan_revisi: [a]",
                                                              "$.catatan_revisi"),
])
def test_a_fault_shows_at_its_place(kind: Kind, right: str, wrong: str, where: str):
    assert right in TEXTS[kind]
    assert where in errors(kind, TEXTS[kind].replace(right, wrong, 1))


def test_what_only_an_sop_has_is_a_fault_in_a_maklumat():
    assert errors(Kind.MAKLUMAT, TEXTS[Kind.SOP]) == ["$", "$.jenis"]
    assert errors(Kind.SOP, TEXTS[Kind.SOP].replace("jenis: keputusan", "jenis: putusan")) == ["$.langkah[1].jenis"]


@pytest.mark.parametrize("kind", Kind)
def test_every_need_of_every_profile_is_a_needed_key(kind: Kind):
    needed = editor_schema.schema(kind)["required"]
    for name in PROFILES:
        assert {need.path[0] for need in profile.load(name).required[kind.value]} | {"jenis"} == set(needed)


def test_every_key_has_a_meaning_and_every_meaning_a_key():
    written = yaml.safe_load((resources.files(maklumat) / "keys.yml").read_text(encoding="utf-8"))
    keys = {name for forms in shape.FORMS.values() for name in forms}
    keys |= {f"{name}.{key}" for forms in shape.FORMS.values() for name, form in forms.items()
             if isinstance(form, shape.Group | shape.Groups) for key in form.keys}
    assert written.keys() == keys


def test_every_example_fits_its_own_key():
    def hold(schema: dict) -> int:
        for example in schema.get("examples", ()):
            Draft202012Validator(schema).validate(example)
        inner = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
        return len(schema.get("examples", ())) + sum(hold(each) for each in inner)
    assert hold(editor_schema.schema(Kind.SOP)) > 30


@pytest.mark.parametrize("kind", Kind)
def test_the_shipped_file_is_the_generated_one(kind: Kind):
    """After a change: `maklumat schema KIND > generator/maklumat/schemas/kepala-KIND.schema.json`."""
    shipped = (resources.files(maklumat) / "schemas" / editor_schema.NAMES[kind]).read_text(encoding="utf-8")
    assert shipped == editor_schema.text(kind)
    assert json.loads(shipped)["title"]
