"""What others may rely on: `__all__` of every module is true, and each rule has a complete public page."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import maklumat
from maklumat import explain
from maklumat.findings import Level
from maklumat.rules import RULES, Rule, Scope

MODULES = [module.name for module in pkgutil.walk_packages(maklumat.__path__, "maklumat.")
           if not module.name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_public_names_exist(name: str):
    module = importlib.import_module(name)
    public = getattr(module, "__all__", [])
    assert sorted(public) == sorted(set(public))
    assert not [entry for entry in public if not hasattr(module, entry)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_complete_page(rule):
    page = explain.page(rule)
    assert all((page.title, page.why, page.law, page.wrong, page.right)), page
    assert re.fullmatch(r"[A-Z]{2}\d\d", rule.code)
    assert len(page.title) <= 120
    assert page.wrong != page.right


def test_codes_are_unique():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


def test_page_reads_as_the_editor_sees_it():
    def check(document, context):
        """Judul aturan.

        Mengapa: satu kalimat
        yang terpotong.
        Dasar: PermenPANRB 35/2012.

        Salah:
            langkah:
              - id: a

        Benar:
            langkah: []
        """

    rule = Rule("ZZ01", Level.ERROR, Scope.DOCUMENT, check)
    assert explain.to_text(explain.page(rule)) == (
        "ZZ01 (galat): Judul aturan\n\n"
        "Mengapa: satu kalimat yang terpotong.\n\nDasar: PermenPANRB 35/2012.\n\n"
        "Salah:\n    langkah:\n      - id: a\n\nBenar:\n    langkah: []\n"
    )


def test_nearest_codes():
    assert RULES[0].code in explain.nearest(RULES[0].code.lower())
    assert explain.nearest("MKO1")[0] == "MK01"
    assert explain.nearest("!!") == ()
