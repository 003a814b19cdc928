"""Who said what in an article: the one place that decides between the tagger and the rules.

The tagger reads what the rules found and corrects it, so where it speaks it has the last word; the quotation marks
stand guard behind it. What the rules found and the tagger passed over is kept only where marks make it certain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from extract.lang import Language
from extract.model import Article, Attribution, Span
from extract.nlp import Parse
from extract.quotes.built import built
from extract.quotes.cues import lexicon
from extract.quotes.edges import FINITE
from extract.quotes.reading import Reading, read
from extract.quotes.rules import by_rules
from extract.quotes.sources import Range
from extract.quotes.tagger.decode import CONTENT, CUE, SOURCE, Segment, Tagged, decode
from extract.quotes.tagger.model import Model
from extract.quotes.tagger.pieces import Pieces, pieces_of

# Less likely than this to be speech, an attribution has the stance "other". Chosen on PolNeAR dev.
SPEECH = 0.3
# Contents are one and the same where they share so much of their characters (Dice).
ALIKE = 0.5
# Pieces beyond these are not read, so that time is bounded: 30,000 words are fewer, but a word may have no end.
MOST = 100_000
TAGGER = "tagger"
# A content without any of these says nothing ("this was stated by …").
CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "INTJ", "X"})
NEVER = 2.0
# What quotation marks prove, and what is seen across sentences, which the tagger's annotators did not mark.
SOUND = frozenset({"quote-cue-after", "quote-cue-between", "quote-cue-before", "turn", "follow-on"})
SOUND |= {"goes-on", "back-reference"}
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
    found = by_rules(article, reading, language)
    if model is None:
        return found
    tagged = [
        replace(one, confidence=model.confidence(one.confidence))
        for one in by_tagger(article, reading, language, found, model)
    ]
    return tuple(sorted([*tagged, *_kept(found, tagged)], key=lambda one: (one.content, one.id)))


def by_tagger(
    article: Article, reading: Reading, language: Language, found: Sequence[Attribution], model: Model
) -> list[Attribution]:
    """Return what the tagger finds and is sure enough of; `confidence` is its own score, not calibrated."""
    pieces = pieces_of(reading, found, model.tokenizer)
    groups = decode(pieces, takewhile(lambda one: one[0].own < MOST, model.read(pieces)))
    made = _tagged(article, reading, pieces, groups, found)
    return [one for one in made if one.confidence >= _least(one, reading, lexicon(language).sure)]


def _tagged(
    article: Article, reading: Reading, pieces: Pieces, groups: Sequence[Tagged], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Yield what the tagger found; a source that it did not see is the one of the rule that found the same content."""
    taken = _taken(reading, pieces, groups)
    for group in groups:
        made = built(
            article,
            reading,
            _mended(reading, [_tokens(reading, pieces, segment) for segment in group.of(CONTENT)], taken),
            [_tokens(reading, pieces, segment) for segment in group.of(CUE)],
            next((_tokens(reading, pieces, segment) for segment in group.of(SOURCE)), None),
            confidence=group.sure,
            rule=TAGGER,
            stance="speech" if group.speech >= SPEECH else "other",
        )
        if made is None:
            continue
        same = next((one for one in found if _alike(one, made) >= ALIKE), None)
        both = _two_acts(made, found)
        if both:
            yield from (replace(one, confidence=made.confidence) for one in both)
        elif same is None:
            yield made
        else:
            yield replace(made, source=made.source or same.source, rule=same.rule)


def _two_acts(made: Attribution, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the rules' readings of a content that runs over a second cue of the same source, of one that does none.

    `She said that the dam held and called on everybody to help` reports two things.
    """
    own = next((one for one in found if _overlap(one, made) and _meet(one.cue, made.cue)), None)
    if own is None or not own.source or made.kind == "direct":
        return []
    inside = [one for one in found if one is not own and one.source == own.source and _meet(one.cue, made.content)]
    return [own, *inside] if inside else []


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


def _taken(reading: Reading, pieces: Pieces, groups: Sequence[Tagged]) -> Sequence[bool]:
    """Return for each token whether a segment of any attribution holds it."""
    taken = [False] * len(reading.tokens)
    for group in groups:
        for segment in group.segments:
            first, last = _tokens(reading, pieces, segment)
            taken[first:last] = [True] * (last - first)
    return taken


def _tokens(reading: Reading, pieces: Pieces, segment: Segment) -> Range:
    """Return the tokens that a segment of pieces touches."""
    parse = reading.parse
    start, end = int(pieces.starts[segment.first]), int(pieces.ends[segment.last - 1])
    first = parse.index_at(start)
    last = parse.index_at(end - 1) + 1
    return first, max(first, min(last, len(parse.tokens)))


def _mended(reading: Reading, parts: Sequence[Range], taken: Sequence[bool]) -> list[Range]:
    """Mend a content that a gap or a quotation mark cuts.

    Words between two parts of one sentence that nobody else holds belong to both; the rest of a quotation is in or out
    as most of it is, but what another segment holds, a cue inside the marks say, stays with it.
    """
    held = {index for first, last in parts for index in range(first, last)}
    for (_, end), (start, _) in pairwise(sorted(parts)):
        if reading.block_of[end - 1] == reading.block_of[start] and not any(taken[end:start]):
            held.update(range(end, start))
    for number in {reading.quote_of[index] for index in held} - {-1}:
        start, end = reading.quote_tokens(number)
        words = [index for index in range(start, end) if not reading.is_punctuation(index)]
        rest = [index for index in words if index not in held]
        if not rest or any(taken[index] for index in rest):
            continue
        if 2 * len(rest) <= len(words):
            held.update(range(start, end))
        elif any(reading.quote_of[index] != number for index in held):
            held.difference_update(range(start, end))
    return list(_ranges(sorted(held)))


def _ranges(indices: Sequence[int]) -> Iterator[Range]:
    for _, run in groupby(enumerate(indices), key=lambda one: one[1] - one[0]):
        inside = [index for _, index in run]
        yield inside[0], inside[-1] + 1


def _kept(found: Sequence[Attribution], tagged: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield what only the rules found, where quotation marks make it certain or the tagger cannot see it."""
    for one in found:
        if one.rule in SOUND and not any(_overlap(one, other) for other in tagged):
            yield replace(one, confidence=min(one.confidence, PASSED_OVER))


def _overlap(one: Attribution, other: Attribution) -> bool:
    return _meet(one.content, other.content)


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _alike(one: Attribution, other: Attribution) -> float:
    """Return how much of their contents two attributions share, from 0 to 1 (Dice over characters)."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return 2 * shared / sum(len(span) for span in (*one.content, *other.content))
