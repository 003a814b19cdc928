"""Lexemes → numerals: digits with every separator, scales, number words, vague plurals, fractions.

`numeral` reads one numeral at a place; what stands around it (unit, range, bound) is `quantities`' to read.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from extract.claims.lexemes import SPACES, Lexeme
from extract.claims.lexicon import Lexicon

Line = Sequence[Lexeme]
LONGEST = 30  # digits; longer is a code, no count
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 50, 64, 100, 128, 1000}


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


def numeral(line: Line, start: int, lexicon: Lexicon, joined: bool = True, money: bool = False) -> Numeral | None:
    """Return the numeral that starts at this lexeme, or None; `joined` False keeps "and" for "between … and …"."""
    if start >= len(line):
        return None
    lexeme = line[start]
    if lexeme.kind == "digits":
        return _digits(line, start, lexicon, money)
    if lexeme.text in VULGAR:
        value = decimal_of(Fraction(*VULGAR[lexeme.text]))
        return Numeral(start, start + 1, value, kind="fraction", mantissa=value)
    if lexeme.kind != "word":
        return None
    for read in (_vague, _fraction, _collective):
        found = read(line, start, lexicon)
        if found is not None:
            return found
    return _words(line, start, lexicon, joined)


def _digits(line: Line, start: int, lexicon: Lexicon, money: bool) -> Numeral | None:
    text, end = line[start].text, start + 1
    scale = lexicon.scales.at(line, end) or _letters(line, end, lexicon, money)
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
    value, mantissa, end, scaled = _scale(line, end, value, lexicon, money)
    return Numeral(start, end, plain(value), mantissa=mantissa, scaled=scaled)


def _goes_on(line: Line, end: int, lexicon: Lexicon) -> bool:
    unit = lexicon.units.at(line, end)
    return end < len(line) and (line[end].text in "%°" or (unit is not None and unit[0].kind != "money"))


def _letters(line: Line, end: int, lexicon: Lexicon, money: bool) -> tuple[int, int] | None:
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
    return found or (lexicon.scale_letters_money.at(line, end) if money else None)


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


def _scale(
    line: Line, end: int, value: Decimal, lexicon: Lexicon, money: bool = False
) -> tuple[Decimal, Decimal, int, bool]:
    """Multiply by the scale words that follow; "million and a half" adds half of the scale."""
    mantissa, scaled = value, False
    for _ in range(3):
        if end < len(line) and line[end].gap == "¶":
            break
        glued = _letters(line, end, lexicon, money)
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


def _words(line: Line, start: int, lexicon: Lexicon, joined: bool) -> Numeral | None:
    """Read number words: "two hundred and five", "soixante-dix-huit", "a million", "two and a half"."""
    end, total, current, below = start, Decimal(0), None, Decimal("1e99")
    article = lexicon.articles.at(line, start)
    seen = False
    while end < len(line) and not (end > start and line[end].gap == "¶"):
        place = _over_joiner(line, end, current, lexicon, joined) if current is not None or seen else end
        cardinal = lexicon.cardinals.at(line, place)
        if cardinal is not None and _fits(current, cardinal[0], lexicon):
            current = (current or 0) + Decimal(cardinal[0])
            end = cardinal[1]
            seen = True
            continue
        if not seen and article is not None and end == start and cardinal is None:
            if lexicon.hundreds.at(line, article[1]) or lexicon.scales.at(line, article[1]):
                current, end, seen = Decimal(1), article[1], True
                continue
            return None
        hundred = lexicon.hundreds.at(line, place)
        if hundred is not None and place == end and (current is None or 0 < current % 1000 < lexicon.hundreds_below):
            current, end, seen = (current or Decimal(1)) * 100, hundred[1], True
            continue
        if hundred is not None and seen and current is None:
            current, end = Decimal(100), hundred[1]
            continue
        scale = lexicon.scales.at(line, end)
        if scale is not None and (current is not None or (not seen and _opens(line, end, lexicon))):
            size = Decimal(10) ** scale[0]
            if size >= below:
                break
            total += (current if current is not None else 1) * size
            current, below, end, seen = None, size, scale[1], True
            continue
        break
    if not seen:
        return None
    value = total + (current or 0)
    scaled = current is None
    mantissa = value / below if scaled and total and value % below == 0 and below < 10**18 else value
    half = lexicon.half_after.at(line, end)
    if half is not None and not (end < len(line) and line[end].gap == "¶"):
        value, end = value + (below / 2 if scaled and below < 10**18 else Decimal("0.5")), half[1]
        if not scaled:
            value, mantissa, end, scaled = _scale(line, end, value, lexicon)
    elif not scaled:
        collective = lexicon.collectives.at(line, end)
        if collective is not None:
            value, end, scaled = value * collective[0], collective[1], True
    if article is not None and end == article[1] and value == 1:
        return Numeral(start, end, Decimal(1), kind="article", mantissa=Decimal(1), words=True)
    return Numeral(start, end, plain(value), mantissa=mantissa, scaled=scaled, words=True)


def _opens(line: Line, place: int, lexicon: Lexicon) -> bool:
    """Whether a scale word may open a numeral: whole words of one thousand ("mille", "thousand"), never "bn"."""
    return len(line[place].text) > 3 and lexicon.vague.at(line, place) is None


def _over_joiner(line: Line, end: int, current: Decimal | None, lexicon: Lexicon, joined: bool) -> int:
    if line[end].text == "-" and end + 1 < len(line) and not line[end + 1].gap:
        return end + 1
    joiner = lexicon.joiners.at(line, end)
    if not joined or joiner is None or joiner[1] >= len(line):
        return end
    following = lexicon.cardinals.at(line, joiner[1])
    if following is None:
        return end
    tens = current is not None and current % 100 in (20, 30, 40, 50, 60, 70) and following[0] in (1, 11)
    if lexicon.teens_after:
        return joiner[1] if tens else end
    # "five hundred and six" goes on; so does "two thousand and six", yet not "six and seven".
    return joiner[1] if current is None or current % 100 == 0 else end


def _fits(current: Decimal | None, value: int, lexicon: Lexicon) -> bool:
    if current is None or (current % 100 == 0 and current > 0):
        return value > 0 or current is None
    rest = int(current % 100)
    if rest >= 20 and rest % 10 == 0 and 0 < value < 10:
        return True
    return rest in lexicon.teens_after and 10 <= value < 20


def _vague(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
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


def _collective(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read "a dozen", "half a dozen", "une vingtaine", "un millier"."""
    article = lexicon.articles.at(line, start)
    place = article[1] if article is not None else start
    found = lexicon.collectives.at(line, place)
    if found is None:
        return None
    comparator = "~" if lexicon.approximate_collectives.at(line, place) else "="
    value = Decimal(found[0])
    return Numeral(start, found[1], value, comparator=comparator, mantissa=Decimal(1), scaled=True, words=True)


def _fraction(line: Line, start: int, lexicon: Lexicon) -> Numeral | None:
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
    place = article[1] if article is not None else start
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
    if lexicon.half_follows.at(line, half[1]) or lexicon.before.before(line, start):
        return replace(share, end=half[1], kind="fraction")
    return None
