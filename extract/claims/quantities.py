"""Text → readings: every number with its range, unit, bounds, age, ratio or multiple, and why it may be no quantity."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from extract.claims import reasons
from extract.claims.ages import age_unit
from extract.claims.amounts import DASHES, Amount, amount
from extract.claims.excluded import Excluded, excluded
from extract.claims.lent import lent_unit, with_unit_before
from extract.claims.lexemes import Lexeme, lexemes
from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line, decimal_of, plain
from extract.claims.reasons import Grammar
from extract.claims.units import Unit, units
from extract.model import Quantity, Span

STRONGER = {">=": 4, "<=": 4, ">": 3, "<": 3, "~": 2, "=": 1}
# How many words before "plus que" its negation may stand.
NEGATED = 5
RATIO_BASES = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10**4, 10**5, 10**6}


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity with the span of its `number` alone, and `reason` where it is none or nobody would track it."""

    quantity: Quantity
    number: Span
    reason: str | None = None
    additional: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A reading in the making: `line[first:end]`, its values, unit and kind."""

    first: int
    end: int
    number_end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = "="
    unit: Unit | None = None
    kind: str = "count"
    reason: str | None = None
    bare: Amount | None = None
    modified: int | None = None
    additional: bool = False
    age: str | None = None


def readings(text: str, lexicon: Lexicon, grammar: Grammar | None = None) -> Iterator[Reading]:
    """Yield every number of the text in order; `grammar` tells from a parse what it counts."""
    line = _without(lexemes(text), list(excluded(text, lexicon)))
    place, last = 0, None
    while place < len(line):
        lexeme = line[place]
        if lexeme.kind == "excluded":
            yield _no_quantity(lexeme)
            place += 1
            continue
        found = _found(line, place, lexicon, grammar)
        if found is None:
            place += 1
            continue
        for one in found:
            if one.reason is None and last is not None and _converts(line, last, one):
                one = replace(one, reason=reasons.CONVERSION)
            if last is not None:
                one = with_unit_before(line, last, one, lexicon, grammar)
            yield _reading(line, text, one)
            last = one
        place = max(place + 1, found[-1].end)


def _without(line: list[Lexeme], spans: list[Excluded]) -> list[Lexeme]:
    """Put one lexeme of kind "excluded" in the place of what an excluded stretch covers."""
    kept: list[Lexeme] = []
    spans = list(reversed(spans))
    for lexeme in line:
        while spans and spans[-1].span.end <= lexeme.start:
            spans.pop()
        if not spans or lexeme.end <= spans[-1].span.start:
            kept.append(lexeme)
            continue
        span, reason = spans[-1].span, spans[-1].reason
        if not (kept and kept[-1].kind == "excluded" and kept[-1].start == span.start):
            kept.append(Lexeme(span.start, span.end, "\x00", reason, "excluded", lexeme.gap))
    return kept


def _no_quantity(lexeme: Lexeme) -> Reading:
    span = Span(lexeme.start, lexeme.end)
    return Reading(Quantity(span=span, kind="count"), span, lexeme.lower)


def _found(line: Line, place: int, lexicon: Lexicon, grammar: Grammar | None) -> list[Found] | None:
    """Return the readings that start at this lexeme; two for the levels of a change."""
    multiple = lexicon.multiples.at(line, place)
    if multiple is not None and multiple[0] and lexicon.not_multiple_after.before(line, place) is None:
        found = Found(place, multiple[1], multiple[1], Decimal(multiple[0]), kind="multiple")
        often = lexicon.often.at(line, place) and not lexicon.multiple_follows.at(line, multiple[1])
        return [_bounded(line, replace(found, reason=reasons.HOW_OFTEN if often else None), lexicon)]
    ordinal = _ordinal(line, place, lexicon)
    if ordinal is not None:
        return [ordinal]
    one_of = lexicon.one_of.at(line, place)
    if one_of is not None:
        reason = reasons.ONE_OF_MANY if lexicon.one.at(line, place) else "pronoun"
        return [Found(place, place + 1 if reason != "pronoun" else one_of[1], place + 1, Decimal(1), reason=reason)]
    percent = lexicon.percent_first.at(line, place)
    if percent is not None:
        part = amount(line, percent[1], lexicon)
        if part is not None and part.unit is None and part.value is not None and part.numeral.kind == "number":
            share = replace(part, first=place, unit=units()["percent"])
            return [_bounded(line, _of(share), lexicon)]
    between = lexicon.between.before(line, place)
    first = amount(line, place, lexicon, joined=between is None)
    if first is None:
        return None
    ratio = _ratio(line, first, lexicon, grammar)
    if ratio is not None:
        return [_bounded(line, ratio, lexicon)]
    pair = _pair(line, first, lexicon, grammar)
    if pair is not None:
        return pair
    toll = first.numeral.kind == "article" and lexicon.toll_nouns.at(line, first.end) is not None
    if first.numeral.kind == "article" and not toll and not reasons.article_counts(first.unit):
        return None
    return [_single(line, lent_unit(line, first, lexicon), lexicon, grammar)]


def _of(found: Amount) -> Found:
    kind = found.unit.kind if found.unit is not None else "ratio" if found.numeral.kind == "fraction" else "count"
    read = found.numeral
    return Found(
        found.first, found.end, found.number_end, read.value, read.low, read.high, read.comparator, found.unit, kind,
        bare=found,
    )  # fmt: skip


def _single(line: Line, found: Amount, lexicon: Lexicon, grammar: Grammar | None) -> Found:
    whole = _aged(line, _times(line, _bounded(line, _of(found), lexicon), lexicon), lexicon)
    if whole.age or whole.kind == "multiple":
        return whole
    return replace(whole, reason=reasons.reason_of(line, whole, found, lexicon, grammar))


def _pair(line: Line, first: Amount, lexicon: Lexicon, grammar: Grammar | None) -> list[Found] | None:
    """Return a range as one reading, a change from one level to another as two, a score as one; else None."""
    if first.value is None:
        return None
    opened = lexicon.range_openers.before(line, first.first)
    between = lexicon.between.before(line, first.first)
    joined = _joiner(line, first.end, lexicon, between is not None)
    if joined is None or joined >= len(line) or line[joined].kind == "excluded":
        return None
    dashed = line[first.end].text in DASHES
    second = amount(line, joined, lexicon)
    if second is None or second.value is None or second.numeral.kind == "article":
        return None
    if dashed and reasons.is_score(line, first, second, lexicon):
        return [Found(first.first, second.end, second.end, None, reason="score")]
    if not dashed and between is None and opened is None and reasons.is_odds(first, second):
        return [Found(first.first, second.end, second.end, None, reason="score")]
    low, high, unit = _ends(first, second, dashed)
    if low is None or high is None:
        return None
    if between is None and opened is None and not dashed and lexicon.change_verbs.before(line, first.first):
        return None
    changed = between is None and opened is not None and reasons.is_change(line, first.first, lexicon)
    if changed and not dashed:
        before = replace(_single(line, replace(first, unit=first.unit or unit), lexicon, grammar), value=low)
        if before.reason is None:
            before = replace(before, reason=reasons.EARLIER_LEVEL)
        after = _single(line, replace(second, unit=second.unit or unit), lexicon, grammar)
        return [before, after]
    if low >= high:
        return None
    kind = unit.kind if unit is not None else "count"
    found = Found(first.first, second.end, second.number_end, None, low, high, unit=unit, kind=kind, bare=second)
    opener = between or (opened if not dashed else None)
    if reasons.is_year(line, first, lexicon, grammar) and reasons.is_year(line, second, lexicon, grammar):
        return [replace(found, reason="date", low=None, high=None)]
    whole = _bounded(line, found, lexicon, opener[1] if opener is not None else None)
    whole = _aged(line, whole, lexicon)
    if whole.unit is None and not whole.age:
        named = reasons.name_reason(line, first, lexicon, grammar)
        whole = replace(whole, reason=named)
    return [whole]


def _joiner(line: Line, end: int, lexicon: Lexicon, between: bool) -> int | None:
    if end + 1 >= len(line) or line[end].gap == "¶":
        return None
    if line[end].text in DASHES and (bool(line[end].gap) == bool(line[end + 1].gap)):
        glued_word = line[end + 1].kind == "word"
        return None if glued_word and not line[end].gap else end + 1
    table = lexicon.between_joiners if between else lexicon.range_joiners
    found = table.at(line, end)
    if found is None:
        return None
    place = found[1]
    return place + 1 if place + 1 < len(line) and line[place].text == "-" else place


def _ends(first: Amount, second: Amount, dashed: bool) -> tuple[Decimal | None, Decimal | None, Unit | None]:
    """Return the two ends with scale and unit lent to the first; None where they do not belong together."""
    low, high = first.value, second.value
    if low is None or high is None or first.numeral.kind != second.numeral.kind:
        return None, None, None
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        return None, None, None
    if dashed and high < 0 <= low:
        high = -high
    if second.numeral.scaled and not first.numeral.scaled and first.numeral.mantissa < second.numeral.mantissa:
        if second.numeral.mantissa:
            low = plain(low * (high / second.numeral.mantissa))
    elif not first.numeral.words and low < 1000 <= high and high % 1000 == 0 and low < high / 1000 and low >= 1:
        low = low * 1000
    unit = first.unit or second.unit
    if first.unit is not None and second.unit is None and not first.prefixed:
        return None, None, None
    return low, high, unit


def _ratio(line: Line, first: Amount, lexicon: Lexicon, grammar: Grammar | None) -> Found | None:
    """Read "one in five", "four out of five", "une femme sur trois"."""
    if first.unit is not None or first.value is None or not 0 < first.value < 1000 or first.value % 1:
        return None
    place = first.end
    for step in range(5):
        joiner = lexicon.ratio_joiners.at(line, place)
        if joiner is not None and line[place].gap != "¶":
            return _ratio_of(line, first, joiner[1], place - first.end, lexicon, grammar)
        over = place < len(line) and line[place].kind == "word" and line[place].gap != "¶" and step < 4
        if not over or lexicon.ratio_over_noun.at(line, first.end) is not None or not lexicon.ratio_over_noun:
            return None
        place += 1
    return None


def _ratio_of(
    line: Line, first: Amount, place: int, between: int, lexicon: Lexicon, grammar: Grammar | None
) -> Found | None:
    second = amount(line, place, lexicon)
    if second is None or second.value is None or second.unit is not None or second.numeral.kind != "number":
        return None
    value, base = first.value, second.value
    if value is None or base not in RATIO_BASES or not value < base or line[place].kind == "excluded":
        return None
    # "trois accords sur cinq ans", "20 killed in 50 attacks": a noun counted by the second number makes it a count.
    apart = bool(lexicon.ratio_over_noun)
    if apart and grammar is not None and grammar.counts(line[second.first].start, line[second.end - 1].end):
        return None
    if not apart and value > 99:
        return None
    share = decimal_of(Fraction(int(value), int(base)))
    return Found(first.first, second.end, second.end, share, kind="ratio")


def _bounded(line: Line, found: Found, lexicon: Lexicon, opener: int | None = None) -> Found:
    """Widen the reading by the words before and after it that bound or blur it."""
    start, comparator, additional = opener if opener is not None else found.first, found.comparator, found.additional
    duration = found.unit is not None and found.unit.kind == "duration"
    first = found.first
    for _ in range(3):
        hyphen = start > 1 and line[start - 1].text == "-" and not line[start].gap
        before = lexicon.before.before(line, start - 1 if hyphen else start)
        if before is None or (duration and lexicon.not_before_duration.at(line, before[1]) == (True, start)):
            break
        if not _only(line, before[1], start, lexicon):
            comparator = max(comparator, before[0], key=lambda sign: STRONGER[sign])
        additional = additional or lexicon.additional.at(line, before[1]) is not None
        start = first = before[1]
    end = found.end
    after = lexicon.after.at(line, end)
    if after is not None and line[end].gap != "¶":
        comparator = max(comparator, after[0], key=lambda sign: STRONGER[sign])
        additional = additional or lexicon.additional.at(line, end) is not None
        end = after[1]
    return replace(found, modified=first, end=end, comparator=comparator, additional=additional)


def _only(line: Line, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words say no more than only, behind a negation: "nous n'avons plus que deux lits"."""
    if lexicon.only_behind_negation.at(line, first) != (True, end):
        return False
    return any(lexicon.negation_particles.at(line, place) for place in range(max(0, first - NEGATED), first))


