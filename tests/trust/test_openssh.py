"""ssh-keygen as the judge: real verdicts, remembered by content, the same everywhere, and never a guess."""

from __future__ import annotations

import os
import pickle
import select
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from maklumat import openssh, signers
from maklumat.openssh import Answers, OpenSSHError
from maklumat.snapshot import Question

from .fake_sk import SecurityKey, made_by_openssh, public

DOMAIN = "ppid.contoh.go.id"
DOCUMENT, COPY = f"maklumat@{DOMAIN}", f"salinan@{DOMAIN}"
WHO, FRIEND = "nip:197001011995011001", "nip:198002022005012002"
MESSAGE = b"Kami berjanji melayani.\n"
DAY = date(2025, 1, 20)


@pytest.fixture(autouse=True)
def _ssh_keygen(needs) -> None:
    needs("ssh-keygen")


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    return made_by_openssh(tmp_path_factory.mktemp("kunci"))


@pytest.fixture(scope="module")
def good(key) -> Question:
    """A question whose answer is yes, in office from 10 January to 19 February 2025."""
    return Question(MESSAGE, openssh.sign(key, DOCUMENT, MESSAGE), line(key), WHO, DOCUMENT, DAY)


def line(key: Path, who: str = WHO, namespaces: tuple[str, ...] = (DOCUMENT,)) -> bytes:
    entry = signers.entry(who, namespaces, *openssh.public_key(key), "Pejabat Contoh",
                          date(2025, 1, 10), date(2025, 2, 19))
    return f"{entry}\n".encode()


def windowed(question: Question, window: str) -> Question:
    head, options, rest = question.registry.decode().split(" ", 2)
    return replace(question, registry=f"{head} {options.split(',')[0]}{window} {rest}".encode())


