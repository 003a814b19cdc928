"""Claims → measures: which claims are about one thing, and whether their figures agree, only round, or conflict.

Two claims measure one thing where kind and dimension, head noun and predicate are the same and nothing else that is
stated stands against it. An unknown slot leaves it possible: such a pair may agree or be compatible, and conflicts
only where the rest is the same. Equal values alone prove nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.matching.ellipsis import completed
from extract.matching.encoder import Encoder
from extract.matching.events import Events
from extract.matching.intervals import interval_of
from extract.matching.pairing import pairs
from extract.matching.relations import relation_of
from extract.matching.reported import Reported, figure
from extract.matching.things import Thing, thing_of, translated
from extract.model import Measure, Relation, ReportedClaim, content_id


def measures(claims: Sequence[ReportedClaim], encoder: Encoder | None = None) -> tuple[Measure, ...]:
    """Return the measures with two members or more, sorted by id; the order of the claims does not matter."""
    ordered = sorted(claims, key=lambda one: one.claim.id)
    read = _read(ordered, encoder)
    events = Events(ordered)
    relations: dict[tuple[str, str], Relation] = {}
    for left, right in pairs(read, events):
        articles = (left.reported.claim.article_id, right.reported.claim.article_id)
        found = relation_of(left, right, events.one(*articles))
        if found is not None:
            relations[found.a, found.b] = found
    known = {one.id: one for one in read}
    return _grouped(_without_parts(relations.values(), known), known)


def _read(claims: Sequence[ReportedClaim], encoder: Encoder | None) -> list[Reported]:
    things = [thing_of(one) if one.claim.checkworthy else None for one in claims]
    keys = translated(things, encoder)
    things = completed(claims, [_in_english(thing, keys) for thing in things])
    names: dict[str, set[str]] = defaultdict(set)
    for one, thing in zip(claims, things, strict=True):
        names[one.claim.article_id] |= thing.names if thing is not None else set()
    found = []
    for one, thing in zip(claims, things, strict=True):
        interval = interval_of(one.claim.quantity, thing.factor) if thing is not None else None
        if thing is not None and interval is not None:
            found.append(Reported(one, thing, interval, frozenset(names[one.claim.article_id])))
    return found


def _in_english(thing: Thing | None, keys: Mapping[tuple[str, str], str]) -> Thing | None:
    if thing is None or thing.language == "en":
        return thing
    head, predicate = thing.head, thing.predicate
    return replace(
        thing,
        head=keys.get(("head", head), head) if head is not None else None,
        predicate=keys.get(("predicate", predicate), predicate) if predicate is not None else None,
    )


def _without_parts(relations: Iterable[Relation], known: Mapping[str, Reported]) -> list[Relation]:
    """Return the relations without the conflicts of a whole with a part of what the other article tells.

    Where an article has both a figure that agrees and one that does not, of another noun, the second counts a part.
    """
    found = list(relations)
    agreed: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for one in found:
        if one.relation in ("agree", "compatible"):
            for mine, other in ((one.a, one.b), (one.b, one.a)):
                agreed[mine, known[other].reported.claim.article_id].append(known[other])

    def part(mine: str, other: str) -> bool:
        partners = agreed[mine, known[other].reported.claim.article_id]
        thing = known[other].thing
        if thing.against == mine or known[mine].thing.against == other:
            return False
        if thing.told or any(partner.thing.told for partner in partners):
            return False  # the article sets them against each other
        return any(partner.thing.head != thing.head and _less(known[other], partner) for partner in partners)

    return [one for one in found if one.relation != "conflict" or not (part(one.a, one.b) or part(one.b, one.a))]


def _less(one: Reported, other: Reported) -> bool:
    left, right = figure(one), figure(other)
    return left is not None and right is not None and left < right


def _grouped(relations: Sequence[Relation], known: dict[str, Reported]) -> tuple[Measure, ...]:
    """Return the connected claims as measures, each named by its commonest entity."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for found in relations:
        left, right = sorted((root(found.a), root(found.b)))
        parent[right] = left
    members: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(parent):
        members[root(claim)].append(claim)
    held: dict[str, list[Relation]] = defaultdict(list)
    for found in sorted(relations, key=lambda one: (one.a, one.b)):
        held[root(found.a)].append(found)
    made = [_measure(ids, held[top], known) for top, ids in members.items()]
    return tuple(sorted(made, key=lambda one: one.id))


def _measure(ids: list[str], relations: list[Relation], known: dict[str, Reported]) -> Measure:
    named = Counter(known[one].reported.claim.entity or known[one].thing.head or "" for one in ids)
    entity = min(named, key=lambda name: (not name, -named[name], name))
    return Measure(id=content_id("measure", ids[0]), entity=entity, members=tuple(ids), relations=tuple(relations))
