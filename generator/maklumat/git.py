"""Git's own account of the project, asked of the program `git`: commits, blobs, and the files on top of HEAD."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import gitcall, worktree
from .gitcall import DAMAGED, GitError
from .layout import REGISTRY
from .snapshot import PLAIN, PROGRAM, Change, Entry

__all__ = ["GitError", "Repository"]

KEPT = ("content", "pengesah", "mkdocs.yml")  # the folders and the file that decide what is published
OTHER_REPOSITORY, NOTHING = "160000", "000000"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = (datetime.max.replace(tzinfo=UTC, microsecond=0) - EPOCH) // timedelta(seconds=1)

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# Whatever a user has configured: the objects themselves, every path, every commit and nothing else.
_CONFIG = ("-c", "core.commitGraph=false", "-c", "log.showRoot=true", "-c", "log.follow=false",
           "-c", "core.sparseCheckout=false", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false")
_RAW = ("--diff-merges=first-parent", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--no-relative", "--no-color", "--no-show-signature", "--ignore-submodules=none", f"-O{os.devnull}",
        "--encoding=UTF-8", "--format=tformat:%H %ct %P")

Tree = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that the project in `root` belongs to; the project may be a folder of it.

    `head` is the commit that is checked out, None while there is none; `is_shallow`: old commits are missing.
    """

    root: Path
    head: str | None
    is_shallow: bool
    prefix: bytes = b""  # the project's folder below the top of the repository, with a slash at its end
    algorithm: str = "sha1"
    files: dict[str, Path] = field(default_factory=dict, repr=False)  # ids that only the disk has, and where
    trees: dict[str, Tree] = field(default_factory=dict, repr=False)  # by commit, as git was asked for them
    logs: dict[str, list[tuple[Change, str]]] = field(default_factory=dict, repr=False)  # by range, the same

    @classmethod
    def open(cls, root: Path) -> Repository | None:
        """The repository of this folder, None where it is in none. Raises GitError with one sentence."""
        asked = gitcall.run(root, "rev-parse", "--is-bare-repository", "--is-inside-work-tree",
                            "--is-shallow-repository", "--show-object-format", "--show-prefix")
        if asked.returncode:
            return _without_repository(root, asked.stderr)
        bare, inside, shallow, algorithm, prefix = asked.stdout.split(b"\n", 4)
        if bare == b"true" or inside != b"true":
            raise GitError(f"{root} adalah bagian dalam repositori git; jalankan perintah ini di folder kerjanya")
        head = gitcall.run(root, "rev-parse", "--verify", "--quiet", "HEAD").stdout.decode().strip()
        return cls(root, head or None, shallow == b"true", prefix.removesuffix(b"\n"), algorithm.decode())

    @property
    def private_folder(self) -> Path | None:
        """A folder of our own inside the git directory, where no commit can plant a file; None where none can be made.
        """
        inside = os.fsdecode(self._git("rev-parse", "--git-common-dir").removesuffix(b"\n"))
        folder = self.root / inside / "maklumat"
        try:
            folder.mkdir(exist_ok=True)
        except OSError:
            return None
        return folder

    def resolve(self, name: str) -> str | None:
        """The id of the commit whose whole id somebody typed, in letters of either case; None for all else.

        Branches and tags are whatever the last push made of them, and the beginning of an id can be forged in seconds.
        """
        number = name.lower()
        if not _ID.fullmatch(number):
            return None
        found = gitcall.run(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{number}^{{commit}}")
        return number if not found.returncode and found.stdout.decode(errors="replace").strip() == number else None

    def named(self, name: str) -> str | None:
        """The id of the commit that a branch, a tag or an id means today. Names move: only for what people look at."""
        found = gitcall.run(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return None if found.returncode else found.stdout.decode(errors="replace").strip()

    def parting(self, commit: str) -> str | None:
        """The last commit that HEAD and this one have in common."""
        return gitcall.run(self.root, "merge-base", "HEAD", commit).stdout.decode(errors="replace").strip() or None

    def elsewhere(self) -> list[str]:
        """The files beside those that decide what is published that are not as HEAD has them; new ones do not count."""
        found = self._git("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", self.head)
        return [_name(path) for path in found.split(b"\0")[:-1] if not self._own(self.prefix + path)]

    def changed(self, leaving: Path) -> list[str]:
        """The project's files that are not as HEAD has them, new ones as well unless they are ignored; of those that
        decide what is published, ignored ones too. `leaving`: a folder that does not count.

        Asked with an index of its own: the user's may say of a file that it is not to be looked at.
        """
        names = {*self.working_tree(EPOCH).entries}
        spared = [f":(exclude,literal){leaving.relative_to(self.root).as_posix()}"] \
            if leaving.is_relative_to(self.root) else []
        with tempfile.TemporaryDirectory(prefix="maklumat-") as folder:
            index = str(Path(folder, "index"))
            self._git(*_CONFIG, "read-tree", self.head, index=index)
            told = self._git(*_CONFIG, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames",
                             "--ignore-submodules=none", "--", ".", *spared, index=index)
        within = [entry[3:].removeprefix(self.prefix) for entry in told.split(b"\0")[:-1]]
        return sorted(names.union(map(_name, within)))

    def place(self) -> tuple[int, datetime]:
        """How many commits lead to HEAD along first parents, itself included, and when it was made."""
        number, seconds = (self._git(*_CONFIG, *what, self.head).decode().split()[-1] for what in (
            ("rev-list", "--count", "--first-parent"), ("log", "-1", "-s", "--no-show-signature", "--format=%ct")))
        return int(number), _moment(seconds)

    def line(self, anchor: str) -> list[Change] | None:
        """Every commit from the anchor to HEAD along first parents, oldest first, the anchor with its whole tree.

        None when the anchor is not on that line. Raises GitError where the changes do not add up to HEAD's tree.
        """
        if not self.head or not _ID.fullmatch(anchor):
            return None
        since = {change.commit: (change, parent) for change, parent in self._since(anchor)}
        steps, commit = [], self.head
        while commit in since:
            change, commit = since[commit]
            steps.append(change)
        if commit != anchor:
            return None
        line = [self.whole(anchor), *reversed(steps)]
        if _sum(line) != self.tree(self.head):
            raise GitError(DAMAGED.format(self.root))
        return line

    def whole(self, commit: str) -> Change:
        """A commit with its whole tree, as it stands at the head of a line."""
        (change, _), = self._log("-1", "-s", commit)
        return Change(commit, change.time, self.tree(commit))

    def everything_since(self, anchor: str) -> list[Change]:
        """Every commit that leads to HEAD and not to the anchor, parents before children, each against its first
        parent: those of merged branches as well."""
        return [change for change, _ in self._since(anchor)]

    def _since(self, anchor: str) -> list[tuple[Change, str]]:
        """The same, with each one's first parent."""
        span = f"{anchor}..{self.head}"
        if span not in self.logs:
            self.logs[span] = [*self._log("--topo-order", span)]
        return self.logs[span]

    def registry_commits(self) -> list[tuple[str, Entry | None]]:
        """The commits on HEAD's first-parent line that touch the registry, oldest first, and what it is from then on.
        """
        if not self.head:
            return []
        path = os.fsdecode(self.prefix) + REGISTRY
        return [(change.commit, change.entries.get(REGISTRY))
                for change, _ in self._log("--first-parent", self.head, "--", f":(top,literal){path}")]

    def working_tree(self, time: datetime) -> Change:
        """What lies on disk now against HEAD, as if it were committed at this time; ignored files count as well.

        Its new bytes can be asked of `read`. Raises ContentError where a file cannot be read or is a pipe or a device.
        """
        old = self.tree(self.head) if self.head else {}
        keeps_programs = gitcall.run(self.root, "config", "--type=bool", "--get", "core.fileMode").stdout != b"false\n"
        self.files.clear()
        new: Tree = {}
        for path in worktree.files(self.root, KEPT):
            name = _name(os.fsencode(path.relative_to(self.root).as_posix()))
            known = old.get(name)
            mode, number = worktree.entry(path, self.algorithm)
            if mode != worktree.LINK and not keeps_programs:  # this disk cannot tell
                mode = PROGRAM if known and known.mode == PROGRAM else PLAIN
            new[name] = Entry(mode, number)
            if new[name] != known:
                self.files[number] = path
        for name, entry in old.items():
            if entry.mode == OTHER_REPOSITORY and (self.root / name).is_dir():
                new[name] = entry  # as git sees it: a folder that is another repository's affair
        gone = dict.fromkeys(old.keys() - new.keys())
        return Change("", time, gone | {name: entry for name, entry in new.items() if old.get(name) != entry})

    def read(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The bytes of blobs, by id, each held against its id. Raises GitError when one is missing or damaged."""
        wanted = list(dict.fromkeys(ids))
        if not all(map(_ID.fullmatch, wanted)):
            raise GitError(DAMAGED.format(self.root))
        blobs = dict(gitcall.blobs(self.root, [number for number in wanted if number not in self.files]))
        for number in wanted:
            data = blobs[number] if number in blobs else worktree.read(self.files[number])
            if worktree.blob_id(data, self.algorithm) != number:
                raise GitError(f"{self.files[number]} berubah ketika sedang dibaca; ulangi perintah ini"
                               if number in self.files else DAMAGED.format(self.root))
            blobs[number] = data
        return blobs

    def tree(self, commit: str) -> Tree:
        """The files of a commit that are ours, by path."""
        if commit not in self.trees:
            self.trees[commit] = self._tree(commit)
        return self.trees[commit]

    def _tree(self, commit: str) -> Tree:
        tree: Tree = {}
        for line in self._git("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")[:-1]:
            (mode, _, number), path = line[:line.index(b"\t")].decode().split(), line[line.index(b"\t") + 1:]
            name = self._own(path)
            if name in tree:  # two files of one name: every program would see another one
                raise GitError(DAMAGED.format(self.root))
            if name:
                tree[name] = Entry(mode, number)
        return tree

    def _log(self, *what: str) -> Iterator[tuple[Change, str]]:
        """Commits with their changes, and each one's first parent ("" for a root)."""
        tokens = iter(self._git(*_CONFIG, "log", *_RAW, *what).split(b"\0")[:-1])
        head: list[str] = []
        entries: dict[str, Entry | None] = {}
        for token in tokens:
            if not token.lstrip(b"\n").startswith(b":"):
                if head:
                    yield _change(head, entries)
                head, entries = token.decode().strip("\n").split(" "), {}
                continue
            _, mode, _, number, _ = token.decode().split()
            if name := self._own(next(tokens)):
                entries[name] = None if mode == NOTHING else Entry(mode, number)
        if head:
            yield _change(head, entries)

    def _own(self, path: bytes) -> str:
        """A path of the repository as seen from the project; "" for what decides nothing."""
        inside = path.removeprefix(self.prefix)
        is_kept = path.startswith(self.prefix) and inside.split(b"/")[0].decode("latin-1") in KEPT
        return _name(inside) if is_kept else ""

    def _git(self, *arguments: str, index: str = "") -> bytes:
        done = gitcall.run(self.root, *arguments, index=index)
        if done.returncode:
            raise GitError(DAMAGED.format(self.root))
        return done.stdout


def _without_repository(root: Path, complaint: bytes) -> None:
    """Why git answers nothing here: None where there is simply no repository, else GitError."""
    if b"not a git repository" in complaint:
        return
    if b"dubious ownership" in complaint:
        raise GitError(f"folder {root} milik pengguna lain, sehingga git menolak membacanya; jalankan perintah ini "
                       f"sebagai pemiliknya, atau izinkan dengan `git config --global --add safe.directory {root}`")
    raise GitError(DAMAGED.format(root))


def _name(path: bytes) -> str:
    """A path as text, another one for every path: backslashes doubled, bytes that are no UTF-8 as `\\udc…`."""
    return path.replace(b"\\", b"\\\\").decode("utf-8", "surrogateescape").encode("utf-8", "backslashreplace").decode()


def _change(head: list[str], entries: Mapping[str, Entry | None]) -> tuple[Change, str]:
    commit, seconds, parent = head[:3]
    return Change(commit, _moment(seconds), entries), parent


def _moment(seconds: str) -> datetime:
    """What git says as seconds since 1970, within what a date can say."""
    return EPOCH + timedelta(seconds=min(int(seconds), LATEST) if seconds.isdecimal() else 0)


def _sum(line: Iterable[Change]) -> Tree:
    tree: dict[str, Entry | None] = {}
    for change in line:
        tree.update(change.entries)
    return {name: entry for name, entry in tree.items() if entry}
