"""`maklumat publish DEST`: seals the built site and sends it to the office's own web server."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
from importlib import resources
from pathlib import Path

from ..errors import MaklumatError, UsageError
from . import workspace
from .arguments import Parser, filled
from .seal import sealed

__all__ = ["parser", "run"]

SSH = "MAKLUMAT_SSH"
USUAL = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=30"
MISSING = "program {} tidak ada; pasang dulu ({}), atau terbitkan lewat tugas otomatis di server git"
PROGRAMS = {"sh": "di Windows: bersama Git atau WSL", "ssh": "Debian: openssh-client", "rsync": "Debian: rsync"}
_DESTINATION = re.compile(r"([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9_][A-Za-z0-9._-]*")  # as send.sh has it


def parser() -> Parser:
    parser = Parser("publish", "Menyegel situs yang sudah dibangun, mengirimnya ke server web instansi, lalu meminta"
                    " penerima di sana memeriksa dan menayangkannya dalam satu langkah. Yang lebih lama tidak pernah"
                    " menggantikan yang lebih baru. Bila gagal atau dihentikan, situs di server tetap seperti semula.",
                    ("maklumat publish maklumat@ppid.example.go.id",
                     "maklumat publish server-ppid --key ~/.ssh/terbit --known-hosts server-ppid.kunci"),
                    "rilis ditolak di sini atau oleh server; situs di server tidak berubah")
    parser.add_argument("destination", type=_destination, metavar="TUJUAN",
                        help="pengguna@server, atau nama dari ~/.ssh/config")
    parser.add_argument("--site", type=filled, metavar="SITUS",
                        help="folder situs yang sudah dibangun (bawaan: site_dir di mkdocs.yml, lazimnya site)")
    parser.add_argument("--port", type=_port, metavar="PORTA", help="porta SSH server")
    parser.add_argument("--key", type=filled, metavar="BERKAS", help="kunci penerbitan")
    parser.add_argument("--known-hosts", type=filled, metavar="BERKAS",
                        help="kunci server yang dipercaya, dari penjaga server; hanya itu yang diterima")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    for program, hint in PROGRAMS.items():
        if shutil.which(program) is None:
            raise MaklumatError(MISSING.format(program, hint))
    ssh = _ssh(arguments)
    site = workspace.site(settings, arguments.site)
    if not sealed(settings, site):
        return 1
    with resources.as_file(resources.files(__package__.partition(".")[0]) / "send.sh") as script:
        return _ran(["sh", str(script), str(site), arguments.destination], {SSH: ssh})


def _ssh(arguments: argparse.Namespace) -> str:
    """The ssh command as shells and `rsync -e` read it. Raises UsageError where a file is missing."""
    options = ["-p", str(arguments.port)] if arguments.port else []
    if arguments.key:
        options += ["-i", _file(arguments.key), "-o", "IdentitiesOnly=yes"]
    if arguments.known_hosts:
        quoted = _file(arguments.known_hosts).replace('"', '\\"')
        options += ["-o", f'UserKnownHostsFile="{quoted}"', "-o", "StrictHostKeyChecking=yes"]
    return " ".join((os.environ.get(SSH, "").strip() or USUAL, shlex.join(options))).rstrip()


def _ran(command: list[str], more: dict[str, str]) -> int:
    """The exit code of a program that shares our terminal. When told to stop, it says itself what that means."""
    with subprocess.Popen(command, env=os.environ | more) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                process.terminate()


def _destination(text: str) -> str:
    if not _DESTINATION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} bukan tujuan; tulis pengguna@server, atau nama dari ~/.ssh/config")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} bukan nomor porta")
    return int(text)


def _file(text: str) -> str:
    """An existing file, by its whole path. Raises UsageError."""
    path = Path(text).expanduser().resolve()
    if not path.is_file():
        raise UsageError(f"berkas {text} tidak ada")
    return str(path)
