"""Why a number is no quantity (date, name, score, list, pronoun), or one that nobody would track."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from extract.claims.amounts import Amount
from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line
from extract.claims.units import Unit

if TYPE_CHECKING:
    from extract.claims.quantities import Found


class Grammar(Protocol):
    """What a parse says of the number at the offsets [start, end); None where nothing was parsed."""

    def counts(self, start: int, end: int) -> bool | None:
        """Whether it counts a noun that follows."""
        ...

    def tolls(self, start: int) -> bool | None:
        """Whether what it counts was killed, hurt or held, so that even one is a figure."""
        ...

    def named(self, start: int, end: int) -> bool | None:
        """Whether it belongs to a name."""
        ...


ONE_OF_MANY = "one of many"
SINGLE = "a single one, no figure"
CONVERSION = "a conversion of the figure before it"
HOW_OFTEN = "how often, no figure"
MOMENT = "a time before or after, no figure"
RATE_BASE = "the base of a rate"
EARLIER_LEVEL = "the level before a change"
# With these an article counts: "un an", "un pour cent"; "un jour" is an idiom.
ARTICLE_UNITS = {"year", "month", "percent", "km", "metric ton", "kilogram", "litre"}
BASES = {100, 1000, 10_000, 100_000, 1_000_000}
BASE_REACH = 8
# How many digits a short number to call has.
CALLS = (2, 3, 4, 5, 6)
MARKS = "-–−.,"
DOUBLED = "-–−.,0123456789"
STOPS = ".;!?()[]\x00"


def article_counts(unit: Unit | None) -> bool:
    """Whether an article before this unit is a number."""
    return unit is not None and (unit.kind == "money" or unit.name in ARTICLE_UNITS)


def reason_of(line: Line, found: Found, bare: Amount, lexicon: Lexicon, grammar: Grammar | None) -> str | None:
    """Return why one number is not check-worthy, or None."""
    if bare.numeral.kind == "code":
        return "name"
    if _is_title(line, bare):
        return "name"
    if _is_clock(line, bare, lexicon):
        return "time"
    if bare.unit is not None:
        return MOMENT if _is_moment(line, bare, lexicon) else None
    if _is_base(line, bare, lexicon):
        return RATE_BASE
    if bare.numeral.words:
        return _pronoun(line, bare, lexicon, grammar)
    if is_year(line, bare, lexicon, grammar) and found.comparator == "=":
        return "date"
    return name_reason(line, bare, lexicon, grammar)


def _is_moment(line: Line, bare: Amount, lexicon: Lexicon) -> bool:
    """Whether a length of time only says when: "two weeks later", "il y a vingt ans"."""
    if bare.unit is None or bare.unit.kind != "duration":
        return False
    return bool(lexicon.moments.at(line, bare.end) or lexicon.moments_before.before(line, bare.first))


def _is_base(line: Line, bare: Amount, lexicon: Lexicon) -> bool:
    """Whether the number only says per how many: "211 deaths per 100,000 births", with a number shortly before."""
    if lexicon.per_bases.before(line, bare.first) is None or bare.value is None or bare.value not in BASES:
        return False
    return any(line[place].kind == "digits" for place in range(max(0, bare.first - BASE_REACH), bare.first))


def _is_clock(line: Line, bare: Amount, lexicon: Lexicon) -> bool:
    """Whether number words tell the time: "three o'clock", "à dix heures"."""
    if bare.unit is None:
        return lexicon.clock_words.at(line, bare.end) is not None
    hour = bare.unit.name == "hour" and bare.value is not None and bare.value <= 24
    return hour and bare.numeral.words and lexicon.clock_openers.before(line, bare.first) is not None


def _is_title(line: Line, bare: Amount) -> bool:
    """Whether quotation marks hold the amount alone: the programme “60 Minutes”."""
    if bare.first == 0 or bare.end >= len(line) or not line[bare.end - 1].text[:1].isupper():
        return False
    return line[bare.first - 1].text in "\"“«'‘" and line[bare.end].text in "\"”»'’"


def _pronoun(line: Line, bare: Amount, lexicon: Lexicon, grammar: Grammar | None) -> str | None:
    behind = bare.first > 0 and line[bare.first].gap == " " and line[bare.first - 1].text[:1].isupper()
    if behind and line[bare.first].text[:1].isupper() and not bare.numeral.scaled and bare.first > 1:
        return "name"  # Ground Zero, the Big Three
    one = lexicon.one.at(line, bare.first)
    if one is None or one[1] != bare.end:
        return None
    counted = grammar.counts(line[bare.first].start, line[bare.end - 1].end) if grammar is not None else None
    if not counted:
        return "pronoun"
    return None if grammar is not None and grammar.tolls(line[bare.first].start) else SINGLE


def is_year(line: Line, bare: Amount, lexicon: Lexicon, grammar: Grammar | None) -> bool:
    """Whether four bare digits name a year: by a word before, or where nothing is counted after."""
    text = line[bare.first].text if bare.first < len(line) else ""
    if bare.unit is not None or bare.prefixed or len(text) != 4 or not text.isdigit() or bare.end != bare.first + 1:
        return False
    value = int(text)
    if not 1000 <= value <= 2100:
        return False
    counted = grammar.counts(line[bare.first].start, line[bare.end - 1].end) if grammar is not None else None
    dated = lexicon.date_prepositions.before(line, bare.first) is not None
    if 1900 <= value <= 2035:
        return not (counted and value % 100 == 0 and not dated)
    return dated and not counted and value < 2035


def is_change(line: Line, first: int, lexicon: Lexicon) -> bool:
    """Whether a verb of rise, fall or revision stands in the dozen words before."""
    for place in range(first - 1, max(-1, first - 13), -1):
        if line[place].text in STOPS or line[place].kind == "excluded":
            return False
        if lexicon.change_verbs.at(line, place) is not None:
            return True
    return False


def is_score(line: Line, first: Amount, second: Amount, lexicon: Lexicon) -> bool:
    """Whether "3-1" is a score or a tally: level or falling, or beside a word of winning and losing."""
    if first.unit is not None or second.unit is not None or first.value is None or second.value is None:
        return False
    glued = not line[first.end].gap and first.end + 1 == second.first
    small = first.value <= 999 and second.value <= 999 and first.value % 1 == 0 and second.value % 1 == 0
    if not glued or not small or first.numeral.words or second.numeral.words or second.numeral.scaled:
        return False
    if first.value >= second.value:
        return True
    near = range(max(0, first.first - 8), min(len(line), second.end + 6))
    return any(lexicon.score_words.at(line, place) is not None for place in near)


def is_odds(first: Amount, second: Amount) -> bool:
    """Whether "4 to 1" tells odds or a tally: small whole numbers that fall."""
    if first.unit is not None or second.unit is not None or first.value is None or second.value is None:
        return False
    return first.value > second.value > 0 and first.value <= 100 and first.value % 1 == 0 and second.value % 1 == 0


def name_reason(line: Line, bare: Amount, lexicon: Lexicon, grammar: Grammar | None) -> str | None:
    """Return "name" for digits in or behind a name ("H-11", "Resolution 12"), "list" for a list mark, else None."""
    first, end = bare.first, bare.end
    if bare.prefixed or line[first].kind != "digits":
        return None
    if line[first].text.isdigit() and len(line[first].text) in CALLS and lexicon.dialled.before(line, first):
        return "phone"
    if line[first].text[0] == "0" and line[first].text.isdigit() and len(line[first].text) > 1:
        return "name"
    if first and not line[first].gap and _glued_before(line, first):
        return "name"
    if end < len(line) and not line[end].gap and line[end].kind == "word" and end == first + 1:
        return "name"
    headed = lexicon.list_heads.before(line, first) or lexicon.list_heads_with_mark.before(line, first)
    if headed is not None and line[first].text.replace(".", "").isdigit() and len(line[first].text) < 5:
        counted = grammar.counts(line[first].start, line[end - 1].end) if grammar is not None else None
        return None if counted else "name"
    if end + 1 < len(line) and line[end].text in ".," and not (line[end].gap or line[end + 1].gap):
        followed = line[end + 1].kind == "digits" or line[end + 1].text in ".,"
        return "name" if followed else _behind_name(line, bare, grammar)
    if end < len(line) and line[end].text in "/:" and not line[end].gap and end + 1 < len(line):
        return "name" if line[end + 1].kind == "digits" and not line[end + 1].gap else None
    return _behind_name(line, bare, grammar)


def _glued_before(line: Line, first: int) -> bool:
    before = line[first - 1]
    if before.kind in ("word", "excluded", "digits") or before.text in "_/\\@#=&*^":
        return True
    if before.text in MARKS and first > 1 and not before.gap and line[first - 2].text[-1] in DOUBLED:
        return True  # −−5, 1.2.3.4
    if before.text in "-–." and first > 1 and not before.gap:
        return line[first - 2].kind == "word" and line[first - 2].lower not in ("sub", "à", "to")
    return False


def _behind_name(line: Line, bare: Amount, grammar: Grammar | None) -> str | None:
    """Return "name" behind a capitalised word in the middle of a sentence, or where the parse sees a name."""
    first = bare.first
    if bare.numeral.scaled or "." in line[first].text or "," in line[first].text:
        return None
    start, end = line[first].start, line[bare.end - 1].end
    named = grammar.named(start, end) if grammar is not None else None
    if named is not None:
        return "name" if named else None
    if first < 2 or line[first].gap == "¶" or line[first - 1].kind != "word":
        return None
    before, earlier = line[first - 1], line[first - 2]
    opens = earlier.text in '.!?:;"“”«»([•' or before.gap == "¶"
    return "name" if not opens and any(character.isupper() for character in before.text) else None
