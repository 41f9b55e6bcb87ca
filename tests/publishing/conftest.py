"""What every test of publishing may ask for."""

from .server import receiver, signed

__all__ = ["receiver", "signed"]
