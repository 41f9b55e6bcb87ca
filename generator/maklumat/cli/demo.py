"""`maklumat demo`: the whole of the sign-off as a story, really carried out in a scratch folder."""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .. import claims, clock, openssh, settings, signers
from ..errors import MaklumatError
from ..layout import REGISTRY
from . import workspace
from .arguments import Parser
from .scratch import Office, Ran, copy, missing, prepare, released, server

__all__ = ["parser", "run"]

NIP = "197001011995011001"
NUMBER = "800/07/Sekr/BC"
DOCUMENT = "content/maklumat/informasi-publik/index.md"
PAGE = "maklumat/informasi-publik/index.html"
PROMISED, CHANGED = "10 hari kerja", "70 hari kerja"
VOID = "GB11"
MOST = 12  # lines of output shown of one command
TOLD_OTHERWISE = "peragaan berhenti: {}\n"


class _Otherwise(Exception):
    """Something went otherwise than told; the text says what."""


def parser() -> Parser:
    parser = Parser("demo", "Memperagakan pengesahan dari awal sampai akhir di folder sementara: kunci buangan, naskah"
                    "\nrekaan, gerbang yang mengizinkan, situs yang terbit, lalu satu angka diubah dan gerbang menolak."
                    "\nProyek ini sendiri tidak disentuh. Tidak perlu jaringan, kurang dari satu menit.",
                    ("maklumat demo", "maklumat demo --keep /tmp/peragaan"),
                    "peragaan tidak berjalan sebagaimana mestinya")
    parser.add_argument("--keep", metavar="FOLDER", help="folder baru tempat hasil peragaan disimpan")
    return parser


def run(arguments: argparse.Namespace) -> int:
    theme = workspace.project().theme
    if theme is None or not theme.is_dir():
        raise MaklumatError("folder tema tidak ada; jalankan peragaan di dalam proyek yang mempunyai folder theme/")
    with _scratch(arguments.keep) as folder:
        office = prepare(folder, theme, clock.today())
        try:
            _tell(office)
        except _Otherwise as sentence:
            sys.stdout.write(TOLD_OTHERWISE.format(sentence))
            return 1
        if arguments.keep:
            _say(f"Hasilnya tersimpan di {folder}. Kunci di dalamnya hanya untuk peragaan; jangan dipakai.")
    return 0


