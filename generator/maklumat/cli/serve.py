"""`maklumat serve`: live preview."""

from __future__ import annotations

import argparse
import gc
import re
import sys

from ..errors import UsageError
from . import workspace
from .arguments import Parser

DEFAULT = "127.0.0.1:8000"
LAST_PORT = 65535
OPEN = "maklumat: siapa pun di jaringan ini dapat membuka pratinjau ini, dengan rancangan yang belum terbit; tanpa " \
    "--address hanya komputer ini yang dapat"


def parser() -> Parser:
    parser = Parser("serve", "Menampilkan pratinjau situs selagi naskah disunting, dengan temuan di atas naskahnya. "
                    "Halaman di peramban berganti sendiri setelah berkas disimpan. Akhiri dengan Ctrl+C.",
                    ("maklumat serve", "maklumat serve --address 127.0.0.1:9000"))
    parser.add_argument("--address", type=_address, default=DEFAULT, metavar="ALAMAT",
                        help=f"host:port (bawaan: {DEFAULT})")
    return parser


def run(arguments: argparse.Namespace) -> int:
    from .. import serving  # MkDocs with it, which takes longer than --help may

    root = workspace.project().root
    host, _, port = arguments.address.rpartition(":")
    host = host.strip("[]")
    _say("menyiapkan pratinjau …")
    shown = serving.Preview(root, lambda sentence: _say(f"maklumat: {sentence}"))
    gc.freeze()  # most of what it holds stays; to look through all of it for what may go would take long at each edit
    gc.enable()  # but it lives long
    try:
        with serving.listening(shown, host, int(port)) as wait:
            if not serving.is_private(host):
                _say(OPEN)
            _say(f"pratinjau siap di http://{arguments.address}{shown.mount} (akhiri dengan Ctrl+C)")
            wait()
    except OSError:
        raise UsageError(f"alamat {arguments.address} tidak dapat dipakai; pilih port lain") from None
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _address(text: str) -> str:
    if not re.fullmatch(r"(?:\[[^][/]+]|[^][/]+):[0-9]{1,5}", text):
        raise argparse.ArgumentTypeError(f"{text!r} bukan host:port, misalnya {DEFAULT}")
    if not 0 < int(text.rpartition(":")[2]) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"port pada {text!r} harus antara 1 dan {LAST_PORT}")
    return text
