"""The page /keaslian/ as it stands before any script: whom it serves without one, and what the script finds in it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from maklumat import authenticity, check_page, documents, passages, signers, sshsig, staged, status
from maklumat.catalogue import Catalogue, Entry
from maklumat.model import State
from maklumat.planned import Facts, Mode
from maklumat.verdicts import Verdict

from ..trust.fake_sk import Ed25519, public
from .verdicts import revision

DOMAIN = "ppid.contoh.go.id"
PATH = "content/sop/maklumat-informasi-publik/index.md"
BASE = (Path(__file__).parents[1] / "rules/base" / PATH).read_text(encoding="utf-8")
ROOT, OFFICIAL = Ed25519.new(), Ed25519.new()
LINES = (signers.entry("akar", (f"pengesah@{DOMAIN}",), *public(ROOT), ""),
         signers.entry("nip:197001011995011001", (f"maklumat@{DOMAIN}", f"salinan@{DOMAIN}"), *public(OFFICIAL),
                       "O’Brien"))
REGISTRY = {"allowed_signers": "".join(f"{line}\n" for line in LINES).encode(), "allowed_signers.sig": b"x"}


def entry(state=State.APPROVED, text=BASE):
    told, source = passages.told(documents.read(PATH, text.encode())), text.encode()
    past = () if state is State.DRAFT else (revision(b"dulu"), revision(source, 2))
    verdict = Verdict(PATH, "a", state, "", past[-1].digest if past else "", past)
    return Entry(told, verdict, "sop/a/", "d/abcd1234/", status.of(told.outline, state))


def made(*entries, mode=Mode.STRICT, registry=REGISTRY):
    [page] = check_page.pages(Catalogue(entries, Facts(mode=mode, registry=registry)))
    assert (page.uri, page.address, page.source) == ("keaslian/index.md", "keaslian/", "")
    assert "\n\n" not in page.block
    return page.block, staged.page(page.block, page.head)


def test_whoever_runs_no_script_finds_files_commands_and_documents():
    block, text = made(entry())
    assert 'id="pemeriksaan"' in block and 'aria-labelledby="di-peramban" hidden>' in block
    links = re.findall('href="([^"]+)"', block)
    assert {f"../pengesah/{name}" for name in REGISTRY} | {"../sop/a/#keaslian", "#perintah"} <= {*links}
    commands = [unescape(each) for each in re.findall("<pre><code>(.*?)</code></pre>", block, re.DOTALL)]
    given = revision(b"a", namespace=f"maklumat@{DOMAIN}")
    assert commands == [authenticity.root_command(given)]
    rows = [re.findall("<t[hd].*?>(.*?)</t[hd]>", row) for row in re.findall("<tr><th scope=\"row\">.*</tr>", block)]
    assert rows == [
        ["Kunci akar", "menandatangani daftar kunci", f"<code>{sshsig.fingerprint(public(ROOT)[1])}</code>"],
        ["O’Brien", "mengesahkan naskah, mengesahkan salinan",
         f"<code>{sshsig.fingerprint(public(OFFICIAL)[1])}</code>"]]
    for part in ("tidak berubah sejak ditandatangani", "Yang tidak dibuktikan", "papan pengumuman", "laman yang sama"):
        assert part in block
    assert "template: keaslian.html" in text


def test_the_script_finds_domain_keys_and_revisions():
    block, _ = made(entry())
    assert (f'data-domain="{DOMAIN}" data-daftar="../pengesah/allowed_signers" '
            'data-akar="../pengesah/allowed_signers.sig"') in block
    assert '<li data-kode="abcd1234" data-revisi="1 2"><a href="../sop/a/#keaslian">' in block


def test_without_a_root_signature_no_page_speaks_of_one():
    block, _ = made(entry(), registry={"allowed_signers": REGISTRY["allowed_signers"]})
    assert "allowed_signers.sig" not in block
    assert "<pre>" not in block
    assert "papan pengumuman" in block


def test_only_signed_documents_are_named():
    block, _ = made(entry(text=BASE.replace("judul: ", "judul: Sah ")), entry(State.DRAFT), mode=Mode.PREVIEW)
    assert re.findall("<li data-kode.*>(.*)</a>", block) == ["Sah Penetapan Maklumat Pelayanan Informasi Publik"]


def test_nothing_signed_means_nothing_to_check_and_no_script():
    for block, text in (made(entry(State.DRAFT), mode=Mode.SAMPLE), made(), made(entry(), registry={}),
                        made(entry(), mode=Mode.SAMPLE)):
        assert "Belum ada naskah yang ditandatangani di laman ini" in block
        assert not re.search("form|pengesah|keaslian", block)
        assert "template: dokumen.html" in text


def test_of_many_documents_none_is_listed(monkeypatch):
    monkeypatch.setattr(check_page, "MANY", 1)
    few, many = made(entry())[0], made(entry(), entry())[0]
    assert ('id="dokumen"' in few, 'id="revisi"' in few, "<li data-kode" in few) == (True, True, True)
    assert not re.search('id="dokumen"|id="revisi"|data-kode', many)
    assert many.count('id="alamat"') == many.count('id="dokumen-terdaftar"') == 1
    assert '<a href="../daftar/">' in many


def test_hostile_titles_stay_text():
    block, _ = made(entry(text=BASE.replace("judul: Penetapan", 'judul: <script>alert("1")</script>')))
    assert "<script" not in block
    assert "&lt;script&gt;" in block