def pretend(folder: Path, script: str) -> dict[str, str]:
    """A `ssh-keygen` earlier in PATH; `$REAL` in its script is the real one."""
    folder.mkdir(exist_ok=True)
    program = folder / "ssh-keygen"
    program.write_text(f"#!/bin/sh\nREAL={shutil.which('ssh-keygen')}\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def judge(tmp_path, monkeypatch):
    """judge(script): from now on this script is ssh-keygen."""
    def put(script: str) -> None:
        monkeypatch.setenv("PATH", pretend(tmp_path / "program", script)["PATH"])
    return put


@pytest.fixture
def absent(monkeypatch, tmp_path):
    """absent(): from now on there is no ssh-keygen, so that whatever is answered was remembered."""
    return lambda: monkeypatch.setenv("PATH", str(tmp_path / "kosong"))


class TestVerdicts:
    def test_one_answer_for_each_question_in_their_order(self, good, key, tmp_path):
        other = made_by_openssh(tmp_path)
        table = [
            (good, True),
            (replace(good, message=MESSAGE + b"\n"), False),
            (replace(good, message=MESSAGE.replace(b"\n", b"\r\n")), False),
            (replace(good, message=b""), False),
            (replace(good, namespace=COPY), False),
            (replace(good, namespace=f"{DOCUMENT}.jahat.id"), False),
            (replace(good, principal=FRIEND), False),
            (replace(good, registry=line(other)), False),
            (replace(good, registry=line(key, FRIEND)), False),
            (replace(good, registry=line(key, namespaces=(COPY,))), False),
            (replace(good, registry=line(key, namespaces=(COPY, DOCUMENT))), True),
            (replace(good, registry=line(other) + line(key)), True),
            (replace(good, registry=b""), False),
            (replace(good, signature=b""), False),
            (good, True),
        ]
        assert Answers().ask([question for question, _ in table]) == [answer for _, answer in table]

    def test_no_question_needs_no_program(self, absent):
        absent()
        assert Answers().ask([]) == []

    @pytest.mark.parametrize(("day", "is_good"), [
        (date(2025, 1, 9), False), (date(2025, 1, 10), True), (date(2025, 2, 19), True), (date(2025, 2, 20), False),
        (date(1950, 1, 1), False), (date(999, 1, 1), False), (date(9999, 12, 31), False)])
    def test_first_and_last_day_in_office(self, good, day, is_good):
        assert Answers().ask([replace(good, at=day)]) == [is_good]

    def test_a_day_without_any_window(self, good):
        assert Answers().ask([replace(windowed(good, ""), at=date(9999, 12, 31))]) == [True]
        assert Answers().ask([replace(windowed(good, ""), at=date(1950, 1, 1))]) == [False]

    @pytest.mark.parametrize("options", [("-t", "ed25519"), ("-t", "rsa", "-b", "3072"), ("-t", "ecdsa", "-b", "384")],
                             ids=" ".join)
    def test_every_ordinary_type_of_key(self, options, tmp_path):
        path = made_by_openssh(tmp_path, *options)
        question = Question(MESSAGE, openssh.sign(path, DOCUMENT, MESSAGE), line(path), WHO, DOCUMENT, DAY)
        assert Answers().ask([question, replace(question, message=b"lain")]) == [True, False]

    @pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
    def test_security_keys(self, kind):
        device = SecurityKey.new(kind)
        registry = f"{signers.entry(WHO, (DOCUMENT,), *public(device), '')}\n".encode()
        touched, untouched = (Question(MESSAGE, device.sign(DOCUMENT, MESSAGE, flags), registry, WHO, DOCUMENT, DAY)
                              for flags in (1, 0))
        assert Answers().ask([touched, untouched, replace(touched, message=b"lain")]) == [True, False, False]

    @pytest.mark.parametrize("hostile", ['* namespaces="maklumat@{domain}" {key}', '*,{who} namespaces="*" {key}',
                                         'nip:* namespaces="maklumat@*" {key}', '"{who}" namespaces="*" {key}'])
    def test_threat_06_a_pattern_enrols_nobody(self, good, key, hostile):
        text = hostile.format(domain=DOMAIN, who=WHO, key=" ".join(openssh.public_key(key)))
        assert Answers().ask([replace(good, registry=f"{text}\n".encode())]) == [False]

    @pytest.mark.parametrize("principal", ["*", "nip:*", "", "-", "nip:1", f"{WHO}\n", f"{WHO},{FRIEND}", "nip:１"])
    def test_threat_06_a_pattern_is_nobody(self, good, key, principal):
        registry = line(key) + line(key, principal)
        assert Answers().ask([replace(good, registry=registry, principal=principal)]) == [False]

    @pytest.mark.parametrize("namespace", ["", f"{DOCUMENT}\0", "\ud800", "-n", f"{DOCUMENT} "])
    def test_a_namespace_that_no_command_line_can_carry(self, good, namespace):
        assert Answers().ask([replace(good, namespace=namespace)]) == [False]

    def test_a_large_text(self, key):
        text = b"a" * 3_000_000
        question = Question(text, openssh.sign(key, DOCUMENT, text), line(key), WHO, DOCUMENT, DAY)
        assert Answers().ask([question, replace(question, message=text + b"a")]) == [True, False]


ZONES = ("UTC", "Asia/Jakarta", "America/New_York")
LOCALES = ("C.UTF-8", "id_ID.UTF-8")
EDGES = [("valid-after", "20250120050000Z", True), ("valid-after", "20250120050001Z", False),
         ("valid-before", "20250120050000Z", True), ("valid-before", "20250120045959Z", False),
         ("valid-after", "202501200500Z", True), ("valid-after", "202501200501Z", False),
         ("valid-after", "20250120Z", True), ("valid-after", "20250121Z", False),
         ("valid-before", "20250121Z", True), ("valid-before", "20250120Z", False)]
ASK = """
import pickle, sys
from maklumat.openssh import Answers
print(*map(int, Answers().ask(pickle.load(sys.stdin.buffer))))
"""


@pytest.mark.thorough
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", ZONES)
def test_threat_31_zone_and_locale_change_no_verdict(zone, locale, good, tmp_path):
    questions = [windowed(good, f',{name}="{moment}"') for name, moment, _ in EDGES]
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale}
    run = subprocess.run([sys.executable, "-c", ASK], input=pickle.dumps(questions), env=environment,
                         capture_output=True, check=True)
    assert run.stdout.split() == [b"%d" % answer for _, _, answer in EDGES]
    for question, (_, _, answer) in zip(questions, EDGES, strict=True):
        assert by_hand(question, tmp_path, environment) is answer


def by_hand(question: Question, folder: Path, environment: dict[str, str] | None = None) -> bool:
    """What a citizen sees who runs the printed command in a shell."""
    names = "naskah kita.md", "naskah kita.md.sig", "daftar's"
    for name, data in zip(names, (question.message, question.signature, question.registry), strict=True):
        (folder / name).write_bytes(data)
    command = openssh.command(*names, question.principal, question.namespace, question.at)
    return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True,
                          check=False).returncode == 0


