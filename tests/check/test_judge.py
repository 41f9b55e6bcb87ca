"""The browser's judge against ssh-keygen and the gate's own readers: it agrees with them, or refuses more."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from pathlib import Path

import pytest

from maklumat import authenticity, claims, openssh, signers, sshsig
from maklumat.openssh import Answers
from maklumat.snapshot import Question
from maklumat.verdicts import Revision

from ..trust import vectors
from ..trust.fake_sk import (
    Ed25519,
    Rsa,
    SecurityKey,
    armor,
    envelope,
    made_by_openssh,
    mpint,
    public,
    signed_data,
    string,
)
from .node import DOMAIN, ask, prepared

WHO, FRIEND = "nip:197001011995011001", "nip:198002022005012002"
DOCUMENT, COPY, REGISTRY = (f"{purpose}@{DOMAIN}" for purpose in ("maklumat", "salinan", "pengesah"))
BASE = Path(__file__).parents[1] / "rules/base/content"
TEXT = (BASE / "maklumat/informasi-publik/index.md").read_bytes()
PAPER = TEXT.replace(b"cara: sshsig", b"cara: basah")
DAY = date(2025, 1, 22)


@pytest.fixture(autouse=True)
def _ssh_keygen(needs) -> None:
    needs("ssh-keygen")


@pytest.fixture(scope="module")
def modules(tmp_path_factory) -> Path:
    return prepared(tmp_path_factory.mktemp("js"))


def line(key, who: str = WHO, namespaces: tuple[str, ...] = (DOCUMENT,), name: str = "Pejabat Contoh",
         since: date | None = None, until: date | None = None) -> bytes:
    kind = openssh.public_key(key) if isinstance(key, Path) else public(key)
    return f"{signers.entry(who, namespaces, *kind, name, since, until)}\n".encode()


def case(text: bytes, signature: bytes, registry: bytes, root: bytes | None = None) -> dict[str, bytes | None]:
    return {"text": text, "signature": signature, "registry": registry, "rootSignature": root}


OURS, OTHER = Ed25519.new(), Ed25519.new()
SIGNED = OURS.sign(DOCUMENT, TEXT)


@pytest.mark.parametrize("version", ["openssh", "cryptography"])
def test_every_type_of_key_and_the_facts_it_proves(modules, tmp_path, version):
    if version == "openssh":
        options = ("ed25519", "rsa -b 2048", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521")
        keys = [made_by_openssh(tmp_path, "-t", *each.split()) for each in options]
        signatures = [openssh.sign(key, DOCUMENT, TEXT) for key in keys]
    else:
        keys = [Ed25519.new(), Rsa.new(), SecurityKey.new(), SecurityKey.new("ecdsa")]
        signatures = [key.sign(DOCUMENT, TEXT) if not isinstance(key, Rsa) else
                      armor(envelope(key.blob, DOCUMENT, key.signature(signed_data(DOCUMENT, TEXT)))) for key in keys]
    cases = [case(TEXT, signature, line(key)) for key, signature in zip(keys, signatures, strict=True)]
    answers = ask(modules, "judge", cases)
    for key, answer in zip(keys, answers, strict=True):
        kind, number = openssh.public_key(key) if isinstance(key, Path) else public(key)
        good = answer["good"]
        assert (good["keyType"], good["fingerprint"]) == (kind, sshsig.fingerprint(number))
        assert good["digest"] == hashlib.sha256(TEXT).hexdigest()
        assert (good["signer"]["principal"], good["signer"]["name"]) == (WHO, "Pejabat Contoh")
        assert good["claim"]["signed"] == "2025-01-22"
        assert (good["namespace"], good["isCopy"], good["root"]) == (DOCUMENT, False, None)
    altered = [{**each, "text": TEXT.replace(b"10 hari", b"12 hari")} for each in cases]
    assert {answer["message"].split(".")[0] for answer in ask(modules, "judge", altered)} == {
        "Tanda tangan ini bukan atas naskah ini"}


def test_numbers_of_ecdsa_that_are_shorter_than_their_curve(modules):
    """Some begin with a zero byte, which SSH leaves out and WebCrypto wants; one signature in 64 has such a number."""
    key = SecurityKey.new("ecdsa")
    cases = [case(TEXT, key.sign(DOCUMENT, TEXT), line(key)) for _ in range(400)]
    assert all("good" in answer for answer in ask(modules, "judge", cases))


@pytest.fixture(scope="module")
def odd_ones():
    """The vectors of the gate's own tests, over a real document for this namespace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "MESSAGE", TEXT)
        return vectors.all_vectors()


