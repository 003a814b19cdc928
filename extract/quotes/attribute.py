"""Who said what in an article: the one place that decides between the tagger and the rules.

The tagger reads what the rules found and corrects it, so where it speaks it has the last word; the quotation marks
stand guard behind it. What the rules found and the tagger passed over is kept only where marks make it certain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.lang import Language
from extract.model import Article, Attribution
from extract.nlp import Parse
from extract.quotes.built import built
from extract.quotes.reading import Reading, read
from extract.quotes.rules import by_rules
from extract.quotes.sources import Range
from extract.quotes.tagger.decode import CONTENT, CUE, SOURCE, Segment, Tagged, decode
from extract.quotes.tagger.model import Model
from extract.quotes.tagger.pieces import Pieces, pieces_of

# Chosen on PolNeAR dev: less likely than this to be speech, an attribution has the stance "other"; less sure than this,
# it is none, and the rules have the word again.
SPEECH, LEAST = 0.5, 0.4
# Contents are one and the same where they share so much of their characters (Dice).
ALIKE = 0.5
# Pieces beyond these are not read, so that time is bounded: 30,000 words are fewer, but a word may have no end.
MOST = 100_000
TAGGER = "tagger"
CERTAIN = {"quote-cue-after", "quote-cue-between", "quote-cue-before", "turn", "follow-on"}


def attributions(
    article: Article, parse: Parse, language: Language, model: Model | None = None
) -> tuple[Attribution, ...]:
    """Return the attributions in the parsed paragraphs, in text order, without speakers.

    Without a model the rules alone decide. `rule` names the rule that found what the tagger confirmed, else "tagger".
    """
    if not parse.tokens:
        return ()
    reading = read(parse)
    found = by_rules(article, reading, language)
    if model is None:
        return found
    pieces = pieces_of(reading, found, model.tokenizer)
    groups = decode(pieces, takewhile(lambda one: one[0].own < MOST, model.read(pieces)))
    tagged = [
        replace(one, confidence=model.confidence(one.confidence))
        for one in _tagged(article, reading, pieces, groups, found)
        if one.confidence >= LEAST
    ]
    return tuple(sorted([*tagged, *_kept(found, tagged)], key=lambda one: (one.content, one.id)))


def _tagged(
    article: Article, reading: Reading, pieces: Pieces, groups: Sequence[Tagged], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Yield what the tagger found; a source that it did not see is the one of the rule that found the same content."""
    taken = _taken(reading, pieces, groups)
    for group in groups:
        made = built(
            article,
            reading,
            [_guarded(reading, _tokens(reading, pieces, segment), taken) for segment in group.of(CONTENT)],
            _first(reading, pieces, group.of(CUE)),
            _first(reading, pieces, group.of(SOURCE)),
            confidence=group.sure,
            rule=TAGGER,
            stance="speech" if group.speech >= SPEECH else "other",
        )
        if made is None:
            continue
        same = next((one for one in found if _alike(one, made) >= ALIKE), None)
        if same is None:
            yield made
        else:
            yield replace(made, source=made.source or same.source, rule=same.rule)


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


def _first(reading: Reading, pieces: Pieces, segments: Sequence[Segment]) -> Range | None:
    return _tokens(reading, pieces, max(segments, key=lambda s: s.sure)) if segments else None


def _guarded(reading: Reading, part: Range, taken: Sequence[bool]) -> Range:
    """Mend a content that crosses a quotation mark: the rest of the quotation is in or out as most of it is.

    What another segment holds, a cue inside the marks say, stays with it.
    """
    first, last = part
    for number in {reading.quote_of[index] for index in (first, last - 1)} - {-1}:
        start, end = reading.quote_tokens(number)
        if first <= start and end <= last:
            continue
        words = [index for index in range(start, end) if not reading.is_punctuation(index)]
        rest = [index for index in words if not first <= index < last]
        if any(taken[index] for index in rest):
            continue
        if 2 * len(rest) <= len(words):
            first, last = min(first, start), max(last, end)
        elif first < start:
            last = start
        elif end < last:
            first = end
    return first, last


def _kept(found: Sequence[Attribution], tagged: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield what only the rules found, where quotation marks make it certain."""
    for one in found:
        if one.kind == "direct" and one.rule in CERTAIN and not any(_overlap(one, other) for other in tagged):
            yield one


def _overlap(one: Attribution, other: Attribution) -> bool:
    return any(a.overlaps(b) for a in one.content for b in other.content)


def _alike(one: Attribution, other: Attribution) -> float:
    """Return how much of their contents two attributions share, from 0 to 1 (Dice over characters)."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return 2 * shared / sum(len(span) for span in (*one.content, *other.content))
