"""Who said what in an article: binds source, cue and content."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.lang import Language
from extract.model import Article, Attribution, Span, attribution_id
from extract.nlp import Parse
from extract.quotes.content import content_of
from extract.quotes.cues import Cue, Lexicon, cues, lexicon
from extract.quotes.edges import paired
from extract.quotes.found import Found, unnested
from extract.quotes.negation import asserts_nothing
from extract.quotes.neighbours import after_colons, back_references, goes_on, turns
from extract.quotes.reading import Reading, read
from extract.quotes.sources import Range, shares_subject, source_of
from extract.quotes.uncued import follow_on

# The share of each rule's attributions whose content and source were right on 400 articles of PolNeAR's training part.
# Its annotators join follow-on quotations to the one before and leave out what has no cue, so that the last three, rare
# there, are set by hand below what they reach on the five seeds.
CONFIDENCE = {
    "quote-cue-after": 0.9,
    "quote-cue-between": 0.91,
    "quote-cue-before": 0.67,
    "clause-complement": 0.78,
    "clause-complementizer": 0.58,
    "clause-cue-after": 0.75,
    "clause-cue-between": 0.76,
    "according-to": 0.77,
    "directive": 0.52,
    "object": 0.51,
    "colon": 0.38,
    "turn": 0.6,
    "back-reference": 0.6,
    "follow-on": 0.5,
    "goes-on": 0.3,
}


def attributions(article: Article, parse: Parse, language: Language) -> tuple[Attribution, ...]:
    """Return the attributions in the parsed paragraphs, in text order, without speakers."""
    if not parse.tokens:
        return ()
    words = lexicon(language)
    reading = read(parse)
    known = list(cues(reading, words))
    found = [*turns(reading), *back_references(reading, words, known)]
    referring = {item.cue.verb for item in found if item.cue is not None}
    found += (item for item in _in_blocks(reading, words, known) if item.cue is None or item.cue.verb not in referring)
    found = unnested(reading, found)
    found += after_colons(reading, words, known, found)
    found += goes_on(reading, words, known, found)
    found = follow_on(reading, found)
    made = (_attribution(article, reading, item) for item in found)
    return tuple(sorted((one for one in made if one is not None), key=lambda one: (one.content, one.id)))


def _in_blocks(reading: Reading, words: Lexicon, known: Sequence[Cue]) -> Iterator[Found]:
    """Yield what the cues report within their own sentences."""
    for _, group in groupby(known, key=lambda cue: reading.block_of[cue.verb]):
        here = list(group)
        earlier: Range | None = None
        for cue in here:
            source = source_of(reading, words, cue)
            if source is None and shares_subject(reading, cue):
                source = earlier
            earlier = source or earlier
            content = content_of(reading, words, cue, source, here)
            if content is not None and not asserts_nothing(reading, words, cue, source, content):
                yield Found(content.ranges, content.rule, cue, source)


def _attribution(article: Article, reading: Reading, found: Found) -> Attribution | None:
    content = tuple(span for span in (_trimmed(reading, *span) for span in sorted(found.content)) if span is not None)
    if not content:
        return None
    share = reading.share_quoted(content)
    cue = () if found.cue is None else (_span(reading, found.cue.first, found.cue.last),)
    return Attribution(
        id=attribution_id(article.id, content),
        article_id=article.id,
        kind="direct" if share >= 0.9 else "mixed" if share else "indirect",
        content=content,
        cue=cue,
        source=() if found.source is None else (_unglued(reading, _span(reading, *found.source)),),
        confidence=CONFIDENCE[found.rule],
        rule=found.rule,
        stance="other"
        if found.cue is not None and found.cue.thinks and not found.rule.startswith("quote")
        else "speech",
    )


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
