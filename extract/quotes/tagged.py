"""What the tagger found, as attributions: snapped to tokens, mended at marks, named by the rule that agrees."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.lang import Language
from extract.model import Article, Attribution
from extract.quotes.built import built
from extract.quotes.cues import cues, lexicon
from extract.quotes.edges import Content
from extract.quotes.negation import asserts_nothing
from extract.quotes.reading import Reading
from extract.quotes.shared import alike, meet, overlap
from extract.quotes.sources import Range
from extract.quotes.tagger.decode import CONTENT, CUE, SOURCE, Segment, Tagged
from extract.quotes.tagger.pieces import Pieces

# Less likely than this to be speech, an attribution has the stance "other". Chosen on PolNeAR dev.
SPEECH = 0.3
# Contents are one and the same where they share so much of their characters (Dice).
ALIKE = 0.5
# Words of a part in another sentence that are a slip.
SLIP = 2
TAGGER = "tagger"


def tagged(
    article: Article,
    reading: Reading,
    language: Language,
    pieces: Pieces,
    groups: Sequence[Tagged],
    found: Sequence[Attribution],
) -> Iterator[Attribution]:
    """Yield what the tagger found; a source that it did not see is the one of the rule that found the same content."""
    taken = _taken(reading, pieces, groups)
    denied = _denied(reading, language)
    for group in groups:
        content = _mended(reading, [_tokens(reading, pieces, segment) for segment in group.of(CONTENT)], taken)
        cue = [_tokens(reading, pieces, segment) for segment in group.of(CUE)]
        source = next((_tokens(reading, pieces, segment) for segment in group.of(SOURCE)), None)
        if denied(content, cue, source):
            continue
        made = built(
            article,
            reading,
            content,
            cue,
            source,
            confidence=group.sure,
            rule=TAGGER,
            stance="speech" if group.speech >= SPEECH else "other",
        )
        if made is None:
            continue
        same = next((one for one in found if alike(one.content, made.content) >= ALIKE), None)
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
    own = next((one for one in found if overlap(one, made) and meet(one.cue, made.cue)), None)
    if own is None or not own.source or made.kind == "direct":
        return []
    inside = [one for one in found if one is not own and one.source == own.source and meet(one.cue, made.content)]
    return [own, *inside] if inside else []


def _denied(reading: Reading, language: Language) -> Callable[[Sequence[Range], Sequence[Range], Range | None], bool]:
    """Return whether the text says of a content that it was not said ("declined to say whether …")."""
    words = lexicon(language)
    known = list(cues(reading, words))

    def denied(content: Sequence[Range], cue: Sequence[Range], source: Range | None) -> bool:
        meant = [one for one in known if any(first <= one.verb < last for first, last in cue)]
        return any(asserts_nothing(reading, words, one, source, Content(tuple(content), TAGGER)) for one in meant)

    return denied


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
    held = {index for first, last in _whole(reading, parts) for index in range(first, last)}
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


def _whole(reading: Reading, parts: Sequence[Range]) -> list[Range]:
    """Leave out some words of another sentence than the longest part's: a slip, and no part of what was said.

    Where nothing is quoted, less than half of a sentence is one.
    """
    longest = max(parts, key=lambda part: part[1] - part[0])
    block = reading.block_of[longest[0]]
    indirect = not any(reading.quoted(first) for first, _ in parts)

    def words(first: int, last: int) -> int:
        return sum(not reading.is_punctuation(index) for index in range(first, last))

    def slip(part: Range) -> bool:
        if reading.block_of[part[0]] == block or reading.quoted(part[0]):
            return False
        whole = reading.blocks[reading.block_of[part[0]]]
        return words(*part) <= SLIP or (indirect and words(*part) < words(whole.first, whole.last) / 2)

    return [part for part in parts if not slip(part)]


def _ranges(indices: Sequence[int]) -> Iterator[Range]:
    for _, run in groupby(enumerate(indices), key=lambda one: one[1] - one[0]):
        inside = [index for _, index in run]
        yield inside[0], inside[-1] + 1
