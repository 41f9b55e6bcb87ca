"""`maklumat completion SHELL`: the script that lets a shell complete this command."""

from __future__ import annotations

import argparse
import sys

from . import completing
from .arguments import Parser, one_of

HOW = """Menampilkan skrip pelengkap perintah: setelah dipasang, tombol Tab melengkapi perintah, pilihan, nama
dokumen, kode aturan, dan nama berkas.

Memasang sekali saja:
  bash         tambahkan ke ~/.bashrc:   eval "$(maklumat completion bash)"
  zsh          tambahkan ke ~/.zshrc, sesudah compinit:   eval "$(maklumat completion zsh)"
  PowerShell   tambahkan ke berkas $PROFILE:
               maklumat completion powershell | Out-String | Invoke-Expression

Yang dilengkapi adalah perintah `maklumat`, bukan `python3 run.py`. Sesudah `run.py` dijalankan sekali,
`maklumat` ada di .venv/bin (di Windows: .venv\\Scripts); aktifkan dengan `source .venv/bin/activate`
(di PowerShell: `.venv\\Scripts\\Activate.ps1`)."""


def parser() -> Parser:
    parser = Parser("completion", HOW, ("maklumat completion bash", "maklumat completion zsh > ~/.zfunc/_maklumat",
                                        "maklumat completion powershell"))
    parser.add_argument("shell", type=one_of(*completing.SHELLS), metavar="SHELL", help="bash, zsh, atau powershell")
    return parser


def run(arguments: argparse.Namespace) -> int:
    sys.stdout.write(completing.script(arguments.shell))
    return 0
