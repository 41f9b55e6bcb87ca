"""Projects of any size for measuring: pairs of an SOP and its maklumat, made up but whole, with known faults if asked.

    .venv/bin/python -m tests.bench.corpus 1000 /tmp/korpus [--seed 8] [--faulty 48] [--plain]

A document depends on nothing but the seed and its number, so that a small corpus is the beginning of a large one: even
numbers are SOPs, each following one is the maklumat under it; 40 agencies make a region (`content/sop/<region>/…`).
All pass `maklumat check` without an error. `--faulty K` spoils K documents, each in one way, and says in `faults.json`
which finding is due at which path, and no other. `--plain` leaves out the templates of prints. Words: corpus.yml.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from string import Template
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
POOLS: dict[str, Any] = yaml.load((ROOT / "tests/bench/corpus.yml").read_text("utf-8"), yaml.CSafeLoader)
SEED = 8
FIRST_DAY, DAYS = date(2025, 7, 1), 330  # when SOPs were made: from, and so many days on
YEARS_OF_LAWS = (2018, 2024)
INDEX = "content/index.md"
PRINTS = ("print", "social")  # folders of the theme


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to spoil a document of this kind: what `pattern` finds becomes `by`, which is found under `code`."""

    name: str
    kind: str
    code: str
    pattern: str
    by: str

    def spoil(self, text: str) -> str:
        spoilt, times = re.subn(self.pattern, self.by, text, count=1, flags=re.MULTILINE)
        assert times, self.name
        return spoilt


FAULTS = (
    Fault("klausul hilang", "maklumat", "MK03", r"^(3\. |## Sanksi\n\n).*\n\n?", ""),
    Fault("nomor SOP hilang", "maklumat", "SP01", r"^nomor_sop: .*\n", ""),
    Fault("NIP 17 angka", "sop", "NP02", r'^(  nip: "\d{17})\d', r"\1"),
    Fault("dasar hukum kosong", "sop", "SP01", r"^dasar_hukum:\n(  - .*\n)+", "dasar_hukum: []\n"),
    Fault("klausul kosong", "maklumat", "MK02", r"^(2\. |## Perbaikan\n\n).*", r"\1Bagian ini belum dibahas."),
    Fault("efektif sebelum pembuatan", "sop", "TG04", r"^(tanggal_efektif: )\d{4}", r"\g<1>2019"),
    Fault("tanggal tak terbaca", "sop", "TG01", r"^(tanggal_pembuatan: ).*", r"\1awal bulan lalu"),
    Fault("tanggal bermakna ganda", "maklumat", "TG02", r"^(tanggal_efektif: ).*", r"\g<1>05/06/2026"),
    Fault("klausul diingkari", "maklumat", "MK09", r"\b(bersedia|siap) menerima sanksi", r"tidak \1 menerima sanksi"),
    Fault("langkah tujuan tidak ada", "sop", "LK17", r"^(    ya: ).*", r"\1kirim"),
    Fault("keputusan tanpa tidak", "sop", "LK07", r"^    tidak: .*\n", ""),
    Fault("pelaksana tidak dikenal", "sop", "LK16", r"^(    oleh: )petugas", r"\1arsiparis"),
    Fault("id bukan nama folder", "maklumat", "RP07", r"^(id: .*)", r"\1-lama"),
    Fault("kunci tidak dikenal", "sop", "SP02", r"^(catatan_revisi:)", r"warna_sampul: biru\n\1"),
    Fault("kunci ganda", "maklumat", "FM04", r"^(revisi: 1)", r"\1\n\1"),
    Fault("SOP yang dirujuk tidak ada", "maklumat", "RP02", r'^(nomor_sop: ".*)/(\d{4}")', r"\1/ARSIP/\2"),
    Fault("bulan lahir 13", "sop", "NP03", r'^(  nip: "\d{4})\d\d', r"\g<1>13"),
    Fault("HTML dalam naskah", "maklumat", "TX06", r"^(Pelayanan tidak dipungut) biaya", r"\1 <b>biaya</b>"),
    Fault("huruf Kiril", "maklumat", "TX02", r"^(judul: M)a", "\\1а"),
    Fault("peraturan disebut dua kali", "sop", "DH05", r"^(dasar_hukum:\n)(  - .*\n)", r"\1\2\2"),
)


