"""The feed that a page names for those who want to follow its site."""

import re
from html import unescape

from extract.readers.fetch.target import joined

_HEAD = 200_000
_LINK = re.compile(rb"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_KIND = re.compile(r"""application/(?:rss|atom)\+xml""", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]{1,1000})"|'([^']{1,1000})'|([^\s"'>]{1,1000}))""", re.IGNORECASE)


def offered_feed(uri: str, page: bytes) -> str | None:
    """Return the address of the first feed that a page names in its head; None where it names none."""
    for found in _LINK.finditer(page[:_HEAD]):
        link = found[1].decode("utf-8", errors="replace")
        place = _HREF.search(link) if _KIND.search(link) else None
        if place:
            address = joined(uri, unescape(next(filter(None, place.groups()))).strip())
            return address if address.startswith(("http://", "https://")) and address.isprintable() else None
    return None
