"""Document → Article: zones, title, outlet, author, dates and language; and the paragraphs of its body."""

from collections.abc import Iterator

from extract.article.dateline import dateline
from extract.article.language import language_of
from extract.article.metadata import author_in, dateline_date, dates_in, outlet_in, title_in
from extract.article.outlets import outlet_called, outlet_of
from extract.article.paragraphs import paragraphs
from extract.article.repeated import chrome_lines, line_keys
from extract.article.zones import zones
from extract.dates import date_words, iso_date
from extract.model import Article, Document, Span, Zone, content_id

__all__ = [
    "article_from",
    "chrome_lines",
    "content_key",
    "language_of",
    "line_keys",
    "outlet_called",
    "outlet_of",
    "paragraphs",
]


def article_from(document: Document, known: frozenset[str] = frozenset()) -> Article:
    """Return the article of a document; what the reader was told goes before what the text says.

    `known` are the keys of lines that other documents of its outlet have too (`chrome_lines`), which are furniture.
    """
    text, told = document.content, document.metadata
    zoned = _zoned(document, known)
    language = _code(told.language) or language_of(_body(text, zoned))
    day_first = language in date_words().day_first
    published, updated = dates_in(text, zoned, day_first)
    name = told.outlet or (None if told.clean else outlet_in(text, zoned))
    return Article(
        id=told.article_id or _key(name, document.uri, text),
        document_id=document.id,
        uri=document.uri,
        text=text,
        zones=zoned,
        outlet=outlet_called(told.outlet) or outlet_of(document.uri) or outlet_called(name),
        title=told.title or title_in(text, zoned),
        author=told.author or author_in(text, zoned),
        published_at=iso_date(told.published_at, day_first) or published,
        updated_at=iso_date(told.updated_at, day_first) or updated,
        dateline_date=dateline_date(text, zoned),
        language=language,
    )


def _zoned(document: Document, known: frozenset[str]) -> tuple[Zone, ...]:
    """Return the zones of a document: what its source gave as body is looked at like other text that is not clean."""
    text, told = document.content, document.metadata
    if told.clean:
        return told.zones or _all_body(text)
    if not told.zones:
        return zones(text, told.title, known)
    return tuple(part for zone in told.zones for part in _parted(text, zone, told.title, known))


def _parted(text: str, zone: Zone, title: str | None, known: frozenset[str]) -> Iterator[Zone]:
    if zone.kind != "body":
        yield zone
        return
    for part in zones(zone.span.of(text), title, known):
        start = zone.span.start
        yield Zone(kind=part.kind, span=Span(start + part.span.start, start + part.span.end))


def content_key(article: Article) -> str:
    """Return the id that an article has by its outlet, else its uri, and its text, whatever id it was given."""
    return _key(article.outlet.name if article.outlet else None, article.uri, article.text)


def _key(outlet: str | None, uri: str, text: str) -> str:
    return content_id("article", outlet or uri, text)


def _all_body(text: str) -> tuple[Zone, ...]:
    """Return the zones of clean text: all of it body, its dateline told apart."""
    found = dateline(text, 0, len(text))
    if found is None:
        return (Zone(kind="body", span=Span(0, len(text))),) if text else ()
    rest = (Zone(kind="body", span=Span(found.end, len(text))),) if found.end < len(text) else ()
    return (Zone(kind="dateline", span=Span(0, found.end)), *rest)


def _body(text: str, zoned: tuple[Zone, ...]) -> str:
    return "\n".join(zone.span.of(text)[:10_000] for zone in zoned[:50] if zone.kind == "body")


def _code(language: str | None) -> str | None:
    """Return "fr" of "fr", "FR" or "fr-CA"; None of what is no code."""
    code = (language or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
