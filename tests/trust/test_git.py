"""The edge to git, on real repositories: every commit of the line, every path, every byte, and no lie believed."""

from __future__ import annotations

import os
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maklumat.errors import ContentError
from maklumat.git import GitError, Repository
from maklumat.snapshot import PLAIN, Entry

NOW = datetime(2026, 3, 5, tzinfo=UTC)
PAGE = "content/maklumat/a/index.md"
REGISTRY = "pengesah/allowed_signers"
MISSING = "f" * 40


class Work:
    """A repository in a folder of its own, and git in it, by nobody's settings but these."""

    def __init__(self, root: Path, *options: str):
        self.root = root
        root.mkdir(exist_ok=True)
        self("init", "-q", "-b", "main", *options)
        self("config", "user.name", "Penyunting Contoh")
        self("config", "user.email", "penyunting@contoh.go.id")
        self("config", "gc.auto", "0")

    def __call__(self, *arguments: str, check: bool = True, **extra: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, check=False, capture_output=True,
                              env=os.environ | extra)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, path: str | bytes, text: str = "isi\n") -> Path:
        file = self.root / os.fsdecode(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def commit(self, *message: str, at: int = 1_772_000_000) -> str:
        self("add", "-A")
        return self.commit_index(*message, at=at)

    def commit_index(self, *message: str, at: int = 1_772_000_000) -> str:
        self("commit", "-q", "--allow-empty", "-m", "".join(message) or "perubahan", GIT_COMMITTER_DATE=f"{at} +0700")
        return self("rev-parse", "HEAD")

    def open(self) -> Repository:
        repository = Repository.open(self.root)
        assert repository
        return repository


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path / "proyek")


def ids(changes: list | None) -> list[str]:
    return [change.commit for change in changes or []]


# --- the line of commits ---

def test_the_anchor_comes_with_its_whole_tree_and_the_others_with_their_changes(work: Work):
    work.write(PAGE)
    work.write("mkdocs.yml")
    work.commit()
    work.write(REGISTRY)
    anchor = work.commit(at=1_772_000_100)
    work.write(PAGE, "lain\n")
    (work.root / "mkdocs.yml").unlink()
    last = work.commit(at=1_772_000_200)
    first, second = work.open().line(anchor)
    assert (first.commit, set(first.entries)) == (anchor, {PAGE, "mkdocs.yml", REGISTRY})
    assert (second.commit, set(second.entries), second.entries["mkdocs.yml"]) == (last, {PAGE, "mkdocs.yml"}, None)
    assert (first.time.timestamp(), second.time.timestamp()) == (1_772_000_100, 1_772_000_200)
    assert first.time.tzinfo


def test_a_commit_that_touches_nothing_of_ours_is_on_the_line(work: Work):
    anchor = work.commit()
    work.write("README.md")
    other = work.commit()
    empty = work.commit()
    assert [(change.commit, change.entries) for change in work.open().line(anchor)] == \
        [(anchor, {}), (other, {}), (empty, {})]


def test_the_anchor_may_be_head_or_the_first_commit(work: Work):
    work.write(PAGE)
    commit = work.commit()
    (only,) = work.open().line(commit)
    assert set(only.entries) == {PAGE}


def test_of_a_merge_only_what_differs_from_the_first_parent_counts(work: Work):
    work.write(PAGE)
    anchor = work.commit()
    work("checkout", "-q", "-b", "samping")
    work.write("content/sop/b/index.md", "satu\n")
    side = work.commit()
    work.write("content/sop/b/index.md", "dua\n")
    work.commit()
    work("checkout", "-q", "main")
    work.write("content/index.md")
    main = work.commit()
    work("merge", "-q", "--no-ff", "-m", "gabung", "samping")
    repository = work.open()
    line = repository.line(anchor)
    assert ids(line) == [anchor, main, repository.head]
    assert set(line[-1].entries) == {"content/sop/b/index.md"}
    assert repository.read([line[-1].entries["content/sop/b/index.md"].id]).popitem()[1] == b"dua\n"
    assert repository.line(side) is None, "a side branch is not the line"


