"""Do two claims measure one thing? Surely, possibly (a slot is unknown), or not.

Kind and dimension, head noun and predicate are the same, and nothing else that is stated stands against it.
"""

from extract.matching.events import ordinal
from extract.matching.reported import Reported, source
from extract.matching.things import Thing, words_of

DAYS_APART = 45
TIES = 2  # context words that a pair must share where a slot is unknown


def same_thing(left: Reported, right: Reported, event: bool) -> bool | None:
    """Return True where two claims surely measure one thing, False where they may, None where they do not."""
    one, other = left.thing, right.thing
    if not _heads_meet(one, other):
        return None
    if not apart(left, right) or one.part != other.part or one.additional or other.additional:
        return None
    if one.change != other.change or not rates_meet(one, other) or not _places_meet(one.place, other.place):
        return None
    if one.predicate is not None and other.predicate is not None and one.predicate != other.predicate:
        return None
    if one.language == other.language and one.modifiers and other.modifiers and not one.modifiers & other.modifiers:
        return None
    if _scopes_differ(left, right) or _of_other_things(one, other):
        return None
    if _set_against(left, right):
        return True
    same_modifiers = one.modifiers == other.modifiers or one.language != other.language
    known = one.predicate is not None and one.predicate == other.predicate
    bare = one.predicate is None and other.predicate is None
    named = bare and (
        bool(one.modifiers & other.modifiers) or (one.of is not None and one.of == other.of) or _one_toll(left, right)
    )
    return same_modifiers and (known or named) and (event or _same_event(left, right))


def _of_other_things(one: Thing, other: Thing) -> bool:
    """Whether one is of this and one of that: "exports of cocoa", "exports of coffee"."""
    return None not in (one.of, other.of) and one.of != other.of and one.language == other.language


def _heads_meet(one: Thing, other: Thing) -> bool:
    if one.head is None or other.head is None:
        return False
    if one.head == other.head:
        return True
    if not (one.person and other.person):
        return False
    return "person" in (one.head, other.head) and one.predicate is not None and one.predicate == other.predicate


def apart(left: Reported, right: Reported) -> bool:
    """Whether two claims come from two articles, or from two sources in one."""
    one, other = left.reported.claim, right.reported.claim
    if one.article_id != other.article_id:
        return True
    if _set_against(left, right) and (left.thing.former or right.thing.former):
        return True  # "58 %, against 62 % the day before"
    if None in (
        source(left.reported),
        source(right.reported),
    ):  # "… 1,150 were stranded. The authority still says 800."
        return _set_against(left, right)
    return of_two_sources(left, right)


def _set_against(left: Reported, right: Reported) -> bool:
    return left.thing.against == right.id or right.thing.against == left.id


def _one_toll(left: Reported, right: Reported) -> bool:
    """Whether two sources of one sentence speak of "the toll", "the number": it can only be the same."""
    generic = left.thing.head in words_of(left.thing.language).generic_heads
    return generic and _in_one_sentence(left, right) and of_two_sources(left, right)


def _in_one_sentence(left: Reported, right: Reported) -> bool:
    one, other = left.reported.claim, right.reported.claim
    return one.article_id == other.article_id and one.sentence == other.sentence


def of_two_sources(left: Reported, right: Reported) -> bool:
    one, other = source(left.reported), source(right.reported)
    return one is not None and other is not None and one.casefold() != other.casefold()


def rates_meet(one: Thing, other: Thing) -> bool:
    if one.rate is not None and other.rate is not None:
        return one.rate == other.rate
    # A price for each is no total; a count "each year" may be told without its rate.
    stated = one.rate or other.rate
    if stated is None or one.dimension == "share":
        return True
    return stated == "year" and not one.dimension.startswith("money")


def _places_meet(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    if set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split()):
        return True
    # "the country" is any country until an article says which.
    return "the country" in (one, other) and "world" not in (one, other) and "within countries" not in (one, other)


def _scopes_differ(left: Reported, right: Reported) -> bool:
    one, other = left.reported.claim.scope, right.reported.claim.scope
    if one is None or other is None or left.thing.language != right.thing.language:
        return False
    return not set(one.lower().split()[1:]) & set(other.lower().split()[1:])


def _same_event(left: Reported, right: Reported) -> bool:
    """Whether a count that any event could have is tied to one event by place, period or the words around it."""
    one, other = left.thing, right.thing
    if not one.cumulative or _in_one_sentence(left, right):
        return True
    if days_apart(left, right) > DAYS_APART:
        return False
    if one.place is not None and one.place == other.place:
        return True
    # A toll is often told in a bare sentence: then the names around the other figures of its article tell the event.
    return len(one.context & other.context) >= TIES or len(left.names & right.names) >= TIES


def tied(left: Reported, right: Reported) -> bool:
    """Whether a pair with an unknown slot shares enough of its words to be shown at all."""
    # What is weighed or measured is named by its noun; what is counted, timed or shared out could be anybody's.
    loose = left.thing.dimension.split()[0] in ("count", "multiple", "share", "duration", "age")
    person = left.thing.person or right.thing.person
    return not loose or len(left.thing.context & right.thing.context) >= (TIES if person else 1)


def days_apart(left: Reported, right: Reported) -> int:
    dates = [ordinal(one.reported.date) for one in (left, right)]
    return abs(dates[0] - dates[1]) if dates[0] is not None and dates[1] is not None else 0
