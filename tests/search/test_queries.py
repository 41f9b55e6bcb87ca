"""What people find: judged queries, asked of the real index in a real browser through the page's own form."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from . import site

FILTERS = ("unit", "tahun", "jenis", "keadaan", "dicabut")
QUERIES = yaml.load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)

# Opens the page for each query, as somebody does who follows a link to it; or types all of them into one page (TYPE).
OPEN = """
async function seen(query) {
  const frame = document.createElement("iframe");
  frame.width = 360; frame.height = 800; frame.src = `/cari/?${new URLSearchParams(query)}`;
  await new Promise(done => { frame.onload = done; document.body.append(frame); });
  return frame.contentDocument;
}
"""
TYPE = """
let page;
async function seen(query) {
  if (!page) {
    const frame = document.createElement("iframe");
    frame.src = "/cari/";
    await new Promise(done => { frame.onload = done; document.body.append(frame); });
    page = frame.contentDocument;
  }
  for (const id of ["q", "unit", "tahun", "jenis", "keadaan"]) page.getElementById(id).value = query[id] ?? "";
  page.getElementById("dicabut").checked = "dicabut" in query;
  page.getElementById("kabar").textContent = "";
  page.getElementById("cari").requestSubmit();
  return page;
}
"""
LOOK = """
const found = [];
for (const query of given) {
  const page = await seen(query), at = id => page.getElementById(id);
  for (const start = Date.now(); Date.now() - start < 10000 && !at("kabar").textContent;) {
    await new Promise(next => setTimeout(next, 5));
  }
  found.push({
    said: at("kabar").textContent, links: [...page.querySelectorAll("#hasil a")].map(it => it.pathname),
    texts: [...page.querySelectorAll("#hasil li")].map(it => it.innerText),
    marks: [...page.querySelectorAll("#hasil mark")].map(it => it.textContent),
    wide: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    more: at("lagi").checkVisibility(), whole: at("semua").checkVisibility(), form: at("pencarian").checkVisibility(),
  });
}
await fetch("/jawaban", { method: "POST", body: JSON.stringify(found) });
"""


@pytest.fixture(autouse=True)
def _browser(needs) -> None:
    needs("chromium")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return site.built(site.catalogue(), tmp_path_factory.mktemp("cari") / "situs")


def asked(root: Path, tmp_path: Path, *queries: dict, way: str = OPEN) -> list[dict]:
    return site.asked(root, way + LOOK, queries, tmp_path / "profil")


def name(link: str) -> str:
    """The name in queries.yml of the document behind a link."""
    kind, own = link.strip("/").split("/")
    return f"M-{own}" if kind == "maklumat" else own


def scores(judged: list[tuple[dict, list[str]]]) -> tuple[float, float, float]:
    """Recall and precision over all queries, each weighing the same, and how often the first hit is the right one."""
    recall, precision, first = [], [], []
    for query, hits in judged:
        wanted = set(query["cocok"])
        recall.append(len(wanted & set(hits)) / len(wanted) if wanted else 1)
        precision.append(len(wanted & set(hits)) / len(hits) if hits else 1 if not wanted else 0)
        if "dulu" in query:
            first.append(hits[:1] == [query["dulu"]])
    return tuple(sum(values) / len(values) for values in (recall, precision, first))


def test_judged_queries(root, tmp_path):
    assert len(QUERIES) >= 60
    found = asked(root, tmp_path, *({key: value for key, value in query.items() if key in ("q", *FILTERS)}
                                    for query in QUERIES), way=TYPE)
    judged = [(query, list(map(name, answer["links"]))) for query, answer in zip(QUERIES, found, strict=True)]
    for query, hits in judged:
        if set(hits) != set(query["cocok"]) or hits[:1] != [query.get("dulu", (hits or [""])[0])][:len(hits)]:
            print(query, "->", hits)
    tried = scores([each for each in judged if each[0].get("coba", True)])
    held = scores([each for each in judged if not each[0].get("coba", True)])
    print("tried", tried, "held out", held)
    for recall, precision, first in (tried, held):
        assert recall >= 0.95
        assert precision >= 0.9
        assert first >= 0.9
