"""`maklumat serve`: live preview."""

from __future__ import annotations

import argparse
import re
import sys
from urllib.parse import urlsplit

from .. import builder
from ..errors import UsageError
from . import workspace
from .arguments import Parser

DEFAULT = "127.0.0.1:8000"
LAST_PORT = 65535


def parser() -> Parser:
    parser = Parser("serve", "Menampilkan pratinjau situs selagi naskah disunting. Akhiri dengan Ctrl+C.",
                    ("maklumat serve", "maklumat serve --address 127.0.0.1:9000"))
    parser.add_argument("--address", type=_address, default=DEFAULT, metavar="ALAMAT",
                        help=f"host:port (bawaan: {DEFAULT})")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    below = urlsplit(settings.site_url).path or "/"  # MkDocs serves the site under the path of its address
    sys.stdout.write(f"menyiapkan pratinjau di http://{arguments.address}{below} (akhiri dengan Ctrl+C)\n")
    sys.stdout.flush()
    try:
        builder.serve(settings, arguments.address)
    except OSError:
        raise UsageError(f"alamat {arguments.address} tidak dapat dipakai; pilih port lain") from None
    return 0


def _address(text: str) -> str:
    if not re.fullmatch(r".+:[0-9]{1,5}", text):
        raise argparse.ArgumentTypeError(f"{text!r} bukan host:port, misalnya {DEFAULT}")
    if not 0 < int(text.rpartition(":")[2]) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"port pada {text!r} harus antara 1 dan {LAST_PORT}")
    return text
