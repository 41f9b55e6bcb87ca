"""The names that an SOP's parts bear in its form (PermenPANRB 35/2012), the same on the page, the print and in text."""

from __future__ import annotations

from .markup import words
from .model import Document

__all__ = ["BOXES", "DATES", "NUMBER", "assumption"]

NUMBER = "Nomor SOP"
DATES = (("tanggal_pembuatan", "Tanggal Pembuatan"), ("tanggal_revisi", "Tanggal Revisi"),
         ("tanggal_efektif", "Tanggal Efektif"))
BOXES = (  # in pairs, side by side
    ("dasar_hukum", "Dasar Hukum"), ("kualifikasi_pelaksana", "Kualifikasi Pelaksana"),
    ("keterkaitan", "Keterkaitan"), ("peralatan_perlengkapan", "Peralatan/Perlengkapan"),
    ("peringatan", "Peringatan"), ("pencatatan_pendataan", "Pencatatan dan Pendataan"),
)


def assumption(document: Document) -> str:
    """What readers must know of a flow that nobody could read in the source (`alur: diasumsikan`), else ""."""
    if words(document.text("alur")) != "diasumsikan":
        return ""
    return "Lambang dan arah alur diasumsikan, karena tidak terbaca pada naskah sumber."
