"""The registry of approvers: what may stand in it, what may not and why, and what editing leaves alone."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat import signers, sshsig
from maklumat.signers import Registry

from .fake_sk import Ed25519, Rsa, SecurityKey, made_by_openssh, public

DOMAIN = "ppid.contoh.go.id"
WHO, FRIEND = "nip:197001011995011001", "nip:198002022005012002"
KEY, OTHER = public(Ed25519.new()), public(Ed25519.new())
DOCUMENT, COPY, REGISTRY = (f"{purpose}@{DOMAIN}" for purpose in ("maklumat", "salinan", "pengesah"))


ODD = st.one_of(st.sampled_from('*,"=!\\# \n\r\0\u202eZ09'), st.characters(codec="utf-8"))


def line(who: str = WHO, options: str = f'namespaces="{DOCUMENT}"', key: tuple[str, str] = KEY,
         name: str = "Pejabat Contoh") -> str:
    return " ".join(part for part in (who, options, *key, name) if part)


def read(text: str | bytes, domain: str = DOMAIN) -> Registry:
    return signers.read(text if isinstance(text, bytes) else text.encode(), domain)


def fault(text: str | bytes) -> str:
    found = read(text)
    assert found.signers == ()
    assert len(found.faults) == 1
    return found.faults[0].message


def windowed(*options: str) -> str:
    return line(options=",".join((f'namespaces="{DOCUMENT}"', *options)))


class TestReading:
    def test_every_part_of_a_line(self):
        text = line(options=f'valid-before="20270101Z",namespaces="{COPY},{DOCUMENT}",valid-after="202601021504Z"')
        signer, = read(f"# daftar\n\n{text}\n").signers
        assert (signer.principal, signer.namespaces, signer.line) == (WHO, (COPY, DOCUMENT), 3)
        assert signer.since == datetime(2026, 1, 2, 15, 4, tzinfo=UTC)
        assert signer.until == datetime(2027, 1, 1, tzinfo=UTC)
        assert ((signer.key_type, signer.key), signer.name) == (KEY, "Pejabat Contoh")

    @pytest.mark.parametrize("text", [
        line(), line(name=""), line(name="Dr. Ir. H. Contoh, M.Si. (Plt.)"), line(name="André O’Contoh"),
        line("akar", f'namespaces="{REGISTRY}"', name="Kunci akar"), line(options=f'namespaces="{COPY}"'),
        line(key=public(SecurityKey.new())), line(key=public(SecurityKey.new("ecdsa"))), line(key=public(Rsa.new())),
        windowed('valid-after="20260101235959Z"'), windowed('valid-before="20240229Z"'), line(name="# bukan catatan"),
        line() + "\n" + line(options=f'namespaces="{COPY}"'), line() + "\n# catatan", "   \n" + line() + "\n\n\n",
    ])
    def test_sound_lines(self, text):
        assert read(text).faults == ()
        assert read(text).signers

    @pytest.mark.parametrize("kind", [("-t", "ed25519"), ("-t", "ecdsa", "-b", "521"), ("-t", "rsa", "-b", "2048")],
                             ids=" ".join)
    def test_ssh_keygen_finds_the_same_person(self, kind, tmp_path, needs):
        needs("ssh-keygen")
        path = made_by_openssh(tmp_path, *kind)
        key = tuple(path.with_name(f"{path.name}.pub").read_text().split()[:2])
        (tmp_path / "daftar").write_text(f"# catatan\n\n{line(FRIEND)}\n{line(key=key)}\n")
        assert [each.principal for each in read((tmp_path / "daftar").read_bytes()).signers] == [FRIEND, WHO]
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", path, "-n", DOCUMENT, tmp_path / "daftar"], check=True,
                       capture_output=True)
        command = ["ssh-keygen", "-Y", "find-principals", "-f", "daftar", "-s", "daftar.sig"]
        found = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        assert found.stdout == f"{WHO}\n"

    @pytest.mark.parametrize("domain", ["", "*", "a,b", "a b", "-a", "ÄÖ.id", "contoh.go.id!", "PPID.go.id", "a" * 300])
    def test_a_domain_that_makes_no_namespaces(self, domain):
        assert "site_url" in read(line(), domain).faults[0].message
        assert read(line(), domain).signers == ()

    @pytest.mark.parametrize(("text", "says"), [
        (line("*"), "pemegang kunci"), (line("nip:*"), "pemegang kunci"),
        (line("NIP:197001011995011001"), "pemegang kunci"),
        (line("nip:19700101199501100"), "pemegang kunci"), (line("nip:1970010119950110012"), "pemegang kunci"),
        (line("nip:19700101199501100１"), "pemegang kunci"), (line(f"{WHO},{FRIEND}"), "pemegang kunci"),
        (line(f"!{WHO}"), "pemegang kunci"), (line(f'"{WHO}"'), "pemegang kunci"), (line("Akar"), "pemegang kunci"),
        (line("pejabat@contoh.go.id"), "pemegang kunci"), (line("root", f'namespaces="{REGISTRY}"'), "pemegang kunci"),
        (f" {line()}", "satu spasi"), (f"\t{line()}", "tidak tampak"), (line().replace(" ", "\t"), "tidak tampak"),
        (line().replace(" ", "  "), "satu spasi"), (f"{WHO} {' '.join(KEY)}", "satu spasi"),
        (line(options="x"), "pilihan"), (f"{WHO}", "satu spasi"),
        (f"{line(name='')} ", "satu spasi"), (f"{line()} ", "spasi"), (line(name=" ganda"), "spasi"),
        (line(options="cert-authority"), "pilihan"), (windowed("cert-authority"), "pilihan"),
        (line(options='cert-authority="ya"'), "`cert-authority` tidak dikenal"),
        (windowed('no-touch-required="1"'), "tidak dikenal"), (line(options=f"namespaces={DOCUMENT}"), "pilihan"),
        (line(options='namespaces="*"'), "bukan keperluan"), (line(options='namespaces=""'), "bukan keperluan"),
        (line(options='namespaces="maklumat@*"'), "bukan keperluan"),
        (line(options='namespaces="git"'), "bukan keperluan"),
        (line(options=f'namespaces="!{DOCUMENT}"'), "bukan keperluan"),
        (line(options=f'namespaces="{DOCUMENT},"'), "bukan"),
        (line(options='namespaces="maklumat@lain.go.id"'), "bukan keperluan"),
        (line(options=f'namespaces="{DOCUMENT.upper()}"'), "bukan keperluan"),
        (line(options=f'namespaces="{REGISTRY}"'), "bukan keperluan"),
        (line("akar"), "bukan keperluan"), (line("akar", f'namespaces="{REGISTRY},{DOCUMENT}"'), "bukan keperluan"),
        (line(options=f'namespaces="{DOCUMENT},{DOCUMENT}"'), "dua kali"),
        (windowed(f'namespaces="{DOCUMENT}"'), "dua kali"), (line(options='valid-after="20260101Z"'), "namespaces"),
        (line(options=f'namespaces="{DOCUMENT}\\"'), "pilihan"), (line(options=f'Namespaces="{DOCUMENT}"'), "pilihan"),
        (windowed('valid-after="20260101"'), "YYYYMMDDZ"), (windowed('valid-after="2026-01-01Z"'), "YYYYMMDDZ"),
        (windowed('valid-after="2026010112Z"'), "YYYYMMDDZ"), (windowed('valid-after="20260101z"'), "YYYYMMDDZ"),
        (windowed('valid-after="２０２６０１０１Z"'), "YYYYMMDDZ"), (windowed('valid-after=""'), "YYYYMMDDZ"),
        (windowed('valid-after="20260230Z"'), "kalender"), (windowed('valid-after="20250229Z"'), "kalender"),
        (windowed('valid-after="202601012400Z"'), "kalender"), (windowed('valid-after="20260101235960Z"'), "kalender"),
        (windowed('valid-after="99991231235959Z"'), "tidak masuk akal"),
        (windowed('valid-after="19700101Z"'), "tidak masuk akal"),
        (windowed('valid-before="00010101Z"'), "tidak masuk akal"),
        (windowed('valid-after="20260101Z"', 'valid-after="20260101Z"'), "dua kali"),
        (windowed('valid-after="20260101Z"', 'valid-before="20260101Z"'), "berakhir sebelum dimulai"),
        (windowed('valid-after="20260102Z"', 'valid-before="20260101Z"'), "berakhir sebelum dimulai"),
        (line(key=("ssh-dss", KEY[1])), "tidak didukung"), (line(key=("ssh-rsa", KEY[1])), "berjenis ssh-ed25519"),
        (line(key=(KEY[0], KEY[1][:-4])), "kuncinya"), (line(key=(KEY[0], "AAAA")), "kuncinya"),
        (line(key=("ssh-ed25519-cert-v01@openssh.com", KEY[1])), "tidak didukung"),
        (line(key=public(Rsa.new(1024))), "2048"), (line(name="Pejabat\u202eContoh"), "tidak tampak"),
        (line(name="Pejabat\u200bContoh"), "tidak tampak"), (line(name="Рejabat"), "bukan huruf Latin"),
        (line(name="a" * 201), "terlalu panjang"), (line(name="\u3164"), "bukan huruf Latin"),
        (line() + "\r\n", "CRLF"), (f"\ufeff{line()}", "tidak tampak"), (f"#\u202e{WHO}", "tidak tampak"),
        (f"# catatan\r{line()}", "tidak tampak"), (f"# catatan\x0b{line()}", "tidak tampak"),
        (f"{WHO}\0", "tidak tampak"),
        (f" # {line()}", "satu spasi"), (b"# \xff\n", "UTF-8"), ("#" + "a" * 9000, "terlalu panjang"),
        ("# a\n" * 300_000, "terlalu besar"),
    ])
    def test_threat_06_whatever_could_mean_more_than_it_says_is_a_fault(self, text, says):
        assert says in fault(text)

    def test_a_fault_names_its_line_and_leaves_the_others_readable(self):
        found = read("\n".join(("# satu", line(), line("*"), line(FRIEND, key=OTHER), "x")))
        assert [each.line for each in found.faults] == [3, 5]
        assert [each.line for each in found.signers] == [2, 4]

    def test_one_key_belongs_to_one_person(self):
        found = read(f"{line()}\n{line(FRIEND)}\n")
        assert [each.principal for each in found.signers] == [WHO]
        assert found.faults[0].line == 2
        assert f"milik {WHO} pada baris 1" in found.faults[0].message
        root = line("akar", f'namespaces="{REGISTRY}"')
        assert "milik akar" in read(f"{root}\n{line()}").faults[0].message

    @pytest.mark.parametrize(("data", "is_empty"), [
        (b"", True), (b"\n \n# catatan\n", True), (b"# x", True), (b"#\n  # y\n", True), (b"x", False),
        (b"\xff", False),
        (b"# a\rnip:1", False), (b"\0", False), (line().encode(), False), (b"\xef\xbb\xbf# a", False)])
    def test_empty_is_only_what_certainly_holds_no_key(self, data, is_empty):
        assert signers.is_empty(data) is is_empty

    @settings(deadline=None)
    @given(st.data())
    def test_a_changed_line_is_a_fault_or_says_only_what_it_says(self, data):
        sound = windowed('valid-after="20260101Z"')
        at = data.draw(st.integers(0, len(sound)))
        put = data.draw(st.text(alphabet=ODD, max_size=4))
        text = sound[:at] + put + sound[at + data.draw(st.integers(0, 4)):]
        found = read(text)
        assert found.faults or found.signers or signers.is_empty(text.encode("utf-8", "replace"))
        for signer in found.signers:
            assert text.split("\n")[signer.line - 1].startswith(f"{WHO} ")
            assert set(signer.namespaces) <= {DOCUMENT, COPY}
            assert not sshsig.key_fault(signer.key_type, signer.key)

    @settings(deadline=None)
    @given(st.binary(max_size=300))
    def test_reading_any_bytes_never_fails(self, data):
        assert isinstance(signers.read(data, DOMAIN), Registry)


class TestDays:
    @pytest.mark.parametrize(("options", "first", "last"), [
        ((), None, None),
        (('valid-after="20260101Z"', 'valid-before="20260701Z"'), date(2026, 1, 1), date(2026, 6, 30)),
        (('valid-after="20260101050000Z"', 'valid-before="20260701050000Z"'), date(2026, 1, 1), date(2026, 7, 1)),
        (('valid-after="20260101050001Z"', 'valid-before="20260701045959Z"'), date(2026, 1, 2), date(2026, 6, 30)),
    ])
    def test_days_are_judged_at_noon_in_jakarta(self, options, first, last):
        signer, = read(windowed(*options)).signers
        assert (signer.first_day, signer.last_day) == (first, last)
        day = timedelta(days=1)
        if first and last:
            assert not signer.is_valid(first - day)
            assert signer.is_valid(first)
            assert signer.is_valid(last)
            assert not signer.is_valid(last + day)
        else:
            assert signer.is_valid(date.min)
            assert signer.is_valid(date.max)


class TestEditing:
    def test_an_entry_reads_as_it_was_meant(self):
        text = signers.entry(WHO, (DOCUMENT, COPY), *KEY, "Pejabat Contoh", date(2025, 1, 2), date(2025, 12, 31))
        signer, = read(text).signers
        assert (signer.first_day, signer.last_day) == (date(2025, 1, 2), date(2025, 12, 31))
        assert 'valid-after="20250102Z",valid-before="20260101Z"' in text
        assert (signer.namespaces, signer.name) == ((DOCUMENT, COPY), "Pejabat Contoh")

    @pytest.mark.parametrize("text", ["", "# a\n", "# a", f"{line(FRIEND, key=OTHER)}\n\n"])
    def test_adding_keeps_every_other_character(self, text):
        new = signers.add(text, line())
        assert new.startswith(text)
        assert new.endswith(f"{line()}\n")
        assert read(new).faults == ()
        assert len(read(new).signers) == len(read(text).signers) + 1

    @pytest.mark.parametrize(("options", "until", "left"), [
        ((), date(2026, 6, 30), date(2026, 6, 30)),
        (('valid-after="20260101Z"',), date(2026, 1, 1), date(2026, 1, 1)),
        (('valid-before="20270101Z"',), date(2026, 6, 30), date(2026, 6, 30)),
        (('valid-before="20260701Z"', 'valid-after="20260101Z"'), date(2026, 2, 28), date(2026, 2, 28)),
        (('valid-before="20260701Z"',), date(2026, 6, 30), date(2026, 6, 30)),
        (('valid-before="20260701Z"',), date(2026, 12, 31), date(2026, 6, 30)),
    ])
    def test_retiring_shortens_and_never_lengthens(self, options, until, left):
        text = f"# satu\n{line(FRIEND, key=OTHER)}\n{windowed(*options)}\n# dua"
        before = read(text).signers
        new = signers.retire(text, before[1:], until)
        after = read(new)
        assert after.faults == ()
        assert after.signers[1].last_day == left
        assert after.signers[1].since == before[1].since
        assert after.signers[0] == before[0]
        unlike = [(a, b) for a, b in zip(text.split("\n"), new.split("\n"), strict=True) if a != b]
        assert len(unlike) <= 1
        assert left == until or new == text

    def test_retiring_before_the_beginning_takes_the_line_away(self):
        later = windowed('valid-after="20270101Z"')
        text = f"{later}\n# satu\n{line(FRIEND, key=OTHER)}\n{later}\n"
        chosen = tuple(each for each in read(text).signers if each.principal == WHO)
        assert signers.retire(text, chosen, date(2026, 12, 31)) == f"# satu\n{line(FRIEND, key=OTHER)}\n"
        assert signers.retire(text, chosen, date(2027, 1, 1)).count('valid-before="20270102Z"') == 2
