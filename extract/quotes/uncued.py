"""Quotations without a cue of their own: they go on with another, or stand by themselves."""

from collections.abc import Sequence
from dataclasses import replace

from extract.quotes.found import Found
from extract.quotes.neighbours import SENTENCE_WORDS
from extract.quotes.reading import Block, Reading
from extract.quotes.sources import SUBJECT, Range, noun_phrase


def follow_on(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Add the quotations without a cue.

    They go to the attribution just before them; across a paragraph, or behind a sentence that quotes nothing, they are
    their own.
    """
    joined = _continued(reading, found)
    taken = {index for item in joined for index in item.tokens()}
    cued = {reading.block_of[item.cue.verb] for item in joined if item.cue}
    sources = {reading.block_of[item.cue.verb]: item.source for item in joined if item.cue and item.source}
    last: dict[int, int] = {}
    for position, item in enumerate(joined):
        if any(reading.quoted(index) for index in item.tokens()):
            for _, end in item.content:
                last[reading.block_of[end - 1]] = position
            if item.cue is not None:
                last.setdefault(reading.block_of[item.cue.verb], position)
    for number, block in enumerate(reading.blocks):
        free = number not in cued and not any(index in taken for index in range(block.first, block.last))
        if not free or not number or not _all_quoted(reading, block):
            continue
        content = (block.first, block.last)
        previous = last.get(number - 1)
        same = reading.blocks[number - 1].paragraph == block.paragraph
        continues = reading.quotations[reading.quote_of[_first_quoted(reading, block)]].continues
        if previous is not None and (same or continues):
            joined[previous] = replace(joined[previous], content=(*joined[previous].content, content))
            last[number] = previous
        elif previous is not None:
            joined.append(Found((content,), "follow-on"))
            last[number] = len(joined) - 1
        elif same and _like_a_sentence(reading, block):
            joined.append(
                Found((content,), "follow-on", None, sources.get(number - 1) or _subject(reading, number - 1))
            )
            last[number] = len(joined) - 1
    return joined


def _continued(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Join to a quotation what it continues: paragraphs before it, each opened with a mark that none closes."""
    joined = list(found)
    taken = {index for item in joined for index in item.tokens()}
    holder = {first: position for position, item in enumerate(joined) for first, _ in item.content}
    for number in range(len(reading.quotations) - 1, 0, -1):
        first, _ = reading.quote_tokens(number)
        before = reading.quote_tokens(number - 1)
        position = next((holder[i] for i in (first, first + 1) if i in holder), None)
        if position is None or not reading.quotations[number].continues:
            continue
        block = reading.blocks[reading.block_of[before[0]]]
        if _all_quoted(reading, block) and not any(index in taken for index in range(*before)):
            joined[position] = replace(joined[position], content=(before, *joined[position].content))
            taken.update(range(*before))
            holder[before[0]] = position
    return joined


def _like_a_sentence(reading: Reading, block: Block) -> bool:
    inside = range(block.first, block.last)
    words = sum(not reading.is_punctuation(index) for index in inside)
    return words >= SENTENCE_WORDS and any(reading.tokens[index].pos in ("VERB", "AUX") for index in inside)


def _subject(reading: Reading, number: int) -> Range | None:
    """Return the subject of a sentence: `Bright shrugged.`"""
    block = reading.blocks[number]
    for index in range(block.first, block.last):
        token = reading.tokens[index]
        root = reading.tokens[token.head].dep == "ROOT"
        if root and token.dep in SUBJECT and token.pos in ("NOUN", "PROPN", "PRON") and not reading.quoted(index):
            return noun_phrase(reading, index, None)
    return None


def _first_quoted(reading: Reading, block: Block) -> int:
    return next(index for index in range(block.first, block.last) if reading.quoted(index))


def _all_quoted(reading: Reading, block: Block) -> bool:
    words = [index for index in range(block.first, block.last) if not reading.is_punctuation(index)]
    return bool(words) and all(reading.quoted(index) for index in words)
