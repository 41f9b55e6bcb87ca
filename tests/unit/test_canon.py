"""Equal values have one digest, others never."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum

import pytest

from maklumat import canon
from maklumat.model import State


@dataclass(frozen=True)
class Pair:
    first: object = 1
    second: object = 2


class Other(Enum):
    DRAFT = "rancangan"


APART = [
    ("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), (("a", "b"), "c"), (["a", "b"], "c"), ("", "abc"), ("abc", ""),
    (1,), ("1",), (b"1",), (True,), (1.0,), (None,), ("None",), (), ((),), ([],), ({},), (frozenset(),),
    ({"a": 1},), ({"a": "1"},), ({"a": 1, "b": 2},), (("a", 1),), ({"a", "b"},), (("a", "b"),),
    (date(2025, 1, 2),), ("2025-01-02",), (State.DRAFT,), (Other.DRAFT,), ("rancangan",),
    (Pair(),), (Pair(2, 1),), (Pair(1, Pair()),), (("Pair", 1, 2),), ("\ud800",), ("?",),
]


def test_different_values_have_different_digests():
    digests = [canon.digest(*values) for values in APART]
    assert len(set(digests)) == len(APART)


def test_every_field_counts_also_one_that_is_not_shown():
    for field in fields(Pair):
        assert canon.digest(replace(Pair(), **{field.name: 3})) != canon.digest(Pair())


def test_order_counts_only_where_there_is_one():
    assert canon.digest({"a": 1, "b": 2}) == canon.digest({"b": 2, "a": 1})
    assert canon.digest({"a", "b", "c"}) == canon.digest({"c", "b", "a"})
    assert canon.digest(["a", "b"]) != canon.digest(["b", "a"])


@pytest.mark.parametrize("value", [object(), iter(()), len, bytearray(b"x")])
def test_what_has_no_plain_value_is_refused(value):
    with pytest.raises(TypeError, match="has no digest"):
        canon.digest(("a", [value]))


def test_another_process_finds_the_same():
    program = "from maklumat import canon; print(canon.digest({'x', 'y', 'z'}, {'a': 1, 'b': (2, None)}))"
    found = {subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": seed}, check=True,
                            capture_output=True, text=True).stdout.strip() for seed in ("1", "2")}
    assert found == {canon.digest({"x", "y", "z"}, {"a": 1, "b": (2, None)})}
