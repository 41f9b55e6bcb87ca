"""A look at the files is shared by all who wait for it."""

from __future__ import annotations

import itertools
import threading
from types import SimpleNamespace

from maklumat import serving
from maklumat.serving import Preview


def test_who_waits_for_a_look_that_began_after_they_asked_does_not_look_again(monkeypatch):
    shown, looks, asked = object.__new__(Preview), [], itertools.count(1)
    begun, all_ask, go_on = threading.Event(), threading.Event(), threading.Event()
    shown._lock, shown._looked, shown._settings, shown._seen = threading.Lock(), 0, None, frozenset()

    def now() -> int:
        at = next(asked)
        if at == 4:  # the first has asked and begun, both others have asked
            all_ask.set()
        return at

    def seen(_) -> frozenset:
        looks.append(1)
        begun.set()
        assert go_on.wait(30)
        return frozenset()

    monkeypatch.setattr(serving, "time", SimpleNamespace(monotonic=now))
    monkeypatch.setattr(serving, "_seen", seen)
    first = threading.Thread(target=shown.look)
    first.start()
    assert begun.wait(30)
    others = [threading.Thread(target=shown.look) for _ in range(2)]
    for each in others:
        each.start()
    assert all_ask.wait(30)
    go_on.set()
    for each in (first, *others):
        each.join(30)
    assert len(looks) == 2  # the first began before the others asked; of these one looks for both
