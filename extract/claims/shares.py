"""Vague plurals, collectives and fractions → numerals: "dozens", "une vingtaine", "two-thirds", "half a million"."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line, Numeral, decimal_of, plain


def vague(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read "hundreds of thousands", "plusieurs milliers", "a few hundred": twice the base to the next power of ten."""
    quantifier = lexicon.vague_quantifiers.at(line, start)
    place = quantifier[1] if quantifier is not None else start
    first = lexicon.vague.at(line, place)
    if first is None and quantifier is not None:
        first = lexicon.vague_after_quantifier.at(line, place)
    if first is None or (quantifier is None and _is_counted(line, start, lexicon)):
        return None
    base, end = Decimal(first[0]), first[1]
    for _ in range(3):
        linker = lexicon.linkers.at(line, end)
        further = lexicon.vague.at(line, linker[1]) if linker is not None else None
        if further is None:
            break
        base, end = base * further[0], further[1]
    if lexicon.vague_needs_linker.at(line, place) and base < 100 and lexicon.linkers.at(line, end) is None:
        return None
    # A dozen or a score has no power of ten of its own: what is next above it bounds it.
    power = Decimal(10) ** (base.adjusted() + 1)
    high = None if base >= 10**6 else power - 1
    return Numeral(start, end, None, low=2 * base, high=high, kind="vague", mantissa=base, scaled=True, words=True)


def _is_counted(line: Line, start: int, lexicon: Lexicon) -> bool:
    """Whether a number right before makes the plural a scale ("deux millions")."""
    if start == 0 or line[start].gap == "¶":
        return False
    before = line[start - 1]
    return before.kind == "digits" or lexicon.cardinals.before(line, start) is not None


def collective(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read "a dozen", "half a dozen", "une vingtaine", "un millier"."""
    article = lexicon.articles.at(line, start)
    place = article[1] if article is not None else start
    found = lexicon.collectives.at(line, place)
    if found is None:
        return None
    comparator = "~" if lexicon.approximate_collectives.at(line, place) else "="
    value = Decimal(found[0])
    return Numeral(start, found[1], value, comparator=comparator, mantissa=Decimal(1), scaled=True, words=True)


def fraction(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read "two-thirds", "a quarter of", "la moitié", "half a million", "un demi-million"."""
    half = _half(line, start, lexicon)
    if half is not None:
        return half
    article = lexicon.articles.at(line, start)
    cardinal = lexicon.cardinals.at(line, start) if article is None else None
    head = article or cardinal
    if head is None:
        return _bare_fraction(line, start, lexicon)
    place = head[1]
    if place < len(line) and line[place].text == "-":
        place += 1
    below = lexicon.fractions.at(line, place)
    above = 1 if article is not None else int(cardinal[0]) if cardinal is not None else 0
    if below is None or not 0 < above < below[0] or line[place].gap == "¶":
        return None
    end, value = below[1], Fraction(above, below[0])
    scale = _scale_after(line, end, lexicon)
    if scale is not None:
        number = decimal_of(value * 10 ** scale[0])
        return Numeral(start, scale[1], number, mantissa=decimal_of(value), scaled=True, words=True)
    if article is not None and not lexicon.fraction_follows.at(line, end):
        return None
    number = decimal_of(value)
    return Numeral(start, end, number, kind="fraction", mantissa=number, words=True)


def _bare_fraction(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read "quarter million"."""
    below = lexicon.fractions.at(line, start)
    scale = lexicon.scales.at(line, below[1]) if below is not None else None
    if below is None or scale is None or lexicon.ordinals.at(line, start) is not None:
        return None
    number = decimal_of(Fraction(10 ** scale[0], below[0]))
    return Numeral(start, scale[1], number, mantissa=number, scaled=True, words=True)


def _scale_after(line: Line, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Read the scale in "a quarter million", "three quarters of a million"."""
    if end < len(line) and line[end].text == "-":
        end += 1
    linker = lexicon.linkers.at(line, end)
    article = lexicon.articles.at(line, linker[1] if linker else end)
    place = article[1] if article else end
    return lexicon.scales.at(line, place) if (article or not linker) else None


def _half(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
    article = lexicon.articles.at(line, start)
    determiner = lexicon.half_determiners.at(line, start) if article is None else None
    place = (article or determiner or (True, start))[1]
    half = lexicon.halves.at(line, place)
    if half is None or (place < len(line) and line[place].gap == "¶" and place > start):
        return None
    if lexicon.not_half_before.before(line, start) is not None:
        return None
    scale = _scale_after(line, half[1], lexicon)
    if scale is not None:
        value = Decimal(5).scaleb(scale[0] - 1)
        return Numeral(start, scale[1], plain(value), mantissa=Decimal("0.5"), scaled=True, words=True)
    inner = lexicon.articles.at(line, half[1])
    after = inner[1] if inner else half[1] + (half[1] < len(line) and line[half[1]].text == "-")
    dozen = lexicon.collectives.at(line, after)
    if dozen is not None:
        value = Decimal(dozen[0]) / 2
        return Numeral(start, dozen[1], value, mantissa=value, scaled=True, words=True)
    unit = lexicon.units.at(line, after)
    share = Numeral(start, after, Decimal("0.5"), mantissa=Decimal("0.5"), words=True)
    if unit is not None and unit[0].kind in ("duration", "measure") and (inner or after > half[1]):
        return share
    follows = lexicon.fraction_follows if determiner is not None else lexicon.half_follows
    if follows.at(line, half[1]) or lexicon.before.before(line, start):
        return replace(share, end=half[1], kind="fraction")
    return None
