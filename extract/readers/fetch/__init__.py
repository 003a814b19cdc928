"""What comes from the web: `Fetcher.fetch(url)`, within limits, from public addresses only. See ../README.md."""

from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.fetcher import Fetched, Fetcher, Validators
from extract.readers.fetch.limits import Limits, Reach

__all__ = ["FetchError", "Fetched", "Fetcher", "Limits", "Reach", "Validators"]
