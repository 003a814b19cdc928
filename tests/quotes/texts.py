"""Texts made into articles and parses, for the tests of quotes."""

from extract.lang import load
from extract.model import Article, Span, Zone
from extract.nlp import Parse, parse


def article_of(text: str, language: str = "en") -> Article:
    zones = (Zone(kind="body", span=Span(0, len(text))),)
    return Article(id="a", document_id="d", uri="test", text=text, zones=zones, language=language)


def lines_of(text: str) -> list[Span]:
    """Return every line that is not blank as a paragraph."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def parse_of(text: str, language: str = "en", *, join_lines: bool = False) -> Parse:
    return parse(text, [Span(0, len(text))] if join_lines else lines_of(text), load(language))
