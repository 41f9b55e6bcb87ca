"""The command line: finds the verb, hands over to its module, and turns what went wrong into one sentence.

Exit codes: 0 fine, 1 findings or refusal, 2 wrong usage or cannot go on (commands.md). A verb is a module of this
package with `parser() -> Parser` and `run(arguments) -> exit code`; it is imported only when it is called.
"""

from __future__ import annotations

import difflib
import importlib
import io
import os
import signal
import sys
from collections.abc import Sequence

from .. import __version__
from ..errors import MaklumatError, UsageError
from ..settings import reason

__all__ = ["VERBS", "main"]

VERBS = {
    "check": "memeriksa dokumen dan menunjukkan semua temuan",
    "clauses": "menunjukkan di mana ketiga janji maklumat ditemukan",
    "rules": "mendaftar semua aturan",
    "explain": "menjelaskan satu aturan: alasan, dasar hukum, dan contoh",
    "build": "memeriksa dokumen lalu membangun situs",
    "serve": "menampilkan pratinjau situs selagi naskah disunting",
    "print": "menyusun poster, formulir SOP, dan kartu media sosial siap cetak",
    "stage": "menulis halaman jadi sebagai berkas biasa untuk pembangun situs lain",
    "sign": "menandatangani dokumen dengan kunci pejabat yang berwenang",
    "review": "menunjukkan apa yang terjadi bila usul perubahan digabung",
    "gate": "memutuskan apakah commit ini boleh terbit",
    "approver": "mengelola daftar pejabat yang boleh mengesahkan",
    "audit": "mencocokkan situs yang sudah dibangun dengan yang boleh terbit",
    "ready": "menunjukkan apa yang masih harus dilakukan sebelum situs menjadi resmi",
    "completion": "menampilkan skrip yang membuat tombol Tab melengkapi perintah ini",
    "schema": "menampilkan JSON Schema kepala data untuk penyunting",
    "demo": "memperagakan pengesahan dan gerbangnya di folder sementara",
}
REPORT_TO = "laporkan kepada pengelola perangkat lunak ini beserta perintah yang dijalankan"
INTERRUPTED, BROKEN_PIPE = 130, 141  # 128 + the number of the signal, as shells count


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line and gives its exit code; never lets an exception out."""
    _speak_utf8()
    _end_tidily()
    try:
        if "_ARGCOMPLETE" in os.environ:  # a shell asks what may follow
            return importlib.import_module(f"{__name__}.completing").answer(VERBS)
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
        similar = difflib.get_close_matches(verb, VERBS, n=1)
        hint = f"mungkin maksud Anda `{similar[0]}`" if similar else "lihat `maklumat --help`"
        raise UsageError(f"perintah {verb!r} tidak dikenal; {hint}")
    module = importlib.import_module(f"{__name__}.{verb}")
    try:
        parsed = module.parser().parse_args(arguments[1:])
    except SystemExit as end:  # argparse leaves this way after --help
        return int(end.code or 0)
    return module.run(parsed)


def _overview() -> str:
    rows = "\n".join(f"  {verb:<9}{summary}" for verb, summary in VERBS.items())
    return (
        "pemakaian: maklumat PERINTAH …\n\n"
        "Memeriksa maklumat pelayanan dan SOP, lalu membangun situsnya.\n\n"
        f"perintah:\n{rows}\n\n"
        "pilihan:\n  -h, --help   menampilkan bantuan ini; `maklumat PERINTAH --help` untuk satu perintah\n"
        "  --version    menampilkan versi\n\n"
        "contoh:\n  maklumat check\n  maklumat explain MK01\n  maklumat build --out site\n\n"
        "kode keluar: 0 baik, 1 ada temuan atau penolakan, 2 salah pakai atau tidak dapat dilanjutkan\n"
    )


def _cannot(sentence: str) -> int:
    sys.stderr.write(f"maklumat: {sentence}\n")
    return 2


def _end_tidily() -> None:
    """Being told to stop is like Ctrl-C: what was begun beside its place is cleared away."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; a file name that is no UTF-8 is written with escapes. A closed output is no error."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the same
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
