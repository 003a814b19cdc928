"""Claims → measures: which claims are about one thing, and whether their figures agree, only round, or conflict.

Two claims measure one thing where kind and dimension, head noun and predicate are the same and nothing else that is
stated stands against it. An unknown slot leaves it possible: such a pair may agree or be compatible, and conflicts
only where the rest is the same. Equal values alone prove nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from extract.matching.ellipsis import completed
from extract.matching.encoder import Encoder
from extract.matching.events import Events, ordinal
from extract.matching.evidence import evidence
from extract.matching.intervals import interval_of, middle
from extract.matching.likeness import ENOUGH, likeness
from extract.matching.reported import SLIPS, Reported, figure, source
from extract.matching.things import Thing, thing_of, translated, words_of
from extract.model import Measure, Relation, ReportedClaim, content_id

ALL_PAIRS = 60  # a block up to this size is compared pair by pair
COMMON = 40  # a context word that more claims of a block share says nothing
SLIP_TOLERANCE = Decimal("0.06")
DAYS_APART = 45
GROWTH_DAYS = 3  # after so many days a higher count of another source is a newer one
TIES = 2  # context words that a pair must share where a slot is unknown


def measures(claims: Sequence[ReportedClaim], encoder: Encoder | None = None) -> tuple[Measure, ...]:
    """Return the measures with two members or more, sorted by id; the order of the claims does not matter."""
    ordered = sorted(claims, key=lambda one: one.claim.id)
    read = _read(ordered, encoder)
    events = Events(ordered)
    relations: dict[tuple[str, str], Relation] = {}
    for left, right in _pairs(read, events):
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


def _pairs(read: Sequence[Reported], events: Events) -> Iterator[tuple[Reported, Reported]]:
    """Yield the pairs that may be about one thing: of one noun, or of one event and dimension; some twice."""
    for block in _blocks(read):
        yield from _candidates(block)
    held: dict[str, dict[str, list[Reported]]] = defaultdict(lambda: defaultdict(list))
    for one in read:
        held[one.reported.claim.article_id][one.thing.dimension].append(one)
    for left, right in events.pairs:
        for dimension in sorted(held[left].keys() & held[right].keys()):
            ours, theirs = held[left][dimension], held[right][dimension]
            table = len(ours) * len(theirs) > ALL_PAIRS**2
            yield from (pair for pair in product(ours, theirs) if not table or figure(pair[0]) == figure(pair[1]))


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
        if thing.told or any(partner.thing.told for partner in partners):
            return False  # the article sets them against each other
        return any(partner.thing.head != thing.head and _less(known[other], partner) for partner in partners)

    return [one for one in found if one.relation != "conflict" or not (part(one.a, one.b) or part(one.b, one.a))]


def _less(one: Reported, other: Reported) -> bool:
    left, right = figure(one), figure(other)
    return left is not None and right is not None and left < right


def _blocks(read: Sequence[Reported]) -> Iterator[list[Reported]]:
    blocks: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for one in read:
        # One outlet counts passengers, another people: people share a block, and their predicate decides.
        if one.thing.head is not None:
            blocks[(one.thing.dimension, "person" if one.thing.person else one.thing.head)].append(one)
    yield from (block for block in blocks.values() if len(block) > 1)


def _candidates(block: Sequence[Reported]) -> Iterator[tuple[Reported, Reported]]:
    """Yield every pair of a small block; of a large one those that share a context word that is not common there."""
    if len(block) <= ALL_PAIRS:
        yield from combinations(block, 2)
        return
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(block):
        for word in one.thing.context | {f"place {one.thing.place}"}:
            by_word[word].append(place)
    pairs = {pair for places in by_word.values() if len(places) <= COMMON for pair in combinations(places, 2)}
    yield from ((block[left], block[right]) for left, right in sorted(pairs))


def relation_of(left: Reported, right: Reported, event: bool = False) -> Relation | None:
    """Return how two claims stand to each other; None where they are not about one thing, or nothing shows it.

    `event` says that their articles tell of one event: then what they have in common says more.
    """
    first, second = sorted((left, right), key=lambda one: one.id)
    sureness = _same_thing(left, right, event)
    if event and not sureness and _levels_of_two_days(first, second):
        sureness = True
    elif sureness is None or not (sureness or _tied(left, right)):
        if not event or not _alike(first, second):
            return None
        sureness = False
    kind = _kind(first, second, sure=sureness)
    if (
        not sureness
        and not event
        and None in (first.interval.low, first.interval.high, second.interval.low, second.interval.high)
    ):
        return None  # a bound leaves room for too much to show anything alone
    if kind is None:
        return None
    return Relation(a=first.id, b=second.id, relation=kind, evidence=evidence(first, second, kind))


def _levels_of_two_days(first: Reported, second: Reported) -> bool:
    """Whether two shares of one event, of two days, are levels of one thing: "lowered to 62 % of capacity"."""
    one, other = first.thing, second.thing
    if not (one.level or other.level) or one.dimension != "share" or other.dimension != "share":
        return False
    if one.part != other.part or one.change != other.change or _days_apart(first, second) == 0:
        return False
    shared = one.head == other.head or one.head in other.context or other.head in one.context
    return one.head is not None and other.head is not None and shared


def _alike(first: Reported, second: Reported) -> bool:
    """Whether two figures of one event, that meet, have so much in common that they are one, whatever their nouns."""
    one, other = first.thing, second.thing
    if not _apart(first, second) or not first.interval.meets(second.interval):
        return False
    if one.additional or other.additional or not _rates_meet(one, other):
        return False
    counted = one.dimension == "count" or one.dimension == "share"
    if (counted and one.part != other.part) or (one.change != other.change and one.rate is None):
        return False
    quantities = (first.reported.claim.quantity, second.reported.claim.quantity)
    return likeness(one, other, quantities, (first.interval, second.interval)) >= ENOUGH


def _same_thing(left: Reported, right: Reported, event: bool) -> bool | None:
    """Return True where two claims surely measure one thing, False where they may, None where they do not."""
    one, other = left.thing, right.thing
    if not _heads_meet(one, other):
        return None
    if not _apart(left, right) or one.part != other.part or one.additional or other.additional:
        return None
    if one.change != other.change or not _rates_meet(one, other) or not _places_meet(one.place, other.place):
        return None
    if one.predicate is not None and other.predicate is not None and one.predicate != other.predicate:
        return None
    if one.language == other.language and one.modifiers and other.modifiers and not one.modifiers & other.modifiers:
        return None
    if _scopes_differ(left, right):
        return None
    same_modifiers = one.modifiers == other.modifiers or one.language != other.language
    known = one.predicate is not None and one.predicate == other.predicate
    bare = one.predicate is None and other.predicate is None
    named = bare and (bool(one.modifiers & other.modifiers) or _one_toll(left, right))
    return same_modifiers and (known or named) and (event or _same_event(left, right))


def _heads_meet(one: Thing, other: Thing) -> bool:
    if one.head is None or other.head is None:
        return False
    if one.head == other.head:
        return True
    if not (one.person and other.person):
        return False
    return "person" in (one.head, other.head) and one.predicate is not None and one.predicate == other.predicate


def _apart(left: Reported, right: Reported) -> bool:
    """Whether two claims come from two articles, or from two sources in one."""
    one, other = left.reported.claim, right.reported.claim
    if one.article_id != other.article_id:
        return True
    if None in (
        source(left.reported),
        source(right.reported),
    ):  # "… 1,150 were stranded. The authority still says 800."
        return left.thing.against == other.id or right.thing.against == one.id
    return _of_two_sources(left, right)


def _one_toll(left: Reported, right: Reported) -> bool:
    """Whether two sources of one sentence speak of "the toll", "the number": it can only be the same."""
    generic = left.thing.head in words_of(left.thing.language).generic_heads
    return generic and _in_one_sentence(left, right) and _of_two_sources(left, right)


def _in_one_sentence(left: Reported, right: Reported) -> bool:
    one, other = left.reported.claim, right.reported.claim
    return one.article_id == other.article_id and one.sentence == other.sentence


def _of_two_sources(left: Reported, right: Reported) -> bool:
    one, other = source(left.reported), source(right.reported)
    return one is not None and other is not None and one.casefold() != other.casefold()


def _rates_meet(one: Thing, other: Thing) -> bool:
    if one.rate is not None and other.rate is not None:
        return one.rate == other.rate
    # A price for each is no total; a count "each year" may be told without its rate.
    stated = one.rate or other.rate
    return stated is None or (stated in ("year", "month", "week", "day") and not one.dimension.startswith("money"))


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
    if _days_apart(left, right) > DAYS_APART:
        return False
    if one.place is not None and one.place == other.place:
        return True
    # A toll is often told in a bare sentence: then the names around the other figures of its article tell the event.
    return len(one.context & other.context) >= TIES or len(left.names & right.names) >= TIES


def _tied(left: Reported, right: Reported) -> bool:
    """Whether a pair with an unknown slot shares enough of its words to be shown at all."""
    # What is weighed or measured is named by its noun; what is counted, timed or shared out could be anybody's.
    loose = left.thing.dimension.split()[0] in ("count", "multiple", "share", "duration", "age")
    person = left.thing.person or right.thing.person
    return not loose or len(left.thing.context & right.thing.context) >= (TIES if person else 1)


def _days_apart(left: Reported, right: Reported) -> int:
    dates = [ordinal(one.reported.date) for one in (left, right)]
    return abs(dates[0] - dates[1]) if dates[0] is not None and dates[1] is not None else 0


def _kind(first: Reported, second: Reported, sure: bool) -> str | None:
    """Return agree, compatible, update, scale or conflict; a pair that is not sure conflicts in nothing."""
    years = (first.thing.years, second.thing.years)
    other_period = bool(years[0] and years[1] and not years[0] & years[1])
    if first.interval.meets(second.interval):
        return "agree" if _equal(first, second) and not other_period else "compatible"
    if not sure:
        return None
    if other_period or _revised(first, second) or _grown(first, second) or _moved(first, second):
        return "update"
    if _slip(first, second):
        return "scale"
    return "conflict"


def _revised(first: Reported, second: Reported) -> bool:
    """Whether one says that it revises the figure; another source of the article is not revised by it."""
    one_article = first.reported.claim.article_id == second.reported.claim.article_id
    disputed = one_article and _of_two_sources(first, second)
    return not disputed and (first.thing.revised or second.thing.revised)


def _equal(first: Reported, second: Reported) -> bool:
    one, other = first.reported.claim.quantity, second.reported.claim.quantity
    ends = [(q.value, q.low, q.high) for q in (one, other)]
    if first.thing.factor == second.thing.factor:
        return ends[0] == ends[1]
    return middle(one, first.thing.factor) == middle(other, second.thing.factor)


def _grown(first: Reported, second: Reported) -> bool:
    """Whether a count that grows as the news goes on is larger in the later report; both dates must be known."""
    days = (ordinal(first.reported.date), ordinal(second.reported.date))
    sources = (source(first.reported), source(second.reported))
    if None not in sources and sources[0] != sources[1] and _days_apart(first, second) < GROWTH_DAYS:
        return False  # two sources that count differently disagree, whoever was read first
    if not first.thing.cumulative or days[0] is None or days[1] is None or days[0] == days[1]:
        return False
    earlier, later = (first, second) if days[0] < days[1] else (second, first)
    low, high = figure(earlier), figure(later)
    return low is not None and high is not None and low < high


def _moved(first: Reported, second: Reported) -> bool:
    """Whether one is the figure of another time: one that held before, or a level of another day."""
    if first.thing.former or second.thing.former:
        return True
    if first.thing.dimension.startswith("money") and first.thing.forecast != second.thing.forecast:
        return _days_apart(first, second) > 0
    return (first.thing.level or second.thing.level) and _days_apart(first, second) > 0


def _slip(first: Reported, second: Reported) -> bool:
    """Whether one figure is near 10, 100 or 1,000 times the other."""
    one, other = figure(first), figure(second)
    if not one or not other or (one > 0) != (other > 0):
        return False
    factor = max(abs(one), abs(other)) / min(abs(one), abs(other))
    return any(abs(factor / slip - 1) <= SLIP_TOLERANCE for slip in SLIPS)


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