def test_threat_30_weak_or_malformed_signatures_as_the_gate_judges_them(modules, odd_ones):
    answers = ask(modules, "judge", [case(TEXT, each.signature, line(each.key)) for each in odd_ones])
    gate = Answers().ask([Question(TEXT, each.signature, line(each.key), WHO, DOCUMENT, DAY) for each in odd_ones])
    assert len(odd_ones) >= 60
    assert {each.name: "good" in answer for each, answer in zip(odd_ones, answers, strict=True)} == {
        each.name: good for each, good in zip(odd_ones, gate, strict=True)}
    assert {answer["kind"] for answer in answers if "kind" in answer} == {"Refused"}  # never "cannot tell"


def test_a_malformed_signature_is_refused_for_the_reason_the_gate_gives(modules, odd_ones):
    answers = ask(modules, "judge", [case(TEXT, each.signature, line(each.key)) for each in odd_ones])
    for each, answer in zip(odd_ones, answers, strict=True):
        found = sshsig.read(each.signature)
        if isinstance(found, sshsig.Malformed):
            reason = found.message.partition(": ")[2]
            assert answer["message"] == f"Berkas tanda tangan itu bukan tulisan ssh-keygen: {reason}.", each.name


def windowed(since: date | None = None, until: date | None = None) -> bytes:
    return line(OURS, since=since, until=until)


REFUSALS = [
    ("another text", case(TEXT + b"\n", SIGNED, line(OURS)), "bukan atas naskah ini"),
    ("another namespace", case(TEXT, OURS.sign("git", TEXT), line(OURS)), "keperluan lain (git)"),
    ("another agency", case(TEXT, OURS.sign(f"{DOCUMENT}.jahat.id", TEXT), line(OURS)), "keperluan lain"),
    ("the registry's purpose", case(TEXT, OURS.sign(REGISTRY, TEXT), line(OURS)), "keperluan lain"),
    ("a copy's purpose", case(TEXT, OURS.sign(COPY, TEXT), line(OURS, namespaces=(DOCUMENT, COPY))),
     "cara pengesahannya “sshsig”"),
    ("a document's purpose", case(PAPER, OURS.sign(DOCUMENT, PAPER), line(OURS, namespaces=(DOCUMENT, COPY))),
     "cara pengesahannya “basah”"),
    ("a method of another kind", case(lain := TEXT.replace(b"cara: sshsig", b"cara: lain"), OURS.sign(DOCUMENT, lain),
                                      line(OURS)), "cara pengesahannya “lain”"),
    ("a key that is not listed", case(TEXT, SIGNED, line(OTHER)), "tidak ada dalam daftar kunci"),
    ("an empty list", case(TEXT, SIGNED, b"# kosong\n"), "tidak ada dalam daftar kunci"),
    ("a colleague's key", case(TEXT, SIGNED, line(OTHER) + line(OURS, FRIEND, name="Teman")), "milik Teman, bukan"),
    ("the root's key", case(TEXT, SIGNED, line(OURS, "akar", (REGISTRY,), "")), "milik akar, bukan"),
    ("a key for copies alone", case(TEXT, SIGNED, line(OURS, namespaces=(COPY,))), "tidak berwenang"),
    ("before office", case(TEXT, SIGNED, windowed(since=date(2025, 1, 23))), "tidak berlaku pada tanggal pengesahan"),
    ("after office", case(TEXT, SIGNED, windowed(until=date(2025, 1, 21))), "tidak berlaku pada tanggal pengesahan"),
    ("no date", case(tanpa := TEXT.replace(b"pengesahan: 2025-01-22", b"pengesahan: 22 Januari 2025"),
                     OURS.sign(DOCUMENT, tanpa), line(OURS)), "tidak menyebut tanggal pengesahan"),
    ("no such day", case(salah := TEXT.replace(b"pengesahan: 2025-01-22", b"pengesahan: 2025-02-30"),
                         OURS.sign(DOCUMENT, salah), line(OURS)), "tidak menyebut tanggal pengesahan"),
    ("another type of key", case(TEXT, armor(envelope(string("ssh-dss"), DOCUMENT, string("ssh-dss") + string("x"))),
                                 line(OURS)), "jenis kunci ssh-dss tidak didukung"),
    ("a faulty list", case(TEXT, SIGNED, line(OURS) + b"nip:1 x y z\n"), "tidak dapat dipercaya: baris 2"),
    ("a shared key", case(TEXT, SIGNED, line(OURS) + line(OURS, FRIEND)), "memberi kunci milik"),
    ("an altered list", case(TEXT, SIGNED, line(OURS), OTHER.sign(REGISTRY, b"lain")), "Daftar kunci tidak cocok"),
    ("a root signature for documents", case(TEXT, SIGNED, line(OURS), OTHER.sign(DOCUMENT, line(OURS))),
     "Tanda tangan daftar kunci dibuat untuk keperluan lain"),
    ("a root signature that is none", case(TEXT, SIGNED, line(OURS), b"x"), "bukan tulisan ssh-keygen"),
]


