"""Contents around a phrase that names their source ("according to")."""

from extract.quotes.cues import Cue
from extract.quotes.edges import Content, has_verb, left_edge, stripped
from extract.quotes.reading import Reading
from extract.quotes.sources import Range


def around_phrase(reading: Reading, cue: Cue, source: Range | None) -> Content | None:
    if source is None:
        return None
    block = reading.blocks[reading.block_of[cue.verb]]
    left_end = stripped(reading, block.first, cue.first)
    start = source[1]
    while start < block.last and not reading.is_pause(start):
        start += 1
    after = (start + 1, stripped(reading, start + 1, block.last)) if start < block.last else (block.last, block.last)
    left = (left_edge(reading, block.first, left_end), left_end)
    if not has_verb(reading, left) and not has_verb(reading, after):
        return None
    if (
        left[1] - left[0] < 1
        or (
            left[1] < cue.first
            and reading.tokens[cue.first - 1].text == ","
            and reading.tokens[cue.first - 2].pos in ("CCONJ", "SCONJ")
        )
        or reading.tokens[cue.first - 1].pos in ("CCONJ", "SCONJ")
    ):
        if not has_verb(reading, after):
            after = (source[1], stripped(reading, source[1], block.last))
        return Content((after,), "according-to") if after[1] > after[0] else None
    if has_verb(reading, after) and not has_verb(reading, left):
        return Content((left, after), "according-to")
    return Content((left,), "according-to") if has_verb(reading, left) else None
