"""MkDocs events -> the core, and back. Holds no decision of its own."""

from __future__ import annotations

from mkdocs.plugins import BasePlugin


class MaklumatPlugin(BasePlugin):
    pass
