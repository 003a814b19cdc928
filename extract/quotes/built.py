"""Token ranges → an attribution: its spans without the marks around them, its kind by what stands in quotes."""

from collections.abc import Iterator, Sequence

from extract.model import Article, Attribution, Span, attribution_id
from extract.quotes.edges import paired
from extract.quotes.reading import Reading
from extract.quotes.sources import Range

# A content of which less stands outside quotation marks is direct all the same: a word before the mark, a stray comma.
DIRECT = 0.9


def built(
    article: Article,
    reading: Reading,
    content: Sequence[Range],
    cue: Sequence[Range],
    source: Range | None,
    *,
    confidence: float,
    rule: str,
    stance: str,
) -> Attribution | None:
    """Return the attribution, or None where no word of its content is left."""
    parts = [piece for part in sorted(content) for piece in _by_paragraph(reading, *part)]
    spans = tuple(span for span in (_trimmed(reading, *part) for part in parts) if span is not None)
    if not spans:
        return None
    share = reading.share_quoted(spans)
    return Attribution(
        id=attribution_id(article.id, spans),
        article_id=article.id,
        kind="direct" if share >= DIRECT else "mixed" if share else "indirect",
        content=spans,
        cue=tuple(_span(reading, *part) for part in cue),
        source=() if source is None else (_unglued(reading, _span(reading, *source)),),
        confidence=confidence,
        rule=rule,
        stance=stance,
    )


def _by_paragraph(reading: Reading, first: int, last: int) -> Iterator[Range]:
    """Yield the parts of a quotation over several paragraphs, each of which opens with a mark again."""
    start = first
    for index in range(first + 1, last):
        before, token = reading.tokens[index - 1], reading.tokens[index]
        between = reading.parse.text[before.end : token.start]
        if reading.is_mark(index) and reading.quoted(index) and "\n" in between:
            yield start, index
            start = index
    yield start, last


def _span(reading: Reading, first: int, last: int) -> Span:
    return Span(reading.tokens[first].start, reading.tokens[last - 1].end)


def _unglued(reading: Reading, span: Span) -> Span:
    """Return a source without the hyphens that glue an inverted pronoun to its verb ("-t-il")."""
    text = span.of(reading.parse.text)
    return Span(span.start + text.rindex("-") + 1, span.end) if text.startswith("-") and text[-1:].isalpha() else span


def _trimmed(reading: Reading, first: int, last: int) -> Span | None:
    """Return the text of the tokens without the marks around it, or None where no word is left."""
    while first < last and reading.is_punctuation(first):
        first += 1
    while last > first and reading.is_punctuation(last - 1):
        last -= 1
    return _span(reading, *paired(reading, first, last)) if first < last else None
