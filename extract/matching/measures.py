"""Claims → measures: which claims are about one thing, and whether their figures agree, only round, or conflict.

Two claims measure one thing where kind and dimension, head noun and predicate are the same and nothing else that is
stated stands against it. An unknown slot leaves it possible: such a pair may agree or be compatible, and conflicts
only where the rest is the same. Equal values alone prove nothing.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from extract.matching.encoder import Encoder
from extract.matching.intervals import Interval, interval_of, middle, written
from extract.matching.things import Thing, thing_of, translated
from extract.model import Measure, Relation, ReportedClaim, content_id

ALL_PAIRS = 60  # a block up to this size is compared pair by pair
COMMON = 40  # a context word that more claims of a block share says nothing
SLIPS = (10, 100, 1000)
SLIP_TOLERANCE = Decimal("0.06")
DAYS_APART = 45
TIES = 2  # context words that a pair must share where a slot is unknown


@dataclass(frozen=True, slots=True)
class Reported:
    """A claim with what it measures, the interval that it stands for, and the `names` beside its article's figures."""

    reported: ReportedClaim
    thing: Thing
    interval: Interval
    names: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.reported.claim.id


def measures(claims: Sequence[ReportedClaim], encoder: Encoder | None = None) -> tuple[Measure, ...]:
    """Return the measures with two members or more, sorted by id; the order of the claims does not matter."""
    read = _read(sorted(claims, key=lambda one: one.claim.id), encoder)
    relations: list[Relation] = []
    for block in _blocks(read):
        for left, right in _candidates(block):
            found = relation_of(left, right)
            if found is not None:
                relations.append(found)
    return _grouped(relations, {one.id: one for one in read})


def _read(claims: Sequence[ReportedClaim], encoder: Encoder | None) -> list[Reported]:
    things = [thing_of(one) if one.claim.checkworthy else None for one in claims]
    keys = translated(things, encoder)
    names: dict[str, set[str]] = defaultdict(set)
    for one, thing in zip(claims, things, strict=True):
        names[one.claim.article_id] |= thing.names if thing is not None else set()
    found = []
    for one, thing in zip(claims, things, strict=True):
        if thing is None:
            continue
        head = keys.get(("head", thing.head), thing.head) if thing.language != "en" else thing.head
        predicate = thing.predicate
        if predicate is not None and thing.language != "en":
            predicate = keys.get(("predicate", predicate), predicate)
        interval = interval_of(one.claim.quantity, thing.factor)
        about = frozenset(names[one.claim.article_id])
        if interval is not None:
            found.append(Reported(one, replace(thing, head=head, predicate=predicate), interval, about))
    return found


def _blocks(read: Sequence[Reported]) -> Iterator[list[Reported]]:
    blocks: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for one in read:
        # One outlet counts passengers, another people: people share a block, and their predicate decides.
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


def relation_of(left: Reported, right: Reported) -> Relation | None:
    """Return how two claims stand to each other; None where they are not about one thing, or nothing shows it."""
    sureness = _same_thing(left, right)
    if sureness is None or not (sureness or _tied(left, right)):
        return None
    first, second = sorted((left, right), key=lambda one: one.id)
    kind = _kind(first, second, sure=sureness)
    if kind is None:
        return None
    return Relation(a=first.id, b=second.id, relation=kind, evidence=_evidence(first, second, kind))


def _same_thing(left: Reported, right: Reported) -> bool | None:
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
    named = one.predicate is None and other.predicate is None and bool(one.modifiers & other.modifiers)
    return same_modifiers and (known or named) and _same_event(left, right)


def _heads_meet(one: Thing, other: Thing) -> bool:
    if one.head == other.head:
        return True
    return "person" in (one.head, other.head) and one.predicate is not None and one.predicate == other.predicate


def _apart(left: Reported, right: Reported) -> bool:
    """Whether two claims come from two articles, or from two sources in one."""
    one, other = left.reported.claim, right.reported.claim
    if one.article_id != other.article_id:
        return True
    sources = [_source(claim) for claim in (left.reported, right.reported)]
    return None not in sources and sources[0] != sources[1]


def _source(reported: ReportedClaim) -> str | None:
    claim = reported.claim
    return claim.speaker.name if claim.speaker is not None else claim.source_text


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
    if not one.cumulative:
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
    dates = [_ordinal(one.reported.date) for one in (left, right)]
    return abs(dates[0] - dates[1]) if dates[0] is not None and dates[1] is not None else 0


