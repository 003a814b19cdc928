"""A `SourceError`, whose message is "cause; remedy", as the `Failure` that a reader yields."""

from extract.model import Failure
from extract.readers.decode import storable


def failed(uri: str, error: Exception | str, place: str | None = None) -> Failure:
    """Return the failure of a source, or of a place in it."""
    # A cause may name what stands in the file: a column, a key of an object.
    cause, _, remedy = storable(str(error)).rpartition("; ")
    return Failure(uri=uri, place=place, cause=cause, remedy=remedy)
