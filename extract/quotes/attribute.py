"""Who said what in an article: binds source, cue and content."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lang import Language
from extract.model import Article, Attribution, Span, attribution_id
from extract.nlp import Parse
from extract.quotes.content import content_of
from extract.quotes.cues import Cue, Lexicon, cues, lexicon
from extract.quotes.reading import Reading, read
from extract.quotes.sources import Range, shares_subject, source_of

CONFIDENCE = {
    "quote-cue-after": 0.9,
    "quote-cue-between": 0.9,
    "quote-cue-before": 0.8,
    "clause-cue-after": 0.8,
    "clause-cue-between": 0.7,
    "clause-complement": 0.8,
    "clause-complementizer": 0.7,
    "directive": 0.6,
    "object": 0.5,
    "according-to": 0.7,
    "follow-on": 0.5,
}


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in tokens."""

    content: tuple[Range, ...]
    rule: str
    cue: Cue | None = None
    source: Range | None = None


def attributions(article: Article, parse: Parse, language: Language) -> tuple[Attribution, ...]:
    """Return the attributions in the parsed paragraphs, in text order, without speakers."""
    if not parse.tokens:
        return ()
    words = lexicon(language)
    reading = read(parse)
    found = _follow_on(reading, _unnested(reading, _with_cues(reading, words)))
    made = (_attribution(article, reading, item) for item in found)
    return tuple(sorted((one for one in made if one is not None), key=lambda one: (one.content, one.id)))


def _with_cues(reading: Reading, words: Lexicon) -> list[Found]:
    by_block: dict[int, list[Cue]] = {}
    for cue in cues(reading, words):
        by_block.setdefault(reading.block_of[cue.verb], []).append(cue)
    found = []
    for here in by_block.values():
        earlier: Range | None = None
        for cue in here:
            source = source_of(reading, words, cue)
            if source is None and shares_subject(reading, cue):
                source = earlier
            earlier = source or earlier
            content = content_of(reading, words, cue, source, here)
            if content is not None:
                found.append(Found(content.ranges, content.rule, cue, source))
    return found


def _unnested(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Leave out what is said within what is said; of two that hold each other's cue the nearer to the root stays."""

    def depth(item: Found) -> int:
        return sum(1 for _ in reading.parse.ancestors(item.cue.verb)) if item.cue else 0

    kept: list[Found] = []
    ordered = sorted(found, key=lambda item: (-sum(e - s for s, e in item.content), depth(item)))
    ordered.sort(key=lambda item: not item.rule.startswith("quote"))
    taken: set[int] = set()
    for item in ordered:
        tokens = {i for s, e in item.content for i in range(s, e)}
        if item.cue is not None and item.cue.verb in taken:
            continue
        if tokens & taken:
            continue
        kept.append(item)
        taken |= tokens
    return [
        item
        for item in kept
        if item.cue is None
        or not any(s <= item.cue.verb < e for other in kept if other is not item for s, e in other.content)
    ]


def _follow_on(reading: Reading, found: list[Found]) -> list[Found]:
    """Add the quotations without a cue: to the attribution just before, or as one of their own."""
    taken = {i for item in found for s, e in item.content for i in range(s, e)}
    cued = {reading.block_of[item.cue.verb] for item in found if item.cue}
    last: dict[int, int] = {}
    for position, item in enumerate(found):
        for _, e in item.content:
            last[reading.block_of[e - 1]] = position
        if item.cue:
            last.setdefault(reading.block_of[item.cue.verb], position)
    for number, block in enumerate(reading.blocks):
        if (
            number in cued
            or any(i in taken for i in range(block.first, block.last))
            or not _all_quoted(reading, block.first, block.last)
        ):
            continue
        previous = last.get(number - 1)
        if previous is None:
            continue
        item = found[previous]
        same = reading.blocks[number - 1].paragraph == block.paragraph
        continues = reading.quotations[reading.quote_of[block.first]].continues
        if same or continues:
            if any(reading.quoted(i) for s, e in item.content for i in range(s, e)):
                found[previous] = replace(item, content=(*item.content, (block.first, block.last)))
                last[number] = previous
            continue
        if any(reading.quoted(i) for s, e in item.content for i in range(s, e)):
            found.append(Found(((block.first, block.last),), "follow-on"))
            last[number] = len(found) - 1
    return found


def _all_quoted(reading: Reading, first: int, last: int) -> bool:
    return all(reading.quoted(i) or reading.is_punctuation(i) for i in range(first, last)) and any(
        reading.quoted(i) for i in range(first, last)
    )


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
        source=() if found.source is None else (_span(reading, *found.source),),
        confidence=CONFIDENCE[found.rule],
        rule=found.rule,
        stance="other"
        if found.cue is not None and found.cue.thinks and not found.rule.startswith("quote")
        else "speech",
    )


def _span(reading: Reading, first: int, last: int) -> Span:
    return Span(reading.tokens[first].start, reading.tokens[last - 1].end)


def _trimmed(reading: Reading, first: int, last: int) -> Span | None:
    """Return the text of the tokens without the marks around it, or None where no word is left."""
    while first < last and reading.is_punctuation(first):
        first += 1
    while last > first and reading.is_punctuation(last - 1):
        last -= 1
    return _span(reading, first, last) if first < last else None
