"""A reported quantity as the interval of what it may stand for, and how two intervals lie to each other.

A figure stands for everything that rounds to it: half a unit of its last significant digit to either side, half-open
("about 800,000" is [750,000, 850,000)). A plain figure below 100 is taken to be counted, not rounded. Bounds are open
on their far side; a vague plural and a range hold both of their ends.
"""

from dataclasses import dataclass
from decimal import Decimal

from extract.model import Quantity

HALF = Decimal("0.5")
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` (None: without end); the ends belong to it where `holds_low`, `holds_high`."""

    low: Decimal | None
    high: Decimal | None
    holds_low: bool = True
    holds_high: bool = False

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return self._reaches(other) and other._reaches(self)

    def _reaches(self, other: "Interval") -> bool:
        if self.high is None or other.low is None:
            return True
        return self.high > other.low or (self.high == other.low and self.holds_high and other.holds_low)

    def __str__(self) -> str:
        if self.low is None:
            return f"{'at most' if self.holds_high else 'less than'} {written(self.high)}"
        if self.high is None:
            return f"{'at least' if self.holds_low else 'more than'} {written(self.low)}"
        if self.low == self.high:
            return written(self.low)
        return f"{written(self.low)}–{written(self.high)}"


def written(value: Decimal | None) -> str:
    """Return a value as a person reads it: thousands apart, no trailing zeros, four places at most."""
    if value is None:
        return "?"
    rounded = round(value, 4)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def step(value: Decimal) -> Decimal:
    """Return the worth of the last significant digit: 100,000 for 800,000, 0.1 for 3.4."""
    if not value:
        return Decimal(1)
    _, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent) if digits else Decimal(1)


def interval_of(quantity: Quantity, factor: Decimal = Decimal(1)) -> Interval | None:
    """Return what the quantity may stand for, times `factor`; None where it has no value."""
    if quantity.value is None:
        if quantity.low is None and quantity.high is None:
            return None
        low = None if quantity.low is None else quantity.low * factor
        high = None if quantity.high is None else quantity.high * factor
        return Interval(low, high, holds_high=True)
    value = quantity.value
    match quantity.comparator:
        case ">=":
            return Interval(value * factor, None)
        case ">":
            return Interval(value * factor, None, holds_low=False)
        case "<=":
            return Interval(None, value * factor, holds_high=True)
        case "<":
            return Interval(None, value * factor)
    margin = step(value) * HALF
    if quantity.comparator == "=" and abs(value) < COUNTED:
        margin = min(margin, HALF)
    return Interval((value - margin) * factor, (value + margin) * factor)


def middle(quantity: Quantity, factor: Decimal = Decimal(1)) -> Decimal | None:
    """Return the figure to compare by: the value, else the nearer end of a range."""
    value = (
        quantity.value if quantity.value is not None else quantity.low if quantity.low is not None else quantity.high
    )
    return None if value is None else value * factor
