"""Signatures against three judges: our strict reader with ssh-keygen, ssh-keygen alone, and an oracle of our own."""

from __future__ import annotations

import base64
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat import signers, sshsig
from maklumat.openssh import Answers
from maklumat.snapshot import Question

from . import oracle
from .fake_sk import Ed25519, Rsa, SecurityKey, armor, made_by_openssh, mpint, public, string
from .vectors import MESSAGE, NAMESPACE, Vector, all_vectors

WHO = "nip:197001011995011001"
VECTORS = all_vectors()


@pytest.fixture(autouse=True)
def _ssh_keygen(needs) -> None:
    needs("ssh-keygen")


def registry(key) -> bytes:
    return (signers.entry(WHO, (NAMESPACE,), *public(key), "Pejabat Contoh") + "\n").encode()


def by_hand(folder: Path, vector: Vector) -> bool:
    (folder / "signers").write_bytes(registry(vector.key))
    (folder / "sig").write_bytes(vector.signature)
    run = subprocess.run(["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", WHO, "-n", NAMESPACE, "-s", "sig"],
                         cwd=folder, input=MESSAGE, capture_output=True, check=False)
    return run.returncode == 0


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_threat_30_weak_or_malformed_signatures(vector: Vector, tmp_path):
    question = Question(MESSAGE, vector.signature, registry(vector.key), WHO, NAMESPACE, date(2025, 1, 20))
    ours = Answers().ask([question]) == [True]
    assert ours is vector.is_good
    assert by_hand(tmp_path, vector) or not ours, "accepted what ssh-keygen refuses"
    oracles = oracle.accepts(vector.signature, MESSAGE, NAMESPACE, public(vector.key)[1])
    assert oracles is (ours or bool(vector.stricter))


def test_good_vectors_fail_for_any_other_message_namespace_and_key():
    other = Ed25519.new()
    for vector in (each for each in VECTORS if each.is_good):
        key = public(vector.key)[1]
        assert oracle.accepts(vector.signature, MESSAGE, NAMESPACE, key)
        good = Question(MESSAGE, vector.signature, registry(vector.key), WHO, NAMESPACE, date(2025, 1, 20))
        questions = [replace(good, message=MESSAGE + b"\n"), replace(good, namespace=f"{NAMESPACE}x"),
                     replace(good, registry=registry(other))]
        assert Answers().ask(questions) == [False, False, False]


@pytest.mark.parametrize("options", [("-t", "ed25519"), ("-t", "rsa", "-b", "2048"), ("-t", "ecdsa", "-b", "256"),
                                     ("-t", "ecdsa", "-b", "384"), ("-t", "ecdsa", "-b", "521")], ids=" ".join)
def test_what_ssh_keygen_writes_is_read(options, tmp_path):
    path = made_by_openssh(tmp_path, *options)
    signature = subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", path, "-n", NAMESPACE], input=MESSAGE,
                               capture_output=True, check=True).stdout
    key_type, key = path.with_name(f"{path.name}.pub").read_text().split()[:2]
    assert sshsig.read(signature) == sshsig.Envelope(key, key_type, NAMESPACE)
    assert sshsig.key_fault(key_type, key) == ""
    assert oracle.accepts(signature, MESSAGE, NAMESPACE, key)
    listed = subprocess.run(["ssh-keygen", "-l", "-f", f"{path}.pub"], capture_output=True, text=True, check=True)
    assert sshsig.fingerprint(key) == listed.stdout.split()[1]
    body = "".join(path.read_text().splitlines()[1:-1])
    assert sshsig.public_half(body) == (key_type, key)


@pytest.mark.parametrize(("vector", "says"), [
    ("fido2 untouched", "tidak disentuh"), ("text after the armor", "teks di luarnya"), ("version 2", "versinya"),
    ("hash md5", "bukan sha256 atau sha512"), ("lines of 76", "baris-barisnya"), ("truncated", "terpotong"),
    ("rsa with sha-1", "tidak sesuai dengan jenis kuncinya"), ("reserved is filled", "dicadangkan"),
    ("junk in the base64", "bukan base64"), ("a megabyte", "terlalu besar"), ("fido2 for a web site", "untuk SSH"),
])
def test_a_malformed_signature_says_why(vector: str, says: str):
    found, = (each for each in VECTORS if each.name == vector)
    malformed = sshsig.read(found.signature)
    assert isinstance(malformed, sshsig.Malformed)
    assert malformed.message.startswith("bukan tanda tangan yang ditulis ssh-keygen: ")
    assert says in malformed.message