def _times(line: Line, found: Found, lexicon: Lexicon) -> Found:
    """Read "three times", "sixfold", "deux fois plus"; with a rate ("times a minute") it counts."""
    place = found.number_end
    if found.unit is not None or found.value is None or found.kind != "count":
        return found
    if place + 1 < len(line) and line[place].text == "-":
        place += 1
    times = lexicon.multiple_units.at(line, place)
    if times is None or (lexicon.rates.at(line, times[1]) is not None and _rated(line, times[1], lexicon)):
        return found
    often = times[0] == 0 and found.bare is not None and found.bare.numeral.words
    reason = reasons.HOW_OFTEN if often else None
    return replace(found, kind="multiple", end=max(found.end, times[1]), reason=reason)


def _rated(line: Line, place: int, lexicon: Lexicon) -> bool:
    rate = lexicon.rates.at(line, place)
    unit = lexicon.units.at(line, rate[1]) if rate is not None else None
    return unit is not None and unit[0].kind == "duration"


def _aged(line: Line, found: Found, lexicon: Lexicon) -> Found:
    name, end = age_unit(line, found.modified if found.modified is not None else found.first, found.first, found.end,
                         found.unit, found.low if found.value is None else found.value, lexicon)  # fmt: skip
    return replace(found, age=name, kind="age", end=end) if name else found


