"""Contents around a phrase that names their source ("according to")."""

from extract.quotes.cues import Cue
from extract.quotes.edges import Content, has_verb, left_edge, stripped
from extract.quotes.reading import Reading
from extract.quotes.sources import CLAUSE_OF_NOUN, Range


def around_phrase(reading: Reading, cue: Cue, source: Range | None) -> Content | None:
    if source is None:
        return None
    block = reading.blocks[reading.block_of[cue.verb]]
    left_end = stripped(reading, block.first, cue.first)
    start = _past_modifiers(reading, _pause(reading, source[1], block.last), block.last)
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


def _pause(reading: Reading, index: int, last: int) -> int:
    """Return the first pause outside quotation marks at or behind the index, or the end."""
    while index < last and not (reading.is_pause(index) and not reading.quoted(index)):
        index += 1
    return index


def _past_modifiers(reading: Reading, pause: int, last: int) -> int:
    """Return the pause behind what only tells more of the source: "…, which runs to 48 pages and is titled “…”, "."""
    while pause < last:
        following = _pause(reading, pause + 1, last)
        # A preposition may stand before the pronoun ("in which").
        first = pause + 2 if pause + 2 < following and _relative(reading, pause + 2) else pause + 1
        if not has_verb(reading, (following, last)) or first >= following or not _modifies(reading, first):
            break
        pause = following
    return pause


def _relative(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    return token.tag in ("WDT", "WP", "WP$") or "PronType=Rel" in token.morph


def _modifies(reading: Reading, index: int) -> bool:
    """Whether a token opens a relative clause, or is a participle or an adjective behind its noun."""
    token = reading.tokens[index]
    return (
        _relative(reading, index)
        or "VerbForm=Part" in token.morph
        or token.dep in CLAUSE_OF_NOUN
        or (token.pos == "ADJ" and token.dep == "amod" and token.head < token.index)
    )
