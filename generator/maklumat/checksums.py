"""`SHA256SUMS`: what the files of a site must be, in the form that `sha256sum --check` reads."""

from __future__ import annotations

from collections.abc import Mapping

from .planned import Plan

__all__ = ["NAME", "listing"]

NAME = "SHA256SUMS"  # below the site


def listing(plan: Plan, made: Mapping[str, str]) -> bytes:
    """Every file but pages, which builders wrap, and prints of what is not signed. `made`: the SHA-256 of what programs
    make of the plan, by place below the site."""
    digests = {**plan.sums, **plan.attachments}
    digests |= {uri: digest for uri, digest in made.items() if uri not in plan.prints or plan.prints[uri].is_listed}
    return "".join(f"{digest}  {uri}\n" for uri, digest in sorted(digests.items())).encode()
