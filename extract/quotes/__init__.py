"""Attributions: who is reported to have said what."""

from extract.quotes.attribute import attributions

__all__ = ["attributions"]
