"""A claim as the relations of claims see it."""

from dataclasses import dataclass
from decimal import Decimal

from extract.matching.intervals import Interval, middle
from extract.matching.things import Thing
from extract.model import ReportedClaim

SLIPS = (10, 100, 1000)


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


def source(reported: ReportedClaim) -> str | None:
    """Return who is named as the source of a claim."""
    claim = reported.claim
    return claim.speaker.name if claim.speaker is not None else claim.source_text


def figure(one: Reported) -> Decimal | None:
    """Return the figure to compare by, in the unit of its dimension."""
    return middle(one.reported.claim.quantity, one.thing.factor)
