"""Which prints a plan holds: by state, mode, paper and theme; only what is signed is clean."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest

from maklumat.model import State
from maklumat.plan import Facts, Mode
from maklumat.planned import TEMPLATES
from maklumat.stationery import Stationery

from .test_plan import MAKLUMAT, SOP, of_documents, read
from .verdicts import plan, verdicts

PAGE, FORM = "maklumat/informasi-publik/", "sop/maklumat-informasi-publik/"
POSTERS = {f"{PAGE}cetak/poster-a3.pdf", f"{PAGE}cetak/poster-a4.pdf"}
CARDS = {f"{PAGE}sosial/{name}.png" for name in ("potret", "persegi", "cerita", "og")}
TEXTS = {f"{PAGE}sosial/takarir.txt", f"{PAGE}sosial/teks-alternatif.txt"}
URL = "https://ppid.contoh.go.id/laman"


def make(state, mode=Mode.STRICT, *, url=URL, theme=tuple(TEMPLATES), stationery=Stationery(), changes=(),
         is_anchored=True):
    readings = [read(MAKLUMAT, *changes), read(SOP)]
    return plan(readings, Facts(mode, verdicts=verdicts(readings, {MAKLUMAT: state}), theme=theme, site_url=url,
                                stationery=stationery, is_anchored=is_anchored))


def printed(made):
    """The prints of documents."""
    return {uri: job for uri, job in made.prints.items() if job.source}


def data(made, uri):
    return json.loads(made.prints[uri].data)


@pytest.mark.parametrize("state", [State.APPROVED, State.NOT_YET])
def test_a_signed_document_has_clean_posters_cards_and_texts(state):
    made = make(state)
    assert printed(made).keys() == POSTERS | CARDS
    assert made.files.keys() >= TEXTS
    for uri in POSTERS:
        poster = data(made, uri)
        assert (poster["mark"], poster["notice"]) == ("", "")
        assert poster["qr"]["address"] == "https://ppid.contoh.go.id/laman/d/641t90mx/"
        assert poster["page"] == "ppid.contoh.go.id/laman/maklumat/informasi-publik/"
    assert all(job.is_listed for job in printed(made).values())
    assert all(made.publishes(uri) for uri in (*printed(made), *TEXTS))
    assert not made.publishes(f"{PAGE}cetak/poster-f4.pdf")
    for uri in POSTERS | CARDS | TEXTS:
        assert f'href="{uri.removeprefix(PAGE)}"' in made.by_uri[f"{PAGE}index.md"].block


def test_a_withdrawn_document_is_marked_and_not_announced():
    made = make(State.WITHDRAWN)
    assert printed(made).keys() == POSTERS
    assert not made.files.keys() & TEXTS
    assert {data(made, uri)["mark"] for uri in POSTERS} == {"DICABUT"}
    assert {data(made, uri)["qr"] for uri in POSTERS} == {None}


@pytest.mark.parametrize("state", [State.DRAFT, State.VOID])
def test_nothing_is_printed_of_what_is_withheld(state):
    made = make(state)
    assert printed(made) == {} and not of_documents(made)
    assert not made.publishes(f"{PAGE}cetak/poster-a3.pdf")


@pytest.mark.parametrize(("state", "mode", "mark"), [
    (State.DRAFT, Mode.PREVIEW, "RANCANGAN"), (State.VOID, Mode.PREVIEW, "GUGUR"),
    (State.DRAFT, Mode.SAMPLE, "RANCANGAN"),
])
def test_what_is_only_shown_is_marked_and_listed_nowhere(state, mode, mark):
    made = make(state, mode)
    assert printed(made).keys() == POSTERS | {f"{FORM}cetak/sop.pdf"}
    for uri in POSTERS:
        poster = data(made, uri)
        assert (poster["mark"], poster["qr"], poster["page"]) == (mark, None, "")
        assert bool(poster["notice"]) == (mode is Mode.SAMPLE)
    assert not any(job.is_listed for job in printed(made).values())


def test_a_transcription_of_wet_ink_says_so():
    made = make(State.DRAFT, Mode.PREVIEW, changes=[(b"cara: sshsig", b"cara: basah")])
    assert "Transkripsi" in data(made, f"{PAGE}cetak/poster-a4.pdf")["notice"]


@pytest.mark.parametrize("mode", [Mode.STRICT, Mode.PREVIEW])
def test_without_an_anchor_a_signature_is_good_to_look_at_and_not_to_print(mode):
    made = make(State.APPROVED, mode, is_anchored=False)
    assert printed(made).keys() >= POSTERS and not CARDS & printed(made).keys()
    assert {(data(made, uri)["mark"], data(made, uri)["qr"]) for uri in POSTERS} == {("PRATINJAU", None)}
    assert not any(job.is_listed for job in printed(made).values())


@pytest.mark.parametrize(("state", "method", "line", "space", "date"), [
    (State.APPROVED, "sshsig", "Ditandatangani secara elektronik", False, True),
    (State.APPROVED, "basah", "", True, True),
    (State.DRAFT, "sshsig", "Belum ditandatangani", False, False),
    (State.DRAFT, "basah", "", True, False),
    (State.VOID, "sshsig", "Pengesahan gugur", False, False),
    (State.VOID, "basah", "Pengesahan gugur", False, False),
])
def test_the_signature_block_says_what_is_true(state, method, line, space, date):
    made = make(state, Mode.PREVIEW, changes=[(b"cara: sshsig", b"cara: " + method.encode())])
    block = data(made, f"{PAGE}cetak/poster-a4.pdf")["signature"]
    assert (block["line"], block["space"], bool(block["date"])) == (line, space, date)


def test_every_print_names_the_text_that_it_was_made_of():
    made = make(State.APPROVED)
    assert {data(made, uri)["origin"] for uri in printed(made)} == {
        f"maklumat-cetakan:{sha256(read(MAKLUMAT).data).hexdigest()}"}


def test_without_an_address_there_is_no_code_and_no_card():
    made = make(State.APPROVED, url="")
    assert printed(made).keys() == POSTERS
    assert {data(made, uri)["qr"] for uri in POSTERS} == {None}


def test_papers_are_those_of_the_agency():
    made = make(State.APPROVED, stationery=Stationery(posters=("f4",)))
    assert {uri for uri in made.prints if "cetak/" in uri} == {f"{PAGE}cetak/poster-f4.pdf"}


def test_a_theme_without_templates_prints_nothing_and_says_nothing_of_it():
    made = make(State.APPROVED, theme=("css/maklumat.css", "print/poster.typ"))
    assert printed(made) == {} and not of_documents(made) & TEXTS
    assert "cetak/" not in made.by_uri[f"{PAGE}index.md"].block


def test_a_print_bears_the_day_of_the_signature_or_of_the_draft():
    assert make(State.APPROVED).prints[f"{PAGE}cetak/poster-a4.pdf"].day.year > 2000
    changes = [(b"tanggal_efektif: 2025-01-22", b"tanggal_efektif:"),
               (b"tanggal_pembuatan: 2025-01-21", b"tanggal_pembuatan:")]
    assert make(State.DRAFT, Mode.PREVIEW, changes=changes).prints[f"{PAGE}cetak/poster-a4.pdf"].day == date(2000, 1, 1)
