"""What a feed or a sitemap says of one page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`link` leads to the page, `id` is what it is remembered by; another `version` of it is read again.

    Dates are as they stand there, or ISO. `content` is the article as plain text, where the feed carries all of it.
    """

    id: str
    link: str | None = None
    version: str = ""
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    content: str | None = None
