"""A numeral as read from the lexemes, and the scale words that multiply it: "thousand", "bn", "M"."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extract.claims.lexemes import Lexeme
from extract.claims.lexicon import Lexicon

Line = Sequence[Lexeme]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read from `line[first:end]`; a vague plural has `low` and `high` (None: open) in place of `value`.

    `kind` is number, fraction, vague or code (digits too long to count anything). `mantissa` is the value before its
    scale, so that "20–25 million" can lend its scale; `scaled` says that a scale or collective word ended it.
    """

    first: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = "="
    kind: str = "number"
    mantissa: Decimal = Decimal(0)
    scaled: bool = False
    words: bool = False


def decimal_of(fraction: Fraction) -> Decimal:
    """Return a fraction as a decimal of 16 places at most."""
    return plain((Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(Decimal("1e-16")))


def plain(value: Decimal) -> Decimal:
    """Return the value without trailing zeros or exponent, so that equal values look equal."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


def letters(line: Line, end: int, lexicon: Lexicon, money: bool) -> tuple[int, int] | None:
    if end >= len(line) or line[end].kind != "word":
        return None
    # "8 B people": a letter apart is a scale only where the sentence goes on in small letters.
    apart = line[end].gap and len(line[end].text) == 1 and not money
    following = line[end + 1] if end + 1 < len(line) else None
    signed = following is not None and not following.gap and unicodedata.category(following.text[0]) == "Sc"  # 75 M€
    goes_on = following is not None and line[end].text in "BM" and following.text.islower()
    if apart and not (signed or goes_on):
        return None
    found = lexicon.scale_letters.at(line, end)
    counts = following is not None and following.gap == " " and lexicon.million_nouns.at(line, end + 1) is not None
    if found is None and not line[end].gap and counts:
        return lexicon.scale_letters_money.at(line, end)  # "1.5m tonnes"
    return found or (lexicon.scale_letters_money.at(line, end) if money else None)


def scaled_by(
    line: Line, end: int, value: Decimal, lexicon: Lexicon, money: bool = False
) -> tuple[Decimal, Decimal, int, bool]:
    """Multiply by the scale words that follow; "million and a half" adds half of the scale."""
    mantissa, scaled = value, False
    for _ in range(3):
        if end < len(line) and line[end].gap == "¶":
            break
        glued = letters(line, end, lexicon, money)
        word = lexicon.scales.at(line, end)
        hundred = lexicon.hundreds.at(line, end)
        place = end
        if word is None and end + 1 < len(line) and line[end].text == "-" and not line[end].gap:
            word, place = lexicon.scales.at(line, end + 1), end + 1
        if hundred is not None and lexicon.scales.at(line, hundred[1]) is not None:
            value, end = value * 100, hundred[1]
        elif word is not None and line[place].kind == "word":
            value, end, scaled = value.scaleb(word[0]), word[1], True
            half = lexicon.half_after.at(line, end)
            if half is not None:
                value, end = value + Decimal(5).scaleb(word[0] - 1), half[1]
        elif glued is not None:
            return value.scaleb(glued[0]), mantissa, glued[1], True
        else:
            break
    collective = lexicon.collectives.at(line, end)
    if collective is not None and not scaled:
        value, end, scaled = value * collective[0], collective[1], True
    return value, mantissa, end, scaled