@pytest.fixture(scope="module")
def refusals(modules) -> dict[str, dict]:
    """All of them, asked at once."""
    answers = ask(modules, "judge", [given for _, given, _ in REFUSALS])
    return dict(zip((name for name, _, _ in REFUSALS), answers, strict=True))


@pytest.mark.parametrize(("name", "says"), [(name, says) for name, _, says in REFUSALS])
def test_each_refusal_has_its_own_sentence(refusals, name, says):
    answer = refusals[name]
    assert answer.get("kind") == "Refused", answer
    assert says in answer["message"]
    assert answer["message"].endswith(".")


def test_what_is_good_beyond_the_plainest_case(modules):
    root = line(OTHER, "akar", (REGISTRY,), "Akar") + line(OURS)
    answers = ask(modules, "judge", [
        case(PAPER, OURS.sign(COPY, PAPER), line(OURS, FRIEND, (COPY,), "Arsiparis")),
        case(TEXT, SIGNED, windowed(date(2025, 1, 22), date(2025, 1, 22))),
        case(TEXT, SIGNED, windowed(until=date(2024, 1, 1)) + windowed(date(2025, 1, 1))),
        case(TEXT, SIGNED, root, OTHER.sign(REGISTRY, root)),
        case(TEXT, SIGNED, line(OURS), OTHER.sign(REGISTRY, line(OURS))),
        case(TEXT, SIGNED, b"# catatan\n\n" + line(OURS)),
    ])
    copied, _, _, rooted, replaced, _ = [answer["good"] for answer in answers]
    assert (copied["isCopy"], copied["signer"]["name"]) == (True, "Arsiparis")
    assert rooted["root"] == {"fingerprint": sshsig.fingerprint(public(OTHER)[1]), "isListed": True}
    assert replaced["root"]["isListed"] is False


WINDOWS = [(name, moment) for name in ("valid-after", "valid-before")
           for moment in ("20250122050000Z", "20250122050001Z", "20250122045959Z", "202501220500Z", "202501220501Z",
                          "20250122Z", "20250123Z", "20250121Z", "19711231Z", "99981231Z")]


