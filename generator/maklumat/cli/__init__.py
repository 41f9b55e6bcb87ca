"""The command line: finds the verb, hands over to its module, and turns what went wrong into one sentence.

Exit codes: 0 fine, 1 findings or refusal, 2 wrong usage or cannot go on (commands.md). A verb stands with its summary
in GROUPS, by what it is for; it is a module of this package with `parser() -> Parser` and `run(arguments) -> exit
code`, imported only when it is called.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .. import __version__
from ..errors import MaklumatError, UsageError
from ..nearest import nearest
from ..settings import reason

__all__ = ["GROUPS", "VERBS", "main"]

GROUPS = {
    "menulis": {
        "new": "membuat rancangan maklumat atau SOP dari naskah awal",
        "import": "membuat rancangan SOP dari dokumen Word atau tabel yang sudah ada",
        "check": "memeriksa dokumen dan menunjukkan semua temuan",
        "fix": "memperbaiki kesalahan mekanis sesudah menunjukkannya",
        "serve": "menampilkan pratinjau situs selagi naskah disunting",
        "clauses": "menunjukkan di mana ketiga janji maklumat ditemukan",
        "rules": "mendaftar semua aturan",
        "explain": "menjelaskan satu aturan: alasan, dasar hukum, dan contoh",
    },
    "memeriksa usul dan terbitan": {
        "review": "menunjukkan apa yang terjadi bila usul perubahan digabung",
        "preview": "menulis pratinjau ke satu folder yang dapat dikirim",
        "gate": "memutuskan apakah commit ini boleh terbit",
        "audit": "mencocokkan situs yang sudah dibangun dengan yang boleh terbit",
    },
    "mengesahkan": {
        "sign": "menandatangani dokumen dengan kunci pejabat yang berwenang",
        "approver": "mengelola daftar pejabat yang boleh mengesahkan",
        "demo": "memperagakan pengesahan dan gerbangnya di folder sementara",
    },
    "menerbitkan": {
        "ready": "menunjukkan apa yang masih harus dilakukan sebelum situs menjadi resmi",
        "build": "memeriksa dokumen lalu membangun situs",
        "print": "menyusun poster, formulir SOP, dan kartu media sosial siap cetak",
        "seal": "menyegel situs yang sudah dibangun menjadi rilis yang dapat dikirim",
        "publish": "menyegel situs lalu mengirimnya ke server web instansi",
        "headers": "menampilkan pengaturan server web untuk situs ini",
        "watch": "mengunjungi laman yang terbit dan mencocokkannya dengan rilis di sini",
        "stage": "menulis halaman jadi sebagai berkas biasa untuk pembangun situs lain",
    },
    "perlengkapan": {
        "completion": "menampilkan skrip yang membuat tombol Tab melengkapi perintah ini",
        "schema": "menampilkan JSON Schema kepala data untuk penyunting",
    },
}
VERBS = {verb: summary for verbs in GROUPS.values() for verb, summary in verbs.items()}
REPORT_TO = "laporkan kepada pengelola perangkat lunak ini beserta perintah yang dijalankan"
INTERRUPTED, BROKEN_PIPE = 130, 141  # 128 + the number of the signal, as shells count


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line and gives its exit code; never lets an exception out."""
    _speak_utf8()
    _end_tidily()
    try:
        if "_ARGCOMPLETE" in os.environ:  # a shell asks what may follow
            return importlib.import_module(f"{__name__}.completing").answer(VERBS)
        with _uncollected():
            code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return code
    except MaklumatError as error:
        return _cannot(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it exits
        return BROKEN_PIPE
    except OSError as error:
        return _cannot(f"{error.filename or 'keluaran'} tidak dapat dibaca atau ditulis: {reason(error)}")
    except Exception as error:
        if os.environ.get("MAKLUMAT_DEBUG"):
            raise
        return _cannot(f"kesalahan tak terduga ({type(error).__name__}); {REPORT_TO},"
                       " dan MAKLUMAT_DEBUG=1 di depan perintah menampilkan rinciannya")


def _run(arguments: list[str]) -> int:
    verb = arguments[0] if arguments else "--help"
    if verb in ("-h", "--help"):
        sys.stdout.write(_overview())
        return 0
    if verb == "--version":
        sys.stdout.write(f"maklumat {__version__}\n")
        return 0
    if verb not in VERBS:
        meant = nearest(verb, VERBS)
        hint = f"mungkin maksud Anda `{meant}`" if meant else "lihat `maklumat --help`"
        raise UsageError(f"perintah {verb!r} tidak dikenal; {hint}")
    module = importlib.import_module(f"{__name__}.{verb}")
    try:
        parsed = module.parser().parse_args(arguments[1:])
    except SystemExit as end:  # argparse leaves this way after --help
        return int(end.code or 0)
    return module.run(parsed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A command's values hold no circles to speak of, and most of them stay until it ends: looking for what may go took
    up to a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _overview() -> str:
    width = max(map(len, VERBS)) + 2
    groups = "\n".join(f"{name}:\n" + "".join(f"  {verb:<{width}}{summary}\n" for verb, summary in verbs.items())
                       for name, verbs in GROUPS.items())
    return (
        "pemakaian: maklumat PERINTAH …\n\n"
        "Memeriksa maklumat pelayanan dan SOP, mengesahkannya, lalu membangun situsnya.\n\n"
        f"{groups}\n"
        "pilihan:\n"
        f"  {'-h, --help':<{width}}menampilkan bantuan ini; `maklumat PERINTAH --help` untuk satu perintah\n"
        f"  {'--version':<{width}}menampilkan versi\n\n"
        "contoh:\n  maklumat check\n  maklumat explain MK01\n  maklumat build --out site\n\n"
        "kode keluar:\n  0  baik\n  1  ada temuan atau penolakan\n  2  salah pakai atau tidak dapat dilanjutkan\n"
    )


def _cannot(sentence: str) -> int:
    sys.stderr.write(f"maklumat: {sentence}\n")
    return 2


def _end_tidily() -> None:
    """Being told to stop is like Ctrl-C: what was begun beside its place is cleared away."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _speak_utf8() -> None:
    """UTF-8 and line feeds whatever the system; a file name that is no UTF-8 is written with escapes. A closed output
    is no error."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the same
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if sys.platform == "win32":
        importlib.import_module("colorama").just_fix_windows_console()  # else a console shows colours as signs
