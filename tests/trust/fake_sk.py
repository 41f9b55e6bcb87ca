"""Keys in software that sign as FIDO2 devices do, or as no honest program would; for tests alone."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

TOUCHED = 0x01


def string(data: bytes | str) -> bytes:
    data = data.encode() if isinstance(data, str) else data
    return len(data).to_bytes(4, "big") + data


def mpint(number: int) -> bytes:
    return string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def armor(blob: bytes, columns: int = 70) -> bytes:
    text = base64.b64encode(blob).decode()
    lines = [text[start:start + columns] for start in range(0, len(text), columns)]
    return "\n".join(("-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", "")).encode()


def signed_data(namespace: str, message: bytes, hash_name: str = "sha512", digest: str = "",
                reserved: bytes = b"") -> bytes:
    """What is signed (PROTOCOL.sshsig); `digest` computes another hash than the one that is named."""
    summary = hashlib.new(digest or hash_name.lower(), message).digest()
    return b"SSHSIG" + string(namespace) + string(reserved) + string(hash_name) + string(summary)


def envelope(key: bytes, namespace: str, signature: bytes, *, hash_name: str = "sha512", magic: bytes = b"SSHSIG",
             version: int = 1, reserved: bytes = b"") -> bytes:
    return (magic + version.to_bytes(4, "big") + string(key) + string(namespace) + string(reserved)
            + string(hash_name) + string(signature))


@dataclass(frozen=True)
class Ed25519:
    """An ordinary key whose signatures can be bent: `sign` makes a sound one, `signature` the innermost part."""

    private: ed25519.Ed25519PrivateKey

    @classmethod
    def new(cls) -> Ed25519:
        return cls(ed25519.Ed25519PrivateKey.generate())

    type = "ssh-ed25519"

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def blob(self) -> bytes:
        return string(self.type) + string(self.point)

    def signature(self, data: bytes) -> bytes:
        return string(self.type) + string(self.private.sign(data))

    def sign(self, namespace: str, message: bytes) -> bytes:
        return armor(envelope(self.blob, namespace, self.signature(signed_data(namespace, message))))


@dataclass(frozen=True)
class Rsa:
    """An RSA key that also signs with SHA-1 (`ssh-rsa`), which OpenSSH forbids here."""

    private: rsa.RSAPrivateKey
    type = "ssh-rsa"

    @classmethod
    def new(cls, bits: int = 2048) -> Rsa:
        return cls(rsa.generate_private_key(65537, bits))

    @property
    def blob(self) -> bytes:
        numbers = self.private.public_key().public_numbers()
        return string(self.type) + mpint(numbers.e) + mpint(numbers.n)

    def signature(self, data: bytes, name: str = "rsa-sha2-512") -> bytes:
        hash_of = {"ssh-rsa": hashes.SHA1, "rsa-sha2-256": hashes.SHA256, "rsa-sha2-512": hashes.SHA512}[name]
        return string(name) + string(self.private.sign(data, padding.PKCS1v15(), hash_of()))


@dataclass(frozen=True)
class SecurityKey:
    """A FIDO2 key without a device: `flags` tell whether somebody touched it (0x01) and gave a PIN (0x04)."""

    private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey
    application: str = "ssh:"

    @classmethod
    def new(cls, kind: str = "ed25519", application: str = "ssh:") -> SecurityKey:
        made = ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else ec.generate_private_key(ec.SECP256R1())
        return cls(made, application)

    @property
    def is_ed25519(self) -> bool:
        return isinstance(self.private, ed25519.Ed25519PrivateKey)

    @property
    def type(self) -> str:
        return "sk-ssh-ed25519@openssh.com" if self.is_ed25519 else "sk-ecdsa-sha2-nistp256@openssh.com"

    @property
    def blob(self) -> bytes:
        public = self.private.public_key()
        if self.is_ed25519:
            return string(self.type) + string(public.public_bytes_raw()) + string(self.application)
        point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        return string(self.type) + string("nistp256") + string(point) + string(self.application)

    def signature(self, data: bytes, flags: int = TOUCHED, counter: int = 7) -> bytes:
        tail = bytes([flags]) + counter.to_bytes(4, "big")
        application, digest = hashlib.sha256(self.application.encode()).digest(), hashlib.sha256(data).digest()
        asserted = application + tail + digest
        if self.is_ed25519:
            return string(self.type) + string(self.private.sign(asserted)) + tail
        r, s = decode_dss_signature(self.private.sign(asserted, ec.ECDSA(hashes.SHA256())))
        return string(self.type) + string(mpint(r) + mpint(s)) + tail

    def sign(self, namespace: str, message: bytes, flags: int = TOUCHED) -> bytes:
        """The armored signature, as `ssh-keygen -Y sign` would write it with the device."""
        return armor(envelope(self.blob, namespace, self.signature(signed_data(namespace, message), flags)))


def public(key: Ed25519 | Rsa | SecurityKey) -> tuple[str, str]:
    """Type and base64, as a line of allowed_signers has them."""
    return key.type, base64.b64encode(key.blob).decode()


def made_by_openssh(folder: Path, *options: str, passphrase: str = "") -> Path:
    """The private half of a new real key; its .pub lies beside it."""
    path = folder / "-".join(("kunci", *(option.strip("-") for option in options), passphrase))
    subprocess.run(["ssh-keygen", "-q", *(options or ("-t", "ed25519")), "-N", passphrase, "-C", "", "-f", str(path)],
                   check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return path
