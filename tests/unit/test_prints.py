"""When a print is clean: only then it bears a code to scan and goes to social media."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from maklumat.model import State
from maklumat.prints import Edition
from maklumat.stationery import Stationery
from maklumat.verdicts import Revision

CLEAN = Edition(State.APPROVED, Stationery(), permalink="https://ppid.contoh.go.id/d/641t90mx/",
                signed=Revision(1, date(2025, 1, 22), "d" * 64, "nip:1", "Pejabat Contoh", "maklumat@contoh", "",
                                "c" * 40))


def test_a_signed_published_unmarked_print_is_clean():
    assert CLEAN.is_clean


@pytest.mark.parametrize("lacking", [{"mark": "GUGUR"}, {"notice": "Contoh"}, {"signed": None}, {"permalink": ""}])
def test_one_thing_that_is_lacking_is_enough(lacking):
    assert not replace(CLEAN, **lacking).is_clean
