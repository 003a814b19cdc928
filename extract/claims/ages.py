"""Is a number an age? "18-year-old", "aged 18", "Dahl, 65,", "âgé de 18 ans", "un homme de 45 ans"."""

from decimal import Decimal

from extract.claims.lexicon import Lexicon
from extract.claims.numbers import Line
from extract.claims.units import Unit

OLDEST = 120


def age_unit(
    line: Line, start: int, first: int, end: int, unit: Unit | None, value: Decimal | None, lexicon: Lexicon
) -> tuple[str | None, int]:
    """Return the unit of the age and where its words end; None where the amount `line[first:end]` is no age.

    `start` is where the words before the number begin ("barely").
    """
    if value is None or (unit is not None and unit.name not in ("year", "month", "week", "day")):
        return None, end
    place = end + 1 if end + 1 < len(line) and line[end].text == "-" and not line[end].gap else end
    if unit is None:
        aged = _cue(line, start, first, lexicon) or _after_name(line, first, end, value)
        after = lexicon.age_after.at(line, place)
        return ("year", after[1] if after else end) if (aged or after) and value <= OLDEST else (None, end)
    after = lexicon.age_after.at(line, place)
    if after is not None and line[place].gap != "¶":
        return unit.name, after[1]
    if _cue(line, start, first, lexicon) or _verb(line, start, end, unit, lexicon) or _bare(line, start, end, lexicon):
        return unit.name, end
    return None, end


def _cue(line: Line, start: int, first: int, lexicon: Lexicon) -> bool:
    return lexicon.age_before.before(line, start) is not None or lexicon.age_before.before(line, first) is not None


def _after_name(line: Line, first: int, end: int, value: Decimal) -> bool:
    """Whether the number stands between commas behind a name: "Ingrid Dahl, 65, said"."""
    if first < 2 or end >= len(line) or not 1 < value <= OLDEST or value % 1 or line[first].kind != "digits":
        return False
    commas = (line[first - 1].text == "," and line[end].text in ",.;–—―-") or (
        line[first - 1].text == "(" and line[end].text == ")"
    )
    name = line[first - 2]
    return commas and name.kind == "word" and name.text[:1].isupper() and not name.text.isupper()


def _verb(line: Line, start: int, end: int, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a verb that states an age stands right before: "elle a dix ans", "le bébé était seulement dix mois"."""
    if lexicon.duration_after.at(line, end) is not None:
        return False
    return lexicon.age_verbs.before(line, start) is not None


def _bare(line: Line, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a unit that mostly states ages ("ans") stands without a word that makes it a duration."""
    if lexicon.age_bare.before(line, end) is None or lexicon.duration_after.at(line, end) is not None:
        return False
    if lexicon.duration_before.before(line, start) is not None:
        return False
    linker = lexicon.linkers.before(line, start)
    return linker is None or lexicon.person_nouns.before(line, linker[1]) is not None
