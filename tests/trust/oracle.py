"""A second judge of SSHSIG signatures on other cryptography, small and lenient about form: what ssh-keygen accepts this
must accept too, and no signature that this refuses may ever pass."""

from __future__ import annotations

import base64
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ARMOR = re.compile(rb"-----BEGIN SSH SIGNATURE-----(.*?)-----END SSH SIGNATURE-----", re.DOTALL)
CURVES = {b"ecdsa-sha2-nistp256": (ec.SECP256R1, hashes.SHA256), b"ecdsa-sha2-nistp384": (ec.SECP384R1, hashes.SHA384),
          b"ecdsa-sha2-nistp521": (ec.SECP521R1, hashes.SHA512),
          b"sk-ecdsa-sha2-nistp256@openssh.com": (ec.SECP256R1, hashes.SHA256)}
RSA_HASHES = {b"rsa-sha2-256": hashes.SHA256, b"rsa-sha2-512": hashes.SHA512}


def accepts(signature: bytes, message: bytes, namespace: str, key: str) -> bool:
    """Did this public key (base64) sign the message for that namespace?"""
    try:
        _verify(signature, message, namespace.encode(), base64.b64decode(key))
    except (InvalidSignature, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return False
    return True


def _verify(signature: bytes, message: bytes, namespace: bytes, key: bytes) -> None:
    blob = base64.b64decode(ARMOR.search(signature)[1])
    if blob[:10] != b"SSHSIG\x00\x00\x00\x01":
        raise ValueError
    (own_key, own_namespace, reserved, name, inner), _ = _strings(blob[10:], 5)
    if own_key != key or own_namespace != namespace or name not in (b"sha256", b"sha512"):
        raise ValueError
    digest = hashlib.new(name.decode(), message).digest()
    data = b"SSHSIG" + b"".join(len(part).to_bytes(4, "big") + part for part in (namespace, reserved, name, digest))
    (key_type,), rest = _strings(key, 1)
    (signature_type, raw), tail = _strings(inner, 2)
    if signature_type not in (RSA_HASHES if key_type == b"ssh-rsa" else (key_type,)):
        raise ValueError
    if key_type.startswith(b"sk-"):
        application = _strings(rest, 3 if key_type in CURVES else 2)[0][-1]
        data = hashlib.sha256(application).digest() + tail[:5] + hashlib.sha256(data).digest()
    if key_type in CURVES:
        curve, hash_of = CURVES[key_type]
        point = _strings(rest, 2)[0][1]
        r, s = (int.from_bytes(part, "big") for part in _strings(raw, 2)[0])
        ec.EllipticCurvePublicKey.from_encoded_point(curve(), point).verify(encode_dss_signature(r, s), data,
                                                                           ec.ECDSA(hash_of()))
    elif key_type == b"ssh-rsa":
        e, n = (int.from_bytes(part, "big") for part in _strings(rest, 2)[0])
        rsa.RSAPublicNumbers(e, n).public_key().verify(raw, data, padding.PKCS1v15(), RSA_HASHES[signature_type]())
    else:
        ed25519.Ed25519PublicKey.from_public_bytes(_strings(rest, 1)[0][0]).verify(raw, data)


def _strings(data: bytes, count: int) -> tuple[list[bytes], bytes]:
    found = []
    for _ in range(count):
        length = int.from_bytes(data[:4], "big")
        if len(data) < 4 + length:
            raise ValueError
        found.append(data[4:4 + length])
        data = data[4 + length:]
    return found, data
