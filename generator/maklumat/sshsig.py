"""OpenSSH's public keys and signatures (PROTOCOL.sshsig) taken apart, so strictly that each has one way to be written.

This only refuses more than ssh-keygen, which is the judge: text around the armor, bytes left over, a security key that
nobody touched. Nothing here says that a signature is good.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

__all__ = ["KEY_TYPES", "SECURITY_KEYS", "Envelope", "Malformed", "fingerprint", "key_fault", "public_half", "read"]

ED25519, SK_ED25519, RSA = "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "ssh-rsa"
SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
CURVES = {"ecdsa-sha2-nistp256": ("nistp256", 32), "ecdsa-sha2-nistp384": ("nistp384", 48),
          "ecdsa-sha2-nistp521": ("nistp521", 66), SK_ECDSA: ("nistp256", 32)}
SECURITY_KEYS = (SK_ED25519, SK_ECDSA)  # FIDO2: the private half never leaves the device
KEY_TYPES = (ED25519, SK_ED25519, *CURVES, RSA)
SIGNATURE_TYPES = {RSA: ("rsa-sha2-256", "rsa-sha2-512")}  # every other key signs under its own name
HASHES = ("sha256", "sha512")
RSA_BITS = range(2048, 16385)  # what ssh-keygen takes as sound, and the largest that it reads
MAX_BYTES = 16 * 1024  # of an armored signature; RSA of 16384 bits needs 6 KiB
USER_PRESENT = 0x01  # FIDO2: somebody touched the key

_MAGIC, _PRIVATE = b"SSHSIG", b"openssh-key-v1\0"
_BEGIN, _END, _COLUMNS = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n", 70
_VISIBLE = re.compile(rb"[!-~]+")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a signature says of itself: the public key (base64, as in allowed_signers), its type, and the namespace."""

    key: str
    key_type: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """These bytes are no signature as ssh-keygen writes it; `message` says why."""

    message: str


class _Bad(Exception):
    """Reading cannot go on; the text says why."""


