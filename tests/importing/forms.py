"""SOP forms as agencies keep them in Word, each with the faults of its kind."""

from __future__ import annotations

from .word_file import CM, PICTURE, WINGDINGS, docx, p, row, run, shape, tbl, tc, vml

DAYS = ("20 Januari 2025", "", "03/04/2025")


def identity(*, law: tuple[str, ...], skills: tuple[str, ...], tools: tuple[str, ...] = ("Komputer",),
             records: tuple[str, ...] = ()) -> str:
    """The page of identity in four columns: the head over two and six rows, colons in cells of their own."""
    side = [("Nomor SOP", "065/12/DISKOMINFO"), ("Tgl. Pembuatan", DAYS[0]), ("Tanggal Revisi", DAYS[1]),
            ("Tanggal Efektif", DAYS[2])]
    kop = tc(p("", extra=PICTURE), p("PEMERINTAH KABUPATEN", " CONTOH"), p("DINAS KOMUNIKASI DAN INFORMATIKA"),
             p("BIDANG LAYANAN INFORMASI"), "Jalan Merdeka Nomor 1, Telepon 021-000", merge="restart")
    rows = [[kop if at == 0 else tc(merge="continue"), tc(label), tc(":"), tc(value)]
            for at, (label, value) in enumerate(side)]
    rows.append([tc(merge="continue"), tc("Disahkan oleh,"), tc(":"),
                 tc("KEPALA DINAS KOMUNIKASI", "DAN INFORMATIKA,", "", "", "Siti Contoh, S.Kom., M.T.", "Pembina Tk. I",
                    "NIP. 19700101 199501 1 001")])
    rows.append([tc(merge="continue"), tc("Judul SOP"), tc(":"), tc(p("Pelayanan ", "Permohonan\u00a0Informasi"))])
    related, warning = ("SOP Pengelolaan Informasi",), ("Bila terlewati, pemohon dirugikan.",)
    for left, right, one, two in (("DASAR HUKUM :", "Kualifikasi Pelaksana:", law, skills),
                                  ("Keterkaitan", "Perlengkapan / Peralatan", related, tools),
                                  ("Peringatan:", "Pencatatan & Pendataan", warning, records)):
        rows += [[tc(left, span=2), tc(right, span=2)], [tc(*one, span=2), tc(*two, span=2)]]
    return tbl(*rows, columns=4)


def heading(*actors: str, upright: bool = False) -> list[list[str]]:
    """Both rows of the flow table's heading, merged as Word merges them."""
    first = [tc("No.", merge="restart"), tc("Uraian Kegiatan", merge="restart"), tc("PELAKSANA", span=len(actors)),
             tc("Mutu Baku", span=3), tc("Keterangan", merge="restart")]
    names = [tc(*name.split("|"), upright=upright) for name in actors]
    second = [tc(merge="continue"), tc(merge="continue"), *names, tc("Kelengkapan"), tc("Waktu"), tc("Output"),
              tc(merge="continue")]
    return [first, second]


def merged_cells_and_lists() -> bytes:
    """Drawn numbers (in the column No., too), lists in lists, a cell over two rows, columns that are counted."""
    law = (p("Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan ", "Informasi", " Publik", number=1),
           p("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;", number=1),
           p("khususnya Pasal 22.", number=1, level=1))
    skills = (p("1. Memahami pelayanan\n2. Teliti"),)
    tools = (p("Komputer", number=3), p("Alat tulis", number=3))
    steps = [
        [tc(p("", number=2)), tc("Menerima permohonan yang memuat:", p("nama", number=4, level=1),
                                 p("alamat", number=4, level=1)), tc("●"), tc(""), tc("Formulir"), tc("15 menit"),
         tc("Tanda terima", merge="restart"), tc("")],
        [tc(p("", number=2)), tc("Memeriksa kelengkapan", merge="restart"), tc("-"), tc("", p("", extra=WINGDINGS)),
         tc("1. KTP", "2. Formulir"), tc("1 hari"), tc(merge="continue"), tc("Lihat catatan")],
        [tc(""), tc(merge="continue"), tc(""), tc(""), tc("3. Surat kuasa"), tc(""), tc("Berita acara"), tc("")],
    ]
    counted = [[tc(str(at)) for at in range(1, 9)]]
    flow = tbl(*heading("Petugas", "Atasan PPID"), *counted, *steps, columns=8)
    return docx(p("STANDAR OPERASIONAL PROSEDUR"), identity(law=law, skills=skills, tools=tools), p(""), flow,
                p("Ditetapkan di Contoh"), header1=p("Dokumen terkendali"),
                footnotes=f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="1">'
                          f'{p("Lihat lampiran.")}</w:footnote>')


def shapes_in_cells() -> bytes:
    """A drawn flow: capsule, box, diamond with two exits, arrows, a shape that floats elsewhere, one of Word 2007."""
    older = "position:absolute;margin-left:20pt;margin-top:2pt;width:30pt;height:15pt"
    exits = (shape("rect", "Ya", is_box=True) + shape("rect", "Tidak", is_box=True)
             + shape("bentConnector3", is_line=True) + shape("downArrow"))
    steps = [row("", activity, p("", extra=one), p("", extra=two), "", "1 jam", "Berkas", "")
             for activity, one, two in (
                 ("Menyusun rancangan",
                  shape("flowChartTerminator", "Mulai") + shape("straightConnector1", is_line=True), ""),
                 ("Memeriksa rancangan", "", shape("flowChartDecision", "Setuju?", at=None) + exits),
                 ("Memperbaiki rancangan", vml(109, style=older), ""),
                 ("Menandatangani", shape("flowChartProcess", at=(9 * CM, 0)), ""),
                 ("Mengumumkan", shape("roundRect"), ""))]
    flow = tbl(*heading("Petugas/Tim", "Kepala Dinas"), *steps, columns=8)
    return docx(identity(law=("Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",),
                         skills=("Memahami pelayanan",)), flow)


def symbols_lost_over_two_pages() -> bytes:
    """Nothing in the actors' cells; the table cut by hand, once with its heading again; a heading with its letters one
    below the other; deleted and hidden words, a content control, a comment."""
    names = ("P|E|T|U|G|A|S", "Atasan| PPID")
    deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>Menghapus berkas lama</w:delText></w:r></w:del>'
    hidden = run("catatan rahasia", "<w:vanish/>")
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Menyerahkan ', 'informasi')}</w:sdtContent></w:sdt>"
    first = tbl(*heading(*names, upright=True),
                row("1", "Mencatat permohonan", "", "", "Formulir", "5 menit", "Catatan", ""),
                row("2", p("Mencari informasi", extra=deleted + hidden), "", "", "", "2 hari", "", ""), columns=8)
    second = tbl(*heading(*names, upright=True),
                 row("3", "Menyusun jawaban", "", "", "", "1 hari", "Surat", ""), columns=8)
    third = tbl(row("4", control, "", "", "", "1 hari", "Informasi", "selesai"),
                row(tc("Jumlah", span=5), "4 hari", tc("", span=2)), columns=8)
    front = identity(law=("1) UU 14/2008", "2) UU 25/2009"), skills=("a. Teliti", "b. Ramah"), records=("Register",))
    return docx(front, p("LAMPIRAN ALUR"), first, p("", extra='<w:r><w:br w:type="page"/></w:r>'), second, third,
                comments=f'<w:comment w:id="0">{p("Mohon dicek lagi")}</w:comment>')