def test_an_octopus_merge_is_one_change(work: Work):
    anchor = work.commit()
    for name in ("satu", "dua", "tiga"):
        work("checkout", "-q", "-b", name, anchor)
        work.write(f"content/{name}.md")
        work.commit()
    work("checkout", "-q", "main")
    work("merge", "-q", "--no-ff", "-m", "gabung", "satu", "dua", "tiga")
    assert set(work.open().line(anchor)[-1].entries) == {"content/satu.md", "content/dua.md", "content/tiga.md"}


def test_a_merge_that_puts_the_accepted_line_second_hides_nothing(work: Work):
    anchor = work.commit()
    work.write(PAGE)
    accepted = work.commit()
    work("checkout", "-q", "-b", "samping", anchor)
    work.write("content/sop/b/index.md")
    side = work.commit()
    work("merge", "-q", "-m", "terbalik", "main")
    repository = work.open()
    assert ids(repository.line(anchor)) == [anchor, side, repository.head]
    assert repository.line(accepted) is None


def test_a_move_is_a_file_gone_and_a_file_come(work: Work):
    work.write(PAGE, "naskah yang cukup panjang untuk dikenali\n" * 20)
    anchor = work.commit()
    work("config", "diff.renames", "copies")
    (work.root / "content/maklumat/b").mkdir()
    work("mv", PAGE, "content/maklumat/b/index.md")
    work.commit()
    entries = work.open().line(anchor)[1].entries
    assert entries[PAGE] is None
    assert entries["content/maklumat/b/index.md"].mode == PLAIN


def test_modes_are_told_as_git_holds_them(work: Work):
    for name in ("biasa", "program", "tautan"):
        work.write(f"content/{name}")
    anchor = work.commit()
    (work.root / "content/program").chmod(0o755)
    (work.root / "content/tautan").unlink()
    (work.root / "content/tautan").symlink_to("/etc/passwd")
    work("add", "-A")
    work("update-index", "--add", "--cacheinfo", f"160000,{anchor},content/lain")
    work.commit_index()
    modes = {path: entry.mode for path, entry in work.open().line(anchor)[1].entries.items()}
    assert modes == {"content/program": "100755", "content/tautan": "120000", "content/lain": "160000"}


def test_a_submodule_cannot_hide_itself_by_its_own_settings(work: Work):
    anchor = work.commit()
    work.write(".gitmodules", '[submodule "x"]\n\tpath = content/lain\n\turl = ./x\n\tignore = all\n')
    work("add", "-A")
    work("update-index", "--add", "--cacheinfo", f"160000,{anchor},content/lain")
    work.commit_index()
    work("update-index", "--cacheinfo", f"160000,{work('rev-parse', 'HEAD')},content/lain")
    work("config", "submodule.x.ignore", "all")
    work("config", "diff.ignoreSubmodules", "all")
    work.commit_index()
    assert [change.entries.keys() for change in work.open().line(anchor)[1:]] == [{"content/lain"}, {"content/lain"}]


@pytest.mark.parametrize("path", [
    "content/dua\nbaris.md", 'content/"kutip".md', "content/-rf", "content/ spasi .md", "content/:000000 100644 A",
    "content/\ttab", "content/é.md", "pengesah/'", "content/" + MISSING, "content/*.md",
])
def test_odd_names_come_through(work: Work, path: str):
    anchor = work.commit()
    work.write(path)
    work.write("content/sesudah.md")
    work.commit()
    assert set(work.open().line(anchor)[1].entries) == {path, "content/sesudah.md"}
    assert set(work.open().line(work.open().head)[0].entries) == {path, "content/sesudah.md"}


