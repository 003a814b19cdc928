"""The paragraphs of an article's body."""

from collections.abc import Iterator

from extract.article.blocks import blocks
from extract.model import Article, Span


def paragraphs(article: Article) -> tuple[Span, ...]:
    """Return the spans of the body's paragraphs in order, hard-wrapped lines joined, without white space around.

    The blocks are those of the whole text, so that a short stretch of body is wrapped at the width of the rest.
    """
    return tuple(_within([block.span for block in blocks(article.text)], article.body, article.text))


def _within(found: list[Span], body: tuple[Span, ...], text: str) -> Iterator[Span]:
    index = 0
    for span in body:
        while index < len(found) and found[index].end <= span.start:
            index += 1
        at = index
        while at < len(found) and found[at].start < span.end:
            start, end = max(found[at].start, span.start), min(found[at].end, span.end)
            words = text[start:end]
            first = start + len(words) - len(words.lstrip())
            if words.strip():
                yield Span(first, first + len(words.strip()))
            at += 1
