"""What is shown, listed and withheld, by state of the evidence and by mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from maklumat import documents, permalinks
from maklumat.model import State
from maklumat.plan import Facts, Mode

from .verdicts import plan, revision, verdict, verdicts

BASE = Path(__file__).parents[1] / "rules/base"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"
SCAN = "content/maklumat/informasi-publik/pindaian.pdf"
STRAY = "content/maklumat/catatan.md"
DIGEST = "0a" * 32
SHORT = "d/641t90mx/index.html"
LISTED = (b"lampiran: []", b"lampiran:\n  - berkas: pindaian.pdf\n    sha256: " + DIGEST.encode())


def read(path, *changes):
    data = (BASE / path).read_bytes()
    for old, new in changes:
        assert data.count(old) == 1
        data = data.replace(old, new)
    return documents.read(path, data)


def make(states=None, mode=Mode.STRICT, readings=None):
    readings = readings or [read(MAKLUMAT, LISTED), read(SOP)]
    return plan(readings, Facts(mode, verdicts=verdicts(readings, states), others={SCAN: DIGEST, STRAY: "b2"}))


def first(made):
    """What stands on the first page."""
    return next(iter(made.pages)).block


def shown(made):
    """The pages of documents as they are now."""
    return [page.uri for page in made.pages if page.source and "/revisi/" not in page.uri]


def of_documents(made):
    """The files that go out for single documents, and the keys."""
    return {uri for uri in made.files if uri.startswith(("maklumat/", "sop/", "d/", "pengesah/"))}


@pytest.mark.parametrize("state", [State.APPROVED, State.NOT_YET, State.WITHDRAWN])
def test_a_signed_document_is_shown_listed_and_has_its_attachments(state):
    made = make({MAKLUMAT: state})
    assert shown(made) == ["maklumat/informasi-publik/index.md"]
    assert made.attachments == {"maklumat/informasi-publik/pindaian.pdf": DIGEST}
    assert {held.path for held in made.withheld} == {SOP, STRAY}
    register = made.by_uri["daftar/index.md"].block
    assert '<a href="../maklumat/informasi-publik/">' in register
    assert "sop/" not in register


@pytest.mark.parametrize("state", [State.DRAFT, State.VOID])
def test_strict_withholds_whatever_is_not_signed(state):
    made = make({MAKLUMAT: state})
    assert shown(made) == []
    assert made.attachments == {}
    assert {(held.path, held.page_shown) for held in made.withheld} == {
        (MAKLUMAT, False), (SOP, False), (SCAN, False), (STRAY, False)}


def test_a_sample_shows_drafts_on_their_own_page_and_keeps_their_attachments():
    made = make(mode=Mode.SAMPLE)
    assert shown(made) == [
        "maklumat/informasi-publik/index.md", "sop/maklumat-informasi-publik/index.md"]
    assert made.attachments == {}
    assert {held.path for held in made.withheld if held.page_shown} == {MAKLUMAT, SOP}
    assert {held.path for held in made.withheld if not held.page_shown} == {SCAN, STRAY}
    assert not [page.uri for page in made.pages if page.head.listed]


def test_a_void_document_is_not_shown_even_in_a_sample():
    assert "maklumat/informasi-publik/index.md" not in shown(make({MAKLUMAT: State.VOID}, Mode.SAMPLE))


def test_an_unreadable_document_is_withheld_and_said_to_be():
    made = make(readings=[documents.read(MAKLUMAT, b"\xff\xfe"), read(SOP)], mode=Mode.SAMPLE)
    reasons = {held.path: held.reason for held in made.withheld}
    assert reasons[MAKLUMAT] == "tidak dapat dibaca sebagai dokumen"
    assert shown(made) == ["sop/maklumat-informasi-publik/index.md"]


def test_nothing_in_the_document_trees_goes_out_unplanned():
    made = make({MAKLUMAT: State.APPROVED})
    assert made.publishes("index.md")
    assert made.publishes("panduan/gambar.png")
    assert made.publishes("maklumat/informasi-publik/pindaian.pdf")
    for uri in ("catatan.md", "informasi-publik/index.md.sig", "informasi-publik/lain.pdf"):
        assert not made.publishes(f"maklumat/{uri}")
    assert not made.publishes("sop/maklumat-informasi-publik/index.md")


def test_a_maklumat_leads_to_its_sop_only_when_that_is_shown():
    link = '<a href="../../sop/maklumat-informasi-publik/">'
    assert link in first(make({MAKLUMAT: State.APPROVED, SOP: State.APPROVED}))
    assert link not in first(make({MAKLUMAT: State.APPROVED}))


def test_two_spellings_of_one_number_lead_to_the_same_sop():
    spaced = read(MAKLUMAT, (b"800/07/Sekr/BCN/2025", b"800/07 /SEKR/BCN/2025"))
    block = first(make(mode=Mode.SAMPLE, readings=[spaced, read(SOP)]))
    assert '<a href="../../sop/maklumat-informasi-publik/">' in block


def test_documents_in_unit_folders_link_to_each_other():
    deep = MAKLUMAT.replace("maklumat/", "maklumat/dinas/", 1)
    readings = [documents.read(deep, (BASE / MAKLUMAT).read_bytes()), read(SOP)]
    block = first(make(mode=Mode.SAMPLE, readings=readings))
    assert '<a href="../../../sop/maklumat-informasi-publik/">' in block


def test_a_document_outside_the_document_trees_is_withheld():
    pages = {"content/index.md": "# Beranda\n\njenis: lain\n",
             "content/panduan.md": "---\ntitle: Panduan\n---\njenis: x\n",
             "content/janji.md": "\ufeff---\r\nid: a\r\njenis: maklumat\r\n---\r\nKami berjanji.\r\n"}
    made = plan([read(SOP)], Facts(Mode.STRICT, ordinary=pages))
    assert [made.publishes(uri) for uri in ("index.md", "panduan.md", "janji.md")] == [True, True, False]
    assert made.refused == {"janji.md": "content/janji.md: dokumen di luar folder maklumat/ dan sop/; "
                                        "pindahkan ke sana agar diperiksa dan dapat disahkan"}
    assert not any("Kami berjanji." in text for text in made.known)
    assert "content/janji.md" in {item.path for item in made.guarded}


@pytest.mark.parametrize("front", [
    "---\njenis : maklumat\n---\n", '---\n"jenis": maklumat\n---\n', "jenis: maklumat\nid: a\n\n", "Jenis: sop\n\n",
    "---\njenis: maklumat\n...\n", "---\ntitle: a\n? jenis\n: sop\n---\n", "---\n{jenis: maklumat}\n---\n",
])
def test_a_document_is_known_by_its_data_however_they_are_written(front):
    assert not plan([], Facts(Mode.STRICT, ordinary={"content/uji.md": front + "Kami berjanji.\n"})).publishes("uji.md")


def refused(text, states=None, mode=Mode.STRICT):
    readings = [read(MAKLUMAT), read(SOP)]
    return plan(readings, Facts(mode, verdicts=verdicts(readings, states), ordinary={"content/uji.md": text})).refused


BODY = (BASE / MAKLUMAT).read_text(encoding="utf-8").split("---\n")[2]


@pytest.mark.parametrize("mode", Mode)
def test_an_unsigned_text_on_an_ordinary_page_is_refused_and_a_signed_one_is_not(mode):
    sentence = (f"content/uji.md: memuat isi {MAKLUMAT}, yang tidak boleh tampil di halaman lain; "
                "hapus isi itu dari halaman ini")
    assert refused(f"# Janji kami\n\n{BODY}", mode=mode) == {"uji.md": sentence}
    assert refused(f"# Janji kami\n\n{BODY}", {MAKLUMAT: State.APPROVED}, mode) == {}
    assert refused(f"# Janji kami\n\n{BODY}", {MAKLUMAT: State.VOID}, mode) == {"uji.md": sentence}


@pytest.mark.parametrize("text", [
    "Setiap maklumat memuat: a. pernyataan janji dan kesanggupan untuk melaksanakan pelayanan sesuai dengan standar "
    "pelayanan; b. pernyataan memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara "
    "terus-menerus; c. pernyataan kesediaan untuk menerima sanksi, dan/atau memberikan kompensasi apabila pelayanan "
    "yang diberikan tidak sesuai standar.",
    "1. Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik.\n"
    "2. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.\n"
    "3. UU Nomor 25 Tahun 2009 tentang Pelayanan Publik.\n",
    (BASE.parents[1].parent / "content/index.md").read_text(encoding="utf-8"),
])
def test_whoever_quotes_the_law_copies_no_document(text):
    assert refused(text) == {}


@pytest.mark.parametrize("link", [
    '<a href="maklumat/informasi-publik/">z</a>', "[z](../maklumat/informasi-publik/index.md)",
    "`maklumat/informasi-publik/index.html`", "<!-- maklumat/informasi-publik -->",
])
def test_the_address_of_a_withheld_document_is_refused_where_it_has_no_page(link):
    sentence = f"content/uji.md: memuat alamat {MAKLUMAT}, yang ditahan; hapus alamat itu dari halaman ini"
    assert refused(link) == {"uji.md": sentence}
    assert refused(link, {MAKLUMAT: State.APPROVED}) == refused(link, mode=Mode.SAMPLE) == {}


def test_code_and_texts_for_few_readers_are_guarded_too():
    words = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"
    for hidden in (f"```\n{words}\n```", f"![{words}](a.png)", f'[a](b.md "{words}")', f"    {words}"):
        document = read(MAKLUMAT, (BODY.encode(), BODY.encode() + f"\n{hidden}\n".encode()))
        made = plan([document], Facts(Mode.STRICT, ordinary={"content/uji.md": f"Kata: {words}."}))
        assert "uji.md" in made.refused, hidden
    note = read(MAKLUMAT, (b'catatan_revisi: ""', f"catatan_revisi: {words}".encode()))
    assert plan([note], Facts(Mode.STRICT, ordinary={"content/uji.md": words})).refused


def test_an_unreadable_document_is_guarded_as_well():
    broken = documents.read(MAKLUMAT, b"---\njenis: [maklumat\n---\n" + BODY.encode())
    made = plan([broken], Facts(Mode.STRICT, ordinary={"content/uji.md": BODY}))
    assert "uji.md" in made.refused
    assert [item.address for item in made.guarded if item.path == MAKLUMAT] == ["maklumat/informasi-publik/"]


def test_an_attachment_goes_out_only_as_it_was_signed():
    reading = read(MAKLUMAT, LISTED)
    facts = Facts(Mode.STRICT, verdicts=verdicts([reading], {MAKLUMAT: State.APPROVED}), others={SCAN: "0b" * 32})
    made = plan([reading], facts)
    assert made.attachments == {}
    assert "<dd>pindaian.pdf (berkas belum cocok)</dd>" in first(made)
    assert [(held.path, held.reason) for held in made.withheld] == [
        (SCAN, "isinya tidak sama dengan yang tercatat pada lampiran dokumen")]


def test_files_that_nobody_signed_are_guarded_by_address_and_digest():
    guarded = {item.path: (item.address, item.digest) for item in make().guarded}
    assert guarded[STRAY] == ("maklumat/catatan.md", "b2")
    assert guarded[SCAN] == ("maklumat/informasi-publik/pindaian.pdf", DIGEST)


def official(state=State.APPROVED, mode=Mode.STRICT, registry=None, **more):
    """The maklumat in its second revision, the SOP a draft."""
    readings = [read(MAKLUMAT), read(SOP)]
    old = revision(read(MAKLUMAT, (b"paling lambat 10 hari", b"paling lambat 12 hari")).data)
    judged = {MAKLUMAT: verdict(readings[0], state, past=[old], reason="naskah berubah", **more)}
    keys = {"allowed_signers": b"kunci", "allowed_signers.sig": b"akar"} if registry is None else registry
    return readings, old, plan(readings, Facts(mode, verdicts=judged, registry=keys))


def test_every_accepted_revision_of_a_public_document_goes_out_and_the_keys():
    readings, old, made = official()
    below = "maklumat/informasi-publik/revisi"
    assert made.files[f"{below}/1/naskah.txt"] == old.source
    assert made.files[f"{below}/2/naskah.txt"] == readings[0].data
    assert {uri for uri in of_documents(made) if not uri.endswith(".json")} == {
        *(f"{below}/{number}/naskah.txt{end}" for number in (1, 2) for end in ("", ".sig")),
        "pengesah/allowed_signers", "pengesah/allowed_signers.sig",
        SHORT, *(SHORT.replace("index", f"{number}/index") for number in (1, 2))}
    assert [page.uri for page in made.pages if "/revisi/" in page.uri] == [
        f"{below}/{number}/index.md" for number in (1, 2)]
    assert all(made.publishes(uri) for uri in made.files)
    assert not made.publishes(f"{below}/3/naskah.txt")
    assert not made.publishes("pengesah/lain.txt")


def test_two_documents_never_share_a_short_address(monkeypatch):
    monkeypatch.setattr(permalinks, "code", lambda kind, name: "00000000")
    made = make({MAKLUMAT: State.APPROVED, SOP: State.APPROVED})
    assert made.refused.keys() == {"maklumat/informasi-publik/index.md", "sop/maklumat-informasi-publik/index.md"}
    assert all("alamat pendek" in sentence for sentence in made.refused.values())


@pytest.mark.parametrize("text", ["---\nmaklumat: {gambar: x.png}\n---\n# A\n", "maklumat: ya\n\n# A\n"])
def test_an_ordinary_page_claims_no_card_of_a_document(text):
    readings = [read(MAKLUMAT), read(SOP)]
    made = plan(readings, Facts(Mode.STRICT, ordinary={"content/index.md": text}))
    assert "kunci `maklumat` hanya untuk" in made.refused["index.md"]


def test_the_short_address_of_a_public_document_leads_to_its_page():
    _, _, made = official()
    assert b'url=../../maklumat/informasi-publik/"' in made.files[SHORT]
    assert not made.publishes("d/lain/index.html")
    assert not made.publishes("d/index.md")


@pytest.mark.parametrize("state", [State.DRAFT, State.VOID])
def test_of_a_document_that_is_not_public_no_revision_goes_out(state):
    _, _, made = official(state)
    assert of_documents(made) == {"pengesah/allowed_signers", "pengesah/allowed_signers.sig"}


def test_a_sample_publishes_no_keys_and_a_lone_root_signature_never_goes_out():
    assert of_documents(official(State.DRAFT, Mode.SAMPLE)[2]) == set()
    assert of_documents(official(State.DRAFT, registry={"allowed_signers.sig": b"akar"})[2]) == set()


def test_the_page_leads_to_the_keys_only_where_they_are():
    assert '<a href="../../pengesah/allowed_signers">' in first(official()[2])
    assert '<a href="../../pengesah/allowed_signers.sig">' in first(official()[2])
    assert "allowed_signers.sig" not in first(official(registry={"allowed_signers": b"kunci"})[2])
    assert "Keaslian" not in first(official(registry={})[2])


def test_the_reason_of_the_verdict_is_told():
    reasons = {held.path: held.reason for held in official(State.VOID)[2].withheld}
    assert reasons == {MAKLUMAT: "gugur: naskah berubah", SOP: "belum ada pengesahan yang sah"}


def test_a_verdict_on_other_bytes_hides_the_document():
    readings = [read(MAKLUMAT)]
    judged = {MAKLUMAT: verdict(read(MAKLUMAT, (b"paling lambat 10", b"paling lambat 11")), State.APPROVED)}
    made = plan(readings, Facts(Mode.STRICT, verdicts=judged))
    assert shown(made) == []
    assert made.withheld[0].reason == "gugur: isi berkas ini bukan yang disahkan"
    assert of_documents(made) == set()


def test_a_preview_shows_drafts_and_void_documents_under_their_mark():
    _, _, made = official(State.VOID, Mode.PREVIEW)
    blocks = {page.source: page.block for page in made.pages}
    assert ">GUGUR</strong>" in blocks[MAKLUMAT]
    assert "<dt>Sebab gugur</dt><dd>naskah berubah</dd>" in blocks[MAKLUMAT]
    assert ">RANCANGAN</strong>" in blocks[SOP]
    for claim in ("Cara pengesahan", "Tanggal pengesahan", "Riwayat", "Keaslian"):
        assert claim not in blocks[MAKLUMAT]
    assert not [page.uri for page in made.pages if page.head.listed]
    assert {held.path for held in made.withheld if held.page_shown} == {MAKLUMAT, SOP}
    assert MAKLUMAT not in {page.source for page in official(State.VOID)[2].pages}


def test_texts_of_earlier_revisions_are_no_secret():
    words = "Loket pelayanan tersedia di kantor pusat setiap hari kerja pukul delapan pagi sampai empat sore."
    old = read(MAKLUMAT, (BODY.encode(), BODY.encode() + f"\n{words}\n".encode()))
    draft = read(SOP, (b"Memeriksa rancangan maklumat pelayanan", words.encode()))
    for past, found in (((), {"uji.md"}), ([revision(old.data)], set())):
        readings = [read(MAKLUMAT), draft]
        judged = {MAKLUMAT: verdict(readings[0], State.APPROVED, past=past)}
        assert plan(readings, Facts(Mode.STRICT, verdicts=judged, ordinary={"content/uji.md": words})
                    ).refused.keys() == found


def test_the_signature_beside_a_document_is_nothing_to_report():
    readings = [read(MAKLUMAT)]
    others = {MAKLUMAT + ".sig": "aa", "content/maklumat/lain/index.md.sig": "bb"}
    made = plan(readings, Facts(Mode.STRICT, verdicts=verdicts(readings, {MAKLUMAT: State.APPROVED}), others=others))
    assert [held.path for held in made.withheld] == ["content/maklumat/lain/index.md.sig"]
    assert not made.publishes("maklumat/informasi-publik/index.md.sig")


def test_no_page_stands_where_the_keys_are_published():
    made = plan([], Facts(Mode.STRICT, ordinary={"content/pengesah/index.md": "# Pengesah"}))
    assert made.refused == {"pengesah/index.md": "content/pengesah/index.md: folder pengesah/ hanya untuk daftar kunci "
                                                 "yang diterbitkan; pindahkan halaman ini ke folder lain"}


def stopped(loose=(), ordinary=(), theme=()):
    pages = dict.fromkeys((f"content/{uri}" for uri in ordinary), "# Uji\n")
    return plan([], Facts(Mode.STRICT, ordinary=pages, loose=[f"content/{uri}" for uri in loose], theme=theme))


@pytest.mark.parametrize("uri", [
    "sw.js", "palsu.html", "palsu.xhtml", "a/lambang.svg", "_redirects", "_headers", "CNAME", "x.xml", "x.json",
    "a.js.map", "a/x.wasm", "uji.MD", "gambar.png.svg", "a.css", "pdf", "x.\uff50ng",
])
def test_a_file_that_is_not_of_a_passive_kind_stops_the_build(uri):
    made = stopped([uri])
    assert list(made.refused) == [uri]
    assert made.refused[uri].startswith(f"content/{uri}: jenis berkas ini tidak diterbitkan")
    assert not made.publishes(uri)


@pytest.mark.parametrize("uri", [
    "gambar.png", "unduhan/Formulir A.PDF", "catatan.txt", "data.Csv", "a/b.odt", "asetku/a.webp"])
def test_a_file_of_a_passive_kind_goes_out(uri):
    made = stopped([uri])
    assert made.refused == {}
    assert made.publishes(uri)


@pytest.mark.parametrize("uri", ["assets/images/favicon.png", "css/a.txt", "fonts/a.pdf", "search/a.txt",
                                 "Assets/a.png", "javascripts/a.txt", "stylesheets/a.txt", "aset/a.webp",
                                 "Maklumat/x/pindaian.pdf", "SOP/a.pdf"])
def test_the_folders_of_the_site_itself_take_no_file_and_no_page(uri):
    sentence = f"content/{uri}: folder ini milik situs itu sendiri; pindahkan berkas ini ke folder lain"
    assert stopped([uri]).refused == {uri: sentence}
    page = uri.rpartition(".")[0] + ".md"
    assert list(stopped(ordinary=[page]).refused) == [page]


def test_a_file_of_the_theme_is_not_replaced():
    made = stopped(["gambar/Logo.png", "gambar/lain.png"], theme=["gambar/logo.png"])
    assert list(made.refused) == ["gambar/Logo.png"]
    assert made.publishes("gambar/logo.png"), "the theme's own"


def test_a_hidden_file_neither_goes_out_nor_stops_anything():
    made = stopped([".DS_Store", ".well-known/sw.js"])
    assert made.refused == {}
    assert not made.publishes(".well-known/sw.js")


def test_a_page_that_runs_something_stops_the_build_and_says_where():
    assert refused("# Uji\n\n<script>alert(1)</script>\n") == {
        "uji.md": "content/uji.md: baris 3 memuat `<script`, yang dapat menjalankan atau menyisipkan sesuatu "
                  "di peramban; hapus bagian itu, atau tulis sebagai kode bila hanya dicontohkan"}
    assert refused("# Uji\n\nTulis `<script>` saja.\n") == {}


def test_an_active_attachment_is_withheld_even_where_it_is_listed():
    path = SCAN.replace(".pdf", ".svg")
    listed = (LISTED[0], LISTED[1].replace(b"pindaian.pdf", b"pindaian.svg"))
    readings = [read(MAKLUMAT, listed)]
    made = plan(readings, Facts(Mode.STRICT, verdicts=verdicts(readings, {MAKLUMAT: State.APPROVED}),
                                others={path: DIGEST}))
    assert made.attachments == {}
    assert not made.publishes("maklumat/informasi-publik/pindaian.svg")
    assert [held.reason[:34] for held in made.withheld if held.path == path] == ["jenis berkas ini tidak diterbitkan"]
    assert 'href="pindaian.svg"' not in first(made)
