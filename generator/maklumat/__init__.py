"""Maklumat: a public service charter as a signed-off document in git."""

__version__ = "0.1.0"

__all__ = ["__version__"]
