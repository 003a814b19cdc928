"""Lexemes → numerals: digits, number words, vague plurals, fractions.

`numeral` reads one numeral at a place; what stands around it (unit, range, bound) is `quantities`' to read.
"""

from fractions import Fraction

from extract.claims.digits import VULGAR, digits
from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line, Numeral, decimal_of
from extract.claims.shares import collective, fraction, vague
from extract.claims.words import number_words


def numeral(line: Line, start: int, lexicon: Lexicon, joined: bool = True, money: bool = False) -> Numeral | None:
    """Return the numeral that starts at this lexeme, or None; `joined` False keeps "and" for "between … and …"."""
    if start >= len(line):
        return None
    lexeme = line[start]
    if lexeme.kind == "digits":
        return digits(line, start, lexicon, money)
    if lexeme.text in VULGAR:
        value = decimal_of(Fraction(*VULGAR[lexeme.text]))
        return Numeral(start, start + 1, value, kind="fraction", mantissa=value)
    if lexeme.kind != "word":
        return None
    for read in (vague, fraction, collective):
        found = read(line, start, lexicon)
        if found is not None:
            return found
    return number_words(line, start, lexicon, joined)