def test_names_that_are_no_text_are_told_apart(work: Work):
    anchor = work.commit()
    work.write(b"content/\xff.md", "byte")
    work.write("content/\\udcff.md", "kata")
    work.commit()
    repository = work.open()
    entries = repository.line(anchor)[1].entries
    assert set(entries) == {"content/\\udcff.md", "content/\\\\udcff.md"}
    assert repository.read([entries["content/\\udcff.md"].id]).popitem()[1] == b"byte"
    (work.root / "content/tambahan").touch()
    assert set(repository.working_tree(NOW).entries) == {"content/tambahan"}, "the disk names them alike"


def test_only_what_decides_is_kept_and_case_makes_another_path(work: Work):
    anchor = work.commit()
    for path in ("Content/a.md", "CONTENT/a.md", "contents/a.md", "theme/a.css", "Mkdocs.yml", "sub/content/a.md",
                 "pengesah/Allowed_Signers", "mkdocs.yml", "content/a.md"):
        work.write(path)
    work.commit()
    expected = {"pengesah/Allowed_Signers", "mkdocs.yml", "content/a.md"}
    assert set(work.open().line(anchor)[1].entries) == expected


def test_a_folder_that_became_a_link_is_told(work: Work):
    work.write("content/a.md")
    anchor = work.commit()
    (work.root / "content").rename(work.root / "isi")
    (work.root / "content").symlink_to("isi")
    work.commit()
    repository = work.open()
    entries = repository.line(anchor)[1].entries
    assert (entries["content/a.md"], entries["content"].mode) == (None, "120000")
    assert repository.working_tree(NOW).entries == {}


def test_a_thousand_commits_are_read_by_one_log(work: Work, monkeypatch: pytest.MonkeyPatch):
    stream = "".join(
        f"commit refs/heads/main\ncommitter A <a@contoh.go.id> {1_772_000_000 + number} +0700\ndata 1\nx\n"
        f"M 644 inline content/{number % 7}.md\ndata {len(str(number))}\n{number}\n" for number in range(1000))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=work.root, input=stream.encode(), check=True)
    repository = work.open()
    started: list[list[str]] = []
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **rest: started.append(command) or real(command, **rest))
    line = repository.line(work("rev-list", "--max-parents=0", "HEAD"))
    assert len(line) == 1000
    assert len([command for command in started if command[0] == "git"]) < 8
    texts = repository.read([entry.id for change in line for entry in change.entries.values()])
    assert sorted(map(int, texts.values())) == list(range(1000))


# --- no lie is believed ---

def test_replace_refs_do_not_change_what_is_read(work: Work):
    work.write(PAGE, "asli\n")
    anchor = work.commit()
    work.write(PAGE, "palsu\n")
    false = work.commit()
    work("replace", false, anchor)
    work("replace", work("rev-parse", f"{anchor}:{PAGE}"), work("hash-object", "-w", "mkdocs.yml", check=False)
         or work("rev-parse", f"{false}:{PAGE}"), check=False)
    repository = work.open()
    line = repository.line(anchor)
    assert ids(line) == [anchor, false]
    assert [repository.read([change.entries[PAGE].id]).popitem()[1] for change in line] == [b"asli\n", b"palsu\n"]


def test_grafts_do_not_change_history(work: Work):
    anchor = work.commit()
    middle = work.commit()
    last = work.commit()
    (work.root / ".git/info").mkdir(exist_ok=True)
    (work.root / ".git/info/grafts").write_text(f"{last} {anchor}\n")
    assert ids(work.open().line(anchor)) == [anchor, middle, last]


def test_the_users_settings_change_nothing(work: Work):
    work.write(PAGE)
    first = work.commit()
    work.write(PAGE, "dua\n")
    second = work.commit()
    for name, value in {"log.showSignature": "true", "log.showRoot": "false", "log.diffMerges": "off",
                        "diff.orderFile": "/tidak/ada", "diff.relative": "true", "color.ui": "always",
                        "log.follow": "true", "diff.external": "false", "core.pager": "false", "core.abbrev": "4",
                        "core.quotePath": "true", "i18n.logOutputEncoding": "UTF-16", "log.date": "raw"}.items():
        work("config", name, value)
    repository = work.open()
    assert ids(repository.line(first)) == [first, second]
    assert set(repository.line(first)[1].entries) == {PAGE}