class Pair:
    """What an SOP and its maklumat have in common; everything follows from the seed and the number of the pair."""

    def __init__(self, seed: int, number: int):
        draw = self.draw = Random(f"{seed}/{number}")
        region, unit = divmod(number, len(POOLS["unit"]))
        self.form, self.place = _region(region)
        self.region = f"{self.form['sebutan']} {self.place}"
        self.short, self.agency, self.service = POOLS["unit"][unit]
        self.title = f"Maklumat Pelayanan {self.service}".title().replace(" Dan ", " dan ")
        self.made = FIRST_DAY + timedelta(draw.randrange(DAYS))
        self.number = f"{draw.choice(POOLS['klasifikasi'])}/{region + 1}/{self.short}/{self.made.year}"
        self.head = (f"KEPALA {self.agency} {self.region}".upper(), self._name(), self._nip())
        self.folder = slug(self.region)
        self.field = draw.choice(POOLS["bidang"])
        self.law = f"{self.form['peraturan']} {self.place} Nomor {draw.randint(2, 90)} Tahun " \
            f"{draw.randint(*YEARS_OF_LAWS)} tentang Standar Pelayanan {self.agency}"
        self.steps = [step for step in POOLS["langkah"] if "boleh" not in step or draw.random() < 0.5]

    def _name(self) -> str:
        first, last, degree = (self.draw.choice(POOLS[key]) for key in ("nama_depan", "nama_belakang", "gelar"))
        return f"{first} {last}, {degree}"

    def _nip(self) -> str:
        draw = self.draw
        born, since = date(draw.randint(1969, 1983), draw.randint(1, 12), draw.randint(1, 28)), draw.randint(2003, 2008)
        return f"{born:%Y%m%d}{since}{draw.randint(1, 12):02}{draw.randint(1, 2)}{draw.randint(1, 20):03}"

    def id(self, kind: str) -> str:
        return f"{'tetapkan-' if kind == 'sop' else ''}maklumat-{slug(self.short)}-{self.folder}"

    def one(self, pool: str, **more: object) -> str:
        return self.filled(self.draw.choice(POOLS[pool]), **more)

    def some(self, pool: str, least: int, most: int) -> list[str]:
        """Some of a pool, in the order of the pool."""
        places = self.draw.sample(range(len(POOLS[pool])), self.draw.randint(least, most))
        return [self.filled(POOLS[pool][place]) for place in sorted(places)]

    def filled(self, text: str, **more: object) -> str:
        return Template(text).substitute(layanan=self.service, instansi=self.agency, wilayah=self.region, **more)

    def laws(self) -> list[str]:
        return [*POOLS["hukum_pokok"], *self.some("hukum_lain", 1, 3), *POOLS["hukum_pelaksana"], self.law]


def _region(number: int) -> tuple[dict[str, str], str]:
    """Kind and name of a region: more than a thousand different ones, numbered after that."""
    rest, form = divmod(number, len(POOLS["bentuk"]))
    rest, name = divmod(rest, len(POOLS["daerah"]))
    rest, way = divmod(rest, len(POOLS["arah"]))
    words = POOLS["daerah"][name], POOLS["arah"][way], str(rest + 1) if rest else ""
    return POOLS["bentuk"][form], " ".join(filter(None, words))


def slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def document(number: int, seed: int = SEED) -> tuple[str, str]:
    """Path and text of a document."""
    pair, kind = Pair(seed, number // 2), ("sop", "maklumat")[number % 2]
    pair.draw.seed(f"{seed}/{number // 2}/{kind}")
    made = pair.made if kind == "sop" else pair.made + timedelta(pair.draw.randint(10, 20))
    title, name, nip = pair.head
    own, body = _procedure(pair) if kind == "sop" else ([], _promise(pair))
    lines = [f"jenis: {kind}", f"id: {pair.id(kind)}",
             f"judul: {'Penetapan ' if kind == 'sop' else ''}{pair.title}", f'nomor_sop: "{pair.number}"', "instansi:",
             f"  pemerintah: {pair.form['pemerintah']} {pair.place.upper()}",
             f"  perangkat_daerah: {pair.agency.upper()}", f"  unit_kerja: {pair.field}", "revisi: 1",
             "status: berlaku", f"tanggal_pembuatan: {made}", "tanggal_revisi:",
             f"tanggal_efektif: {made + timedelta(pair.draw.randint(1, 9))}", "tanggal_pengesahan:", "disahkan_oleh:",
             f"  jabatan: {title}", f"  nama: {name}", f'  nip: "{nip}"', "cara: sshsig", "lampiran: []",
             'catatan_revisi: ""', *own]
    return f"content/{kind}/{pair.folder}/{pair.id(kind)}/index.md", "\n".join(("---", *lines, "---", *body, ""))


def _procedure(pair: Pair) -> tuple[list[str], list[str]]:
    """The keys that only an SOP has, and its body."""
    lists = {"dasar_hukum": pair.laws(), "kualifikasi_pelaksana": pair.some("kualifikasi", 2, 4),
             "keterkaitan": pair.some("keterkaitan", 1, 2), "peralatan_perlengkapan": pair.some("peralatan", 3, 5),
             "peringatan": pair.some("peringatan", 1, 2), "pencatatan_pendataan": pair.some("pencatatan", 1, 2)}
    lines = [line for key, items in lists.items() for line in (f"{key}:", *(f"  - {item}" for item in items))]
    lines += ["pelaksana:", *(f"  {key}: {pair.draw.choice(names)}" for key, names in POOLS["pelaksana"].items())]
    lines += ["langkah:"]
    for at, step in enumerate(pair.steps):
        following = pair.steps[at + 1]["id"] if at + 1 < len(pair.steps) else ""
        kind = "keputusan" if "kembali" in step else "proses" if at and following else "selesai" if at else "mulai"
        ways = [f"    ya: {following}", f"    tidak: {step['kembali']}"] if "kembali" in step else \
            [f"    lanjut: {following}"] * bool(following)
        lines += [f"  - id: {step['id']}", f"    oleh: {step['oleh']}", f"    jenis: {kind}",
                  f"    kegiatan: {pair.filled(pair.draw.choice(step['kegiatan']))}",
                  f"    kelengkapan: {step['kelengkapan']}", f"    waktu: {pair.one('waktu')}",
                  f"    output: {step['output']}", "    ket:", *ways]
    return lines, []


def _promise(pair: Pair) -> list[str]:
    """The body of a maklumat: the three promises, as a list or under headings, and what the law asks for besides."""
    clauses = [pair.one(key) for key in ("janji", "perbaikan", "sanksi")]
    days, longer, months = pair.draw.randint(3, 10), pair.draw.randint(2, 7), pair.draw.randint(3, 12)
    if pair.draw.random() < 0.5:
        items = (f"{at}. {clause}{';;.'[at - 1]}" for at, clause in enumerate(clauses, 1))
        lines = [pair.one("pembuka"), "", *items, ""]
    else:
        lines = [line for head, clause in zip(POOLS["judul_klausul"], clauses, strict=True)
                 for line in (f"## {head}", "", f"Kami {clause}.", "")]
    lines += ["## Dasar hukum", "", *(f"{at}. {law}." for at, law in enumerate(pair.laws(), 1)), "",
              "## Prosedur, waktu, dan biaya", "", f"Tata cara pelayanan mengikuti SOP Nomor {pair.number}.",
              f"Permohonan dijawab paling lambat {days} hari kerja dan dapat diperpanjang {longer} hari kerja.",
              "Pelayanan tidak dipungut biaya.", "", *(f"{text}\n" for text in pair.some("ruang", 3, 6)),
              "## Jaminan pelayanan", "", *(f"- {text}" for text in pair.some("jaminan", 3, 6)), "",
              "## Evaluasi dan pengaduan", "", pair.one("evaluasi", bulan=months),
              *pair.some("tindak", 2, 4), "", "| Saluran | Waktu |", "|---|---|",
              *(f"| {where} | {when} |" for where, when in pair.draw.sample(POOLS["saluran"], 4)), "",
              f"Keberatan diajukan kepada Atasan PPID {pair.agency}, dan sengketa kepada Komisi Informasi.",
              f"Keterangan lebih lanjut ada di [laman resmi](https://{slug(pair.short)}.{pair.folder}.example.go.id/)."]
    return lines


def faults(count: int, faulty: int) -> dict[int, Fault]:
    """Which documents of so many are spoilt, and how: spread evenly, at most one of each pair."""
    pairs = count // 2
    assert faulty <= pairs, "not more faults than pairs"
    chosen = {}
    for at in range(faulty):
        fault = FAULTS[at % len(FAULTS)]
        chosen[2 * ((2 * at + 1) * pairs // (2 * faulty)) + (fault.kind == "maklumat")] = fault
    return chosen


def documents(count: int, seed: int = SEED, faulty: int = 0) -> Iterator[tuple[str, str, Fault | None]]:
    """Path, text and what is wrong with it, of so many documents."""
    chosen = faults(count, faulty)
    for number in range(count):
        path, text = document(number, seed)
        fault = chosen.get(number)
        yield path, fault.spoil(text) if fault else text, fault


def project(folder: Path, count: int, seed: int = SEED, *, faulty: int = 0, plain: bool = False) -> Path:
    """Writes a whole project into an empty folder, with this repository's settings and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    planted = []
    for path, text, fault in documents(count, seed, faulty):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
        planted += [{"path": path, "fault": fault.name, "code": fault.code}] if fault else []
    for name in ("mkdocs.yml", INDEX):  # without the guide, which is no part of an office's project
        lines = (ROOT / name).read_text("utf-8").splitlines(keepends=True)
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("".join(line for line in lines if "panduan/" not in line), encoding="utf-8")
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns(*PRINTS) if plain else None)
    if faulty:
        (folder / "faults.json").write_text(json.dumps(planted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--faulty", type=int, default=0)
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args(words)
    project(asked.folder, asked.count, asked.seed, faulty=asked.faulty, plain=asked.plain)


if __name__ == "__main__":
    main()