def _ordinal(line: Line, place: int, lexicon: Lexicon) -> Found | None:
    """Read "10th", "le 3e", "fifth": a place in an order, which counts nothing."""
    word = lexicon.ordinals.at(line, place)
    if word is not None:
        return Found(place, word[1], word[1], Decimal(word[0]), kind="ordinal", reason="list")
    digits = line[place].kind == "digits" and line[place].text.isdigit() and len(line[place].text) < 6
    if not digits or place + 1 >= len(line) or line[place + 1].gap:
        return None
    if line[place + 1].lower not in lexicon.ordinal_suffixes:
        return None
    return Found(place, place + 2, place + 2, Decimal(line[place].text), kind="ordinal", reason="list")


def _converts(line: Line, last: Found, found: Found) -> bool:
    """Whether a bracket right behind the last amount repeats it in another unit or currency."""
    start = found.modified if found.modified is not None else found.first
    if found.unit is None or start == 0 or line[start - 1].text not in "([" or last.reason is not None:
        return False
    near = 0 <= start - 1 - last.end <= 2 and line[start - 1].gap != "¶"
    same = last.unit is not None and last.unit != found.unit and last.unit.dimension == found.unit.dimension
    return near and (same or (last.unit is None and found.unit.kind == "money"))


def _reading(line: Line, text: str, found: Found) -> Reading:
    start = line[found.modified if found.modified is not None else found.first].start
    span = Span(start, line[found.end - 1].end)
    words = [text[start : line[found.first].start], text[line[found.number_end - 1].end : span.end]]
    modifier = " ".join(words[0].split()) or _trailing(line, text, found)
    quantity = Quantity(
        span=span,
        kind=found.kind,
        value=found.value,
        low=found.low,
        high=found.high,
        comparator=found.comparator,
        modifier=modifier or None,
        unit=found.age or (found.unit.name if found.unit is not None else None),
    )
    number = Span(line[found.first].start, line[found.number_end - 1].end)
    return Reading(quantity, number, found.reason, found.additional)


def _trailing(line: Line, text: str, found: Found) -> str | None:
    """Return the words after the amount that bound it ("or more")."""
    amount_end = found.bare.end if found.bare is not None else found.number_end
    if found.end <= amount_end or found.kind in ("age", "multiple"):
        return None
    return " ".join(text[line[amount_end].start : line[found.end - 1].end].split())