def test_threat_31_both_ends_of_a_window_as_ssh_keygen_counts_them(modules):
    head, options, rest = line(OURS).decode().split(" ", 2)
    lists = [f'{head} {options},{name}="{moment}" {rest}'.encode() for name, moment in WINDOWS]
    answers = ask(modules, "judge", [case(TEXT, SIGNED, each) for each in lists])
    gate = Answers().ask([Question(TEXT, SIGNED, each, WHO, DOCUMENT, DAY) for each in lists])
    assert ["good" in answer for answer in answers] == gate
    assert {True, False} == set(gate)


KEY = " ".join(public(OURS))
RSA = Rsa.new(2048)
NUMBERS = RSA.private.public_key().public_numbers()
P256, TOUCH = "ecdsa-sha2-nistp256", SecurityKey.new()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
TWIN = public(TOUCH)[1][:-2] + LETTERS[LETTERS.index(public(TOUCH)[1][-2]) | 1] + "="  # the same bytes, written oddly


def key_of(kind: str, *parts: bytes) -> str:
    return f"{kind} {base64.b64encode(b''.join((string(kind), *parts))).decode()}"


ODD_KEYS = [
    key_of("ssh-ed25519", string(b"x" * 31)), key_of("ssh-ed25519", string(OURS.point), b"x"), f"{TOUCH.type} {TWIN}",
    key_of("ssh-rsa", mpint(3), mpint((1 << 2046) + 1)), key_of("ssh-rsa", mpint(3), mpint((1 << 16384) + 1)),
    key_of("ssh-rsa", mpint(3), string(b"\0" + mpint(NUMBERS.n)[4:])),
    key_of("ssh-rsa", string(b"\0\3"), mpint(NUMBERS.n)),
    key_of("ssh-rsa", mpint(3), string(b"\xff" * 256)), key_of("ssh-rsa", string(b""), mpint(NUMBERS.n)),
    key_of("ssh-rsa", mpint(3), mpint((1 << 2047) + 1)), key_of("ssh-rsa", mpint(3), mpint((1 << 16383) + 1)),
    key_of(P256, string("nistp384"), string(b"\4" + b"x" * 64)),
    key_of(P256, string("nistp256"), string(b"\2" + b"x" * 64)),
    key_of(P256, string("nistp256"), string(b"\4" + b"x" * 63)),
    key_of(P256, string("nistp256"), string(b"\4" + b"x" * 64)),
]
ODD_LISTS = [
    f'{WHO} namespaces="{DOCUMENT}" {KEY}', f'{WHO} namespaces="{DOCUMENT},{COPY}" {KEY} Nama',
    f'{WHO} {KEY}', f'{WHO} namespaces="" {KEY}', f'{WHO} namespaces="{DOCUMENT},{DOCUMENT}" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",namespaces="{COPY}" {KEY}', f'{WHO} namespaces="*" {KEY}',
    f'{WHO} namespaces="{REGISTRY}" {KEY}', f'akar namespaces="{DOCUMENT}" {KEY}',
    f'akar namespaces="{REGISTRY}" {KEY}',
    f'{WHO} cert-authority,namespaces="{DOCUMENT}" {KEY}', f'{WHO} namespaces="{DOCUMENT}", {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",valid-after="20250101" {KEY}', f'{WHO} namespaces="{DOCUMENT}"  {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",valid-after="20250231Z" {KEY}', f'* namespaces="{DOCUMENT}" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",valid-after="20250101240000Z" {KEY}', f'nip:* namespaces="{DOCUMENT}" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",valid-after="19700101Z" {KEY}', f'{WHO},{FRIEND} namespaces="{DOCUMENT}" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",valid-after="20250201Z",valid-before="20250201Z" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}",valid-after="20250101Z",valid-before="20250201Z" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}" {KEY} ', f'{WHO} namespaces="{DOCUMENT}" {KEY}  Nama',
    f'{WHO} namespaces="{DOCUMENT}"',
    f'{WHO} namespaces="{DOCUMENT}" {KEY}\r', f'\ufeff{WHO} namespaces="{DOCUMENT}" {KEY}', "", " ", "#", " # x",
    "# a\u200bb", f'{WHO} namespaces="maklumat@lain.go.id" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}" {KEY} D’Àrcy Ñ', f'{WHO} namespaces="{DOCUMENT}" {KEY} Пejabat',
    f'{WHO} namespaces="{DOCUMENT}" {KEY} {"n" * 201}', f'{WHO} namespaces="{DOCUMENT}" {KEY} a\u200bb',
    f'{WHO} namespaces="{DOCUMENT}" ssh-rsa {public(OURS)[1]}', f'{WHO} namespaces="{DOCUMENT}" {KEY[:-4]}',
    f'{WHO} namespaces="{DOCUMENT}" ssh-dss AAAA',
    f'{WHO} namespaces="{DOCUMENT}" {" ".join(public(RSA))}',
    f'{WHO} namespaces="{DOCUMENT}" {" ".join(public(Rsa.new(1024)))}', "x" * 8200, "#" + "x" * 8200,
    f'{WHO} namespaces="{DOCUMENT}" {" ".join(public(SecurityKey.new(application="web:")))}',
    f'{WHO} namespaces="{DOCUMENT}" {" ".join(public(SecurityKey.new()))}',
    f'{WHO} namespaces="{DOCUMENT}" {" ".join(public(SecurityKey.new("ecdsa")))}',
    f'{WHO} namespaces="{DOCUMENT}" {KEY}\n{FRIEND} namespaces="{DOCUMENT}" {KEY}',
    f'{WHO} namespaces="{DOCUMENT}" {KEY}\n{WHO} namespaces="{COPY}" {KEY}', f'{WHO} valid-after="20250101Z" {KEY}',
    *(f'{WHO} namespaces="{DOCUMENT}" {each}' for each in ODD_KEYS),
]


