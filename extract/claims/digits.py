"""Digits with every separator → numerals: "1,000", "1 000", "3,4", "5,00,000", "3 1/2", "½"."""

import re
from decimal import Decimal
from fractions import Fraction

from extract.claims.lexemes import SPACES
from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line, Numeral, decimal_of, letters, plain, scaled_by

LONGEST = 30  # digits; longer is a code, no count
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 50, 64, 100, 128, 1000}


def digits_value(text: str, lexicon: Lexicon, more: bool = False) -> Decimal | None:
    """Return what digits with separators mean in the language; None for a code.

    A point or comma before one group of three is a decimal mark where it is the language's own and the number goes on
    with a scale or unit (`more`) or starts with zero, and a separator of thousands where it is not.
    """
    if sum(character.isdigit() for character in text) > LONGEST:
        return None
    squeezed = re.sub(rf"[{SPACES}'’]", "", text)
    marks = [character for character in squeezed if character in ".,"]
    if not marks:
        return Decimal(squeezed)
    last = marks[-1]
    if len(set(marks)) == 2 or (len(marks) == 1 and len(squeezed) != len(text)):
        return Decimal(squeezed.replace("." if last == "," else ",", "").replace(",", "."))
    if len(marks) > 1:
        return Decimal(squeezed.replace(last, ""))
    whole, _, part = squeezed.partition(last)
    own = last == lexicon.decimal
    grouped = len(part) == 3 and 0 < len(whole) <= 3 and whole.lstrip("0") != ""
    if grouped and (not own or (not more and (last == "," or part == "000"))):
        return Decimal(whole + part)
    return Decimal(f"{whole or 0}.{part}")


def digits(line: Line, start: int, lexicon: Lexicon, money: bool) -> Numeral | None:
    text, end = line[start].text, start + 1
    scale = lexicon.scales.at(line, end) or letters(line, end, lexicon, money)
    value = digits_value(text, lexicon, more=scale is not None or _goes_on(line, end, lexicon))
    if value is None:
        return Numeral(start, end, None, kind="code")
    fraction = _slashed(line, start, value)
    if fraction is not None:
        return fraction
    value, end = _mixed(line, end, value)
    half = lexicon.half_after.at(line, end)
    if half is not None and not (end < len(line) and line[end].gap == "¶"):
        value, end = value + Decimal("0.5"), half[1]
    value, mantissa, end, scaled = scaled_by(line, end, value, lexicon, money)
    return Numeral(start, end, plain(value), mantissa=mantissa, scaled=scaled)


def _goes_on(line: Line, end: int, lexicon: Lexicon) -> bool:
    unit = lexicon.units.at(line, end)
    return end < len(line) and (line[end].text in "%°" or (unit is not None and unit[0].kind != "money"))


def _slashed(line: Line, start: int, value: Decimal) -> Numeral | None:
    """Read "1/16": a fraction below one with a usual denominator; "1/0", "9/11" and "24/7" are none."""
    end = start + 3
    if end > len(line) or line[start + 1].text not in "/⁄∕" or line[start + 2].kind != "digits":
        return None
    if line[start + 1].gap or line[start + 2].gap or not line[start + 2].text.isdigit() or value != int(value):
        return None
    below = int(line[start + 2].text) if len(line[start + 2].text) < 5 else 0
    if below not in _DENOMINATORS or not 0 < value < below or (end < len(line) and line[end].text == "/"):
        return None
    share = decimal_of(Fraction(int(value), below))
    return Numeral(start, end, share, kind="fraction", mantissa=share)


def _mixed(line: Line, end: int, value: Decimal) -> tuple[Decimal, int]:
    """Read what makes "3 1/2" or "3½" of a whole number."""
    if value != value.to_integral_value() or end >= len(line):
        return value, end
    if line[end].text in VULGAR:
        return value + decimal_of(Fraction(*VULGAR[line[end].text])), end + 1
    if line[end].kind == "digits" and line[end].text.isdigit() and len(line[end].text) < 3:
        part = _slashed(line, end, Decimal(line[end].text))
        if part is not None and part.value is not None:
            return value + part.value, part.end
    return value, end