def _ordinal(date: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat((date or "")[:10]).toordinal()
    except ValueError:
        return None


def _kind(first: Reported, second: Reported, sure: bool) -> str | None:
    """Return agree, compatible, update, scale or conflict; a pair that is not sure conflicts in nothing."""
    years = (first.thing.years, second.thing.years)
    other_period = bool(years[0] and years[1] and not years[0] & years[1])
    if first.interval.meets(second.interval):
        return "agree" if _equal(first, second) and not other_period else "compatible"
    if not sure:
        return None
    if other_period or first.thing.revised or second.thing.revised or _grown(first, second):
        return "update"
    if _slip(first, second):
        return "scale"
    return "conflict"


def _equal(first: Reported, second: Reported) -> bool:
    one, other = first.reported.claim.quantity, second.reported.claim.quantity
    ends = [(q.value, q.low, q.high) for q in (one, other)]
    if first.thing.factor == second.thing.factor:
        return ends[0] == ends[1]
    return middle(one, first.thing.factor) == middle(other, second.thing.factor)


def _grown(first: Reported, second: Reported) -> bool:
    """Whether a count that grows as the news goes on is larger in the later report; both dates must be known."""
    days = (_ordinal(first.reported.date), _ordinal(second.reported.date))
    sources = (_source(first.reported), _source(second.reported))
    if None not in sources and sources[0] != sources[1]:
        return False  # two sources that count differently disagree, whoever was read first
    if not first.thing.cumulative or days[0] is None or days[1] is None or days[0] == days[1]:
        return False
    earlier, later = (first, second) if days[0] < days[1] else (second, first)
    low, high = _figure(earlier), _figure(later)
    return low is not None and high is not None and low < high


def _figure(one: Reported) -> Decimal | None:
    return middle(one.reported.claim.quantity, one.thing.factor)


def _slip(first: Reported, second: Reported) -> bool:
    """Whether one figure is near 10, 100 or 1,000 times the other."""
    one, other = _figure(first), _figure(second)
    if not one or not other or (one > 0) != (other > 0):
        return False
    factor = max(abs(one), abs(other)) / min(abs(one), abs(other))
    return any(abs(factor / slip - 1) <= SLIP_TOLERANCE for slip in SLIPS)


def _evidence(first: Reported, second: Reported, kind: str) -> str:
    """Return one sentence that says why, with both figures and who stands behind them."""
    one, other = (f"{_shown(report)} ({_behind(report)})" for report in (first, second))
    match kind:
        case "agree":
            return f"{one} and {other} give the same figure."
        case "compatible":
            return f"{one} and {other} leave room for one and the same figure."
        case "update":
            return f"{one} and {other} differ, and {_why_update(first, second)}."
        case "scale":
            return f"{one} and {other} differ by a factor near {_factor(first, second)}: a likely slip."
    return f"{one} and {other} do not meet; {_gap(first, second)}."


def _shown(one: Reported) -> str:
    surface = " ".join(one.reported.surface.split())
    unit = one.reported.claim.quantity.unit
    exact = one.reported.claim.quantity
    value = middle(exact)
    if exact.value is not None and exact.comparator == "=" and value is not None and abs(value) < 100:
        return f"“{surface}”"
    shown = interval_of(exact)
    return f"“{surface}”, that is {shown}{f' {unit}' if unit else ''}"


def _behind(one: Reported) -> str:
    outlet = one.reported.outlet or one.reported.claim.article_id
    source = _source(one.reported)
    return f"{outlet}, {source}" if source else outlet


def _why_update(first: Reported, second: Reported) -> str:
    years = ["/".join(sorted(one.thing.years)) for one in (first, second)]
    if all(years) and years[0] != years[1]:
        return f"they are for different times, {years[0]} and {years[1]}"
    if first.thing.revised or second.thing.revised:
        return "one of them says that it revises the figure"
    return "the later report counts more"


def _factor(first: Reported, second: Reported) -> int:
    one, other = _figure(first), _figure(second)
    if not one or not other:
        return 1
    factor = max(abs(one), abs(other)) / min(abs(one), abs(other))
    return min(SLIPS, key=lambda slip: abs(factor / slip - 1))


def _gap(first: Reported, second: Reported) -> str:
    one, other = _figure(first), _figure(second)
    if one is None or other is None or not min(one, other):
        return "the gap has no share of the lower value"
    low, high = sorted((one, other))
    return f"they lie {written(round((high - low) / abs(low) * 100, 1))} % of the lower value apart"


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
    named = Counter(known[one].reported.claim.entity or known[one].thing.head for one in ids)
    entity = min(named, key=lambda name: (-named[name], name))
    return Measure(id=content_id("measure", ids[0]), entity=entity, members=tuple(ids), relations=tuple(relations))
