"""Figures whose noun stands with the figure before: "23 are infected; the union speaks of 32"."""

from collections.abc import Sequence
from dataclasses import replace

from extract.matching.things import Thing
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
            found[place] = replace(_filled(thing, earlier), against=claims[before].claim.id if thing.told else None)
            if thing.told and earlier.predicate is None and earlier.person:
                found[before] = replace(earlier, predicate=thing.predicate)
    return found


def _position(claim: Claim) -> tuple[str, int, str]:
    return claim.article_id, claim.quantity.span.start, claim.id


def _set_against(earlier: Claim, later: Claim) -> bool:
    return earlier.article_id == later.article_id and later.sentence.start - earlier.sentence.end <= REACH


def _alike(earlier: Thing, thing: Thing) -> bool:
    if earlier.dimension != thing.dimension or (thing.told and thing.dimension.split()[0] in OWN):
        return False
    return thing.former or thing.head in (None, earlier.head) or (thing.person and earlier.person)


def _filled(thing: Thing, earlier: Thing) -> Thing:
    own = thing.head is not None and not thing.former
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
