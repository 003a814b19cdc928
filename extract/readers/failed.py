"""A `SourceError`, whose message is "cause; remedy", as the `Failure` that a reader yields."""

from extract.model import Failure


def failed(uri: str, error: Exception | str, place: str | None = None) -> Failure:
    """Return the failure of a source, or of a place in it."""
    cause, _, remedy = str(error).rpartition("; ")
    return Failure(uri=uri, place=place, cause=cause, remedy=remedy)
