"""Signatures for the differential test of judges: good ones, weak ones, and ones that are bent in every place."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from .fake_sk import Ed25519, Rsa, SecurityKey, armor, envelope, signed_data, string

NAMESPACE = "maklumat@ppid.contoh.go.id"
MESSAGE = b"Kami berjanji melayani dengan sepenuh hati.\n"


@dataclass(frozen=True)
class Vector:
    name: str
    key: Ed25519 | Rsa | SecurityKey
    signature: bytes
    is_good: bool = False
    stricter: str = ""  # the oracle takes it; why we do not


def all_vectors() -> list[Vector]:
    return [*_good(), *_weak(), *_bent(), *_armored()]


def _good() -> list[Vector]:
    plain, big = Ed25519.new(), Rsa.new(2048)
    touch, touch_ecdsa = SecurityKey.new(), SecurityKey.new("ecdsa")
    data = signed_data(NAMESPACE, MESSAGE)
    return [
        Vector("ed25519", plain, plain.sign(NAMESPACE, MESSAGE), True),
        Vector("ed25519, sha256", plain, _with(plain, hash_name="sha256"), True),
        Vector("rsa-sha2-512", big, armor(envelope(big.blob, NAMESPACE, big.signature(data))), True),
        Vector("rsa-sha2-256", big, armor(envelope(big.blob, NAMESPACE, big.signature(data, "rsa-sha2-256"))), True),
        Vector("fido2 ed25519", touch, touch.sign(NAMESPACE, MESSAGE), True),
        Vector("fido2 ed25519 with a PIN", touch, touch.sign(NAMESPACE, MESSAGE, flags=0x05), True),
        Vector("fido2 ecdsa", touch_ecdsa, touch_ecdsa.sign(NAMESPACE, MESSAGE), True),
        Vector("fido2 untouched", touch, touch.sign(NAMESPACE, MESSAGE, flags=0), stricter="nobody touched the key"),
        Vector("fido2 ecdsa untouched", touch_ecdsa, touch_ecdsa.sign(NAMESPACE, MESSAGE, flags=0x04),
               stricter="nobody touched the key"),
    ]


def _weak() -> list[Vector]:
    plain, big, small = Ed25519.new(), Rsa.new(2048), Rsa.new(1024)
    data = signed_data(NAMESPACE, MESSAGE)
    vectors = [Vector(f"hash {name}", plain, _with(plain, hash_name=name))
               for name in ("md5", "sha1", "SHA512", "sha384", "sha3_512")]
    return [
        *vectors,
        Vector("md5 named sha512", plain, _signed(plain, signed_data(NAMESPACE, MESSAGE, digest="md5"))),
        Vector("rsa with sha-1", big, armor(envelope(big.blob, NAMESPACE, big.signature(data, "ssh-rsa")))),
        Vector("rsa of 1024 bits", small, armor(envelope(small.blob, NAMESPACE, small.signature(data))),
               stricter="too short a key"),
        Vector("rsa renamed", big, armor(envelope(
            big.blob, NAMESPACE, big.signature(data, "rsa-sha2-512").replace(b"rsa-sha2-512", b"rsa-sha2-256")))),
        Vector("ed25519 claiming rsa", plain, armor(envelope(
            plain.blob, NAMESPACE, string("rsa-sha2-512") + string(plain.private.sign(data))))),
        Vector("made over the bare message", plain, _signed(plain, MESSAGE)),
        Vector("made over the bare digest", plain, _signed(plain, data[6:])),
    ]


def _bent() -> list[Vector]:
    plain, other, touch = Ed25519.new(), Ed25519.new(), SecurityKey.new()
    data = signed_data(NAMESPACE, MESSAGE)
    good = plain.signature(data)

    def bent(name: str, blob: bytes, stricter: str = "") -> Vector:
        return Vector(name, plain, armor(blob), stricter=stricter)

    return [
        bent("bytes after the signature", envelope(plain.blob, NAMESPACE, good) + b"\0", "bytes left over"),
        bent("bytes inside after the signature", envelope(plain.blob, NAMESPACE, good + b"\0"), "bytes left over"),
        bent("bytes after the key", envelope(plain.blob + b"\0", NAMESPACE, good)),
        bent("magic in lower case", envelope(plain.blob, NAMESPACE, good, magic=b"sshsig")),
        bent("version 2", envelope(plain.blob, NAMESPACE, good, version=2)),
        bent("version 0", envelope(plain.blob, NAMESPACE, good, version=0)),
        bent("empty namespace", envelope(plain.blob, "", plain.signature(signed_data("", MESSAGE)))),
        bent("namespace git", envelope(plain.blob, "git", plain.signature(signed_data("git", MESSAGE)))),
        bent("namespace with NUL", envelope(plain.blob, f"{NAMESPACE}\0", plain.signature(
            signed_data(f"{NAMESPACE}\0", MESSAGE)))),
        bent("reserved is filled", envelope(plain.blob, NAMESPACE, plain.signature(
            signed_data(NAMESPACE, MESSAGE, reserved=b"x")), reserved=b"x"), "reserved is filled"),
        bent("truncated", envelope(plain.blob, NAMESPACE, good)[:-1]),
        bent("only the magic", b"SSHSIG"),
        bent("empty", b""),
        bent("empty signature", envelope(plain.blob, NAMESPACE, b"")),
        bent("signature of 63 bytes", envelope(plain.blob, NAMESPACE, good[:-65] + b"\x3f" + good[-64:-1])),
        bent("a bit flipped", envelope(plain.blob, NAMESPACE, good[:-1] + bytes([good[-1] ^ 1]))),
        bent("a length of 4 GB", b"SSHSIG\0\0\0\1\xff\xff\xff\xff"),
        bent("another key's envelope", envelope(other.blob, NAMESPACE, other.signature(data))),
        bent("another key's signature in our envelope", envelope(plain.blob, NAMESPACE, other.signature(data))),
        Vector("fido2 for a web site", web := SecurityKey.new(application="https://contoh.id"),
               web.sign(NAMESPACE, MESSAGE), stricter="not made for SSH"),
        Vector("fido2 claiming a plain key", touch, armor(envelope(
            touch.blob, NAMESPACE, string("ssh-ed25519") + string(touch.private.sign(data))))),
        Vector("fido2 without its tail", touch, armor(envelope(touch.blob, NAMESPACE, touch.signature(data)[:-5]))),
        Vector("fido2 flags changed afterwards", touch, armor(envelope(
            touch.blob, NAMESPACE, touch.signature(data, 0)[:-5] + b"\x01" + touch.signature(data, 0)[-4:]))),
    ]


def _armored() -> list[Vector]:
    plain = Ed25519.new()
    good = plain.sign(NAMESPACE, MESSAGE)
    blob = base64.b64decode(b"".join(good.splitlines()[1:-1]))
    around = "text around the armor"
    form = "not the form in which ssh-keygen writes"
    cases = [
        ("text before the armor", b"x\n" + good, around), ("text after the armor", good + b"x\n", around),
        ("blank line after", good + b"\n", around), ("no newline at the end", good[:-1], around),
        ("byte order mark", b"\xef\xbb\xbf" + good, around), ("twice", good + good, around),
        ("CRLF", good.replace(b"\n", b"\r\n"), form), ("lines of 76", armor(blob, 76), form),
        ("one long line", armor(blob, 10_000), form), ("junk in the base64", good.replace(b"U1NIU", b"U1N!IU"), form),
        ("blanks in the base64", good.replace(b"U1NIU", b"U1N IU"), form),
        ("a NUL in the base64", good.replace(b"U1NIU", b"U1N\0IU"), form),
        ("header of PEM", good.replace(b"SSH SIGNATURE", b"SIGNATURE"), ""), ("no armor", blob, ""),
        ("nothing", b"", ""), ("a megabyte", good.replace(b"\n", b"\n" * 250_000), form),
    ]
    return [Vector(name, plain, signature, stricter=why) for name, signature, why in cases]


def _with(key: Ed25519, hash_name: str) -> bytes:
    signature = key.signature(signed_data(NAMESPACE, MESSAGE, hash_name))
    return armor(envelope(key.blob, NAMESPACE, signature, hash_name=hash_name))


def _signed(key: Ed25519, data: bytes) -> bytes:
    return armor(envelope(key.blob, NAMESPACE, key.signature(data)))
