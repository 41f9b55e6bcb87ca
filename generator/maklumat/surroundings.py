"""Settings, evidence, a day and what lies on the disk -> what the plan must know."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from . import disk
from .figures import Figures
from .planned import KEYS, Facts, Mode
from .settings import Settings
from .trust import Standing

__all__ = ["facts"]


def facts(settings: Settings, standing: Standing, today: date, *, drafts: bool = False,
          published: Collection[str] = (), figures: Figures | None = None) -> Facts:
    """What the plan must know. `drafts`: show what is not signed as well, for a preview. `published`: permanent
    addresses of an earlier release, beside those that the repository remembers. `figures`: what the gates measured of
    this very release."""
    refused = any(refusal.path.startswith(KEYS) for refusal in standing.outcome.refusals)
    return Facts(
        mode=Mode.PREVIEW if drafts and standing.mode is Mode.STRICT else standing.mode,
        today=today, content=settings.content_name,
        verdicts={verdict.path: verdict for verdict in standing.outcome},
        registry={} if refused else disk.registry(settings),  # keys that the root did not sign are no proof
        others=disk.digests(settings), ordinary=disk.ordinary_pages(settings), loose=disk.loose_files(settings),
        theme=disk.theme_files(settings), site_url=settings.site_url, site_name=settings.site_name,
        is_anchored=standing.is_anchored, published=(*disk.published(settings), *published),
        stationery=settings.stationery, services=settings.services, announced=settings.announced, figures=figures,
        host=settings.host,
    )
