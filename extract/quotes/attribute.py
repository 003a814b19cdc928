"""Who said what in an article: the one place that decides between the tagger and the rules.

The tagger reads what the rules found and corrects it, so where it speaks it has the last word; the quotation marks
stand guard behind it. What the rules found and the tagger passed over is kept only where marks make it certain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.lang import Language
from extract.model import Article, Attribution
from extract.nlp import Parse
from extract.quotes.asked import ANSWER, questions
from extract.quotes.cues import lexicon
from extract.quotes.edges import FINITE
from extract.quotes.reading import Reading, read
from extract.quotes.rules import by_rules
from extract.quotes.shared import overlap
from extract.quotes.tagged import TAGGER, tagged
from extract.quotes.tagger.decode import decode
from extract.quotes.tagger.model import Model
from extract.quotes.tagger.pieces import pieces_of
from extract.quotes.turns import INTERVIEW

# Pieces beyond these are not read, so that time is bounded: 30,000 words are fewer, but a word may have no end.
MOST = 100_000
# A content without any of these says nothing ("this was stated by …").
CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "INTJ", "X"})
NEVER = 2.0
TURNS = frozenset({INTERVIEW, ANSWER})
# What quotation marks prove, and what is seen across sentences, which the tagger's annotators did not mark.
BACK = "back-reference"
SOUND = frozenset({"quote-cue-after", "quote-cue-between", "quote-cue-before", "turn", "follow-on", "goes-on", BACK})
# The share right of what the tagger had passed over, on the development data.
PASSED_OVER = 0.35


def attributions(
    article: Article, parse: Parse, language: Language, model: Model | None = None
) -> tuple[Attribution, ...]:
    """Return the attributions in the parsed paragraphs, in text order, without speakers.

    Without a model the rules alone decide. `rule` names the rule that found what the tagger confirmed, else "tagger".
    """
    if not any(token.text[0].isalpha() for token in parse.tokens):
        return ()
    reading = read(parse)
    every = _outside_questions(by_rules(article, reading, language), reading, language)
    if model is None:
        return tuple(every)
    # The tagger has read no interviews: whose turn it is stands before each.
    asked = [one for one in every if one.rule in TURNS]
    found = [one for one in every if one.rule not in TURNS]
    sure = [
        replace(one, confidence=model.confidence(one.confidence))
        for one in by_tagger(article, reading, language, found, model)
    ]
    sure = [*asked, *(one for one in sure if not any(overlap(one, other) for other in asked))]
    sure = _outside_questions(sure, reading, language)
    return tuple(sorted([*sure, *_kept(found, sure)], key=lambda one: (one.content, one.id)))


def _outside_questions(found: Sequence[Attribution], reading: Reading, language: Language) -> list[Attribution]:
    """Leave out what the questions of an interview without labels seem to report: whoever asks says it."""
    if not any(one.rule == ANSWER for one in found):
        return list(found)
    asking = [reading.parse.paragraphs[number] for number in questions(reading, lexicon(language))]
    return [one for one in found if not any(one.content[0] in span for span in asking)]


def by_tagger(
    article: Article, reading: Reading, language: Language, found: Sequence[Attribution], model: Model
) -> list[Attribution]:
    """Return what the tagger finds and is sure enough of; `confidence` is its own score, not calibrated."""
    pieces = pieces_of(reading, found, model.tokenizer)
    groups = decode(pieces, takewhile(lambda one: one[0].own < MOST, model.read(pieces)))
    made = tagged(article, reading, language, pieces, groups, found)
    # A content whose cue stands in the next sentence ("This was stated by …") is beyond the tagger, which tears it.
    across = [one for one in found if one.rule == BACK]
    sure = lexicon(language).sure
    return [
        one
        for one in made
        if one.confidence >= _least(one, reading, sure) and not any(overlap(one, other) for other in across)
    ]


def _least(one: Attribution, reading: Reading, sure: Mapping[str, float]) -> float:
    """Return how sure the tagger must be: surer where no rule found the same, and surest of what is no clause."""
    words = {token.pos for span in one.content for token in reading.parse.within(span)}
    if not words & CONTENT_WORDS:
        return NEVER
    if one.rule != TAGGER:
        return sure["backed"] if one.stance == "speech" else sure["thought"]
    if words.isdisjoint(FINITE):
        return sure["topic"] if one.stance == "speech" else NEVER
    return max(sure["alone"], sure["thought"] if one.stance != "speech" else 0.0)


def _kept(found: Sequence[Attribution], sure: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield what only the rules found, where quotation marks make it certain or the tagger cannot see it."""
    for one in found:
        if one.rule in SOUND and not any(overlap(one, other) for other in sure):
            yield replace(one, confidence=min(one.confidence, PASSED_OVER))
