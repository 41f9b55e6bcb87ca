"""`maklumat approver`: the registry of approvers, whose key may sign what and when, and the root's signature."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .. import clock, disk, enrolling, nip, openssh, signers, sshsig
from ..errors import ContentError, SettingsError, UsageError
from ..layout import REGISTRY
from ..layout import ROOT_SIGNATURE as SIGNATURE
from ..reports import roster
from ..settings import Settings
from ..signers import AKAR, Registry, Signer
from ..snapshot import Question
from . import workspace
from .arguments import Parser, one_of

__all__ = ["parser", "run"]

HEADER = "# Daftar pengesah: kunci siapa boleh mengesahkan apa, dan kapan. Ubah dengan `maklumat approver`.\n"
BEGIN = "mulai dengan `maklumat approver add --root --key akar.pub`"
SIGN = "maklumat approver sign --key AKAR"
RENEWED = ("Isi daftar seperti ini pernah tercatat lalu diganti; sebuah catatan bertanggal ditambahkan di akhirnya, "
           "supaya gerbang tidak menganggapnya daftar lama.\n")
SAMPLE = 'maklumat approver add 197001011995011001 --key kunci.pub --name "Pejabat Contoh" --since 2025-01-02'
NIP_FAULTS = (nip.DIGITS, nip.BIRTH, nip.APPOINTMENT, nip.TAIL)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parser() -> Parser:
    parser = Parser("approver", "Mengelola daftar pengesah: kunci siapa boleh mengesahkan, sejak dan sampai kapan.\n"
                    "Setiap perubahan perlu ditandatangani lagi oleh pemegang kunci akar.",
                    ("maklumat approver add --root --key akar.pub", SAMPLE, "maklumat approver sign --key akar",
                     "maklumat approver list"), "daftar ditolak atau tidak berubah")
    actions = parser.add_subparsers(title="tindakan", metavar="TINDAKAN", dest="action", required=True,
                                    parser_class=_action_parser)
    _add_options(actions.add_parser(
        "add", help="mendaftarkan kunci seorang pejabat, atau kunci akar",
        description="Mendaftarkan kunci seorang pejabat, atau kunci akar. Tanggalnya ikut surat keputusan jabatan.",
        examples=(SAMPLE, "maklumat approver add --root --key akar.pub")))
    retire = actions.add_parser(
        "retire", help="mengakhiri masa berlaku kunci",
        description="Mengakhiri masa berlaku kunci pada satu tanggal. Masa berlaku tidak pernah diperpanjang.",
        examples=("maklumat approver retire 197001011995011001 --until 2026-06-30",
                  "maklumat approver retire --root --until 2026-06-30 --key akar-lama.pub"))
    _whose(retire)
    retire.add_argument("--key", type=Path, metavar="BERKAS", help="hanya kunci ini; tanpa pilihan ini semua kuncinya")
    retire.add_argument("--until", type=_day, required=True, metavar="TANGGAL", help="hari terakhir kunci berlaku")
    actions.add_parser("list", help="menunjukkan isi daftar pengesah", description="Menunjukkan isi daftar pengesah.",
                       examples=("maklumat approver list",))
    sign = actions.add_parser(
        "sign", help="menandatangani daftar pengesah dengan kunci akar",
        description="Menandatangani daftar pengesah dengan kunci akar.",
        examples=("maklumat approver sign --key akar", "maklumat approver sign --key akar.pub"))
    sign.add_argument("--key", type=Path, required=True, metavar="BERKAS",
                      help="kunci rahasia akar, atau berkas .pub yang pasangannya ada di agen")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    if not signers.is_domain(settings.domain):
        raise SettingsError("alamat situs belum jelas; isi `site_url` di mkdocs.yml dengan alamat laman Anda")
    return {"add": _add, "retire": _retire, "list": _list, "sign": _sign}[arguments.action](settings, arguments)


def _action_parser(prog: str, description: str, examples: tuple[str, ...], **_: object) -> Parser:
    return Parser(prog.removeprefix("maklumat "), description, examples, "daftar ditolak atau tidak berubah")


def _add_options(parser: Parser) -> None:
    _whose(parser)
    parser.add_argument("--key", type=Path, required=True, metavar="BERKAS", help="berkas kunci publik (.pub)")
    parser.add_argument("--name", default="", metavar="NAMA", help="nama pejabat, wajib untuk NIP")
    parser.add_argument("--since", type=_day, metavar="TANGGAL", help="hari pertama menjabat, wajib untuk NIP")
    parser.add_argument("--until", type=_day, metavar="TANGGAL", help="hari terakhir menjabat, bila sudah diketahui")
    parser.add_argument("--role", type=one_of(*roster.ROLES), default="pengesah", metavar="PERAN",
                        help="pengesah (bawaan) mengesahkan dokumen; penyalin menyatakan pindaian naskah bertanda "
                             "tangan basah sesuai aslinya. Untuk keduanya jalankan dua kali")


def _whose(parser: Parser) -> None:
    parser.add_argument("nip", nargs="?", metavar="NIP", help="NIP pejabat, 18 angka")
    parser.add_argument("--root", action="store_true", help="kunci akar, yang menandatangani daftar ini, bukan pejabat")


def _day(text: str) -> date:
    with contextlib.suppress(ValueError):
        if _DAY.fullmatch(text) and (day := date.fromisoformat(text)).year in signers.YEARS[:-1]:
            return day
    raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2025-01-31")


def _principal(arguments: argparse.Namespace) -> str:
    if arguments.root == (arguments.nip is not None):
        raise UsageError("tulis NIP pejabat, atau --root untuk kunci akar; salah satu saja")
    if arguments.root:
        return AKAR
    number = nip.read(arguments.nip)
    if faults := [flaw for kind in NIP_FAULTS for flaw in number.of(kind)]:
        raise UsageError(f"NIP {arguments.nip!r} salah: {faults[0].message}")
    for flaw in (*number.of(nip.INTERVAL), *number.of(nip.OTHER_NUMBER)):
        sys.stderr.write(f"maklumat: perhatian: {flaw.message}; {flaw.help}\n")
    return signers.principal(number.digits)


def _add(settings: Settings, arguments: argparse.Namespace) -> int:
    who = _principal(arguments)
    if who != AKAR and not (arguments.name.strip() and arguments.since):
        raise UsageError("nama dan hari pertama menjabat wajib diisi; tambahkan --name dan --since")
    if not arguments.name.isprintable():
        raise UsageError("nama memuat karakter yang tidak tampak atau lebih dari satu baris; ketik ulang")
    key_type, key = _published_key(arguments.key)
    old = enrolling.read(settings)
    if _tell_faults(before := signers.read(old, settings.domain)):
        return 1
    purpose = signers.REGISTRY if who == AKAR else roster.ROLES[arguments.role]
    line = signers.entry(who, (signers.namespace(purpose, settings.domain),), key_type, key,
                         arguments.name.strip(), arguments.since, arguments.until)
    new = signers.add(old.decode() or HEADER, line).encode()
    after = signers.read(new, settings.domain)
    if after.faults:
        raise UsageError(after.faults[0].message)
    _refuse_twice(after.signers[-1], before.signers)
    _put(settings, new)
    sys.stdout.write(f"Ditambahkan ke {REGISTRY}:\n  {roster.words(after.signers[-1], clock.today())}\n")
    _tell_next_step()
    return 0


def _refuse_twice(signer: Signer, others: tuple[Signer, ...]) -> None:
    for other in others:
        is_same = other.key == signer.key and set(other.namespaces) & set(signer.namespaces)
        starts, ends = (signer.first_day or date.min), (signer.last_day or date.max)
        if is_same and starts <= (other.last_day or date.max) and (other.first_day or date.min) <= ends:
            raise UsageError(f"kunci ini sudah terdaftar untuk keperluan dan masa itu pada baris {other.line}; "
                             "akhiri dulu dengan `maklumat approver retire`, atau pakai kunci lain")


def _retire(settings: Settings, arguments: argparse.Namespace) -> int:
    who, old, until = _principal(arguments), enrolling.read(settings), arguments.until
    if _tell_faults(before := signers.read(old, settings.domain)):
        return 1
    key = openssh.public_key(arguments.key)[1] if arguments.key else ""
    chosen = tuple(each for each in before.signers if each.principal == who and key in ("", each.key))
    if not chosen:
        raise UsageError(f"{roster.person(who)} tidak terdaftar{' dengan kunci itu' if key else ''}; "
                         "lihat `maklumat approver list`")
    new = signers.retire(old.decode(), chosen, until).encode()
    if new == old:
        sys.stdout.write(f"Tidak ada yang diubah: masa berlakunya sudah berakhir pada atau sebelum {until}.\n")
        return 0
    _put(settings, new)
    sys.stdout.write(f"Kunci {roster.person(who)} berlaku sampai {until}; perubahan di {REGISTRY}:\n")
    sys.stdout.writelines(roster.changes(before, signers.read(new, settings.domain), clock.today()))
    if until < clock.today():
        sys.stdout.write(f"Dokumen yang disahkan dengan kunci ini sesudah {until} menjadi gugur.\n")
    _tell_next_step()
    return 0


def _list(settings: Settings, _: argparse.Namespace) -> int:
    data = enrolling.read(settings)
    if signers.is_empty(data):
        sys.stdout.write(f"Belum ada kunci yang terdaftar; {BEGIN}.\n")
        return 0
    registry = signers.read(data, settings.domain)
    sys.stdout.writelines(roster.table(registry, clock.today()))
    sys.stdout.write(f"\nTanda tangan akar: {_root_state(settings, data)}\n")
    return 1 if _tell_faults(registry) else 0


def _root_state(settings: Settings, data: bytes) -> str:
    path = settings.root / SIGNATURE
    signature = disk.read_bytes(path) if path.is_file() else b""
    if fault := enrolling.past(settings, clock.now()).fault(data, signature):
        return f"{fault}; pemegang kunci akar perlu menjalankan `{SIGN}`"
    return f"baik ({sshsig.fingerprint(sshsig.read(signature).key)})"


def _sign(settings: Settings, arguments: argparse.Namespace) -> int:
    data = enrolling.read(settings)
    if signers.is_empty(data):
        raise UsageError(f"daftar pengesah belum berisi kunci; {BEGIN}")
    if _tell_faults(registry := signers.read(data, settings.domain)):
        return 1
    key_type, key = openssh.public_key(arguments.key)
    past = enrolling.past(settings, clock.now())
    on_disk, data = data, past.renewed(data, clock.today())
    trusted = signers.read(past.trusted(data), settings.domain)
    if on_disk != data:
        sys.stdout.write(RENEWED)
    is_known = past.trusted(data) == data
    sys.stdout.write(f"Isi {REGISTRY}:\n" if is_known else f"Perubahan {REGISTRY} terhadap daftar sebelumnya:\n")
    old = Registry() if is_known else trusted
    sys.stdout.writelines(roster.changes(old, registry, clock.today()))
    sys.stdout.write(f"Kunci akar: {sshsig.fingerprint(key)}\n")
    sys.stdout.flush()
    for sentence in _warnings(key, trusted, registry, is_known=is_known):
        sys.stderr.write(f"maklumat: perhatian: {sentence}\n")
    purpose = signers.namespace(signers.REGISTRY, settings.domain)
    signature = openssh.sign(arguments.key, purpose, data)
    alone = f"{signers.entry(AKAR, (purpose,), key_type, key, '')}\n".encode()
    if not openssh.Answers().ask([Question(data, signature, alone, AKAR, purpose, clock.today())])[0]:
        raise openssh.OpenSSHError(f"tanda tangan yang dibuat tidak cocok dengan kunci {arguments.key}; ulangi")
    if enrolling.read(settings) != on_disk:
        raise ContentError(f"{REGISTRY} berubah selagi ditandatangani; ulangi")
    if on_disk != data:
        enrolling.write(settings.root / REGISTRY, data)
    enrolling.write(settings.root / SIGNATURE, signature)
    check = openssh.command(REGISTRY, SIGNATURE, REGISTRY, AKAR, purpose, clock.today())
    sys.stdout.write(f"Ditulis: {SIGNATURE}\n\nPeriksa sendiri:\n  {check}\n\nLangkah berikutnya:\n"
                     f"  git add {REGISTRY} {SIGNATURE}\n  git commit -m 'Daftar pengesah' -- {REGISTRY} {SIGNATURE}\n")
    return 0


def _warnings(key: str, trusted: Registry, registry: Registry, *, is_known: bool) -> Iterator[str]:
    if not is_known and key not in _roots(trusted):
        yield "kunci ini bukan kunci akar pada daftar sebelumnya; gerbang akan menolak perubahan ini, kecuali " \
              "jangkar dipindahkan ke commit yang memuatnya"
    elif key not in _roots(trusted):
        yield "kunci ini tidak tercantum di daftar sebagai kunci akar; daftarkan dengan `maklumat approver add --root`"
    if not _roots(registry):
        yield "daftar ini tidak memuat kunci akar yang berlaku, sehingga tidak dapat diubah lagi sesudahnya"


def _roots(registry: Registry) -> set[str]:
    return {each.key for each in registry.signers if each.principal == AKAR and each.is_valid(clock.today())}


def _published_key(path: Path) -> tuple[str, str]:
    if b"PRIVATE KEY" in disk.read_bytes(path):
        raise UsageError(f"{path} berisi kunci rahasia, yang tidak boleh dibagikan; berikan berkas .pub-nya")
    return openssh.public_key(path)


def _put(settings: Settings, data: bytes) -> None:
    """Writes the registry, with a dated note where its bytes stood in the history before and were replaced."""
    new = enrolling.past(settings, clock.now()).renewed(data, clock.today())
    enrolling.write(settings.root / REGISTRY, new)
    if new != data:
        sys.stdout.write(RENEWED)


def _tell_faults(registry: Registry) -> bool:
    sys.stdout.writelines(f"{REGISTRY}:{fault.line}: {fault.message}\n" for fault in registry.faults)
    return bool(registry.faults)


def _tell_next_step() -> None:
    sys.stdout.write(f"\nSekarang minta pemegang kunci akar menjalankan:\n  {SIGN}\n")