def test_a_registry_in_the_very_first_commit_is_told_whatever_the_user_configured(work: Work):
    work.write(REGISTRY, "kunci\n")
    first = work.commit()
    for name, value in {"log.showRoot": "false", "log.follow": "true"}.items():
        work("config", name, value)
    assert [commit for commit, _ in work.open().registry_commits()] == [first]


def test_the_surroundings_do_not_lead_to_another_repository(work: Work, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch):
    work.write(PAGE)
    commit = work.commit()
    other = Work(tmp_path / "lain")
    other.commit()
    for name, value in {"GIT_DIR": other.root / ".git", "GIT_WORK_TREE": other.root, "GIT_INDEX_FILE": "/tidak/ada",
                        "GIT_OBJECT_DIRECTORY": other.root / ".git/objects", "GIT_NAMESPACE": "x",
                        "GIT_LITERAL_PATHSPECS": "1", "GIT_TRACE": "1", "LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8",
                        "GIT_CEILING_DIRECTORIES": work.root.parent}.items():
        monkeypatch.setenv(name, str(value))
    repository = Repository.open(work.root)
    assert repository.head == commit
    assert ids(repository.line(commit)) == [commit]


def test_a_tree_with_two_files_of_one_name_is_refused(work: Work):
    work.write(PAGE)
    anchor = work.commit()
    blob = work("rev-parse", f"HEAD:{PAGE}")
    raw = 2 * (b"100644 index.md\0" + bytes.fromhex(blob))
    tree = subprocess.run(["git", "hash-object", "-t", "tree", "--stdin", "-w", "--literally"], cwd=work.root,
                          input=raw, capture_output=True, check=True).stdout.decode().strip()
    for name in ("a", "maklumat", "content"):
        tree = subprocess.run(["git", "mktree"], cwd=work.root, input=f"040000 tree {tree}\t{name}\n".encode(),
                              capture_output=True, check=True).stdout.decode().strip()
    work("reset", "-q", "--soft", work("commit-tree", "-m", "kembar", "-p", "HEAD", tree))
    with pytest.raises(GitError, match="rusak atau tidak lengkap"):
        work.open().line(anchor)
    with pytest.raises(GitError, match="rusak atau tidak lengkap"):
        work.open().line(work.open().head)


@pytest.mark.parametrize("seconds", ["0", "99999999999", "253402300800", "18446744073709551614", "-5", "kapan"])
def test_no_time_of_a_commit_is_too_odd(work: Work, seconds: str):
    anchor = work.commit()
    raw = f"tree {work('rev-parse', 'HEAD^{tree}')}\nparent {anchor}\nauthor A <a@b> 0 +0000\n" \
          f"committer A <a@b> {seconds} +0000\n\nx\n"
    commit = subprocess.run(["git", "hash-object", "-t", "commit", "--stdin", "-w", "--literally"], cwd=work.root,
                            input=raw.encode(), capture_output=True, check=True).stdout.decode().strip()
    work("reset", "-q", "--soft", commit)
    change = work.open().line(anchor)[1]
    assert change.commit == commit
    assert datetime(1970, 1, 1, tzinfo=UTC) <= change.time <= datetime.max.replace(tzinfo=UTC)


# --- names of commits ---

def test_what_is_typed_is_found_or_not(work: Work):
    work.write(PAGE)
    commit = work.commit()
    work("tag", "-a", "-m", "tanda", "v1")
    repository = work.open()
    assert {repository.resolve(name) for name in (commit, commit.upper())} == {commit}
    for name in (commit[:8], commit[:39], "", "HEAD", "main", "v1", "@", f"{commit}~0", "tidak-ada", MISSING, "-n1",
                 "--all", "^HEAD", "HEAD..HEAD", f"HEAD:{PAGE}", "HEAD^9", "a\0b",
                 "main\n", "--output=/tmp/x"):
        assert repository.resolve(name) is None, name


