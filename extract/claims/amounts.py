"""A numeral with its currency or unit: "US $20,000", "-1.3%", "75 millions de dollars", "15 dollars and 15 cents"."""

from dataclasses import dataclass, replace
from decimal import Decimal

from extract.claims import units
from extract.claims.lexicon import Lexicon
from extract.claims.numbers import numeral
from extract.claims.numerals import Line, Numeral, plain
from extract.claims.units import Unit

DASHES = "-–—‒−"
MINUS = "-−–"


@dataclass(frozen=True, slots=True)
class Amount:
    """`line[first:end]` with its numeral, which ended at `number_end`; `prefixed`: a sign stood first."""

    first: int
    end: int
    numeral: Numeral
    unit: Unit | None = None
    prefixed: bool = False
    number_end: int = 0

    @property
    def value(self) -> Decimal | None:
        return self.numeral.value


def amount(line: Line, start: int, lexicon: Lexicon, joined: bool = True) -> Amount | None:
    """Return the amount that starts at this lexeme (a currency sign, a minus or a numeral), or None."""
    place, sign = start, 1
    if start >= len(line):
        return None
    if line[start].text in MINUS and _is_minus(line, start):
        place, sign = start + 1, -1
    else:
        minus = lexicon.minus.at(line, start)
        if (
            minus is not None
            and not _qualifies(line, start, minus[1], lexicon)
            and minus[1] < len(line)
            and (lexicon.cardinals.at(line, minus[1]) or _below_zero(line, start, minus[1], lexicon))
        ):
            place, sign = minus[1], -1
    prefix = units.signs().at(line, place)
    millions = units.million_codes().at(line, place) if prefix is None else None
    head = prefix or millions
    if head is not None and head[1] < len(line) and line[head[1]].gap != "¶":
        if line[head[1]].text in MINUS and _is_minus(line, head[1]):
            return None
        read = numeral(line, head[1], lexicon, joined, money=True)
        if read is None or read.kind in ("article", "vague") or _is_plain_word(line, place, head[1], read):
            return None
        if millions is not None and read.value is not None:
            read = replace(read, value=plain(read.value * 10**6))
        found = Amount(start, _repeated_sign(line, read.end, head[0]), read, head[0], True, read.end)
        return _signed(_with_subunit(line, found, lexicon), sign)
    if place >= len(line) or (place > start and line[place].gap == "¶"):
        return None
    read = numeral(line, place, lexicon, joined)
    if read is None:
        return None
    found = _with_half(line, _with_subunit(line, _with_unit(line, start, read, lexicon), lexicon), lexicon)
    return _signed(found, sign)


