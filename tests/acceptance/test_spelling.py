"""`check --spelling`: real hunspell, asked with a dictionary made here, and with the system's where that is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from maklumat import dictionary
from maklumat.settings import Settings

from .conftest import MAKLUMAT

AFFIXES = "SET UTF-8\nWORDCHARS -\nTRY aeinrtuksmdlgpbohycjwfvz\nSFX N Y 1\nSFX N 0 nya .\n"


@pytest.fixture
def words(tmp_path: Path, needs) -> Path:
    """A dictionary of a few words, one of them with a suffix."""
    needs("hunspell")
    (tmp_path / "kata.aff").write_text(AFFIXES, encoding="utf-8")
    (tmp_path / "kata.dic").write_text("5\nkeluarga\nmasyarakat/N\nterus\nmenerus\npelayanan\n", encoding="utf-8")
    return tmp_path / "kata.dic"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "content", tmp_path / "site")


def indonesian(needs) -> None:
    """Skips without the system's dictionary; in CI its absence is a failure."""
    needs("hunspell")
    asked = subprocess.run(["hunspell", "-d", dictionary.NAME, "-l"], input="", capture_output=True, text=True,
                           check=False)
    if asked.returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("hunspell-id is not installed on this machine")


def spelt(maklumat, project: Path, *arguments: str, **environment: str) -> list[str]:
    run = maklumat("check", MAKLUMAT, "--format", "short", *arguments, cwd=project, **environment)
    assert run.stderr == ""
    return re.findall(r"BH08\] kata “(.+?)”", run.stdout)


def damage(project: Path) -> None:
    path = project / MAKLUMAT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Kinerja pelaksana", "Kinerja kelurga", 1), encoding="utf-8")


def test_words_that_nobody_knows_and_the_nearest_known_one(settings, words):
    asked = ["masyarakatnya", "masyarkat", "terus-menerus", "terus-menrus", "tents", "zzzzzzzz"]
    assert dictionary.unknown(asked, settings, str(words)) == {
        "masyarkat": "masyarakat", "terus-menrus": "terus-menerus", "tents": "", "zzzzzzzz": ""}
    assert dictionary.unknown([], settings, str(words)) == {}


def test_the_glossary_of_the_project_counts(settings, words):
    (settings.root / "glosarium.txt").write_bytes("\ufeff# kata kantor kami\r\nTents  # tenda\r\n\r\n".encode())
    assert dictionary.unknown(["tents", "kata"], settings, str(words)) == {"kata": ""}


def test_what_the_user_keeps_elsewhere_has_no_say(settings, words, tmp_path, monkeypatch):
    for name in (".hunspell_kata", ".hunspell_default"):
        (tmp_path / name).write_text("tents\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WORDLIST", str(tmp_path / ".hunspell_kata"))
    monkeypatch.chdir(tmp_path)
    assert dictionary.unknown(["tents"], settings, str(words)) == {"tents": ""}


def test_a_slip_is_a_hint_with_the_right_word_and_only_when_asked_for(maklumat, project, needs):
    indonesian(needs)
    damage(project)
    assert spelt(maklumat, project) == []
    assert spelt(maklumat, project, "--spelling") == ["kelurga"]
    run = maklumat("check", MAKLUMAT, "--spelling", cwd=project)
    assert run.returncode == 0
    assert "Mungkin maksud Anda `keluarga`. Bila kata ini benar, tulis pada glosarium.txt." in run.stdout


def test_a_glossary_that_is_no_text_is_one_sentence(maklumat, project, words):
    (project / "glosarium.txt").write_bytes(b"\xff\xfe")
    run = maklumat("check", "--dictionary", str(words), cwd=project)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "maklumat: glosarium.txt bukan teks UTF-8; simpan ulang sebagai UTF-8\n"


def test_without_program_or_dictionary_one_sentence_says_how_to_get_them(maklumat, project, tmp_path, needs):
    without = maklumat("check", "--spelling", cwd=project, PATH=str(tmp_path))
    assert (without.returncode, without.stdout) == (2, "")
    assert without.stderr == f"maklumat: {dictionary.MISSING}\n"
    needs("hunspell")
    without = maklumat("check", "--dictionary", str(tmp_path / "tidak-ada.dic"), cwd=project)
    assert (without.returncode, without.stdout) == (2, "")
    assert "tidak-ada.dic tidak ditemukan atau rusak; pasang kamusnya" in without.stderr
    assert "Traceback" not in without.stderr and without.stderr.count("\n") == 1


def test_the_spotless_documents_give_no_hint(maklumat, project, needs):
    indonesian(needs)
    run = maklumat("check", "--spelling", "--format", "short", cwd=project)
    assert "BH08" not in run.stdout and run.stderr == ""


def test_the_damage_of_the_source_is_found_after_its_import(maklumat, project, needs):
    """`tents` and `men` as unknown words, and nothing but them and one foreign word."""
    indonesian(needs)
    source = Path(__file__).parents[1] / "seed/sop-maklumat.txt"
    assert maklumat("import", str(source), "--id", "impor", cwd=project).returncode in (0, 1)
    found = maklumat("check", "content/sop/impor", "--format", "short", "--spelling", cwd=project).stdout
    assert sorted(re.findall(r"BH08\] kata “(.+?)”", found)) == ["men", "tents", "website"]
