"""Getting articles into a store: composed of the pipeline and the store, and no rules of its own."""

from extract.intake.ingest import ingest
from extract.intake.results import Report, Result

__all__ = ["Report", "Result", "ingest"]
