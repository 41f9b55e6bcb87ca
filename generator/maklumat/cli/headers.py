"""`maklumat headers --server NAME`: the configuration of the web server that shows this site."""

from __future__ import annotations

import argparse
import sys

from .. import webserver
from .arguments import Parser, filled, one_of
from .workspace import project


def parser() -> Parser:
    parser = Parser("headers", "Menampilkan pengaturan server web untuk situs ini: letak rilis, tajuk keamanan, jenis "
                    "isi, pemampatan, dan penyimpanan sementara. Alamat situs diambil dari site_url di mkdocs.yml.",
                    ("maklumat headers --server nginx > ppid.contoh.go.id.conf",
                     "maklumat headers --server apache --root /srv/ppid"))
    parser.add_argument("--server", type=one_of(*webserver.SERVERS), required=True, metavar="NAMA",
                        help="server web yang dipakai: nginx atau apache")
    parser.add_argument("--root", type=filled, default=webserver.ROOT, metavar="FOLDER",
                        help=f"folder penerima rilis di server (bawaan: {webserver.ROOT})")
    parser.add_argument("--host", type=filled, metavar="NAMA",
                        help="nama host, bila lain dari yang tertulis pada site_url")
    return parser


def run(arguments: argparse.Namespace) -> int:
    place = webserver.place(project().site_url, arguments.host or "", arguments.root)
    sys.stdout.write(webserver.configuration(arguments.server, place))
    return 0
