"""Number words → numerals: "two hundred and five", "soixante-dix-huit", "a million", "two and a half"."""

from dataclasses import dataclass
from decimal import Decimal

from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line, Numeral, plain, scaled_by

MOST_STACKED = 2
ENDLESS = Decimal("1e99")


@dataclass(slots=True)
class _Spelled:
    """Number words so far: `total` of what a scale closed, `current` of what goes on, the last scale in `below`."""

    end: int
    total: Decimal = Decimal(0)
    current: Decimal | None = None
    below: Decimal = ENDLESS
    seen: bool = False
    stacked: int = 0  # scales that multiply a scale: "mille milliards"

    def goes_on(self, current: Decimal | None, end: int) -> bool:
        self.current, self.end, self.seen = current, end, True
        return True

    @property
    def value(self) -> Decimal:
        return self.total + (self.current or 0)

    @property
    def scaled(self) -> bool:
        return self.current is None

    @property
    def scale(self) -> Decimal | None:
        """The scale that ended it, None where another word did."""
        return self.below if self.scaled and self.below < ENDLESS else None


def number_words(line: Line, start: int, lexicon: Lexicon, joined: bool) -> Numeral | None:
    """Read number words: "two hundred and five", "soixante-dix-huit", "a million", "two and a half"."""
    read, article = _Spelled(start), lexicon.articles.at(line, start)
    while read.end < len(line) and not (read.end > start and line[read.end].gap == "¶"):
        place = _over_joiner(line, read.end, read.current, lexicon, joined) if read.seen else read.end
        if not (_cardinal(line, place, read, lexicon) or _opened(line, article, read, lexicon)
                or _hundred(line, place, read, lexicon) or _scale(line, read, lexicon)):  # fmt: skip
            break
    if not read.seen:
        return None
    if article is not None and read.end == article[1] and read.value == 1 and not _continued(line, read.end, lexicon):
        return Numeral(start, read.end, Decimal(1), kind="article", mantissa=Decimal(1), words=True)
    if read.stacked > MOST_STACKED:
        return Numeral(start, read.end, None, kind="code")
    return _ended(line, start, read, lexicon)


def _continued(line: Line, end: int, lexicon: Lexicon) -> bool:
    return lexicon.half_after.at(line, end) is not None or lexicon.collectives.at(line, end) is not None


def _cardinal(line: Line, place: int, read: _Spelled, lexicon: Lexicon) -> bool:
    cardinal = lexicon.cardinals.at(line, place)
    if cardinal is None or not _fits(read.current, cardinal[0], lexicon):
        return False
    return read.goes_on((read.current or 0) + Decimal(cardinal[0]), cardinal[1])


def _opened(line: Line, article: tuple[bool, int] | None, read: _Spelled, lexicon: Lexicon) -> bool:
    """Read the article of "a hundred", "a million"."""
    if read.seen or article is None:
        return False
    large = lexicon.hundreds.at(line, article[1]) or lexicon.scales.at(line, article[1])
    return large is not None and read.goes_on(Decimal(1), article[1])


def _hundred(line: Line, place: int, read: _Spelled, lexicon: Lexicon) -> bool:
    hundred = lexicon.hundreds.at(line, place)
    if hundred is None:
        return False
    if place == read.end and (read.current is None or 0 < read.current % 1000 < lexicon.hundreds_below):
        return read.goes_on((read.current or Decimal(1)) * 100, hundred[1])
    return read.seen and read.current is None and read.goes_on(Decimal(100), hundred[1])


def _scale(line: Line, read: _Spelled, lexicon: Lexicon) -> bool:
    scale = lexicon.scales.at(line, read.end)
    if scale is None:
        return False
    size = Decimal(10) ** scale[0]
    if read.seen and read.current is None:
        return size >= read.below and _stacked(read, size, scale[1])
    if size >= read.below or (read.current is None and not _opens(line, read.end, lexicon)):
        return False
    read.total += (read.current if read.current is not None else 1) * size
    read.below = size
    return read.goes_on(None, scale[1])


def _stacked(read: _Spelled, size: Decimal, end: int) -> bool:
    """Multiply what was read by a larger scale right behind a scale: "mille milliards", "a million million"."""
    read.stacked, read.below = read.stacked + 1, size
    read.total = read.total * size if read.stacked <= MOST_STACKED else read.total
    return read.goes_on(None, end)


def _ended(line: Line, start: int, read: _Spelled, lexicon: Lexicon) -> Numeral:
    """Return what was read, with the half, the scale or the dozens that may follow."""
    value, scaled, end = read.value, read.scaled, read.end
    whole = read.scale is not None and read.total and value % read.below == 0
    mantissa = value / read.below if whole else value
    half = lexicon.half_after.at(line, end)
    if half is not None and not (end < len(line) and line[end].gap == "¶"):
        value, end = value + (read.scale / 2 if read.scale is not None else Decimal("0.5")), half[1]
        if not scaled:
            value, mantissa, end, scaled = scaled_by(line, end, value, lexicon)
    elif not scaled:
        collective = lexicon.collectives.at(line, end)
        if collective is not None:
            value, end, scaled = value * collective[0], collective[1], True
    return Numeral(start, end, plain(value), mantissa=mantissa, scaled=scaled, words=True)


def _opens(line: Line, place: int, lexicon: Lexicon) -> bool:
    """Whether a scale word may open a numeral: whole words of one thousand ("mille", "thousand"), never "bn"."""
    return len(line[place].text) > 3 and not (lexicon.vague.at(line, place) or lexicon.scales.before(line, place))


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