def test_the_printed_command_agrees_on_a_good_and_a_changed_text(good, tmp_path):
    assert by_hand(good, tmp_path)
    assert not by_hand(replace(good, message=MESSAGE.replace(b"Kami", b"Kamu")), tmp_path)
    assert not by_hand(replace(good, at=date(2025, 2, 20)), tmp_path)


class TestMemory:
    def test_what_is_known_is_not_asked_again_by_another_process(self, good, tmp_path, absent):
        bad = replace(good, message=b"lain")
        assert Answers(tmp_path).ask([good, bad]) == [True, False]
        absent()
        assert Answers(tmp_path).ask([bad, good, good]) == [False, True, True]

    def test_without_a_folder_the_memory_is_this_object_s(self, good, absent):
        answers = Answers()
        assert answers.ask([good]) == [True]
        absent()
        assert answers.ask([good]) == [True]
        with pytest.raises(OpenSSHError):
            Answers().ask([good])

    def test_another_official_s_line_leaves_verdicts_known(self, good, key, tmp_path, absent):
        other = made_by_openssh(tmp_path)
        Answers(tmp_path).ask([good])
        absent()
        longer = b"# catatan\n" + line(other, FRIEND) + line(key) + b"\n# lagi\n"
        assert Answers(tmp_path).ask([replace(good, registry=longer)]) == [True]

    @pytest.mark.parametrize("change", [
        {"message": b"lain"}, {"signature": b"lain"}, {"principal": FRIEND}, {"namespace": COPY},
        {"at": date(2025, 2, 20)}, {"registry": b""}, {"registry": b"# tidak ada\n"}], ids=str)
    def test_whatever_decides_is_part_of_the_memory(self, good, change, tmp_path):
        answers = Answers(tmp_path)
        assert answers.ask([good]) == [True]
        assert answers.ask([replace(good, **change)]) == [False]

    def test_parts_do_not_run_into_each_other(self, good, tmp_path):
        """A name made by mere joining would be the same for a text and a signature that share a border."""
        Answers(tmp_path).ask([good])
        moved = replace(good, message=good.message + good.signature[:1], signature=good.signature[1:])
        assert Answers(tmp_path).ask([moved]) == [False]

    @pytest.mark.parametrize("damage", [
        lambda data: data[:-1], lambda data: data[:40], lambda data: b"", lambda data: b"\0" * 100,
        lambda data: data.replace(b" 1\n", b" 0\n"), lambda data: data.replace(b" 0\n", b" 1\n"),
        lambda data: data.split(b"\n", 1)[1], lambda data: data + data, lambda data: "ä".encode() + data])
    def test_a_damaged_file_is_ignored(self, good, damage, tmp_path):
        bad = replace(good, message=b"lain")
        Answers(tmp_path).ask([good, bad])
        file, = tmp_path.iterdir()
        file.write_bytes(damage(file.read_bytes()))
        assert Answers(tmp_path).ask([good, bad]) == [True, False]

    def test_a_link_in_its_place_is_not_followed(self, good, tmp_path, absent):
        Answers(tmp_path / "lain").ask([good])
        (tmp_path / "sini").mkdir()
        (tmp_path / "sini/signature-verdicts").symlink_to(next((tmp_path / "lain").iterdir()))
        absent()
        with pytest.raises(OpenSSHError):
            Answers(tmp_path / "sini").ask([good])

    def test_the_file_stays_bounded_and_keeps_the_newest(self, good, tmp_path, monkeypatch, absent):
        monkeypatch.setattr("maklumat.answer_store.LIMIT", 3)
        questions = [replace(good, message=b"%d" % number) for number in range(6)]
        for question in questions:
            Answers(tmp_path).ask([question])
        file, = tmp_path.iterdir()
        assert len(file.read_text().splitlines()) == 1 + 3
        absent()
        assert Answers(tmp_path).ask(questions[3:]) == [False] * 3
        with pytest.raises(OpenSSHError):
            Answers(tmp_path).ask(questions[2:3])

    def test_a_file_that_cannot_be_put_in_place_leaves_none_behind(self, good, tmp_path, monkeypatch):
        def refuse(*_: object) -> None:
            raise OSError
        monkeypatch.setattr("os.replace", refuse)
        assert Answers(tmp_path).ask([good]) == [True]
        assert not list(tmp_path.iterdir())

    def test_two_processes_add_to_the_same_file(self, good, tmp_path, absent):
        first, second, other = Answers(tmp_path), Answers(tmp_path), replace(good, message=b"lain")
        assert first.ask([]) == second.ask([]) == []
        first.ask([good])
        second.ask([other])
        absent()
        assert Answers(tmp_path).ask([good, other]) == [True, False]

    def test_a_folder_that_cannot_be_made_costs_only_time(self, good, tmp_path):
        (tmp_path / "berkas").write_text("")
        assert Answers(tmp_path / "berkas/di dalam").ask([good]) == [True]

    def test_nothing_else_is_left_behind(self, good, tmp_path, monkeypatch):
        scratch = tmp_path / "sementara"
        scratch.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(scratch))
        Answers(tmp_path / "ingat").ask([good])
        assert [path.name for path in (tmp_path / "ingat").iterdir()] == ["signature-verdicts"]
        assert not list(scratch.iterdir())

    def test_a_failure_is_never_remembered(self, good, tmp_path, judge, monkeypatch):
        sound = os.environ["PATH"]
        judge('case "$*" in *example*) exec "$REAL" "$@";; esac; echo "Unable to open allowed keys file" >&2; '
              "echo Could not verify signature.; exit 255")
        with pytest.raises(OpenSSHError, match="gagal memeriksa"):
            Answers(tmp_path).ask([good])
        monkeypatch.setenv("PATH", sound)
        assert Answers(tmp_path).ask([good]) == [True]


