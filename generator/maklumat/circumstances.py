"""Settings and a day -> what the rules may ask for."""

from __future__ import annotations

from datetime import date

from . import profile
from .rules import Context
from .settings import Settings

__all__ = ["context"]


def context(settings: Settings, today: date) -> Context:
    """The circumstances in which a project's documents are judged."""
    return Context(today, profile.load(settings.profile), settings.number_pattern, settings.content_name)