def _qualifies(line: Line, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the word for minus ends a qualifier: "au moins deux" is no two below zero."""
    found = lexicon.before.before(line, end)
    return found is not None and found[1] < start


def _below_zero(line: Line, start: int, place: int, lexicon: Lexicon) -> bool:
    """Whether the word for minus before digits is a sign: "to minus 23", "moins 12 degrés", not "60 minus 5"."""
    if line[place].kind != "digits" or line[place].gap != " " or (start and line[start - 1].kind == "digits"):
        return False
    if lexicon.minus_alone.at(line, start) is not None:
        return True
    read = numeral(line, place, lexicon)
    unit = _unit_at(line, read.end, read, lexicon) if read is not None else None
    return unit is not None and unit[0].dimension in ("temperature", "angle", "share")


def _is_minus(line: Line, place: int) -> bool:
    """Whether a dash is a minus: glued to digits or a sign, and not to what stands before it."""
    if place + 1 >= len(line) or line[place + 1].gap:
        return False
    if line[place + 1].kind != "digits" and units.signs().at(line, place + 1) is None:
        return False
    opens = place == 0 or line[place].gap != "" or line[place - 1].text in "([/"
    return opens and not (
        place > 0 and line[place - 1].kind == "digits" and line[place].text != "−" and not line[place].gap
    )


def _is_plain_word(line: Line, start: int, end: int, read: Numeral) -> bool:
    """Whether a sign of letters is likelier a word: it needs digits, and a single letter must be glued to them."""
    letters = all(lexeme.kind == "word" for lexeme in line[start:end])
    return letters and (read.words or (end - start == 1 and len(line[start].text) == 1 and bool(line[end].gap)))


def _repeated_sign(line: Line, end: int, unit: Unit) -> int:
    """Step over a currency named twice: "$31.20 US", "$ 10 USD"."""
    if end < len(line) and line[end].gap != "¶":
        again = units.signs().at(line, end)
        if again is not None and again[0] == unit and line[end].kind == "word":
            return again[1]
        if unit.name == "USD" and line[end].text == "US":
            return end + 1
    return end


def _with_unit(line: Line, start: int, read: Numeral, lexicon: Lexicon) -> Amount:
    bare = Amount(start, read.end, read, None, False, read.end)
    places = [read.end]
    if (
        read.end + 1 < len(line)
        and line[read.end].text in DASHES
        and not line[read.end].gap
        and not line[read.end + 1].gap
    ):
        places = [read.end + 1]
    if read.scaled or read.kind == "vague":
        linker = lexicon.linkers.at(line, read.end)
        places += [linker[1]] if linker is not None else []
    modifier = lexicon.unit_modifiers.at(line, read.end)
    for place in [*places, *([modifier[1]] if modifier is not None and line[read.end].gap != "¶" else [])]:
        found = _unit_at(line, place, read, lexicon)
        if found is not None and (place in places or found[0].kind == "duration"):
            unit, end, times = found
            value = plain(read.value * times) if read.value is not None and times != 1 else read.value
            return replace(bare, end=end, unit=unit, numeral=replace(read, value=value))
    return bare


def _unit_at(line: Line, place: int, read: Numeral, lexicon: Lexicon) -> tuple[Unit, int, int] | None:
    if place >= len(line) or line[place].gap == "¶":
        return None
    found: list[tuple[int, Unit, int]] = []
    word = lexicon.units.at(line, place)
    if word is not None and not (line[place].kind == "word" and not line[place].gap and len(word[0].name) == 0):
        found.append((word[1], word[0], 1))
    symbol = units.symbols().at(line, place)
    if symbol is not None and not (line[place].kind == "word" and len(line[place].text) == 1 and read.words):
        found.append((symbol[1], symbol[0], 1))
    sign = units.signs().at(line, place)
    code = sign is not None and len(sign[0].name) == 3 and line[place].lower == sign[0].name.lower()
    lettered = line[place].kind == "word" and read.words and not code
    if sign is not None and not lettered and not _opens_amount(line, place, sign[1]):
        scale = lexicon.scales.at(line, sign[1]) if not read.scaled else None
        if scale is not None:
            found.append((scale[1], sign[0], 10 ** scale[0]))
        found.append((sign[1], sign[0], 1))
    millions = units.million_codes().at(line, place)
    if millions is not None:
        found.append((millions[1], millions[0], 10**6))
    if not found:
        return None
    end, unit, times = max(found, key=lambda entry: entry[0])
    return unit, end, times


def _opens_amount(line: Line, place: int, end: int) -> bool:
    """Whether a sign after a number belongs to the number behind it: "1 $10 bill", "3 USD50 cards"."""
    glued_after = end < len(line) and line[end].kind == "digits" and not line[end].gap
    return glued_after and bool(line[place].gap)


def _with_subunit(line: Line, found: Amount, lexicon: Lexicon) -> Amount:
    """Add the cents of "15 dollars and 15 cents"."""
    if found.unit is None or found.unit.kind != "money" or found.value is None or found.value != int(found.value):
        return found
    if found.end >= len(line) or line[found.end].gap == "¶":
        return found
    joiner = lexicon.joiners.at(line, found.end)
    place = joiner[1] if joiner is not None else found.end
    part = numeral(line, place, lexicon) if place < len(line) else None
    if part is None or part.value is None or not 0 < part.value < 100 or part.value != int(part.value):
        return found
    word = lexicon.subunits.at(line, part.end)
    end = word[1] if word is not None else part.end
    if lexicon.subunits.before(line, found.end) or (word is None and not _ends_price(line, found, part)):
        return found
    total = plain(found.value + part.value / 100)
    return replace(found, end=end, numeral=replace(found.numeral, value=total))


def _ends_price(line: Line, found: Amount, part: Numeral) -> bool:
    """Whether what is behind the currency are its cents: "15 dollars 50." with nothing that they could count."""
    digits = line[part.first].kind == "digits" and len(line[part.first].text) == 2 and part.end == part.first + 1
    digits = digits or (part.words and found.numeral.words and part.value is not None and part.value >= 10)
    closed = part.end >= len(line) or line[part.end].text in ".,;!?)"
    return digits and closed and not found.prefixed and part.mantissa == part.value


def _with_half(line: Line, found: Amount, lexicon: Lexicon) -> Amount:
    """Add the half of "deux ans et demi", "three years and a half"."""
    half = lexicon.half_after.at(line, found.end)
    if half is None or found.unit is None or found.value is None or line[found.end].gap == "¶":
        return found
    return replace(found, end=half[1], numeral=replace(found.numeral, value=found.value + Decimal("0.5")))


def _signed(found: Amount, sign: int) -> Amount:
    if sign > 0 or found.value is None:
        return found
    return replace(found, numeral=replace(found.numeral, value=-found.value))
