"""The same line said on another occasion: a report of it is marked as repeated.

Which occasion a report is of, its article tells: the day, who was spoken to, the place, the medium (`occasions.py`).
Weeks between two reports tell it too, unless both tell of one occasion.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from extract.matching.occasions import LATER, NOWHERE, Occasion, apart, together
from extract.matching.report import day
from extract.matching.scene import scene_of, struck
from extract.matching.signs import occasion_of
from extract.model import Body, Quote, Statement

REPEATED = "repeated"

MOST = 10
"""Occasions, and reports of one, that a report is compared with: a line that is told a hundred thousand times must not
cost their square."""


class Told:
    """What the articles tell of the occasions of their quotes."""

    def __init__(self, bodies: Iterable[Body] = ()) -> None:
        self._bodies = {body.article_id: body for body in bodies}
        self._struck: dict[str, str] = {}

    def occasion(self, quote: Quote) -> Occasion:
        """Return what is told of the occasion of a quote: no more than its article's date where no body is known."""
        body, published = self._bodies.get(quote.article_id or ""), day(quote.date)
        latest = published.ordinal if published is not None and published.year is not None else None
        if body is None or quote.span is None:
            return replace(NOWHERE, latest=latest)
        if body.article_id not in self._struck:
            self._struck[body.article_id] = struck(body.text, body.quoted)
        plain = self._struck[body.article_id]
        scene = scene_of(body.text, plain, quote.span, quote.cue, direct=quote.kind == "direct")
        return occasion_of(scene, quote.speaker, quote.language, latest)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A report (id): its words, what it tells of its occasion, and the last day on which it may have been said."""

    id: str
    text: str
    known: Occasion

    @property
    def when(self) -> int | None:
        return self.known.days[1] if self.known.days else self.known.latest


@dataclass(slots=True)
class _Group:
    """Reports that may be of one occasion."""

    reports: list[_Heard] = field(default_factory=list)

    def fits(self, one: _Heard) -> bool:
        return not any(apart(one.known, other.known) for other in self.reports[:MOST])

    def nearness(self, one: _Heard) -> float:
        return max(fuzz.partial_ratio(one.text, other.text) for other in self.reports[:MOST])


def marked(found: Statement, of: Mapping[str, Quote], told: Told) -> Statement:
    """Return a statement with those of its members marked as repeated that are of another occasion than the first."""
    heard = [
        _Heard(member.attribution, of[member.attribution].text, told.occasion(of[member.attribution]))
        for member in found.members
    ]
    first = {one.id for one in _first(_followed(sorted(heard, key=_order)))}
    if len(first) == len(heard):
        return found
    members = (one if one.attribution in first else replace(one, relation=REPEATED) for one in found.members)
    return replace(found, members=tuple(members))


def _order(one: _Heard) -> tuple[bool, int, str]:
    return (one.when is None, one.when or 0, one.id)


def _followed(ordered: Sequence[_Heard]) -> Sequence[_Heard]:
    """Return the reports that follow each other within `LATER`, and later ones that tell of an occasion of theirs.

    What has no date may be of the first occasion.
    """
    kept: list[_Heard] = []
    last: int | None = None
    for one in ordered:
        if last is not None and one.when is not None and one.when - last > LATER:
            if any(together(one.known, other.known) for other in kept[:MOST]):
                kept.append(one)
            continue
        kept.append(one)
        last = one.when if one.when is not None else last
    return kept


def _first(reports: Sequence[_Heard]) -> Sequence[_Heard]:
    """Return the reports of the first occasion that is told of; one that tells nothing goes with the likest wording."""
    if not any(one.known.told for one in reports):
        return reports
    groups: list[_Group] = []
    for one in sorted(reports, key=lambda one: not one.known.told):
        fitting = [group for group in groups[:MOST] if group.fits(one)]
        if not fitting:
            groups.append(_Group([one]))
        elif len(fitting) == 1:
            fitting[0].reports.append(one)
        else:
            max(fitting, key=lambda group: group.nearness(one)).reports.append(one)
    return min((group.reports for group in groups), key=lambda some: (min(map(_order, some))[:2], -len(some)))
