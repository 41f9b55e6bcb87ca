"""The evaluators' page on a real site: what the office says of its announcements, with a photograph as proof."""

from __future__ import annotations

from maklumat import builder

from .conftest import audited, light
from .office import MAKLUMAT

ANNOUNCED = """
      pengumuman:
        - {dokumen: informasi-publik, media: papan pengumuman, tanggal: 2025-02-07, bukti: foto/papan.jpg}
        - {dokumen: informasi-publik, media: papan pengumuman, tanggal: 2025-01-25, bukti: foto/papan.jpg}
        - {dokumen: lain, media: media sosial, tanggal: 2025-02-07, bukti: "https://sosial.contoh.go.id/1"}
"""


def test_a_photograph_of_the_notice_board_makes_the_score_and_goes_out(office, tmp_path):
    settings = office.root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("pengumuman:"))
    settings.write_text(text.replace(line + "\n", ANNOUNCED.lstrip("\n")), encoding="utf-8")
    (office.root / "content/foto").mkdir()
    (office.root / "content/foto/papan.jpg").write_bytes(b"\xff\xd8\xff\xe0 foto")
    draft = office.root / "content/maklumat/lain/index.md"
    draft.parent.mkdir()
    draft.write_text(office.path(MAKLUMAT).read_text(encoding="utf-8").replace("id: informasi-publik", "id: lain")
                     .replace("judul: Maklumat", "judul: Rahasia Maklumat"), encoding="utf-8")
    project = office.load()
    builder.build(project, tmp_path / "site")
    assert audited(light(tmp_path / "site"), project) == ()
    page = (tmp_path / "site/bukti/index.html").read_text(encoding="utf-8")
    assert '<p class="nilai"><strong>5</strong> dari 5</p>' in page
    assert (tmp_path / "site/foto/papan.jpg").is_file() and 'href="../foto/papan.jpg"' in page
    assert "Papan pengumuman, 25 Januari 2025: mendahului pengesahan revisi 2" in page
    assert "Rahasia" not in page and "sosial.contoh.go.id" not in page
