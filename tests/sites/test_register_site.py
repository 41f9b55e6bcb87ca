"""The register as MkDocs builds it: its orders and filters are pages of the site, and the audit knows them."""

from __future__ import annotations

import re

from .conftest import audited, light, load, mkdocs
from .office import BASE

SOP = (BASE / "sop/maklumat-informasi-publik/index.md").read_text(encoding="utf-8")


def test_many_documents_have_their_orders_and_filters(root):
    for at in range(9):
        path = root / f"content/sop/contoh-{at}/index.md"
        path.parent.mkdir(parents=True)
        text = SOP.replace("800/07/", f"800/{at + 50}/").replace("BADAN CONTOH", f"BADAN CONTOH {at % 2}")
        text = re.sub("(?m)^id: .*", f"id: contoh-{at}", re.sub("(?m)^judul: .*", f"judul: Prosedur {at}", text))
        path.write_text(text, encoding="utf-8")
    outcome = mkdocs(root)
    assert outcome.returncode == 0, outcome.stderr
    project, site = load(root), root / "site"
    assert audited(light(site), project) == ()
    built = {path.parent.relative_to(site).as_posix() + "/" for path in (site / "daftar").rglob("index.html")}
    assert {"daftar/", "daftar/urut/tanggal/", "daftar/urut/nomor/", "daftar/jenis/sop/",
            "daftar/perangkat-daerah/badan-contoh-1/"} <= built
    assert built == {page.address for page in project.plan.pages if page.address.startswith("daftar/")}
    page = (site / "daftar/jenis/maklumat/index.html").read_text(encoding="utf-8")
    assert "<title>Daftar Dokumen: Maklumat – " in page
    (site / "daftar/jenis/lain.html").write_text(page, encoding="utf-8")
    assert {leak.path for leak in audited(site, project)} == {"daftar/jenis/lain.html"}
