"""`maklumat approver`: what people type, what the registry then says, and that ssh-keygen agrees by hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from maklumat import cli, clock, openssh, readiness, settings, signers, sshsig, trust
from maklumat.cli import ready

from .fake_sk import made_by_openssh

DOMAIN = "ppid.contoh.go.id"
NIP, FRIEND = "197001011995011001", "198002022005012002"
NAME = "Pejabat Contoh"


@dataclass
class Ran:
    code: int
    out: str
    errors: str


@dataclass
class Agency:
    """A project with the three keys of its people, and the command line in it."""

    root: Path
    keys: dict[str, Path]
    type: Callable[..., Ran]

    @property
    def registry(self) -> Path:
        return self.root / "pengesah/allowed_signers"

    @property
    def signature(self) -> Path:
        return self.root / "pengesah/allowed_signers.sig"

    def enrol(self, *more: str, nip: str = NIP, key: str = "pejabat", since: str = "2025-01-02") -> Ran:
        return self.type("add", nip, "--key", f"{self.keys[key]}.pub", "--name", NAME, "--since", since, *more)

    def root_key(self, key: str = "akar") -> Ran:
        return self.type("add", "--root", "--key", f"{self.keys[key]}.pub", "--name", "Kunci akar")

    def sign(self, key: str = "akar") -> Ran:
        return self.type("sign", "--key", str(self.keys[key]))

    def signers(self) -> tuple[signers.Signer, ...]:
        read = signers.read(self.registry.read_bytes(), DOMAIN)
        assert read.faults == ()
        return read.signers

    def git(self, *arguments: str) -> str:
        nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@contoh.go.id", *arguments],
                              cwd=self.root, check=True, capture_output=True, text=True, env=os.environ | nobody)
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Daftar pengesah")
        return self.git("rev-parse", "HEAD")

    def refused(self, anchor: str) -> set[str]:
        """The gate's refusals of what is committed, but for those of a project without documents."""
        answer = trust.answer(settings.load(self.root), clock.now(), anchor)
        return {refusal.code for refusal in answer.outcome.refusals} - {"GB04"}

    def is_ready(self) -> bool:
        """Does `ready` find the registry signed?"""
        items = readiness.items(ready._facts(settings.load(self.root), clock.now(), None))
        return {item.id: item.state for item in items}["root-signature"] is readiness.Progress.DONE

    def begun(self) -> str:
        """A repository with a root key and an official, signed and committed: the anchor."""
        self.git("init", "-q")
        self.root_key()
        self.enrol()
        self.sign()
        return self.commit()

    def by_hand(self) -> bool:
        """What ssh-keygen says of the root's signature when a person asks it."""
        command = ["ssh-keygen", "-Y", "verify", "-f", "pengesah/allowed_signers", "-I", "akar", "-n",
                   f"pengesah@{DOMAIN}", "-s", "pengesah/allowed_signers.sig"]
        return subprocess.run(command, cwd=self.root, input=self.registry.read_bytes(),
                              capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> dict[str, Path]:
    return {name: made_by_openssh(tmp_path_factory.mktemp(name)) for name in ("akar", "akar2", "pejabat", "baru")}


@pytest.fixture
def agency(tmp_path, keys, capsys, monkeypatch, needs) -> Agency:
    needs("ssh-keygen")
    root = tmp_path / "kantor kita"
    root.mkdir()
    (root / "mkdocs.yml").write_text(f"site_name: Contoh\nsite_url: https://{DOMAIN}/\ndocs_dir: content\n")
    (root / "content").mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = cli.main(["approver", *arguments])
        return Ran(code, *capsys.readouterr())
    return Agency(root, keys, run)


def one_sentence(ran: Ran) -> str:
    assert ran.code == 2
    assert ran.out == ""
    assert re.fullmatch(r"maklumat: [^\n]+\n", ran.errors)
    return ran.errors


class TestAdd:
    def test_an_official_from_the_first_to_the_last_day(self, agency):
        ran = agency.enrol("--until", "2027-12-31")
        assert (ran.code, ran.errors) == (0, "")
        signer, = agency.signers()
        assert (signer.principal, signer.name, signer.namespaces) == (f"nip:{NIP}", NAME, (f"maklumat@{DOMAIN}",))
        assert (str(signer.first_day), str(signer.last_day)) == ("2025-01-02", "2027-12-31")
        assert (signer.key_type, signer.key) == openssh.public_key(agency.keys["pejabat"])
        assert f"19700101 199501 1 001 {NAME}, pengesah, sejak 2025-01-02 sampai 2027-12-31" in ran.out
        assert "minta pemegang kunci akar menjalankan:\n  maklumat approver sign --key" in ran.out
        assert "Daftar pengesah" in agency.registry.read_text().splitlines()[0]

    def test_the_root_key(self, agency):
        assert agency.root_key().code == 0
        signer, = agency.signers()
        assert (signer.principal, signer.namespaces) == ("akar", (f"pengesah@{DOMAIN}",))
        assert (signer.since, signer.until) == (None, None)

    def test_both_roles_with_one_key_are_two_lines(self, agency):
        assert agency.enrol().code == agency.enrol("--role", "penyalin").code == 0
        assert [each.namespaces for each in agency.signers()] == [(f"maklumat@{DOMAIN}",), (f"salinan@{DOMAIN}",)]

    def test_a_new_key_for_the_same_person_beside_the_old_one(self, agency):
        agency.enrol()
        assert agency.enrol(key="baru").code == 0
        assert {each.principal for each in agency.signers()} == {f"nip:{NIP}"}

    def test_a_second_term_with_the_same_key(self, agency):
        agency.enrol("--until", "2025-12-31")
        assert "sudah terdaftar" in one_sentence(agency.enrol(since="2025-12-31"))
        assert agency.enrol(since="2026-01-01").code == 0

    def test_what_stood_there_stays_to_the_byte(self, agency):
        agency.registry.parent.mkdir()
        agency.registry.write_text("# catatan kami\n\n# tanpa akhir baris")
        agency.root_key()
        assert agency.registry.read_text().startswith("# catatan kami\n\n# tanpa akhir baris\nakar ")

    @pytest.mark.parametrize("nip", ["19700101 199501 1 001", "19700101.199501.1.001", " 197001011995011001"])
    def test_a_nip_in_groups(self, agency, nip):
        assert agency.enrol(nip=nip).code == 0
        assert agency.signers()[0].principal == f"nip:{NIP}"

    @pytest.mark.parametrize(("nip", "says"), [
        ("1970010119950110", "18 angka"), ("197013011995011001", "bukan tahun dan bulan"), ("nip:*", "bukan"),
        ("197001321995011001", "bukan hari"), ("197001011995013001", "harus 1 atau 2"), ("", "bukan NIP"),
        ("19700101l995011001", "huruf `l`"), ("197001011995011001\nakar", "bukan"), ("*", "bukan NIP")])
    def test_a_nip_that_cannot_be(self, agency, nip, says):
        assert says in one_sentence(agency.enrol(nip=nip))
        assert not agency.registry.exists()

    def test_a_nip_that_is_odd_is_taken_with_a_remark(self, agency):
        ran = agency.enrol(nip="197001012021211001")
        assert ran.code == 0
        assert "perhatian: berpola nomor induk PPPK" in ran.errors

    @pytest.mark.parametrize("day", ["2025-1-2", "20250102", "02-01-2025", "2025-02-30", "2 Januari 2025", "0001-01-01",
                                     "9999-12-31", "２０２５-01-02", "2025-01-02T00:00", "", "2025-01-02\n"])
    def test_a_date_that_is_none(self, agency, day):
        assert "bukan tanggal; tulis seperti 2025-01-31" in one_sentence(agency.enrol(since=day))

    @pytest.mark.parametrize(("name", "says"), [
        ("X\nakar namespaces=\"pengesah@ppid.contoh.go.id\" ssh-ed25519 AAAA", "lebih dari satu baris"),
        ("Pejabat\u202eContoh", "tidak tampak"), ("Рejabat", "bukan huruf Latin"), ("", "wajib"), ("  ", "wajib"),
        ("a" * 300, "terlalu panjang"), ("X\r", "tidak tampak")])
    def test_a_name_that_could_be_another_line_or_another_person(self, agency, name, says):
        key = f"{agency.keys['pejabat']}.pub"
        ran = agency.type("add", NIP, "--key", key, "--name", name, "--since", "2025-01-02")
        assert says in one_sentence(ran)
        assert not agency.registry.exists()

    def test_threat_36_a_private_key_is_never_taken(self, agency):
        ran = agency.type("add", NIP, "--key", str(agency.keys["pejabat"]), "--name", NAME, "--since", "2025-01-02")
        assert "kunci rahasia" in one_sentence(ran)
        assert not agency.registry.exists()

    def test_the_key_of_somebody_else(self, agency):
        agency.root_key()
        before = agency.registry.read_bytes()
        assert "milik akar" in one_sentence(agency.enrol(key="akar"))
        agency.enrol()
        assert f"milik nip:{NIP}" in one_sentence(agency.enrol(nip=FRIEND))
        assert agency.registry.read_bytes().startswith(before)
        assert len(agency.signers()) == 2

    def test_the_same_twice(self, agency):
        agency.enrol()
        before = agency.registry.read_bytes()
        assert "sudah terdaftar" in one_sentence(agency.enrol("--until", "2030-01-01"))
        assert agency.registry.read_bytes() == before

    def test_an_end_before_the_beginning(self, agency):
        assert "berakhir sebelum dimulai" in one_sentence(agency.enrol("--until", "2025-01-01"))

    @pytest.mark.parametrize(("arguments", "says"), [
        ((), "TINDAKAN"), (("hapus",), "'hapus' tidak dikenal, pilih"), (("add",), "--key"),
        (("add", "--key", "x"), "salah satu saja"), (("add", NIP, "--root", "--key", "x"), "salah satu saja"),
        (("add", NIP, "--key", "x"), "--name dan --since"), (("add", "--root", "--key", "tidak-ada"), "tidak ada"),
        (("add", "--root", "--key", "mkdocs.yml"), "bukan kunci SSH"), (("retire", NIP), "--until"),
        (("add", NIP, "--role", "kepala", "--key", "x"), "pilih pengesah, penyalin"), (("sign",), "--key"),
        (("retire", NIP, "--until", "2026-01-01"), "tidak terdaftar"), (("sign", "--key", "x"), "belum berisi kunci"),
        (("list", "x"), "tidak dikenal: x")])
    def test_wrong_usage(self, agency, arguments, says):
        assert says in one_sentence(agency.type(*arguments))
        assert not agency.registry.parent.exists()

    def test_a_site_without_an_address(self, agency):
        (agency.root / "mkdocs.yml").write_text("site_name: Contoh\ndocs_dir: content\n")
        assert "site_url" in one_sentence(agency.root_key())

    def test_threat_16_a_link_in_its_place_is_not_written_through(self, agency, tmp_path):
        target = tmp_path / "lain"
        target.write_text("# lain\n")
        agency.registry.parent.mkdir()
        agency.registry.symlink_to(target)
        assert "tautan" in one_sentence(agency.root_key())
        agency.registry.unlink()
        agency.registry.parent.rmdir()
        agency.registry.parent.symlink_to(tmp_path)
        assert "tautan" in one_sentence(agency.root_key())
        assert target.read_text() == "# lain\n"

    def test_a_faulty_registry_is_named_and_left_alone(self, agency):
        agency.registry.parent.mkdir()
        agency.registry.write_text("# a\n* kunci\n")
        for ran in (agency.root_key(), agency.type("retire", NIP, "--until", "2026-01-01"), agency.sign()):
            assert ran.code == 1
            assert re.match(r"pengesah/allowed_signers:2: [a-z]", ran.out)
        assert agency.registry.read_text() == "# a\n* kunci\n"
        assert not agency.signature.exists()

    def test_the_file_is_plain_and_nothing_lies_beside_it(self, agency):
        agency.root_key()
        assert agency.registry.stat().st_mode & 0o777 == 0o644
        assert [path.name for path in agency.registry.parent.iterdir()] == ["allowed_signers"]

    def test_interrupted_while_writing_the_old_registry_stays(self, agency, monkeypatch):
        agency.root_key()
        before = agency.registry.read_bytes()

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt
        monkeypatch.setattr("os.replace", interrupt)
        assert agency.enrol().code == 130
        assert agency.registry.read_bytes() == before
        assert [path.name for path in agency.registry.parent.iterdir()] == ["allowed_signers"]


class TestRetire:
    def test_the_last_day(self, agency):
        agency.enrol()
        agency.enrol("--role", "penyalin")
        ran = agency.type("retire", NIP, "--until", "2026-06-30")
        assert ran.code == 0
        assert [str(each.last_day) for each in agency.signers()] == ["2026-06-30", "2026-06-30"]
        assert "sejak 2025-01-02 sampai 2026-06-30" in ran.out
        assert "maklumat approver sign" in ran.out

    def test_never_longer_than_before(self, agency):
        agency.enrol("--until", "2026-06-30")
        before = agency.registry.read_bytes()
        ran = agency.type("retire", NIP, "--until", "2026-12-31")
        assert ran.code == 0
        assert "Tidak ada yang diubah" in ran.out
        assert agency.registry.read_bytes() == before

    def test_only_one_of_two_keys(self, agency):
        agency.enrol()
        agency.enrol(key="baru")
        agency.type("retire", NIP, "--key", f"{agency.keys['pejabat']}.pub", "--until", "2026-06-30")
        assert [str(each.last_day) for each in agency.signers()] == ["2026-06-30", "None"]
        assert "dengan kunci itu" in one_sentence(
            agency.type("retire", NIP, "--key", f"{agency.keys['akar']}.pub", "--until", "2026-06-30"))

    def test_before_the_first_day_the_key_goes(self, agency):
        agency.root_key()
        agency.enrol()
        assert agency.type("retire", NIP, "--until", "2024-12-31").code == 0
        assert [each.principal for each in agency.signers()] == ["akar"]

    def test_the_root_key(self, agency):
        agency.root_key()
        agency.root_key("akar2")
        agency.type("retire", "--root", "--key", f"{agency.keys['akar']}.pub", "--until", "2026-06-30")
        assert [str(each.last_day) for each in agency.signers()] == ["2026-06-30", "None"]

    def test_threat_13_a_day_in_the_past_warns_of_what_becomes_void(self, agency):
        agency.enrol()
        today = agency.type("retire", NIP, "--until", str(clock.today())).out
        assert f"berlaku sampai {clock.today()}" in today
        assert "gugur" not in today
        assert "sesudah 2025-03-01 menjadi gugur" in agency.type("retire", NIP, "--until", "2025-03-01").out


class TestList:
    def test_nobody(self, agency):
        ran = agency.type("list")
        assert ran.code == 0
        assert "Belum ada kunci" in ran.out

    def test_everybody_with_what_holds_today(self, agency):
        agency.root_key()
        agency.enrol()
        agency.enrol("--until", "2026-01-31", nip=FRIEND, key="baru", since="2025-05-05")
        agency.enrol("--role", "penyalin", key="akar2", since="2999-01-01")
        ran = agency.type("list")
        assert ran.code == 0
        head, *rows = ran.out.split("\n\n")[0].splitlines()
        assert head.split() == ["NIP", "Nama", "Peran", "Sejak", "Sampai", "Keadaan", "Kunci"]
        fingerprints = [subprocess.run(["ssh-keygen", "-l", "-f", agency.keys[name]], capture_output=True, text=True,
                                       check=True).stdout.split()[1] for name in ("akar", "pejabat", "baru", "akar2")]
        assert [re.split(r"\s{2,}", row) for row in rows] == [
            ["kunci akar", "Kunci akar", "akar", "-", "-", "berlaku", f"ed25519 {fingerprints[0]}"],
            ["19700101 199501 1 001", NAME, "pengesah", "2025-01-02", "-", "berlaku", f"ed25519 {fingerprints[1]}"],
            ["19800202 200501 2 002", NAME, "pengesah", "2025-05-05", "2026-01-31", "berakhir",
             f"ed25519 {fingerprints[2]}"],
            ["19700101 199501 1 001", NAME, "pengesah salinan", "2999-01-01", "-", "belum berlaku",
             f"ed25519 {fingerprints[3]}"],
        ]
        assert len({row.index(" SHA256:") for row in rows}) == 1

    def test_faults_are_told(self, agency):
        agency.root_key()
        with agency.registry.open("a") as file:
            file.write("* apa saja\n")
        ran = agency.type("list")
        assert ran.code == 1
        assert "pengesah/allowed_signers:3: " in ran.out

    def test_the_root_s_signature(self, agency):
        agency.root_key()
        assert "Tanda tangan akar: belum ada" in agency.type("list").out
        agency.sign()
        fingerprint = sshsig.fingerprint(openssh.public_key(agency.keys["akar"])[1])
        assert f"Tanda tangan akar: baik ({fingerprint})" in agency.type("list").out
        agency.enrol()
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out
        agency.sign("pejabat")
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out

    def test_the_signature_must_be_of_the_root_that_was_committed_before(self, agency):
        agency.git("init", "-q")
        agency.root_key()
        agency.sign()
        agency.commit()
        assert "Tanda tangan akar: baik" in agency.type("list").out
        agency.root_key("akar2")
        agency.sign("akar2")
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out
        agency.sign("akar")
        assert "Tanda tangan akar: baik" in agency.type("list").out
        agency.commit()
        assert "Tanda tangan akar: baik" in agency.type("list").out


class TestBroughtBack:
    """Bytes that stood in the history and were replaced: the gate takes them for a replay, so they get a note."""

    NOTE = f"# diperbarui {clock.today()}\n"

    def enrolled_in_vain(self, agency: Agency) -> str:
        """A second official came in, and leaves before the first day."""
        anchor = agency.begun()
        agency.enrol(nip=FRIEND, key="baru", since="2999-01-01")
        agency.sign()
        agency.commit()
        return anchor

    def test_retiring_what_was_added_in_vain(self, agency):
        anchor = agency.begun()
        before = agency.registry.read_bytes()
        agency.enrol(nip=FRIEND, key="baru", since="2999-01-01")
        agency.sign()
        agency.commit()
        ran = agency.type("retire", FRIEND, "--until", "2998-01-01")
        assert agency.registry.read_bytes() == before + self.NOTE.encode()
        assert "catatan bertanggal ditambahkan" in ran.out
        assert agency.sign().errors == ""
        agency.commit()
        assert agency.refused(anchor) == set()
        assert "Tanda tangan akar: baik" in agency.type("list").out

    def test_a_line_cut_by_hand_is_mended_when_root_signs(self, agency):
        anchor = agency.begun()
        before = agency.registry.read_bytes()
        agency.enrol(nip=FRIEND, key="baru")
        agency.sign()
        agency.commit()
        agency.registry.write_bytes(before)
        assert "Tanda tangan akar: daftar pengesah ini pernah berlaku" in agency.type("list").out
        ran = agency.sign()
        assert "catatan bertanggal ditambahkan" in ran.out
        assert agency.registry.read_bytes() == before + self.NOTE.encode()
        assert agency.by_hand()
        agency.commit()
        assert agency.refused(anchor) == set()

    def test_a_second_time_on_the_same_day(self, agency):
        anchor = self.enrolled_in_vain(agency)
        agency.type("retire", FRIEND, "--until", "2998-01-01")
        agency.sign()
        agency.commit()
        agency.enrol(nip=FRIEND, key="baru", since="2999-01-01")
        agency.sign()
        agency.commit()
        agency.type("retire", FRIEND, "--until", "2998-01-01")
        assert agency.registry.read_text().count(self.NOTE) == 2
        agency.sign()
        agency.commit()
        assert agency.refused(anchor) == set()

    def test_an_old_registry_that_was_committed_again_and_refused(self, agency):
        anchor = agency.begun()
        before = agency.registry.read_bytes(), agency.signature.read_bytes()
        agency.enrol(nip=FRIEND, key="baru")
        agency.sign()
        agency.commit()
        agency.registry.write_bytes(before[0])
        agency.signature.write_bytes(before[1])
        agency.commit()
        assert agency.refused(anchor) == {"GB05"}
        assert "Tanda tangan akar: daftar pengesah ini pernah berlaku" in agency.type("list").out
        agency.sign()
        agency.commit()
        assert agency.refused(anchor) == set()

    def test_the_registry_that_holds_is_signed_again_as_it_is(self, agency):
        agency.begun()
        before = agency.registry.read_bytes()
        assert "catatan" not in agency.sign().out
        assert agency.registry.read_bytes() == before

    def test_a_registry_that_waits_for_its_signature_stays_as_it_is(self, agency):
        anchor = agency.begun()
        agency.enrol(nip=FRIEND, key="baru")
        agency.commit()
        before = agency.registry.read_bytes()
        assert agency.refused(anchor) == {"GB05"}
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out
        agency.sign()
        assert agency.registry.read_bytes() == before
        agency.commit()
        assert agency.refused(anchor) == set()


class TestRotation:
    def rotated(self, agency: Agency) -> str:
        """The old root has signed a registry that names the new root alone."""
        anchor = agency.begun()
        agency.root_key("akar2")
        agency.type("retire", "--root", "--key", f"{agency.keys['akar']}.pub", "--until", "2025-01-01")
        agency.sign("akar")
        agency.commit()
        return anchor

    def test_the_new_root_signs_the_same_bytes_again(self, agency):
        anchor = self.rotated(agency)
        assert agency.sign("akar2").errors == ""
        assert "Tanda tangan akar: baik" in agency.type("list").out
        agency.commit()
        assert agency.refused(anchor) == set()
        assert "Tanda tangan akar: baik" in agency.type("list").out
        assert agency.is_ready()

    def test_the_old_root_cannot(self, agency):
        anchor = self.rotated(agency)
        agency.sign("akar2")
        agency.commit()
        assert "tidak tercantum di daftar sebagai kunci akar" in agency.sign("akar").errors
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out
        agency.commit()
        assert agency.refused(anchor) == {"GB05"}
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out

    def test_a_root_that_let_itself_in_is_not_good_once_committed(self, agency):
        anchor = agency.begun()
        agency.root_key("akar2")
        agency.sign("akar2")
        agency.commit()
        assert agency.refused(anchor) == {"GB05"}
        assert "Tanda tangan akar: tidak cocok" in agency.type("list").out
        assert not agency.is_ready()
        assert "gerbang akan menolak" in agency.sign("akar2").errors

    def test_a_lost_root_begins_anew_with_another_anchor(self, agency, monkeypatch):
        agency.begun()
        agency.registry.unlink()
        agency.root_key("akar2")
        assert "kecuali jangkar dipindahkan" in agency.sign("akar2").errors
        anchor = agency.commit()
        assert "tidak cocok" in agency.type("list").out
        monkeypatch.setenv("MAKLUMAT_ANCHOR", anchor)
        assert "Tanda tangan akar: baik" in agency.type("list").out
        assert agency.sign("akar2").errors == ""
        assert agency.refused(anchor) == set()


class TestSign:
    def test_ssh_keygen_agrees_by_hand(self, agency):
        agency.root_key()
        agency.enrol()
        ran = agency.sign()
        assert (ran.code, ran.errors) == (0, "")
        assert agency.by_hand()
        fingerprint = sshsig.fingerprint(openssh.public_key(agency.keys["akar"])[1])
        assert f"Kunci akar: {fingerprint}\n" in ran.out
        assert f"  + 19700101 199501 1 001 {NAME}, pengesah" in ran.out
        command, = re.findall(r"(?m)^  (ssh-keygen .*)$", ran.out)
        assert subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode == 0
        with agency.registry.open("a") as file:
            file.write("# sesudahnya\n")
        assert not agency.by_hand()
        assert subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode != 0

    def test_the_printed_next_step_commits_both_files(self, agency):
        agency.git("init", "-q")
        agency.git("config", "user.name", "x")
        agency.git("config", "user.email", "x@contoh.go.id")
        agency.root_key()
        ran = agency.sign()
        for command in re.findall(r"(?m)^  (git .*)$", ran.out):
            subprocess.run(["sh", "-c", command], check=True, capture_output=True)
        tracked = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True)
        assert tracked.stdout.split() == ["pengesah/allowed_signers", "pengesah/allowed_signers.sig"]

    def test_what_changes_against_the_committed_registry(self, agency):
        agency.git("init", "-q")
        agency.root_key()
        agency.enrol()
        agency.sign()
        agency.commit()
        agency.type("retire", NIP, "--until", "2030-06-30")
        agency.enrol(nip=FRIEND, key="baru")
        shown = re.findall(r"(?m)^  [-+] .*$", agency.sign().out)
        assert [row[:34].rstrip(" ,") for row in shown] == [
            f"  - 19700101 199501 1 001 {NAME}"[:34].rstrip(), f"  + 19700101 199501 1 001 {NAME}"[:34].rstrip(),
            f"  + 19800202 200501 2 002 {NAME}"[:34].rstrip()]
        assert "sampai 2030-06-30" in shown[1]
        assert "kunci akar" not in "".join(shown)

    def test_threat_06_a_key_that_is_not_the_committed_root_is_warned_of(self, agency):
        agency.git("init", "-q")
        agency.root_key()
        agency.sign()
        agency.commit()
        agency.root_key("akar2")
        assert "bukan kunci akar pada daftar sebelumnya; gerbang akan menolak" in agency.sign("akar2").errors
        assert agency.sign("akar").errors == ""

    def test_before_the_first_commit_the_root_must_stand_in_the_registry(self, agency):
        agency.enrol()
        ran = agency.sign()
        assert "tidak tercantum" in ran.errors
        assert "tidak dapat diubah lagi" in ran.errors

    def test_a_key_that_cannot_sign_changes_nothing(self, agency, tmp_path):
        agency.root_key()
        agency.sign()
        before = agency.signature.read_bytes()
        agency.enrol()
        ran = agency.type("sign", "--key", str(tmp_path / "tidak-ada"))
        assert ran.code == 2
        assert agency.signature.read_bytes() == before
        open_key = made_by_openssh(tmp_path)
        open_key.chmod(0o666)
        ran = agency.type("sign", "--key", str(open_key))
        assert ran.code == 2
        assert "chmod 600" in ran.errors
        assert agency.signature.read_bytes() == before

    def test_a_signature_of_another_key_is_not_written(self, agency, monkeypatch):
        """As an agent that holds several keys might make it."""
        agency.root_key()
        sign = openssh.sign
        monkeypatch.setattr(openssh, "sign", lambda _, *rest: sign(agency.keys["baru"], *rest))
        ran = agency.sign()
        assert ran.code == 2
        assert "tidak cocok dengan kunci" in ran.errors
        assert not agency.signature.exists()

    def test_changed_while_signing(self, agency, monkeypatch):
        agency.root_key()
        sign = openssh.sign

        def slow(*arguments: object) -> bytes:
            agency.registry.write_text(agency.registry.read_text() + "# lain\n")
            return sign(*arguments)
        monkeypatch.setattr(openssh, "sign", slow)
        assert "berubah selagi ditandatangani" in agency.sign().errors
        assert not agency.signature.exists()

    def test_after_the_root_was_exchanged_the_old_root_s_signature_is_the_good_one(self, agency):
        agency.git("init", "-q")
        agency.root_key()
        agency.sign()
        agency.commit()
        agency.root_key("akar2")
        agency.type("retire", "--root", "--key", f"{agency.keys['akar']}.pub", "--until", "2025-01-01")
        assert agency.sign("akar").errors == ""
        agency.commit()
        assert "Tanda tangan akar: baik" in agency.type("list").out
        assert [each.is_valid(clock.today()) for each in agency.signers()] == [False, True]

    def test_where_there_is_no_git_program(self, agency, tmp_path, monkeypatch):
        agency.root_key()
        (tmp_path / "program").mkdir()
        (tmp_path / "program/ssh-keygen").symlink_to(shutil.which("ssh-keygen"))
        monkeypatch.setenv("PATH", str(tmp_path / "program"))
        assert agency.sign().code == 0
        assert "baik" in agency.type("list").out

    def test_from_a_folder_of_the_project(self, agency, monkeypatch):
        agency.root_key()
        monkeypatch.chdir(agency.root / "content")
        assert agency.sign().code == 0
        assert agency.by_hand()