def test_a_list_of_keys_is_read_as_the_gate_reads_it(modules):
    lists = [each.encode() for each in ODD_LISTS] + [b"# \xff\n", b"# x\n" * (1 << 18) + b"\n"]
    for data, answer in zip(lists, ask(modules, "registry", [{"registry": each} for each in lists]), strict=True):
        gate = signers.read(data, DOMAIN)
        assert ("good" in answer) is not bool(gate.faults), (data[:120], answer)
        if gate.faults:
            assert answer["kind"] == "Refused"
            continue
        names = ("principal", "namespaces", "keyType", "key", "name", "since", "until")
        assert [[each.get(name) for name in names] for each in answer["good"]] == [
            [each.principal, list(each.namespaces), each.key_type, each.key, each.name, _ms(each.since),
             _ms(each.until)] for each in gate.signers]


def _ms(moment) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)


def test_threat_07_no_letter_passes_in_a_name_that_the_gate_refuses(modules):
    letters = [chr(number) for number in range(0x80, 0x2000) if not 0xd800 <= number < 0xe000]
    lists = [f'{WHO} namespaces="{DOCUMENT}" {KEY} a{letter}b'.encode() for letter in letters]
    answers = ask(modules, "registry", [{"registry": each} for each in lists])
    passed = {letter for letter, answer in zip(letters, answers, strict=True) if "good" in answer}
    gate = {letter for letter, each in zip(letters, lists, strict=True) if not signers.read(each, DOMAIN).faults}
    assert passed <= gate
    assert set("àéñüžǎ") <= passed