def test_a_tag_cannot_take_the_place_of_a_commits_id(work: Work):
    commit = work.commit()
    other = work.commit()
    work("tag", commit[:10], other)
    work("branch", commit[:12], other, check=False)
    assert work.open().resolve(commit) == commit


def test_a_commit_of_another_history_is_not_on_the_line(work: Work):
    work.commit()
    work("checkout", "-q", "--orphan", "lain")
    other = work.commit("lain", at=1_772_000_500)
    work("checkout", "-q", "main")
    repository = work.open()
    assert repository.line(other) is None
    assert repository.line("HEAD") is None
    later = work.commit()
    assert repository.line(later) is None, "what comes after the commit that was opened is not before it"


# --- kinds of repository ---

def test_no_commit_yet(work: Work):
    repository = work.open()
    work.write(PAGE)
    assert (repository.head, repository.line(MISSING), repository.registry_commits()) == (None, None, [])
    assert set(repository.working_tree(NOW).entries) == {PAGE}


def test_a_detached_head_is_as_good_as_a_branch(work: Work):
    first = work.commit()
    work.commit()
    work("checkout", "-q", first)
    assert ids(work.open().line(first)) == [first]


def test_a_shallow_clone_says_so(work: Work, tmp_path: Path):
    anchor, last = work.commit(), work.commit()
    assert not work.open().is_shallow
    work("clone", "-q", "--depth=1", f"file://{work.root}", str(tmp_path / "dangkal"))
    repository = Repository.open(tmp_path / "dangkal")
    assert (repository.is_shallow, repository.head, repository.resolve(anchor)) == (True, last, None)


def test_a_project_in_a_folder_of_a_larger_repository(work: Work):
    work.write("content/bukan-kita.md")
    for path in (PAGE, REGISTRY, "mkdocs.yml"):
        work.write(f"kantor/[a] é/{path}")
    commit = work.commit()
    work.write("kantor/content/b.md")
    work.commit()
    repository = Repository.open(work.root / "kantor/[a] é")
    assert set(repository.line(commit)[0].entries) == {PAGE, REGISTRY, "mkdocs.yml"}
    assert [found for found, _ in repository.registry_commits()] == [commit]
    assert repository.working_tree(NOW).entries == {}
    assert repository.private_folder == repository.root / "../../.git/maklumat"


def test_object_ids_may_be_sha256(tmp_path: Path):
    try:
        work = Work(tmp_path / "proyek", "--object-format=sha256")
    except AssertionError:
        pytest.skip("this git knows no SHA-256 repositories")
    work.write(PAGE)
    commit = work.commit()
    repository = work.open()
    entry = repository.line(commit)[0].entries[PAGE]
    assert (len(commit), len(entry.id), repository.read([entry.id])) == (64, 64, {entry.id: b"isi\n"})
    assert repository.working_tree(NOW).entries == {}


def test_a_worktree_shares_the_private_folder(work: Work, tmp_path: Path):
    commit = work.commit()
    work("worktree", "add", "-q", str(tmp_path / "kedua"), "-b", "kedua")
    second = Repository.open(tmp_path / "kedua")
    assert ids(second.line(commit)) == [commit]
    assert second.private_folder.resolve() == work.open().private_folder.resolve() == work.root / ".git/maklumat"
    assert not work("status", "--porcelain"), "what is kept there is never part of a commit"


