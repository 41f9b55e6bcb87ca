"""Two folders exchange their places in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["exchange", "undisturbed"]

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
RENAME_SWAP = 2  # sys/stdio.h of macOS
NOT_OFFERED = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)  # by this kernel or this file system
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def exchange(one: Path, other: Path) -> None:
    """Lets two folders on one disk exchange their places; whoever looks sees each of them before or after.

    One system call where the system offers it (Linux, macOS). Elsewhere three renames, in which `other` is out of its
    place for a moment: a power cut just then leaves `other`'s place empty and both folders, whole, beside `one`
    (`other` as its name with `.old` behind it). Raises OSError, and then nothing has changed.
    """
    call = _system_call()
    if call is None or not _done(call, one, other):
        _by_renaming(one, other)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Holds back Ctrl-C and other requests to stop; those that came meanwhile are dropped at the end when all went
    well, since what they would have stopped is done, and obeyed otherwise."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
        _drop()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _drop() -> None:
    while signal.sigpending() & set(SIGNALS):
        signal.sigwait(SIGNALS)


def _system_call():
    """A function of two encoded paths that gives 0 when they were exchanged; None where there is none."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            rename = library.renameat2
            rename.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
            return lambda one, other: rename(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
        if sys.platform == "darwin":
            rename = library.renamex_np
            rename.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
            return lambda one, other: rename(one, other, RENAME_SWAP)
    except (OSError, AttributeError, TypeError):  # no such library, no such function, Windows
        return None
    return None


def _done(call, one: Path, other: Path) -> bool:
    """Did the system exchange them? False where it does not offer that. Raises OSError for any other reason."""
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in NOT_OFFERED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _by_renaming(one: Path, other: Path) -> None:
    aside = one.with_name(f"{other.name}.old")
    other.rename(aside)
    try:
        one.rename(other)
    except BaseException:
        aside.rename(other)
        raise
    aside.rename(one)
