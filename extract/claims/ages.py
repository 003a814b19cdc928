"""Is a number an age? "18-year-old", "aged 18", "Dahl, 65,", "âgé de 18 ans", "un homme de 45 ans"."""

from decimal import Decimal

from extract.claims.lexicon import Lexicon
from extract.claims.numerals import Line
from extract.claims.units import Unit

OLDEST = 120
# Fewer than this may be a mother's children.
ADULT = 15
# How many words before "à 13 ans" a sentence, a term or a change would stand.
TERM = 8


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
        aged = _cue(line, start, first, lexicon) or _after_name(line, first, end, value, lexicon)
        aged = aged or _of_person(line, first, end, value, lexicon)
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


def _at_age(line: Line, start: int, lexicon: Lexicon) -> bool:
    """Whether the words say at what age: "mariée à 13 ans", with no sentence or term in the words before."""
    if lexicon.age_at.before(line, start) is None or line[start].kind != "digits":
        return False
    for place in range(start - 1, max(-1, start - TERM), -1):
        if line[place].text in ".;!?":
            break
        if lexicon.terms.at(line, place) is not None:
            return False
    return True


def _of_person(line: Line, first: int, end: int, value: Decimal, lexicon: Lexicon) -> bool:
    """Whether the number stands behind a person and "of", with nothing that it counts: "a man of 71, whose car"."""
    linker = lexicon.linkers.before(line, first)
    if linker is None or not ADULT <= value <= OLDEST or value % 1 or lexicon.teens_after:
        return False
    closed = end >= len(line) or line[end].text in ",.;:)" or line[end].gap == "¶"
    return closed and lexicon.people.before(line, linker[1]) is not None


def _after_name(line: Line, first: int, end: int, value: Decimal, lexicon: Lexicon) -> bool:
    """Whether the number stands between commas behind a name or a person: "Ingrid Dahl, 65, said"."""
    if first < 2 or end >= len(line) or not 1 < value <= OLDEST or value % 1 or line[first].kind != "digits":
        return False
    opened, closed = _list_start(line, first, lexicon), _list_end(line, end, lexicon)
    adverb = lexicon.age_adverbs.before(line, opened)
    if adverb is not None:
        opened = first = adverb[1]
    if opened < 2 or closed >= len(line):
        return False
    commas = (line[opened - 1].text == "," and line[closed].text in ",.;–—―-") or (
        line[opened - 1].text == "(" and line[closed].text == ")"
    )
    named = line[opened - 2]
    if lexicon.person_nouns.at(line, opened - 2) is not None:
        return commas
    single = opened == first and closed == end
    return commas and single and named.kind == "word" and named.text[:1].isupper() and not named.text.isupper()


def _list_start(line: Line, first: int, lexicon: Lexicon) -> int:
    """Return where "6 and 9" begins, whose second number stands at `first`."""
    joiner = lexicon.joiners.before(line, first)
    return joiner[1] - 1 if joiner is not None and joiner[1] > 2 and line[joiner[1] - 1].kind == "digits" else first


def _list_end(line: Line, end: int, lexicon: Lexicon) -> int:
    """Return where "6 and 9" ends, whose first number ends at `end`."""
    joiner = lexicon.joiners.at(line, end)
    goes_on = joiner is not None and joiner[1] < len(line) and line[joiner[1]].kind == "digits"
    return joiner[1] + 1 if joiner is not None and goes_on else end


def _verb(line: Line, start: int, end: int, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a verb that states an age stands right before: "elle a dix ans", "le bébé était seulement dix mois"."""
    if lexicon.duration_after.at(line, end) is not None or lexicon.duration_before.before(line, start) is not None:
        return False
    return lexicon.age_verbs.before(line, start) is not None


def _bare(line: Line, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a unit that mostly states ages ("ans") stands without a word that makes it a duration."""
    if lexicon.age_bare.before(line, end) is None or lexicon.duration_after.at(line, end) is not None:
        return False
    if lexicon.duration_before.before(line, start) is not None:
        return _at_age(line, start, lexicon)
    linker = lexicon.linkers.before(line, start)
    people = (lexicon.person_nouns, lexicon.people)
    return linker is None or any(words.before(line, linker[1]) is not None for words in people)
