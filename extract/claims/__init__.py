"""Numeric claims: every number of an article with what it measures, when, where, and who stands behind it."""

from extract.claims.claims import claims

__all__ = ["claims"]
