"""What holds of everything that is read, whatever the bytes were."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from extract.article import article_from, paragraphs
from extract.jsonlines import number
from extract.model import Article, Document, Failure, Quantity, Span

# An allowance beside which every input of the seeds is quick: 5 seconds for 100 kB. Instrumented code is slower.
SECONDS, SECONDS_A_BYTE = 1.0, 4e-5
KILOBYTES = 600_000
KINDS = {"body", "title", "dateline", "caption", "chrome", "teaser"}
COMPARATORS = {"=", "~", ">", ">=", "<", "<="}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_YEARLESS = re.compile(r"--\d{2}-\d{2}$")


def check_readings(found: Sequence[Document | Failure]) -> None:
    """Assert that a source gave something, and that all it gave can be kept, shown and taken for an article."""
    assert found, "a source gave neither a document nor a failure"
    for thing in found:
        if isinstance(thing, Failure):
            assert thing.cause
            assert thing.remedy
            assert "\n" not in str(thing)
            "".join((thing.uri, thing.cause, thing.remedy, thing.place or "", str(thing))).encode()
        else:
            check_document(thing)


def check_document(document: Document) -> None:
    text, told = document.content, document.metadata
    assert text.strip(), "a document without text"
    for value in (text, document.uri, document.id, told.title, told.outlet, told.author, told.note, told.requested):
        (value or "").encode()  # a lone surrogate has no UTF-8
    assert "\r" not in text or told.clean
    ends = 0
    for zone in told.zones:
        assert ends <= zone.span.start <= zone.span.end <= len(text)
        ends = zone.span.end
    check_article(document, article_from(document))


def check_article(document: Document, article: Article) -> None:
    """Assert that the text is as it was read, that zones cover it in order, and that what is told is well formed."""
    text = article.text
    assert text == document.content
    at = 0
    for zone in article.zones:
        assert zone.kind in KINDS
        assert at <= zone.span.start <= zone.span.end <= len(text)
        assert document.metadata.zones or zone.span.start == at, "a character in no zone"
        at = zone.span.end
    assert document.metadata.zones or at == len(text)
    for day in (article.published_at, article.updated_at):
        assert day is None or datetime.fromisoformat(day)
        assert day is None or _DAY.match(day[:10])
    assert article.dateline_date is None or _YEARLESS.match(article.dateline_date) or _DAY.match(article.dateline_date)
    assert article.title is None or article.title.strip()
    assert article.language is None or re.fullmatch("[a-z]{2}", article.language)
    inside, body = paragraphs(article), article.body
    check_spans(text, inside)
    assert all(any(span in stretch for stretch in body) for span in inside)


def check_spans(text: str, spans: Sequence[Span]) -> None:
    """Assert that spans lie in the text, in order, and apart; that none is empty or white at an end."""
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        at = span.end


def check_quantity(text: str, quantity: Quantity) -> None:
    """Assert that a quantity stands in the text and that its values are finite, in order, and JSON numbers."""
    assert 0 <= quantity.span.start < quantity.span.end <= len(text)
    assert quantity.comparator in COMPARATORS
    values = [value for value in (quantity.value, quantity.low, quantity.high) if value is not None]
    for value in values:
        assert isinstance(value, Decimal)
        assert value.is_finite()
        assert abs(number(value) or 0) < float("inf")
        assert abs(Decimal(str(number(value))) - value) <= abs(value) * Decimal("1e-12"), "another number in JSON"
    if quantity.low is not None and quantity.high is not None:
        assert quantity.low <= quantity.high