YES = 'echo "Good \\"maklumat@uji.invalid\\" signature for nip:0 with ED25519 key SHA256:x"; exit 0'
NO = "echo Could not verify signature.; exit 255"


class TestProgram:
    def test_missing(self, good, absent):
        absent()
        with pytest.raises(OpenSSHError, match=r"ssh-keygen tidak ada.*openssh-client"):
            Answers().ask([good])

    @pytest.mark.parametrize(("name", "script"), [
        ("always yes", YES), ("always no", NO),
        ("knows no option", "echo 'unknown option -- Y' >&2; exit 1"),
        ("silent", "exit 0"),
        ("local time instead of Z", 'sed -i "s/Z\\"/\\"/g" "$4"; exec "$REAL" "$@"'),
        ("no windows", 'sed -i "s/,valid-[a-z]*=\\"[0-9]*Z\\"//g" "$4"; exec "$REAL" "$@"'),
        ("no end", 'sed -i "s/,valid-before=\\"[0-9]*Z\\"//g" "$4"; exec "$REAL" "$@"'),
        ("any text", 'exec "$REAL" "$@" < "$(dirname "$4")/../text"'),
    ])
    def test_one_that_answers_the_known_example_wrongly_is_refused(self, name, script, good, judge, tmp_path,
                                                                   monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        (tmp_path / "text").write_bytes(b"Maklumat menguji ssh-keygen sebelum bertanya kepadanya.\n")
        judge(script)
        with pytest.raises(OpenSSHError, match=r"OpenSSH 9\.1 atau yang lebih baru"):
            Answers().ask([good])

    @pytest.mark.parametrize(("moment", "lie"), [
        ("050000", NO), ("050010", NO), ("045959", YES), ("050011", YES)])
    def test_one_that_errs_by_a_second_is_refused(self, moment, lie, good, judge):
        judge(f'case "$*" in *verify-time=20250120{moment}Z*) {lie};; esac; exec "$REAL" "$@"')
        with pytest.raises(OpenSSHError, match=r"OpenSSH 9\.1"):
            Answers().ask([good])

    def test_one_that_sees_no_namespace_is_refused(self, good, judge):
        judge('exec "$REAL" -Y verify -f "$4" -I "$6" -n maklumat@uji.invalid -s "${10}" -O "${12}"')
        with pytest.raises(OpenSSHError, match=r"OpenSSH 9\.1"):
            Answers().ask([good])

    @pytest.mark.parametrize("answer", [
        "exit 0", "echo Could not verify signature.; exit 0", '"$REAL" "$@"; exit 1', "kill -9 $$", "exit 255",
        'echo "Good \\"git\\" signature for nip:0 with ED25519 key SHA256:x"; exit 0'])
    def test_an_answer_that_is_neither_yes_nor_no_is_no_verdict(self, answer, good, judge, tmp_path):
        judge(f'case "$*" in *example*) exec "$REAL" "$@";; esac; {answer}')
        with pytest.raises(OpenSSHError, match="gagal memeriksa tanda tangan"):
            Answers(tmp_path / "ingat").ask([good])
        assert not (tmp_path / "ingat").exists()

    def test_it_sees_nothing_of_our_environment(self, good, judge, tmp_path, monkeypatch):
        for name in ("SSH_ASKPASS", "SSH_AUTH_SOCK", "DISPLAY", "LD_LIBRARY_PATH", "HOME", "LC_TIME"):
            monkeypatch.setenv(name, "/tidak/ada")
        judge(f'env > {tmp_path}/env; exec "$REAL" "$@"')
        assert Answers().ask([good]) == [True]
        seen = dict(row.split("=", 1) for row in (tmp_path / "env").read_text().splitlines())
        assert {"TZ": "UTC", "LC_ALL": "C"}.items() <= seen.items()
        assert seen.keys() <= {"PATH", "TZ", "LC_ALL", "PWD", "SHLVL", "_", "OLDPWD"}

    def test_one_that_hangs_is_given_up(self, good, judge, monkeypatch):
        monkeypatch.setattr(openssh, "TIMEOUT", 0.2)
        judge("exec sleep 30")
        with pytest.raises(OpenSSHError, match="tidak menjawab"):
            Answers().ask([good])

    def test_an_account_without_a_name(self, good, judge):
        judge("echo 'No user exists for uid 1234' >&2; exit 255")
        with pytest.raises(OpenSSHError, match="/etc/passwd"):
            Answers().ask([good])


class TestSigning:
    def test_a_private_key_signs_and_only_for_the_namespace(self, key, good):
        assert by_hand_ok(good, key)
        assert openssh.public_key(key) == openssh.public_key(key.with_name(f"{key.name}.pub"))

    def test_a_relative_key(self, key, good, monkeypatch):
        monkeypatch.chdir(key.parent)
        assert openssh.sign(Path(key.name), DOCUMENT, MESSAGE) == good.signature

    def test_a_key_in_the_agent_by_its_public_half(self, tmp_path, needs, monkeypatch):
        needs("ssh-agent")
        path = made_by_openssh(tmp_path, passphrase="rahasia sekali")
        alone = tmp_path / "kunci.pub"
        shutil.copy(f"{path}.pub", alone)
        with pytest.raises(OpenSSHError, match=r"kunci rahasia untuk .*kunci\.pub tidak ditemukan"):
            openssh.sign(alone, DOCUMENT, MESSAGE)
        plain = made_by_openssh(tmp_path)
        shutil.copy(f"{plain}.pub", alone)
        os.rename(plain, tmp_path / "dimuat")
        agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(tmp_path / "a")], stdout=subprocess.PIPE)
        try:
            agent.stdout.readline()
            monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "a"))
            subprocess.run(["ssh-add", "-q", tmp_path / "dimuat"], check=True, capture_output=True)
            signature = openssh.sign(alone, DOCUMENT, MESSAGE)
        finally:
            agent.terminate()
            agent.communicate()
        assert Answers().ask([Question(MESSAGE, signature, line(alone), WHO, DOCUMENT, DAY)]) == [True]

    def test_a_key_that_others_can_read(self, tmp_path):
        path = made_by_openssh(tmp_path)
        path.chmod(0o644)
        with pytest.raises(OpenSSHError, match="chmod 600"):
            openssh.sign(path, DOCUMENT, MESSAGE)

    def test_a_passphrase_without_a_terminal(self, tmp_path):
        path = made_by_openssh(tmp_path, passphrase="rahasia sekali")
        script = "import sys; from pathlib import Path; from maklumat import openssh\n" \
                 "openssh.sign(Path(sys.argv[1]), 'maklumat@x', b'')"
        run = subprocess.run([sys.executable, "-c", script, path], input=b"rahasia sekali\n", capture_output=True,
                             start_new_session=True, check=False)
        assert "kata sandi kunci" in run.stderr.decode()
        assert "tidak ada terminal" in run.stderr.decode()

    @pytest.mark.parametrize("piped", ["", "piped"])
    @pytest.mark.parametrize(("typed", "says"), [("rahasia sekali", "baik"), ("salah", "kata sandi kunci")])
    def test_a_passphrase_typed_on_the_terminal(self, typed, says, piped, tmp_path):
        path = made_by_openssh(tmp_path, passphrase="rahasia sekali")
        assert says in on_a_terminal(path, typed, piped)

    def test_a_missing_key(self, tmp_path):
        for act in (openssh.public_key, lambda path: openssh.sign(path, DOCUMENT, MESSAGE)):
            with pytest.raises(OpenSSHError, match="berkasnya tidak ada"):
                act(tmp_path / "tidak ada")

    def test_no_key_at_all(self, tmp_path):
        (tmp_path / "teks.pub").write_text("ini bukan kunci\n")
        (tmp_path / "rusak.pub").write_text("ssh-ed25519 AAAA\n")
        for name, says in (("teks.pub", "bukan kunci SSH"), ("rusak.pub", "tidak dapat dipakai"), ("", "itu folder")):
            with pytest.raises(OpenSSHError, match=says):
                openssh.public_key(tmp_path / name)

    def test_the_older_form_of_private_keys_needs_its_public_half_beside_it(self, tmp_path):
        path = made_by_openssh(tmp_path, "-t", "rsa", "-m", "PEM")
        assert openssh.public_key(path)[0] == "ssh-rsa"
        path.with_name(f"{path.name}.pub").unlink()
        with pytest.raises(OpenSSHError, match="ssh-keygen -y"):
            openssh.public_key(path)

    @pytest.mark.parametrize(("error", "says"), [
        ("sk_sign: FIDO_ERR_ACTION_TIMEOUT", "tidak disentuh pada waktunya"), ("incorrect PIN", "PIN kunci keamanan"),
        ("Signing naskah failed: device not found", "tidak ditemukan; pasang"), ("", "tanpa keterangan"),
        ("Signing naskah failed: agent refused operation", "agen kunci menolak"),
        ("\x1b[2Janeh", "kunci.pub: [2Janeh")])
    def test_a_security_key_asks_for_a_touch_and_its_failures_are_told_in_words(self, error, says, judge, tmp_path,
                                                                               capsys):
        path = tmp_path / "kunci.pub"
        path.write_text(" ".join(public(SecurityKey.new())))
        judge(f"echo '{error}' >&2; exit 255")
        with pytest.raises(OpenSSHError) as caught:
            openssh.sign(path, DOCUMENT, MESSAGE)
        assert says in str(caught.value)
        assert capsys.readouterr().err == "Sentuh kunci keamanan Anda bila lampunya berkedip.\n"

    def test_nothing_is_left_beside_the_key_or_in_the_temporary_folder(self, tmp_path, monkeypatch):
        path, scratch = made_by_openssh(tmp_path), tmp_path / "sementara"
        scratch.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(scratch))
        before = sorted(tmp_path.rglob("*"))
        openssh.sign(path, DOCUMENT, MESSAGE)
        assert sorted(tmp_path.rglob("*")) == before


