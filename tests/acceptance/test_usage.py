"""Help and wrong usage: Indonesian, one sentence, the agreed exit codes, never a traceback."""

from __future__ import annotations

import argparse
import importlib
import re
import shlex
from pathlib import Path

import pytest

from maklumat import cli
from maklumat.cli import arguments, check

ENGLISH = re.compile(r"\b(usage|options?|arguments?|positional|show|help message|error|required|invalid|unrecognized|"
                     r"expected|choose|default|file|path|Traceback)\b", re.IGNORECASE)


def words(text: str) -> str:
    """The text without what people type as it stands: options, commands and samples."""
    return re.sub(r"--?\w+|`[^`]*`|(?m:^  maklumat .*$)", "", text)


def test_overview_names_every_verb(process, maklumat, tmp_path):
    run = process("--help", cwd=tmp_path)
    assert run.returncode == 0
    assert all(re.search(rf"^  {verb} ", run.stdout, re.MULTILINE) for verb in cli.VERBS)
    assert maklumat(cwd=tmp_path).stdout == run.stdout
    assert re.fullmatch(r"maklumat \d+\.\d+\.\d+\n", maklumat("--version", cwd=tmp_path).stdout)


def test_overview_groups_the_verbs_by_what_they_are_for(maklumat, tmp_path):
    shown = maklumat("--help", cwd=tmp_path).stdout
    assert sorted(cli.VERBS) == sorted(verb for verbs in cli.GROUPS.values() for verb in verbs), "one group for each"
    places = [shown.index(f"\n{heading}:\n") for heading in cli.GROUPS]
    assert places == sorted(places) and max(map(len, shown.splitlines())) <= 100


def parsers(verb: str) -> list[arguments.Parser]:
    """The parser of a verb and those of its actions."""
    parser = importlib.import_module(f"maklumat.cli.{verb}").parser()
    below = [action.choices.values() for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return [parser, *(each for group in below for each in group)]


def parse(line: str) -> argparse.Namespace:
    """Reads a command line as the command would; what the shell takes for itself left out."""
    command, verb, *rest = shlex.split(line.split(" > ")[0].split(" | ")[0])
    assert command == "maklumat" and verb in cli.VERBS
    return importlib.import_module(f"maklumat.cli.{verb}").parser().parse_args(rest)


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_example_is_a_line_that_the_command_takes(verb):
    whole, *actions = parsers(verb)
    assert len(whole.examples) >= 2
    for line in [line for parser in (whole, *actions) for line in parser.examples]:
        assert line == f"maklumat {verb}" or line.startswith(f"maklumat {verb} ")
        assert parse(line)


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_option_and_exit_code_is_explained(verb):
    for parser in parsers(verb):
        assert all(action.help for action in parser._actions if not isinstance(action, argparse._SubParsersAction))
        shown = parser.format_help()
        assert "kode keluar:\n  0  baik\n" in shown and "\n  2  salah pakai" in shown
        assert parser.description and max(map(len, parser.description.splitlines())) <= 110


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_command_in_the_readme_is_one_that_the_command_takes(name):
    text = (Path(__file__).parents[2] / name).read_text(encoding="utf-8")
    lines = re.findall(r"(?m)^    python3 run\.py (?!test)(.+?)(?: {2,}#.*)?$", text)
    for line in lines:
        assert parse(f"maklumat {line}")


@pytest.mark.parametrize("verb", cli.VERBS)
def test_help_is_indonesian_with_examples(verb, capsys):
    assert cli.main([verb, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"pemakaian: maklumat {verb} ")
    assert f"contoh:\n  maklumat {verb}" in out
    assert not ENGLISH.search(words(out))


@pytest.mark.parametrize(("arguments", "says"), [
    (["chek"], "perintah 'chek' tidak dikenal; mungkin maksud Anda `check`"),
    (["xyz"], "perintah 'xyz' tidak dikenal; lihat `maklumat --help`"),
    (["explain"], "belum diberikan: KODE; lihat `maklumat explain --help`"),
    (["explain", "A", "B"], "tidak dikenal: B; lihat `maklumat explain --help`"),
    (["check", "--format"], "--format: perlu satu nilai di belakangnya; lihat `maklumat check --help`"),
    (["check", "--format", "xml"], "--format: 'xml' tidak dikenal, pilih text, short, json, github, sarif;"
                                   " lihat `maklumat check --help`"),
    (["check", "--form", "json"], "tidak dikenal: --form; lihat `maklumat check --help`"),
    (["check", "--help=x"], "-h/--help: tidak menerima nilai 'x'; lihat `maklumat check --help`"),
    (["clauses"], "belum diberikan: BERKAS; lihat `maklumat clauses --help`"),
    (["serve", "--address", "x"], "--address: 'x' bukan host:port, misalnya 127.0.0.1:8000;"
                                  " lihat `maklumat serve --help`"),
    (["serve", "--address", "127.0.0.1:99999"], "--address: port pada '127.0.0.1:99999' harus antara 1 dan 65535;"
                                                " lihat `maklumat serve --help`"),
    (["build", "--out", ""], "--out: namanya kosong; lihat `maklumat build --help`"),
    (["audit", ""], "SITUS: namanya kosong; lihat `maklumat audit --help`"),
    (["stage", " "], "FOLDER: namanya kosong; lihat `maklumat stage --help`"),
    (["explain", "ZZ99"], "aturan 'ZZ99' tidak ada; lihat `maklumat rules`"),
    (["check", "tidak-ada.md"], "tidak-ada.md tidak ada"),
    (["clauses", "tidak-ada.md"], "tidak-ada.md tidak dapat dibaca: berkasnya tidak ada"),
    (["audit", "tidak-ada"], "folder situs tidak-ada tidak ada"),
])
def test_wrong_usage_is_one_sentence(arguments, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"maklumat: {says}\n")


def test_nearest_rule_is_offered(capsys):
    assert cli.main(["explain", "MKO1"]) == 2
    assert "mungkin maksud Anda MK01 atau " in capsys.readouterr().err


def test_unexpected_trouble_is_one_sentence(capsys, monkeypatch):
    def fail(_):
        raise RuntimeError("boom")
    monkeypatch.setattr(check, "run", fail)
    monkeypatch.delenv("MAKLUMAT_DEBUG", raising=False)
    assert cli.main(["check"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "kesalahan tak terduga (RuntimeError); laporkan" in err
    monkeypatch.setenv("MAKLUMAT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.main(["check"])


def test_interruption_is_quiet(capsys, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt
    monkeypatch.setattr(check, "run", interrupt)
    assert cli.main(["check"]) == 130
    assert capsys.readouterr() == ("", "")


def test_rules_and_their_pages(maklumat, tmp_path):
    listed = maklumat("rules", cwd=tmp_path)
    assert re.search(r"^MK01  galat +\S", listed.stdout, re.MULTILINE)
    page = maklumat("explain", "mk01", cwd=tmp_path)
    assert page.returncode == 0
    assert page.stdout.startswith("MK01 (galat): ")
    assert [part for part in ("Mengapa:", "Dasar:", "Salah:", "Benar:") if part not in page.stdout] == []