def test_a_submodule_is_a_repository_of_its_own(work: Work, tmp_path: Path):
    inner = Work(tmp_path / "dalam")
    inner.write(PAGE)
    inner.commit()
    work("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.root), "bagian")
    repository = Repository.open(work.root / "bagian")
    assert set(repository.line(repository.head)[0].entries) == {PAGE}
    assert repository.private_folder.resolve() == work.root / ".git/modules/bagian/maklumat"


def test_no_repository_is_none_and_others_are_told_in_one_sentence(work: Work, tmp_path: Path):
    assert Repository.open(tmp_path) is None
    work("clone", "-q", "--bare", str(work.root), str(tmp_path / "telanjang"))
    for folder in (tmp_path / "telanjang", work.root / ".git"):
        with pytest.raises(GitError, match="bagian dalam repositori git"):
            Repository.open(folder)


def test_without_the_program_one_sentence_says_so(work: Work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="pasang git"):
        Repository.open(work.root)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_of_another_user_is_told_in_one_sentence(work: Work):
    work.commit()
    for path in (work.root, work.root / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(GitError, match="milik pengguna lain"):
        Repository.open(work.root)


# --- bytes ---

def test_bytes_come_as_they_are(work: Work):
    texts = [b"", b"\n", b"a\r\nb", b"\0\xff" * 70_000, b"blob 3\n" + MISSING.encode() + b" missing\n"]
    for number, text in enumerate(texts):
        work.write(f"content/{number}").write_bytes(text)
    commit = work.commit()
    repository = work.open()
    entries = repository.line(commit)[0].entries
    found = repository.read([entries[f"content/{number}"].id for number in range(len(texts))] * 2)
    assert [found[entries[f"content/{number}"].id] for number in range(len(texts))] == texts
    assert repository.read([]) == {}


def test_many_large_blobs_do_not_block_the_pipes(work: Work):
    for number in range(300):
        work.write(f"content/{number}", f"{number}\n" * 30_000)
    commit = work.commit()
    repository = work.open()
    entries = repository.line(commit)[0].entries
    assert len(repository.read([entry.id for entry in entries.values()])) == 300


@pytest.mark.parametrize("wanted", [MISSING, "", "HEAD", "f" * 41, "f\n", "../../x"])
def test_a_blob_that_is_not_there_is_told(work: Work, wanted: str):
    work.commit()
    with pytest.raises(GitError, match="git fsck"):
        work.open().read([wanted])


def test_a_commit_is_no_blob(work: Work):
    with pytest.raises(GitError):
        work.open().read([work.commit()])


def test_an_object_that_is_lost_is_told(work: Work):
    work.write(PAGE)
    anchor = work.commit()
    blob = work("rev-parse", f"HEAD:{PAGE}")
    (work.root / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    repository = work.open()
    with pytest.raises(GitError, match="rusak atau tidak lengkap"):
        repository.read([repository.line(anchor)[0].entries[PAGE].id])


def test_bytes_that_do_not_fit_their_id_are_not_believed(work: Work):
    work.write(PAGE, "asli\n")
    work.commit()
    right, false = work("rev-parse", f"HEAD:{PAGE}"), work.write("palsu", "palsu\n")
    wrong = work("hash-object", "-w", str(false))
    paths = [work.root / f".git/objects/{number[:2]}/{number[2:]}" for number in (right, wrong)]
    paths[0].chmod(0o644)
    paths[0].write_bytes(paths[1].read_bytes())
    with pytest.raises(GitError, match="rusak"):
        work.open().read([right])


def test_a_lost_commit_is_told(work: Work):
    anchor, middle = work.commit("satu"), work.commit("dua")
    work.commit("tiga")
    repository = work.open()
    (work.root / f".git/objects/{middle[:2]}/{middle[2:]}").unlink()
    with pytest.raises(GitError, match="rusak atau tidak lengkap"):
        repository.line(anchor)


# --- what lies on disk ---

def test_the_working_tree_is_told_against_head(work: Work):
    for name in ("sama", "ubah", "hapus", "program"):
        work.write(f"content/{name}.md")
    work.write(".gitignore", "*.rahasia\n")
    work.commit()
    work.write("content/ubah.md", "lain\n")
    (work.root / "content/hapus.md").unlink()
    (work.root / "content/program.md").chmod(0o755)
    (work.root / "content/tautan").symlink_to("../README.md")
    (work.root / "content/folder").symlink_to("/etc")
    work.write("content/baru.rahasia", "diabaikan git\n")
    work.write("README.md")
    repository = work.open()
    change = repository.working_tree(NOW)
    assert (change.commit, change.time) == ("", NOW)
    assert {path: entry and entry.mode for path, entry in change.entries.items()} == {
        "content/ubah.md": PLAIN, "content/hapus.md": None, "content/program.md": "100755", "content/tautan": "120000",
        "content/folder": "120000", "content/baru.rahasia": PLAIN}
    texts = repository.read(entry.id for entry in change.entries.values() if entry)
    assert texts[change.entries["content/ubah.md"].id] == b"lain\n"
    assert texts[change.entries["content/tautan"].id] == b"../README.md"


def test_ids_of_files_on_disk_are_those_that_git_would_give(work: Work):
    for number, text in enumerate(["", "x", "é\n", "panjang" * 400_000]):
        work.write(f"content/{number}", text)
    change = work.open().working_tree(NOW)
    commit = work.commit()
    assert change.entries == work.open().line(commit)[0].entries


def test_line_endings_are_not_converted_on_the_way(work: Work):
    work("config", "core.autocrlf", "true")
    work.write(PAGE).write_bytes(b"a\r\n")
    work.commit()
    entry = work.open().working_tree(NOW).entries[PAGE]
    assert entry == Entry(PLAIN, work("hash-object", "--no-filters", PAGE))


def test_where_the_disk_knows_no_program_bit_git_is_believed(work: Work):
    work.write("content/a")
    work.write("content/b").chmod(0o755)
    work.commit()
    work("config", "core.fileMode", "false")
    (work.root / "content/a").chmod(0o755)
    (work.root / "content/b").chmod(0o644)
    work.write("content/c").chmod(0o755)
    assert {path: entry.mode for path, entry in work.open().working_tree(NOW).entries.items()} == {"content/c": PLAIN}


def test_a_file_that_changes_under_the_reader_is_told(work: Work):
    work.commit()
    file = work.write("content/a.md")
    repository = work.open()
    (entry,) = repository.working_tree(NOW).entries.values()
    file.write_text("lain\n")
    with pytest.raises(GitError, match="berubah ketika sedang dibaca"):
        repository.read([entry.id])
    file.unlink()
    with pytest.raises(ContentError, match="tidak dapat dibaca"):
        repository.read([entry.id])


def test_a_pipe_is_refused_and_not_waited_for(work: Work):
    work.commit()
    (work.root / "content").mkdir()
    os.mkfifo(work.root / "content/pipa")
    assert stat.S_ISFIFO((work.root / "content/pipa").lstat().st_mode)
    with pytest.raises(ContentError, match="bukan berkas biasa"):
        work.open().working_tree(NOW)


def test_another_repository_inside_stays_what_it_is(work: Work):
    commit = work.commit()
    work("update-index", "--add", "--cacheinfo", f"160000,{commit},content/lain")
    work.commit_index()
    (work.root / "content/lain").mkdir(parents=True)
    assert work.open().working_tree(NOW).entries == {}
    work.write("content/lain/index.md")
    assert set(work.open().working_tree(NOW).entries) == {"content/lain/index.md"}


# --- the registry's history ---

def test_every_commit_that_touches_the_registry_is_told(work: Work):
    work.write(REGISTRY, "# kosong\n")
    first = work.commit()
    work.write(PAGE)
    work.commit()
    work("checkout", "-q", "-b", "samping")
    work.write(REGISTRY, "kunci\n")
    work.commit()
    work("checkout", "-q", "main")
    work("merge", "-q", "--no-ff", "-m", "gabung", "samping")
    merge = work("rev-parse", "HEAD")
    (work.root / REGISTRY).unlink()
    gone = work.commit()
    repository = work.open()
    found = repository.registry_commits()
    assert [commit for commit, _ in found] == [first, merge, gone]
    assert found[-1][1] is None
    assert repository.read([found[1][1].id]).popitem()[1] == b"kunci\n"