@contextmanager
def _scratch(keep: str | None) -> Iterator[Path]:
    """A folder for the story; gone at the end, however it ends, unless it is to be kept."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="maklumat-demo-") as name:
            yield Path(name).resolve()
        return
    folder = Path(keep).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MaklumatError(f"{keep} sudah ada dan tidak kosong; pilih folder baru")
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


def _tell(office: Office) -> None:
    _say("Peragaan ini dijalankan sungguh-sungguh di folder sementara. Badan, pejabat, dan kuncinya rekaan.")
    _write(office)
    _make_keys(office)
    anchor = _enrol(office)
    _sign(office)
    commit = _gate_allows(office, anchor)
    _publish(office, anchor, commit)
    before = released(office)
    _spoil(office)
    _gate_refuses(office, anchor, before)
    _conclude(office)


def _write(office: Office) -> None:
    _step(1, "Petugas menyusun naskah", "Maklumat dan SOP ditulis sebagai teks di dalam git, lalu diperiksa.")
    _quietly(office.program("git", "init", "--quiet", "--initial-branch=main", "--template="))
    _commit(office, "Naskah maklumat dan SOP")
    _show(_must(office.maklumat("check"), 0, "pemeriksaan naskah menemukan galat"), last=1)


def _make_keys(office: Office) -> None:
    _step(2, "Dua kunci dibuat", "Kunci akar menjaga daftar pengesah dan disimpan terpisah. Kunci pejabat dipakai "
          "untuk mengesahkan. Kunci sungguhan diberi kata sandi; kunci buangan ini tidak.")
    for name, whose in (("akar", "Kunci akar peragaan"), ("pejabat", "Pejabat Contoh")):
        made = office.program("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", whose, "-f", _key(office, name))
        _show(_must(made, 0, "kunci tidak dapat dibuat"), hide=("-q", "-N", ""))


def _enrol(office: Office) -> str:
    _step(3, "Pejabat didaftarkan", "Daftar pengesah memuat siapa yang boleh mengesahkan dan sejak kapan. Daftar itu "
          "ditandatangani dengan kunci akar. Commit yang memuatnya dicatat di luar repositori sebagai jangkar.")
    for arguments in (("--root", "--key", _key(office, "akar.pub")),
                      (NIP, "--key", _key(office, "pejabat.pub"), "--name", "Pejabat Contoh", "--since",
                       clock.today().isoformat())):
        _show(_must(office.maklumat("approver", "add", *arguments), 0, "pejabat tidak dapat didaftarkan"), last=0)
    signed = office.maklumat("approver", "sign", "--key", _key(office, "akar"))
    _show(_must(signed, 0, "daftar pengesah tidak dapat ditandatangani"), last=0)
    anchor = _commit(office, "Daftar pengesah pertama")
    _line(f"$ export MAKLUMAT_ANCHOR={anchor}")
    return anchor


def _sign(office: Office) -> None:
    _step(4, "Pejabat mengesahkan", "Perintah `sign` menampilkan naskah dan sidik jarinya, meminta nomor SOP diketik "
          "ulang, menulis tanggal, lalu menandatangani. Nama pejabat dan tanggal ikut ditandatangani.")
    signed = office.maklumat("sign", "informasi-publik", "--key", _key(office, "pejabat"), answer=f"{NUMBER}\n")
    _show(_must(signed, 0, "naskah tidak dapat ditandatangani"), pick=("Nomor SOP ", "SHA-256 ", "Milik ", "Dokumen "))
    _line(f"  (diketik ulang: {NUMBER})")
    _commit(office, "Maklumat disahkan")


def _gate_allows(office: Office, anchor: str) -> str:
    _step(5, "Gerbang mengizinkan", "Gerbang membaca git saja dan menelusuri riwayat sejak jangkar. SOP yang belum "
          "ditandatangani ditahan, tetapi tidak menghalangi.")
    judged = office.maklumat("gate", anchor=anchor)
    _show(_must(judged, 0, "gerbang menolak naskah yang sah"))
    _line("Tanpa perangkat ini pun siapa saja dapat memeriksanya:")
    _show(_must(_by_hand(office), 0, "pemeriksaan dengan tangan tidak sejalan dengan gerbang"))
    return _head(office)


def _publish(office: Office, anchor: str, commit: str) -> None:
    _step(6, "Situs dibangun dan terbit", "Hanya yang disahkan yang dibangun; hasilnya diaudit, disegel, lalu dikirim. "
          "Server memeriksanya sekali lagi dengan daftar pengesahnya sendiri, dan mengganti situs dalam satu langkah.")
    built = office.maklumat("build", anchor=anchor)
    _show(_must(built, 0, "situs tidak dapat dibangun"), last=6)
    audited = office.maklumat("audit", "site", anchor=anchor)
    _show(_must(audited, 0, "situs memuat yang tidak boleh terbit"), last=1)
    if lacking := missing():
        copy(office, commit[:12])
        _line(f"  (tanpa penerima rilis, karena {lacking} tidak ada di komputer ini: situs disalin ke server/kini)")
    else:
        door = server(office, settings.load(office.root).domain)
        sent = office.maklumat("publish", "server", anchor=anchor, ssh=door)
        _show(_must(sent, 0, "rilis tidak dapat dikirim"))
    if PROMISED not in released(office, PAGE):
        raise _Otherwise("halaman maklumat tidak memuat naskah yang disahkan")


def _spoil(office: Office) -> None:
    _step(7, "Satu angka diubah", "Sesudah pengesahan, seseorang mengganti satu byte: "
          f"“{PROMISED}” menjadi “{CHANGED}”.")
    path = office.root / DOCUMENT
    before = path.read_bytes()
    path.write_bytes(before.replace(PROMISED.encode(), CHANGED.encode()))
    after = path.read_bytes()
    if len(after) != len(before) or sum(a != b for a, b in zip(after, before, strict=True)) != 1:
        raise _Otherwise("yang berubah bukan tepat satu byte")
    _line(f"$ sed -i 's/{PROMISED}/{CHANGED}/' {DOCUMENT}")
    _commit(office, "Perbaikan kecil")


def _gate_refuses(office: Office, anchor: str, before: str) -> None:
    _step(8, "Gerbang menolak", "Tanda tangan itu untuk naskah lain, jadi situs baru tidak boleh terbit.")
    judged = _must(office.maklumat("gate", anchor=anchor), 1, "gerbang tidak menolak naskah yang diubah")
    _show(judged)
    if VOID not in judged.output:
        raise _Otherwise(f"gerbang menolak, tetapi bukan karena tanda tangan yang tidak cocok ({VOID})")
    by_hand = _by_hand(office)
    if by_hand.code == 0:
        raise _Otherwise("pemeriksaan dengan tangan tidak sejalan dengan gerbang")
    _show(by_hand)
    if released(office) != before or CHANGED in released(office, PAGE):
        raise _Otherwise("situs yang sudah terbit ikut berubah")
    _line(f"  server/kini tetap memuat “{PROMISED}”")


def _by_hand(office: Office) -> Ran:
    """ssh-keygen's own word on the document as it lies there."""
    source = (office.root / DOCUMENT).read_bytes()
    claim = claims.read(source)
    if claim is None or claim.signed is None:
        raise _Otherwise("tanggal pengesahan tidak tertulis dalam naskah")
    namespace = signers.namespace(signers.DOCUMENT, settings.load(office.root).domain)
    typed = openssh.command(DOCUMENT, f"{DOCUMENT}.sig", REGISTRY, signers.principal(NIP), namespace, claim.signed)
    program, *arguments = shlex.split(typed.partition(" < ")[0])
    return replace(office.program(program, *arguments, answer=source.decode()), typed=typed)


