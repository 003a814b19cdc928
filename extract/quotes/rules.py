"""What the rules find: source, cue and content bound by the parse and the quotation marks."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.lang import Language
from extract.model import Article, Attribution
from extract.quotes.asked import ANSWER, answers
from extract.quotes.built import built
from extract.quotes.content import content_of
from extract.quotes.cues import Cue, Lexicon, cues, lexicon
from extract.quotes.found import Found, unnested
from extract.quotes.negation import asserts_nothing
from extract.quotes.neighbours import after_colons, back_references, goes_on
from extract.quotes.reading import Reading
from extract.quotes.sources import Range, shares_subject, source_of
from extract.quotes.turns import INTERVIEW, labelled
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
    INTERVIEW: 0.6,
    ANSWER: 0.6,
    "back-reference": 0.6,
    "follow-on": 0.5,
    "goes-on": 0.3,
}


def by_rules(article: Article, reading: Reading, language: Language) -> tuple[Attribution, ...]:
    """Return what the rules find, in text order, without speakers."""
    words = lexicon(language)
    known = list(cues(reading, words))
    found = [*labelled(reading), *answers(reading, words), *back_references(reading, words, known)]
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
    thought = found.cue is not None and found.cue.thinks and not found.rule.startswith("quote")
    return built(
        article,
        reading,
        found.content,
        () if found.cue is None else ((found.cue.first, found.cue.last),),
        found.source,
        confidence=CONFIDENCE[found.rule],
        rule=found.rule,
        stance="other" if thought else "speech",
    )
