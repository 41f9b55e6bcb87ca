"""What a browser would run on an ordinary page is found in any wrapping; what is only shown as code is not."""

from __future__ import annotations

import markdown
import pytest

from maklumat import active

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(("line", "shown", "text"), [
    (3, "<script", f"# Uji\n\n{SCRIPT}\n"), (1, "<SCRIPT", "a <SCRIPT src=x></SCRIPT>"),
    (1, "<style", "<style>p{}</style>"),
    (1, "<link", '<link rel="stylesheet" href="x">'), (1, "<meta", "<meta name=x>"), (1, "<base", "<base href=x>"),
    (1, "<iframe", "<iframe srcdoc=x>"), (1, "<object", "<object data=x>"), (1, "<embed", "<embed src=x>"),
    (1, "<form", "<form action=x>"), (1, "<svg", "<svg/onload=x>"), (1, "onerror=", IMAGE),
    (3, "ONCLICK =", "<p\n\nONCLICK = 'x'>"), (2, "onclick=", "a\n{: .x onclick=alert(1) }"),
    (1, "onclick=", "[a](b){onclick=x}"), (1, "javascript:", "[a](javascript:alert(1))"),
    (1, "JavaScript:", "<a href='JavaScript:x'>a</a>"), (1, "javascript:", "[a](javascript&colon;alert(1))"),
    (1, "javascript:", "[a](&#106;avascript:alert(1))"), (1, "java script:", "<a href='java\nscript:alert(1)'>a</a>"),
    (2, "javascript:", "[a]:\njavascript:alert(1)"), (1, "javascript:", "a{ href=javascript:x }"),
    (1, "data:text/", "[a](data:text/html,x)"), (1, "data:image/", "![a](data:image/svg+xml,x)"),
    (2, "http-equiv", "---\ndescription: '0;url=https://a\" http-equiv=\"refresh'\n---\n"),
    (2, "<script", '---\ntitle: "`\\x3cscript>"\n---\n'), (2, "onclick=", "---\ntitle: 'a\" onclick=\"b'\n---\n"),
    (1, "<title", "# Uji &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
    (2, "<title", "---\ntitle: '&#60;/title>'\n---\n"),
    (1, "<script", "\ufeff<scr\2ipt>x</script>"),
])
def test_what_runs_is_named_with_its_line(line: int, shown: str, text: str):
    found = active.first(text)
    assert found is not None
    assert (found[0], found[1].replace("</", "<")) == (line, shown)


@pytest.mark.parametrize("text", [
    f"Tulis `{SCRIPT}` saja.", f"```\n{SCRIPT}\n```\n", f"~~~ html\n{IMAGE}\n~~~\n\n`{IMAGE}`\n",
    f"---\ntitle: Uji\n---\nLihat <https://contoh.go.id>.\n\n```html\n{SCRIPT}\n```\n", f"``a ` {SCRIPT}``",
    "Data: text/html, onboarding = x", "[a](https://a.go.id/?online=1)", "![a](data:image/png;base64,AA)",
    "Bahasa: JavaScript: aktif", "<p align='center'>a</p>", "a < b, formulir, metadata", "{ .kelas #id }",
    "&lt;script&gt;", "<div class='x'>a</div>\n\n`b`", "",
])
def test_what_is_shown_only_is_left_alone(text: str):
    assert active.first(text) is None


@pytest.mark.parametrize("text", [
    f"```\n{SCRIPT}\n", f"`a\n{SCRIPT}\n`", f"<div>`{SCRIPT}`</div>", f"<!--\n```\n-->\n\n```\n{SCRIPT}\n```\n",
    f"```{{`}}\nx\n```\n{SCRIPT}\n```\n", f"```\nx\n````\n{SCRIPT}\n```\n", f"a ` b\n- c `{SCRIPT}` d ` e",
    f"\\`{SCRIPT}`", f"- a\n\n      {SCRIPT}\n", f"<div>\n```\n</div>\n{SCRIPT}\n```\n",
    f"1. a\n\n   ```\n{SCRIPT}\n   ```\n",
    f"---\na: |\n  x\n```\n---\n```\n{SCRIPT}\n```\n", f"a: b\n```\n\n```\n{SCRIPT}\n```\n", f"    {SCRIPT}\n",
    f"``` a b\n{SCRIPT}\n```\n", f"~~~ html\n{SCRIPT}\n```\n",
    "\\<script>x</script>", f"---\n- a\n---\n`{SCRIPT}`\n<b>",
    f"![a](b \"`{SCRIPT}`\")\n<p>", f"x`y\n\nz`{SCRIPT}`",
    f"# Kode `</title>{SCRIPT}`\n", f"Kode `{IMAGE}`\n===\n", f"Kode `{IMAGE}`\n---\n", f"> ## Kode `{IMAGE}`\n",
])
def test_what_readers_may_take_for_code_or_not_counts(text: str):
    assert active.first(text) is not None


@pytest.mark.parametrize("text", [
    f"```\n{SCRIPT}\n```\n", f"Tulis `{SCRIPT}` saja.\n\n# Judul `a.md`\n", f"~~~ html\n{IMAGE}\n~~~\n\n`{IMAGE}`\n",
    f"- a `{IMAGE}`\n- b ``c`d {SCRIPT}``\n", f"a\n```\n{SCRIPT}\n```\nb\n", f"| a |\n|---|\n| `{SCRIPT}` |\n",
    f"> a `{SCRIPT}`\n\n```\n```\n\n```\n{IMAGE}\n```\n",
])
def test_what_counts_as_code_is_code_to_the_builder(text: str):
    assert active.first(text) is None
    built = markdown.markdown(text, extensions=["fenced_code", "tables", "toc", "attr_list"])
    assert "<script" not in built
    assert "<img" not in built
