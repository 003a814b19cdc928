"""The paragraphs of an article's body."""

from extract.article.blocks import blocks
from extract.model import Article, Span


def paragraphs(article: Article) -> tuple[Span, ...]:
    """Return the spans of the body's paragraphs in order, hard-wrapped lines joined, without white space around."""
    return tuple(block.span for span in article.body for block in blocks(article.text, span.start, span.end))
