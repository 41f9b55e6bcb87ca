"""ssh-keygen, the judge of signatures: asks it, remembers its answers by content, signs, and reads public keys."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from . import sshsig
from .answer_store import NO, YES, AnswerStore
from .errors import MaklumatError
from .progress import track
from .settings import reason
from .signers import NOON, is_principal
from .snapshot import Question

__all__ = ["Answers", "OpenSSHError", "command", "public_key", "sign"]

PROGRAM = "ssh-keygen"
TIMEOUT = 60  # seconds for one answer, which takes about ten milliseconds
FORM = "1"  # part of every remembered name: to be raised when Maklumat itself judges more strictly
KEPT = ("PATH", "SYSTEMROOT", "SystemRoot")  # of the environment; nothing else may sway a verdict
BROKEN = ("Unable to open", "Couldn't read", "Couldn't open", "allocat")  # the machine's fault, no verdict
MISSING = f"program {PROGRAM} tidak ada; pasang OpenSSH, misalnya dengan `sudo apt install openssh-client`"
TOO_OLD = f"{PROGRAM} di komputer ini salah memeriksa tanda tangan; Maklumat perlu OpenSSH 9.1 atau yang lebih baru"
MAX_KEY_FILE = 64 * 1024
NO_USER = f"{PROGRAM} tidak mau berjalan karena pengguna ini tidak tercatat di /etc/passwd komputer ini"

CAUSES = (  # what ssh-keygen says when it could not sign, and what people are told
    ("UNPROTECTED|bad permissions",
     "berkas kunci {key} dapat dibaca orang lain; jalankan `chmod 600 {key}` lalu ulangi"),
    ("incorrect passphrase", "kata sandi kunci {key} salah, atau tidak ada terminal untuk menanyakannya"),
    ("ACTION_TIMEOUT|USER_ACTION", "kunci keamanan tidak disentuh pada waktunya; ulangi dan sentuh saat berkedip"),
    ("PIN", "PIN kunci keamanan salah atau belum diisi; ulangi"),
    ("device not found|FIDO", "kunci keamanan tidak ditemukan; pasang kuncinya lalu ulangi"),
    ("agent refused|communicat", "agen kunci menolak menandatangani dengan {key}; jalankan `ssh-add` lalu ulangi"),
    ("No such file|[Cc]ouldn't load|No private key",
     "kunci rahasia untuk {key} tidak ditemukan; berikan berkasnya, atau muat dengan `ssh-add`"),
)
_PRIVATE = "PRIVATE KEY-----"


class OpenSSHError(MaklumatError):
    """ssh-keygen is missing, too old, or could not do its work."""


class _Unclear(OpenSSHError):
    """It ended in a way that is neither yes nor no."""


class Answers:
    """Asks ssh-keygen whether signatures are good. What is known by content is not asked again; with a `folder` (in
    git's own directory, where no commit can plant anything) the answers outlive the process."""

    def __init__(self, folder: Path | None = None):
        self._store = AnswerStore(folder)

    def ask(self, questions: Sequence[Question]) -> list[bool]:
        """One answer for each question, in their order. Raises OpenSSHError; such a failure is never remembered."""
        bare = _bare(questions)
        known = self._store.known()
        if unknown := {each.name: each for each in bare if each.name not in known}:
            answers = [YES if is_good else NO for is_good in _judge(list(unknown.values()))]
            self._store.remember(dict(zip(unknown, answers, strict=True)))
            known = self._store.known()
        return [known[each.name] == YES for each in bare]

    def known(self, questions: Sequence[Question]) -> list[bool | None]:
        """What is known by now, None where ssh-keygen must still be asked."""
        known = self._store.known()
        found = (known.get(each.name) for each in _bare(questions))
        return [None if answer is None else answer == YES for answer in found]


def command(path: str, signature: str, registry: str, principal: str, namespace: str, day: date) -> str:
    """The shell command by which a person asks the same question; paths as that person would type them."""
    parts = [PROGRAM, *_arguments(registry, signature, principal, namespace, _moment(day))]
    return f"{shlex.join(parts)} < {shlex.quote(path)}"


def sign(key: Path, namespace: str, message: bytes) -> bytes:
    """The armored signature that ssh-keygen makes over a message; a passphrase, a PIN or a touch it asks for itself.

    `key` is a private key, a security key's handle, or a .pub whose private half the agent holds. Raises OpenSSHError
    with the usual causes in one sentence.
    """
    key_type, _ = public_key(key)
    if key_type in sshsig.SECURITY_KEYS:
        sys.stderr.write("Sentuh kunci keamanan Anda bila lampunya berkedip.\n")
        sys.stderr.flush()
    with tempfile.TemporaryDirectory(prefix="maklumat-") as folder:
        file = Path(folder, "naskah")
        file.write_bytes(message)
        run = subprocess.run(
            [_program(), "-Y", "sign", "-f", os.path.abspath(key), "-n", namespace, str(file)],
            stdin=None if os.isatty(0) else subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            check=False, env=os.environ | {"LC_ALL": "C"})
        if run.returncode:
            raise OpenSSHError(_why_not_signed(key, run.stderr.decode("utf-8", "replace")))
        return Path(f"{file}.sig").read_bytes()


def public_key(path: Path) -> tuple[str, str]:
    """Type and base64 of the public key in a .pub file, or of the public half that a private key's file names.

    Never asks for a passphrase. Raises OpenSSHError where there is no such key, or none that Maklumat supports.
    """
    try:
        with path.open("rb") as file:
            text = file.read(MAX_KEY_FILE).decode("ascii", "replace")
        if _PRIVATE in text:
            text = _public_half(path, text)
    except OSError as error:
        raise OpenSSHError(f"kunci {path} tidak dapat dibaca: {reason(error)}") from None
    key_type, key = (*text.split(None, 2), "", "")[:2]
    if key_type not in sshsig.KEY_TYPES:
        raise OpenSSHError(f"{path} bukan kunci SSH yang didukung; buat dengan `ssh-keygen -t ed25519`")
    if fault := sshsig.key_fault(key_type, key):
        raise OpenSSHError(f"kunci {path} tidak dapat dipakai: {fault}")
    return key_type, key


@dataclass(frozen=True, slots=True)
class _Bare:
    """A question with nothing in it that cannot change its answer: of the registry only the principal's own lines, so
    that another official's line leaves the remembered verdicts alone."""

    message: bytes
    signature: bytes
    lines: bytes
    principal: str
    namespace: str
    at: date
    name: str


def _bare(questions: Sequence[Question]) -> list[_Bare]:
    lines: dict[tuple[bytes, str], bytes] = {}
    bare = []
    for each in questions:
        key = each.registry, each.principal
        if key not in lines:
            lines[key] = _own_lines(*key)
        bare.append(_Bare(each.message, each.signature, lines[key], each.principal, each.namespace, each.at,
                          _name(each, lines[key])))
    return bare


def _own_lines(registry: bytes, principal: str) -> bytes:
    if not is_principal(principal):  # it might be a pattern that ssh-keygen matches with anyone
        return b""
    start = principal.encode() + b" "
    return b"".join(line + b"\n" for line in registry.split(b"\n") if line.startswith(start))


def _name(question: Question, lines: bytes) -> str:
    """SHA-256 over everything that decides, each part of a fixed length."""
    words = (FORM, question.principal, question.namespace, question.at.isoformat())
    parts = (question.message, question.signature, lines, *(word.encode("utf-8", "backslashreplace") for word in words))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _judge(questions: Sequence[_Bare]) -> list[bool]:
    asked = [each for each in questions if _is_sensible(each)]
    good: set[str] = set()
    if asked:
        path = _program()
        _prove(path)
        with tempfile.TemporaryDirectory(prefix="maklumat-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = pool.map(lambda each: _verify(path, Path(folder), each, _moment(each.at)), asked)
            for each, answer in zip(track(asked, "Memeriksa tanda tangan"), answers, strict=True):
                if answer:
                    good.add(each.name)
    return [each.name in good for each in questions]


def _public_half(path: Path, text: str) -> str:
    """OpenSSH's own form of a private key names its public half in the clear; else the .pub beside it is read."""
    body = "".join(text.partition("-----BEGIN OPENSSH PRIVATE KEY-----")[2].partition("-----END")[0].split())
    if key := sshsig.public_half(body):
        return " ".join(key)
    beside = path.with_name(f"{path.name}.pub")
    if not beside.is_file():
        raise OpenSSHError(f"{beside} tidak ada; buat dengan `ssh-keygen -y -f {path} > {beside}`")
    return beside.read_text(encoding="ascii", errors="replace")


def _why_not_signed(key: Path, errors: str) -> str:
    for pattern, sentence in CAUSES:
        if re.search(pattern, errors):
            return sentence.format(key=key)
    return f"{PROGRAM} gagal menandatangani dengan {key}: {_last_line(errors)}"


def _is_sensible(question: _Bare) -> bool:
    """Is this worth asking: a well-formed signature for that purpose, and somebody who is enrolled?"""
    envelope = sshsig.read(question.signature)
    return (bool(question.lines) and isinstance(envelope, sshsig.Envelope)
            and envelope.namespace == question.namespace)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T{NOON:%H%M%S}Z".replace("-", "").replace("T", "")


def _arguments(registry: str, signature: str, principal: str, namespace: str, moment: str) -> list[str]:
    return ["-Y", "verify", "-f", registry, "-I", principal, "-n", namespace, "-s", signature,
            "-O", f"verify-time={moment}"]


def _verify(path: str, folder: Path, question: _Bare, moment: str, zone: str = "UTC") -> bool:
    """Asks ssh-keygen one question at a moment `YYYYMMDDHHMMSSZ`, with files named after it in a private folder."""
    registry, signature = folder / f"{question.name}.signers", folder / f"{question.name}.sig"
    registry.write_bytes(question.lines)
    signature.write_bytes(question.signature)
    arguments = _arguments(str(registry), str(signature), question.principal, question.namespace, moment)
    try:
        run = subprocess.run([path, *arguments], input=question.message, capture_output=True, timeout=TIMEOUT,
                             check=False, env=_environment(zone))
    except subprocess.TimeoutExpired:
        raise OpenSSHError(f"{PROGRAM} tidak menjawab dalam {TIMEOUT} detik") from None
    except OSError as error:
        raise OpenSSHError(f"{PROGRAM} tidak dapat dijalankan ({error.strerror})") from None
    finally:
        registry.unlink()
        signature.unlink()
    said, errors = run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")
    good = f'Good "{question.namespace}" signature for {question.principal} with '
    if run.returncode == 0 and said.startswith(good):
        return True
    if run.returncode == 255 and said == "Could not verify signature.\n" and not any(word in errors for word in BROKEN):
        return False
    if "No user exists" in errors:
        raise OpenSSHError(NO_USER)
    raise _Unclear(f"{PROGRAM} gagal memeriksa tanda tangan (kode {run.returncode}): {_last_line(errors)}")


@cache
def _prove(path: str) -> None:
    """Holds this ssh-keygen against a constant example, far from UTC: before 9.1 it does not know the Z of dates."""
    with tempfile.TemporaryDirectory(prefix="maklumat-") as folder:
        def answer(moment: str, **changed: object) -> bool:
            return _verify(path, Path(folder), replace(_EXAMPLE, **changed), f"202501200{moment}Z", zone="WIB-7")

        try:
            is_sound = (answer("50000") and answer("50010") and not answer("45959") and not answer("50011")
                        and not answer("50005", namespace="salinan@uji.invalid")
                        and not answer("50005", message=_EXAMPLE.message.replace(b"menguji", b"memguji")))
        except _Unclear:
            is_sound = False
    if not is_sound:
        raise OpenSSHError(TOO_OLD)


def _program() -> str:
    path = shutil.which(PROGRAM)
    if path is None:
        raise OpenSSHError(MISSING)
    return path


def _environment(zone: str) -> dict[str, str]:
    """The few variables under which ssh-keygen judges: its own language, a known time, no helper that asks people."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {"LC_ALL": "C", "TZ": zone}


def _last_line(text: str) -> str:
    """What the program itself said last, without what could steer a terminal."""
    last = (text.strip().splitlines() or ["tanpa keterangan"])[-1]
    return "".join(letter for letter in last if letter.isprintable())[:200]


# A constant example with a known answer; the private half of its key was never kept.
_EXAMPLE = _Bare(
    message=b"Maklumat menguji ssh-keygen sebelum bertanya kepadanya.\n",
    signature=b"""-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgIRaRuF7572jZ80Uj1g+82r1c4u
xsBpjnhR4eqKFHnagAAAAUbWFrbHVtYXRAdWppLmludmFsaWQAAAAAAAAABnNoYTUxMgAA
AFMAAAALc3NoLWVkMjU1MTkAAABAiHxSjJZNAWxgHPBJygbTOu1k6QBz/7OTqoj6kYj4FO
q59/WTTwnpiO6drSq6tQBn6ooeQsXqhfnERW5Ekw5jBA==
-----END SSH SIGNATURE-----
""",
    lines=b'nip:0 namespaces="maklumat@uji.invalid",valid-after="20250120050000Z",valid-before="20250120050010Z" '
          b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICEWkbhe+e9o2fNFI9YPvNq9XOLsbAaY54UeHqihR52o\n",
    principal="nip:0", namespace="maklumat@uji.invalid", at=date(2025, 1, 20), name="example",
)
