"""Figures whose noun stands with the figure before: "23 are infected; the union speaks of 32"."""

from collections.abc import Sequence
from dataclasses import replace

from extract.matching.things import Thing, words_of
from extract.model import Claim, ReportedClaim

REACH = 250  # characters between the sentences of two figures that are set against each other
OWN = ("age", "share")  # what is never left out: an age is its bearer's, a share is of something


def completed(claims: Sequence[ReportedClaim], things: Sequence[Thing | None]) -> list[Thing | None]:
    """Return the things with what each leaves unsaid taken from the figure that it is set against, and back."""
    found = list(things)
    order = sorted(range(len(claims)), key=lambda place: _position(claims[place].claim))
    for place, before in zip(order[1:], order, strict=False):
        thing, earlier = found[place], found[before]
        if thing is None or earlier is None or not (thing.told or thing.former):
            continue
        if thing.dimension == "count" and thing.head is None and earlier.dimension.startswith("money"):
            thing = replace(thing, dimension=earlier.dimension)  # "1.4 million euros, against the 1.2 million"
        if _set_against(claims[before].claim, claims[place].claim) and _alike(earlier, thing):
            found[place] = replace(_filled(thing, earlier), against=_against(claims[before].claim))
            if thing.told and earlier.predicate is None and earlier.person:
                found[before] = replace(earlier, predicate=thing.predicate)
    return found


def _position(claim: Claim) -> tuple[str, int, str]:
    return claim.article_id, claim.quantity.span.start, claim.id


def _set_against(earlier: Claim, later: Claim) -> bool:
    return earlier.article_id == later.article_id and later.sentence.start - earlier.sentence.end <= REACH


def _against(earlier: Claim) -> str | None:
    """Return the id of a figure; "thousands" are none that another could be set against in one breath."""
    return earlier.id if earlier.quantity.value is not None else None


def _alike(earlier: Thing, thing: Thing) -> bool:
    if earlier.dimension != thing.dimension or (thing.told and thing.dimension.split()[0] in OWN):
        return False
    return thing.former or _unsaid(thing) or thing.head == earlier.head or (thing.person and earlier.person)


def _unsaid(thing: Thing) -> bool:
    """Whether a figure has no noun but "the toll", "the number": what it counts stands before."""
    return thing.head is None or (thing.head in words_of(thing.language).generic_heads and not thing.modifiers)


def _filled(thing: Thing, earlier: Thing) -> Thing:
    own = not (thing.former or _unsaid(thing))
    return replace(
        thing,
        head=thing.head if own else earlier.head,
        modifiers=thing.modifiers if own else earlier.modifiers,
        predicate=(thing.predicate if own or thing.told else None) or earlier.predicate,
        place=thing.place or earlier.place,
        person=thing.person or earlier.person,
        cumulative=thing.cumulative or earlier.cumulative,
        change=earlier.change if thing.former else thing.change,
        context=thing.context | earlier.context,
    )
