"""What a source says of its articles, no longer than any of it is: pages, exports and queries repeat it in rows."""

import hashlib
from dataclasses import replace
from typing import Any

from extract.model import Document, Failure

LONGEST = {
    "title": 2_000,
    "outlet": 300,
    "author": 2_000,
    "published_at": 100,
    "updated_at": 100,
    "language": 100,
    "requested": 8_000,
}
"""Characters of what a document's metadata may have; headlines have a hundred."""
URI = 8_000
"""Characters of an address or of the names of a file and of what holds it; servers take as many."""


def bounded(found: Document | Failure) -> Document | Failure:
    """Return what a reader found with all that names and describes it cut where it is longer than any is."""
    if isinstance(found, Failure):
        return replace(found, uri=_short(found.uri)) if len(found.uri) > URI else found
    told = {name: (getattr(found.metadata, name) or "", most) for name, most in LONGEST.items()}
    cut: dict[str, Any] = {name: f"{value[: most - 1]}…" for name, (value, most) in told.items() if len(value) > most}
    if cut:
        found = replace(found, metadata=replace(found.metadata, **cut))
    return replace(found, uri=_short(found.uri)) if len(found.uri) > URI else found


def _short(uri: str) -> str:
    """Return a name that is too long, cut; what it ends with tells it from others that begin alike."""
    rest = hashlib.sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{uri[: URI - 18]}…#{rest}"
