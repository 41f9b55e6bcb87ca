"""What lies beside a document against its list."""

from __future__ import annotations

import pytest

from maklumat.attachments import faults

A, B = "a" * 64, "b" * 64


@pytest.mark.parametrize(("listed", "present", "words"), [
    ([], {}, []),
    ([("x.pdf", A)], {"x.pdf": A}, []),
    ([("x.pdf", A)], {}, ["lampiran x.pdf tidak ada"]),
    ([("x.pdf", A)], {"x.pdf": B}, ["isi lampiran x.pdf tidak sama"]),
    ([("x.pdf", A)], {"x.pdf": ""}, ["isi lampiran x.pdf tidak sama"]),
    ([("x.pdf", "")], {"x.pdf": ""}, ["isi lampiran x.pdf tidak sama"]),
    ([], {"y.pdf": A, "sub/z.pdf": B}, ["sub/z.pdf di folder dokumen tidak tercantum", "y.pdf di folder"]),
    ([("x.pdf", A), ("x.pdf", B)], {"x.pdf": A}, ["x.pdf tercantum dua kali"]),
    ([("X.pdf", A)], {"x.pdf": A}, ["lampiran X.pdf tidak ada", "x.pdf di folder"]),
])
def test_every_difference_is_one_sentence(listed, present, words):
    found = faults(listed, present)
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))