def test_only_what_cannot_be_seen_from_outside_is_left_to_the_judge():
    """Every other bad vector the reader refuses by itself, before ssh-keygen is asked."""
    read = {vector.name for vector in VECTORS if not vector.is_good and isinstance(sshsig.read(vector.signature),
                                                                                   sshsig.Envelope)}
    assert read == {
        "md5 named sha512", "rsa renamed", "made over the bare message", "made over the bare digest", "namespace git",
        "a bit flipped", "another key's envelope", "another key's signature in our envelope", "signature of 63 bytes",
        "fido2 flags changed afterwards"}


def key_of(*parts: bytes) -> str:
    return base64.b64encode(b"".join(parts)).decode()


P256 = "ecdsa-sha2-nistp256"
RSA, ED = Rsa.new(), Ed25519.new()
NUMBERS = RSA.private.public_key().public_numbers()


@pytest.mark.parametrize(("key_type", "key", "says"), [
    ("ssh-ed25519", "AAAA!", "bukan base64"),
    ("ssh-ed25519", public(ED)[1].rstrip("=") + "\n", "base64"),
    ("ssh-ed25519", "", "terpotong"),
    ("ssh-ed25519", public(RSA)[1], "berjenis ssh-rsa, padahal tertulis ssh-ed25519"),
    ("ssh-ed25519", key_of(string("ssh-ed25519"), string(b"x" * 31)), "panjang"),
    ("ssh-ed25519", key_of(ED.blob, b"x"), "berlebih"),
    ("ssh-rsa", key_of(string("ssh-rsa"), mpint(3), mpint((1 << 2046) + 1)), "2048"),
    ("ssh-rsa", key_of(string("ssh-rsa"), mpint(3), mpint((1 << 16384) + 1)), "16384"),
    ("ssh-rsa", key_of(string("ssh-rsa"), mpint(3), string(b"\0" + mpint(NUMBERS.n)[4:])), "rusak"),
    ("ssh-rsa", key_of(string("ssh-rsa"), mpint(3), string(b"\xff" * 256)), "rusak"),
    ("ssh-dss", key_of(string("ssh-dss")), "tidak didukung"),
    (P256, key_of(string(P256), string("nistp384"), string(b"\4" + b"x" * 96)), "kurva"),
    (P256, key_of(string(P256), string("nistp256"), string(b"\2" + b"x" * 64)), "titik"),
    (P256, key_of(string(P256), string("nistp256"), string(b"\4" + b"x" * 63)), "titik"),
    ("sk-ssh-ed25519@openssh.com", public(SecurityKey.new(application="web:"))[1], "untuk SSH"),
    ("ssh-ed25519-cert-v01@openssh.com", key_of(string("ssh-ed25519-cert-v01@openssh.com")), "tidak didukung"),
], ids=lambda value: value if len(value) < 50 else "kunci")
def test_key_faults(key_type: str, key: str, says: str):
    assert says in sshsig.key_fault(key_type, key)


def test_a_key_has_only_one_way_to_be_written():
    """Else one key could stand under two names: base64 has spare bits before its `=`."""
    key = public(SecurityKey.new())[1]
    assert key.endswith("=")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = f"{key[:-2]}{letters[letters.index(key[-2]) | 1]}="
    assert base64.b64decode(twin) == base64.b64decode(key)
    assert sshsig.key_fault("sk-ssh-ed25519@openssh.com", key) == ""
    assert "bukan base64 yang rapi" in sshsig.key_fault("sk-ssh-ed25519@openssh.com", twin)


@pytest.mark.parametrize("key", [ED, RSA, SecurityKey.new(), SecurityKey.new("ecdsa")], ids=lambda key: key.type)
def test_sound_keys_have_no_fault(key):
    assert sshsig.key_fault(*public(key)) == ""


@pytest.mark.parametrize("body", ["", "AAAA", "!", base64.b64encode(b"openssh-key-v1\0").decode()])
def test_no_public_half_where_there_is_none(body: str):
    assert sshsig.public_half(body) is None


@settings(deadline=None)
@given(st.sampled_from([vector.signature for vector in VECTORS if vector.is_good]), st.data())
def test_a_changed_byte_is_never_read_as_the_same_signature(signature: bytes, data):
    at = data.draw(st.integers(0, len(signature) - 1))
    changed = signature[:at] + data.draw(st.binary(max_size=3)) + signature[at + data.draw(st.integers(0, 3)):]
    found = sshsig.read(changed)
    if isinstance(found, sshsig.Envelope):
        assert sshsig.key_fault(found.key_type, found.key) == ""
        assert changed.startswith(b"-----BEGIN SSH SIGNATURE-----\n")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes):
    assert isinstance(sshsig.read(data), sshsig.Malformed)
    assert isinstance(sshsig.read(armor(data)), sshsig.Malformed)
    assert sshsig.key_fault("ssh-ed25519", base64.b64encode(data).decode())
