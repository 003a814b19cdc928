"""How much speaks for two figures of one event being one: the digits that they share, and what is said around them.

Equal values alone prove little; how little depends on the digits. "450,000 euros" twice in the reports of one event is
hardly chance, "two" is nothing without its noun and verb.
"""

from decimal import Decimal

from extract.matching.intervals import Interval, middle, step
from extract.matching.things import Thing
from extract.model import Quantity

ENOUGH = 2.0
DIGITS = {0: 0.0, 1: 0.5, 2: 1.5}  # points for significant digits in common; more digits are MANY
MANY = 3.0
LARGE = 1000  # from here on a count, and any sum of money, has its magnitude in common too
WORDS = 0.5  # for each word that both sentences have, up to AT_MOST
AT_MOST = 2.0


def likeness(one: Thing, other: Thing, figures: tuple[Quantity, Quantity], spans: tuple[Interval, Interval]) -> float:
    """Return points for two figures of one event that leave room for each other; `ENOUGH` says that they are one."""
    points = _digits(one, other, figures, spans) + _heads(one, other)
    if one.predicate is not None and other.predicate is not None:
        points += 1.5 if one.predicate == other.predicate else -1.0
    if one.rate is not None and one.rate == other.rate:
        points += 1.0
    return points + min(AT_MOST, WORDS * len((one.context | one.names) & (other.context | other.names)))


def _digits(one: Thing, other: Thing, figures: tuple[Quantity, Quantity], spans: tuple[Interval, Interval]) -> float:
    """Return points for the significant digits of the rounder figure, where the other rounds to it."""
    left, right = figures
    if left.value is None or right.value is None:
        same = (left.value, left.low, left.high) == (right.value, right.low, right.high)
        return MANY if same and None not in (left.low, left.high) else 0.0
    if None in (spans[0].low, spans[0].high, spans[1].low, spans[1].high) and left.value != right.value:
        return 0.0  # "more than 1,100" leaves room for anything above
    if left.kind == "ratio" or right.kind == "ratio":
        return 1.0 if middle(left, one.factor) == middle(right, other.factor) else 0.0
    if _count(left.value) <= _count(right.value):
        rounder, finer, span = left.value, right.value * other.factor, spans[0]
    else:
        rounder, finer, span = right.value, left.value * one.factor, spans[1]
    if not span.meets(Interval(finer, finer, holds_high=True)):
        return 0.0
    digits = _count(rounder)
    large = digits > 1 and (one.dimension.startswith("money") or abs(rounder) >= LARGE)
    return DIGITS.get(digits, MANY) + large


def _count(value: Decimal) -> int:
    """Return how many significant digits a value has."""
    return len(str(int(abs(value) / step(value)))) if value else 0


def _heads(one: Thing, other: Thing) -> float:
    if one.head is None or other.head is None:
        return 0.0
    if one.head == other.head:
        return 1.0 if one.person else 1.5
    if ({one.head} | one.modifiers) & ({other.head} | other.modifiers):
        return 1.0
    if one.person and other.person:
        return 1.0
    return 1.0 if one.head in other.context or other.head in one.context else -0.5
