"""The source that the lead leaves without a name, and that the text names next.

News often opens with "according to an official of the agency" and brings the name in the sentence after the quote. It
is taken for that person only where the article leaves no other choice; else the source stays as the text calls it.
"""

from bisect import bisect_right

from extract.model import Attribution
from extract.speakers.mentions import Figure
from extract.speakers.names import folded, organisation_key
from extract.speakers.reading import Reading, place_of
from extract.speakers.sources import Local, read_source

# How many paragraphs behind the source its name may stand.
PARAGRAPHS = 2


def named_later(reading: Reading, local: Local) -> Figure | None:
    """Return the one named person who speaks in the article, if introduced next with a post that fits the description.

    The description must belong to a body ("an Oxfam official"), nobody must have spoken before it but bodies, and
    neither its words nor the person's posts may name different bodies. A source that asks not to be named is not named.
    """
    words = reading.lexicon
    if local.kind != "person" or local.determiner != "indefinite" or set(local.words) & words.relative_pronouns:
        return None
    if set(local.words) & words.anonymity or any(
        isinstance(who, Figure) and who.kind == "person" for who, _ in reading.speakers.values()
    ):
        return None
    person = _only_speaker(reading, local)
    if person is None or not person.roles or not _near(reading, local, person):
        return None
    gender = words.roles.get(local.head)
    against = {"m": "f", "f": "m"}.get(gender or "")
    if against is not None and person.gender == against:
        return None
    base = words.base_of(local.head)
    fits = base in person.role_heads or any(words.covers(local.head, role) for role in person.role_heads)
    return person if fits and _one_body(reading, local, person) else None


def _only_speaker(reading: Reading, local: Local) -> Figure | None:
    """Return the one named person to whom the article attributes anything; None if there are two, or one unclear."""
    people: dict[int, Figure] = {}
    for attribution in reading.attributions:
        for span in attribution.source[:1]:
            source = read_source(reading.parse, span, reading.cast, reading.lexicon)
            if source.kind == "names" or (source.kind == "name" and source.namings[0].figure is None):
                return None
            figure = source.namings[0].figure if source.kind == "name" else None
            if figure is not None and figure.kind == "person":
                people[id(figure)] = figure
            if source.kind == "person" and source.span != local.span and source.determiner == "indefinite":
                return None
    return next(iter(people.values())) if len(people) == 1 else None


def _near(reading: Reading, local: Local, person: Figure) -> bool:
    """Whether the person is named for the first time behind the source, and is who speaks next."""

    def paragraph(offset: int) -> int:
        return bisect_right(reading.parse.paragraphs, offset, key=lambda span: span.start)

    if person.first < local.span.end or paragraph(person.first) - paragraph(local.span.start) > PARAGRAPHS:
        return False
    later = [a for a in reading.attributions if a.source and place_of(a) > local.span.start]
    return bool(later) and _names(reading, min(later, key=place_of), person)


def _names(reading: Reading, attribution: Attribution, person: Figure) -> bool:
    source = read_source(reading.parse, attribution.source[0], reading.cast, reading.lexicon)
    return source.kind == "name" and source.namings[0].figure is person


def _one_body(reading: Reading, local: Local, person: Figure) -> bool:
    """Whether the description names a body, and the person's posts no other."""
    bodies = {n.figure.name for n in reading.cast.within(local.span) if n.figure and n.figure.kind == "organisation"}
    if len(bodies) != 1:
        return False
    own = {organisation_key(name) for name in bodies}
    said = " ".join(folded(role) for role in person.roles)
    others = [figure for figure in reading.cast.organisations if organisation_key(figure.name) not in own]
    return not any(folded(naming.text) in said for figure in others for naming in figure.namings)
