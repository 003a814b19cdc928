"""How two claims about one thing stand to each other: agree, compatible, update, scale or conflict."""

from decimal import Decimal

from extract.matching.events import ordinal
from extract.matching.evidence import evidence
from extract.matching.intervals import middle
from extract.matching.likeness import ENOUGH, likeness
from extract.matching.reported import SLIPS, Reported, figure, source
from extract.matching.sameness import DAYS_APART, apart, days_apart, of_two_sources, rates_meet, same_thing, tied
from extract.model import Relation

SLIP_TOLERANCE = Decimal("0.06")
CHANGING = ("count", "share", "multiple", "money")
GROWTH_DAYS = 3  # after so many days a higher count of another source is a newer one


def relation_of(left: Reported, right: Reported, event: bool = False) -> Relation | None:
    """Return how two claims stand to each other; None where they are not about one thing, or nothing shows it.

    `event` says that their articles tell of one event: then what they have in common says more.
    """
    first, second = sorted((left, right), key=lambda one: one.id)
    sureness = same_thing(left, right, event)
    if event and not sureness and _levels_of_two_days(first, second):
        sureness = True
    elif sureness is None or not (sureness or tied(left, right)):
        if not event or not _alike(first, second):
            return None
        sureness = False
    kind = kind_of(first, second, sure=sureness)
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
    if one.part != other.part or one.change != other.change or days_apart(first, second) == 0:
        return False
    shared = one.head == other.head or one.head in other.context or other.head in one.context
    return one.head is not None and other.head is not None and shared


def _alike(first: Reported, second: Reported) -> bool:
    """Whether two figures of one event, that meet, have so much in common that they are one, whatever their nouns."""
    one, other = first.thing, second.thing
    if not apart(first, second) or not first.interval.meets(second.interval):
        return False
    if one.additional or other.additional or not rates_meet(one, other):
        return False
    counted = one.dimension == "count" or one.dimension == "share"
    if (counted and one.part != other.part) or (one.change != other.change and one.rate is None):
        return False
    quantities = (first.reported.claim.quantity, second.reported.claim.quantity)
    return likeness(one, other, quantities, (first.interval, second.interval)) >= ENOUGH


def kind_of(first: Reported, second: Reported, sure: bool) -> str | None:
    """Return agree, compatible, update, scale or conflict; a pair that is not sure conflicts in nothing."""
    years = (first.thing.years, second.thing.years)
    other_period = bool(years[0] and years[1] and not years[0] & years[1])
    if first.interval.meets(second.interval):
        return "agree" if _equal(first, second) and not other_period else "compatible"
    if not sure:
        return None
    if other_period or any(newer(first, second) for newer in (_revised, _grown, _moved, _long_after)):
        return "update"
    if _slip(first, second):
        return "scale"
    return "conflict"


def _revised(first: Reported, second: Reported) -> bool:
    """Whether one says that it revises the figure; another source of the article is not revised by it."""
    one_article = first.reported.claim.article_id == second.reported.claim.article_id
    disputed = one_article and of_two_sources(first, second)
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
    if None not in sources and sources[0] != sources[1] and days_apart(first, second) < GROWTH_DAYS:
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
        return days_apart(first, second) > 0
    return (first.thing.level or second.thing.level) and days_apart(first, second) > 0


def _long_after(first: Reported, second: Reported) -> bool:
    """Whether one is the figure of another season, of what may change: how many, which share, how much money.

    Where both say of which year it is, they speak of one time.
    """
    one, other = first.thing, second.thing
    changing = one.dimension.split()[0] in CHANGING and not one.years & other.years
    return changing and days_apart(first, second) > DAYS_APART


def _slip(first: Reported, second: Reported) -> bool:
    """Whether one figure is near 10, 100 or 1,000 times the other."""
    one, other = figure(first), figure(second)
    if not one or not other or (one > 0) != (other > 0):
        return False
    factor = max(abs(one), abs(other)) / min(abs(one), abs(other))
    return any(abs(factor / slip - 1) <= SLIP_TOLERANCE for slip in SLIPS)
