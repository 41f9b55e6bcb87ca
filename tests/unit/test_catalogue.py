"""What lists, data and feeds ask the catalogue: who is public, how places are reached, which SOP belongs to a maklumat.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat import documents, passages, status
from maklumat.catalogue import Catalogue, Entry, relative
from maklumat.model import Kind, State
from maklumat.planned import Facts

from .verdicts import DAY, verdict

BASE = Path(__file__).parents[1] / "rules/base"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"


def entry(path=SOP, state=State.APPROVED, **more):
    reading = documents.read(path, (BASE / path).read_bytes())
    judged = verdict(reading, state, **more)
    address = path.removeprefix("content/").removesuffix("index.md")
    return Entry(passages.told(reading), judged, address, "d/x/", status.of(reading.document, state))


def catalogue(*entries, **facts):
    return Catalogue(entries, Facts(**facts))


@pytest.mark.parametrize("state", State)
def test_only_what_was_signed_is_public_and_has_a_revision(state):
    shown = catalogue(entry(state=state))
    signed = state in (State.APPROVED, State.NOT_YET, State.WITHDRAWN)
    assert bool(shown.public) == signed
    assert (shown.entries[0].revision is not None) == signed
    assert shown.changed == (DAY if signed else None)


def test_an_entry_tells_what_its_document_says():
    told = entry()
    assert (told.title, told.number, told.office, told.unit, told.effective) == (
        "Penetapan Maklumat Pelayanan Informasi Publik", "800/07/Sekr/BCN/2025", "BADAN CONTOH", "SEKRETARIAT",
        datetime.date(2025, 1, 20))


def test_what_a_document_does_not_say_is_empty_and_its_title_is_its_path():
    bare = Entry(passages.told(documents.read(SOP, b"---\njenis: sop\ntanggal_efektif: segera\n---\n")),
                 verdict(documents.read(SOP, b""), State.DRAFT), "sop/a/", "d/x/", entry().status)
    assert (bare.title, bare.number, bare.office, bare.unit, bare.effective) == (SOP, "", "", "", None)


def test_places_are_whole_addresses_where_the_site_has_one():
    for site in ("https://ppid.contoh.go.id", "https://ppid.contoh.go.id/"):
        assert catalogue(site_url=site).url("sop/a/") == "https://ppid.contoh.go.id/sop/a/"
        assert catalogue(site_url=site).link("data/", "sop/a b/") == "https://ppid.contoh.go.id/sop/a%20b/"
    assert catalogue().url("sop/a/") == ""
    assert catalogue().link("data/", "sop/a/") == "../sop/a/"


@given(*[some.lists(some.from_regex("[a-z0-9-]+", fullmatch=True), max_size=5)] * 2)
def test_a_relative_address_leads_where_it_says(here, there):
    here, there = ("".join(f"{part}/" for part in parts) for parts in (here, there))
    assert urljoin(f"https://situs/{here}", relative(here, there) or "./") == f"https://situs/{there}"


def test_the_sop_of_a_maklumat_is_found_by_its_number_where_it_is_signed():
    maklumat, sop = entry(MAKLUMAT), entry()
    shown = catalogue(maklumat, sop)
    assert shown.of_kind(Kind.SOP) == (sop,)
    assert shown.sop_of(maklumat) is sop
    assert shown.sop_of(sop) is None
    assert catalogue(maklumat).sop_of(maklumat) is None
    assert catalogue(maklumat, entry(state=State.DRAFT)).sop_of(maklumat) is None


def test_the_last_sign_off_of_all_is_the_day_of_change():
    later = datetime.date(2025, 3, 1)
    assert catalogue(entry(), entry(date=later), entry()).changed == later