def _conclude(office: Office) -> None:
    _say("\nTerbukti: naskah yang disahkan terbit; naskah yang berubah satu byte ditolak; situs yang sudah terbit "
         "tetap seperti semula; dan ssh-keygen saja memberi jawaban yang sama. Alasan penolakannya: "
         f"`maklumat explain {VOID}`. Langkah untuk instansi Anda: `maklumat ready`.")


def _commit(office: Office, message: str) -> str:
    """Commits everything and gives the commit's name."""
    _quietly(office.program("git", "add", "--all"))
    done = office.program("git", "commit", "--quiet", "-m", message)
    _quietly(done)
    _line(f"$ {done.typed.replace(' --quiet', '')}")
    return _head(office)


def _head(office: Office) -> str:
    head = office.program("git", "rev-parse", "HEAD")
    _quietly(head)
    return head.output.strip()


def _key(office: Office, name: str) -> str:
    """Where a key lies, as seen from the repository."""
    return f"../{office.keys.name}/{name}"


def _quietly(ran: Ran) -> None:
    _must(ran, 0, "git tidak dapat bekerja")


def _must(ran: Ran, code: int, otherwise: str) -> Ran:
    """Raises _Otherwise, after showing what the command wrote, unless it ended with this exit code."""
    if ran.code != code:
        _show(ran)
        raise _Otherwise(otherwise)
    return ran


def _step(number: int, title: str, words: str) -> None:
    sys.stdout.write(f"\n{number}. {title}\n")
    sys.stdout.write(textwrap.fill(words, 96, initial_indent="   ", subsequent_indent="   ") + "\n")
    sys.stdout.flush()


def _show(ran: Ran, last: int = MOST, hide: tuple[str, ...] = (), pick: tuple[str, ...] = ()) -> None:
    """The command without what is only technical (`hide`), and the last lines of its output, or those that begin so."""
    typed = shlex.join(part for part in shlex.split(ran.typed) if part not in hide) if hide else ran.typed
    _line(f"$ {typed}")
    lines = [line for line in ran.lines if not pick or line.startswith(pick)]
    for line in lines[max(0, len(lines) - last):]:
        _line(f"  {line}")


def _line(text: str) -> None:
    sys.stdout.write(f"   {text}\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stdout.write("\n".join(textwrap.fill(part, 99) for part in text.split("\n")) + "\n")
