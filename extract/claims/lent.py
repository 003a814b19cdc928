"""Units that a bare number takes from another: "a 7- or 8-inch screen", "600 shillings, down from 4,000"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.claims.amounts import Amount, amount
from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line
from extract.claims.reasons import STOPS, Grammar

if TYPE_CHECKING:
    from extract.claims.quantities import Found

# How far behind a figure another may stand that is set beside it, in lexemes.
BESIDE = 12
# How many words may stand between what sets them side by side and the number ("contre une perte de 112 millions").
NOUN = 3


def lent_unit(line: Line, found: Amount, lexicon: Lexicon) -> Amount:
    """Give "7-" in "a 7- or 8-inch screen" the unit of what follows."""
    place = found.end
    alternative = lexicon.alternatives.at(line, place) if place < len(line) else None
    if found.unit is None and alternative is not None and found.numeral.kind == "number":
        other = amount(line, alternative[1], lexicon)
        rises = other is not None and found.value is not None and other.value is not None and found.value < other.value
        return replace(found, unit=other.unit) if other is not None and (other.prefixed or rises) else found
    hangs = place + 2 < len(line) and line[place].text == "-" and not line[place].gap and line[place + 1].gap == " "
    hangs = hangs or (place + 2 < len(line) and line[place].text == "-" and line[place + 1].text == ",")
    if found.unit is not None or not hangs:
        return found
    place += 1
    while place + 1 < len(line) and place < found.end + 8 and line[place].gap != "¶":
        following = amount(line, place, lexicon)
        if following is not None and following.unit is not None:
            return replace(found, unit=following.unit)
        place = following.end if following is not None else place + 1
    return found


def with_unit_before(line: Line, last: Found, one: Found, lexicon: Lexicon, grammar: Grammar | None) -> Found:
    """Give a bare figure the unit of the sum that words set it beside: "600 shillings, down from 4,000"."""
    start = one.modified if one.modified is not None else one.first
    if one.kind != "count" or one.unit is not None or one.reason is not None or last.unit is None:
        return one
    beside = any(lexicon.comparisons.before(line, place) for place in range(max(last.end, start - NOUN), start + 1))
    if last.unit.kind not in ("money", "percent") or not beside:
        return one
    between = line[last.end : start]
    if len(between) > BESIDE or any(lexeme.gap == "¶" or lexeme.text in STOPS for lexeme in between):
        return one
    counted = grammar.counts(line[one.first].start, line[one.number_end - 1].end) if grammar is not None else None
    return one if counted else replace(one, unit=last.unit, kind=last.unit.kind)
