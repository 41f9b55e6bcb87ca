"""Values of findings."""

from __future__ import annotations

import pytest

from maklumat.findings import joined


@pytest.mark.parametrize(("names", "text"), [
    (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c"),
])
def test_names_are_listed_as_eyd_asks(names: list[str], text: str):
    assert joined(names) == text
