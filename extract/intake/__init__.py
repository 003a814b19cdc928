"""Getting articles into a store: composed of the pipeline and the store, and no rules of its own."""

from extract.intake.ingest import Report, Result, ingest

__all__ = ["Report", "Result", "ingest"]