def by_hand_ok(question: Question, key: Path) -> bool:
    other = replace(question, namespace=COPY, registry=line(key, namespaces=(COPY, DOCUMENT)))
    return Answers().ask([question, other]) == [True, False]


TERMINAL = """
import os, sys
from pathlib import Path
number = os.open(sys.argv[1], os.O_RDWR)  # the first terminal that a new session opens becomes its own
if not sys.argv[3]:
    os.dup2(number, 0)
from maklumat import openssh
try:
    openssh.sign(Path(sys.argv[2]), "maklumat@x", b"")
    print("baik")
except openssh.OpenSSHError as error:
    print(error)
"""


def on_a_terminal(key: Path, typed: str, piped: str) -> str:
    """What signing says when somebody types this passphrase on a terminal, whose input may be piped besides."""
    master, slave = os.openpty()
    try:
        command = [sys.executable, "-c", TERMINAL, os.ttyname(slave), str(key), piped]
        run = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env={name: value for name, value in os.environ.items() if name != "DISPLAY"})
        seen = b""
        while b"passphrase" not in seen:
            assert select.select([master], [], [], 60)[0], "nothing was asked on the terminal"
            seen += os.read(master, 1000)
        os.write(master, f"{typed}\n".encode())
        out, errors = run.communicate(timeout=60)
        assert not errors
        return out
    finally:
        os.close(master)
        os.close(slave)