class _Wire:
    """Takes one value after the other from SSH's binary form (RFC 4251 §5)."""

    def __init__(self, data: bytes):
        self.rest = data

    def take(self, length: int) -> bytes:
        if length > len(self.rest):
            raise _Bad("isinya terpotong")
        taken, self.rest = self.rest[:length], self.rest[length:]
        return taken

    def number(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        return self.take(self.number())

    def text(self) -> str:
        data = self.string()
        if not _VISIBLE.fullmatch(data):
            raise _Bad("salah satu namanya kosong atau memuat karakter yang tidak dikenal")
        return data.decode("ascii")

    def positive(self) -> int:
        """A whole number above zero, in the only way to write it."""
        data = self.string()
        number = int.from_bytes(data, "big", signed=True)
        if number <= 0 or data != number.to_bytes(number.bit_length() // 8 + 1, "big"):
            raise _Bad("bilangan di dalam kuncinya rusak")
        return number

    def end(self) -> None:
        if self.rest:
            raise _Bad("ada isi berlebih di belakangnya")


def read(data: bytes) -> Envelope | Malformed:
    """Reads the bytes of a `.sig` file; never fails."""
    try:
        return _envelope(_Wire(_unarmored(data)))
    except _Bad as bad:
        return Malformed(f"bukan tanda tangan yang ditulis ssh-keygen: {bad}")


def key_fault(key_type: str, key: str) -> str:
    """What is wrong with a public key as it stands in allowed_signers or in a .pub file, "" for a sound one."""
    try:
        blob = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return "kuncinya bukan base64"
    if base64.b64encode(blob).decode() != key:
        return "kuncinya bukan base64 yang rapi"
    try:
        inner = _key(blob)
    except _Bad as bad:
        return f"kuncinya rusak: {bad}"
    return "" if inner == key_type else f"kuncinya berjenis {inner}, padahal tertulis {key_type}"


def public_half(body: str) -> tuple[str, str] | None:
    """Type and base64 of the public key that OpenSSH's private key file (its base64 text, no armor) names unencrypted.
    """
    try:
        wire = _Wire(base64.b64decode(body, validate=True))
        if wire.take(len(_PRIVATE)) != _PRIVATE:
            return None
        for _ in range(3):  # how it is encrypted
            wire.string()
        wire.number()
        blob = wire.string()
        return _Wire(blob).text(), base64.b64encode(blob).decode()
    except (_Bad, binascii.Error, ValueError):
        return None


def fingerprint(key: str) -> str:
    """The fingerprint of a base64 key as `ssh-keygen -l` prints it: `SHA256:` and 43 characters."""
    digest = hashlib.sha256(base64.b64decode(key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def _unarmored(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise _Bad("terlalu besar")
    if not data.startswith(_BEGIN) or not data.endswith(_END):
        raise _Bad("baris pertama atau terakhirnya tidak sesuai, atau ada teks di luarnya")
    try:
        blob = base64.b64decode(data[len(_BEGIN):-len(_END)].replace(b"\n", b""), validate=True)
    except (binascii.Error, ValueError):
        raise _Bad("isinya bukan base64") from None
    if _armored(blob) != data:
        raise _Bad("baris-barisnya tidak sepanjang yang ditulis ssh-keygen")
    return blob


def _armored(blob: bytes) -> bytes:
    text = base64.b64encode(blob)
    lines = (text[start:start + _COLUMNS] + b"\n" for start in range(0, len(text), _COLUMNS))
    return _BEGIN + b"".join(lines) + _END


def _envelope(wire: _Wire) -> Envelope:
    if wire.take(len(_MAGIC)) != _MAGIC:
        raise _Bad("tandanya bukan SSHSIG")
    if wire.number() != 1:
        raise _Bad("versinya bukan 1")
    blob = wire.string()
    key_type = _key(blob)
    namespace = wire.text()
    if wire.string():
        raise _Bad("bagian yang dicadangkan tidak kosong")
    if wire.text() not in HASHES:
        raise _Bad("sidik jari isinya bukan sha256 atau sha512")
    _signature(_Wire(wire.string()), key_type)
    wire.end()
    return Envelope(base64.b64encode(blob).decode(), key_type, namespace)


def _key(blob: bytes) -> str:
    """The type that a key's bytes name; everything else in them must be as that type wants it."""
    wire = _Wire(blob)
    key_type = wire.text()
    if key_type in (ED25519, SK_ED25519):
        if len(wire.string()) != 32:
            raise _Bad("panjang kuncinya salah")
    elif key_type in CURVES:
        curve, size = CURVES[key_type]
        if wire.text() != curve:
            raise _Bad("kurvanya tidak sesuai dengan jenisnya")
        point = wire.string()
        if len(point) != 2 * size + 1 or point[0] != 4:
            raise _Bad("titik kuncinya salah")
    elif key_type == RSA:
        wire.positive()
        if wire.positive().bit_length() not in RSA_BITS:
            raise _Bad("kunci RSA harus 2048 sampai 16384 bit")
    else:
        raise _Bad(f"jenis kunci {key_type} tidak didukung")
    if key_type in SECURITY_KEYS and not wire.text().startswith("ssh:"):
        raise _Bad("kunci keamanan itu tidak dibuat untuk SSH")
    wire.end()
    return key_type


def _signature(wire: _Wire, key_type: str) -> None:
    if wire.text() not in SIGNATURE_TYPES.get(key_type, (key_type,)):
        raise _Bad("jenis tanda tangannya tidak sesuai dengan jenis kuncinya")
    wire.string()
    if key_type in SECURITY_KEYS:
        if not wire.take(1)[0] & USER_PRESENT:
            raise _Bad("kunci keamanannya tidak disentuh saat menandatangani")
        wire.number()
    wire.end()