FRONTS = [
    (b"cara: sshsig", b'cara: "sshsig"'), (b"cara: sshsig", b"cara: 'sshsig' # catatan"), (b"cara: sshsig", b"cara:"),
    (b"cara: sshsig", b"cara: sshsig # catatan"), (b"cara: sshsig", b"cara: sshsig\n  basah"),
    (b"cara: sshsig", b"cara: sshsig\ncara: basah"), (b"cara: sshsig", b"cara: |\n  sshsig"),
    (b"cara: sshsig", b'"cara": sshsig'), (b"cara: sshsig", b"cara: &a sshsig"), (b"cara: sshsig", b"Cara: sshsig"),
    (b"lampiran: []", b"lampiran:\n- berkas: a.pdf\n  cara: basah\n  nip: 1"),
    (b"lampiran: []", b"lampiran: [\ncara: basah]"),
    (b'catatan_revisi: ""', b'catatan_revisi: "a\ncara: basah\nb"'),
    (b'catatan_revisi: ""', b"catatan_revisi: >\n  cara: basah"),
    (b'"197001011995011001"', b'"19700101 199501 1 001"'), (b'"197001011995011001"', b"197001011995011001"),
    (b"  nip: ", b"  lain:\n    nip: "),
    (b'"197001011995011001"', b"1970"),
    (b'"197001011995011001"', b'"197001011995011001"\n  nip: "198002022005012002"'),
    (b"disahkan_oleh:\n", b"disahkan_oleh:\n  lain:\n    nip: 1\n"),
    (b"pengesahan: 2025-01-22", b"pengesahan: '2025-01-22'"),
    (b"pengesahan: 2025-01-22", b"pengesahan: 2025-01"), (b"pengesahan: 2025-01-22", b"pengesahan: 2025-1-22"),
    (b"pengesahan: 2025-01-22", b"pengesahan: 2025-13-01"),
    (b"---\njenis", b"\xef\xbb\xbf---\njenis"), (b"---\njenis", b"x\n---\njenis"), (b"---\njenis", b"--- \njenis"),
    (b"judul: ", b"%\njudul: "), (b"judul: Maklumat", b"judul: {a: b}\nx: Maklumat"),
]


def test_a_claim_is_read_as_the_gate_reads_it_or_not_at_all(modules):
    texts = [TEXT, TEXT.replace(b"\n", b"\r\n"), PAPER, *(TEXT.replace(old, new, 1) for old, new in FRONTS)]
    texts += [path.read_bytes() for path in sorted((BASE.parents[3] / "content").rglob("index.md"))
              if path.read_bytes().startswith(b"---\njenis")]
    unread = 0
    for text, answer in zip(texts, ask(modules, "claim", [{"text": each} for each in texts]), strict=True):
        if "good" not in answer:
            assert answer["kind"] == "Unsupported"
            unread += 1
            continue
        claim = claims.read(text)
        assert claim, text[:400]
        signed = claim.signed.isoformat() if claim.signed else ""
        assert (answer["good"]["method"], answer["good"]["nip"], answer["good"]["signed"]) == (
            claim.method, claim.nip, signed), text[:700]
    assert unread < len(FRONTS) / 2


def test_the_command_to_copy_is_the_page_s_own(modules):
    given = Revision(1, DAY, "", WHO, "", DOCUMENT, "", "")
    [answer] = ask(modules, "offline", [case(TEXT, SIGNED, line(OURS))])
    assert answer["command"] == authenticity.check_command(given)
    useless = ask(modules, "offline", [case(TEXT, b"x", line(OURS)), case(TEXT, SIGNED, line(OTHER)),
                                       case(b"x", SIGNED, line(OURS)), case(TEXT, SIGNED, b"x"),
                                       case(TEXT, OURS.sign("x;reboot", TEXT), line(OURS))])
    assert {each["command"] for each in useless} == {""}


def test_without_cryptography_nothing_is_good_and_nothing_is_called_forged(modules, tmp_path):
    off = tmp_path / "off.mjs"
    off.write_text('Object.defineProperty(globalThis, "crypto", { value: {} });')
    old = tmp_path / "old.mjs"
    old.write_text("crypto.subtle.importKey = async () => { throw new DOMException('', 'NotSupportedError'); };")
    for script, says in ((off, "tidak menyediakan fungsi kriptografi"), (old, "mengenal kunci jenis ssh-ed25519")):
        good, bent = ask(modules, "judge", [case(TEXT, SIGNED, line(OURS)), case(TEXT, b"x", line(OURS))],
                         "--import", str(script))
        assert good["kind"] == "Unsupported"
        assert says in good["message"]
        assert bent["kind"] == "Refused"
