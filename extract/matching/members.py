"""How each report of a statement stands to the canonical wording: the members of a statement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extract.matching.alignment import Alignment
from extract.matching.archive import Lookup, align_many
from extract.matching.openings import without_opening
from extract.matching.report import Report, denies
from extract.matching.variation import varied
from extract.model import Member, Quote, Statement, content_id


@dataclass(frozen=True, slots=True)
class Star:
    """A canonical report and those verified against it, with the score of each."""

    centre: int
    members: tuple[tuple[int, float], ...]


def told(found: Sequence[Report], stars: Sequence[Star], near: Lookup) -> Iterator[Statement]:
    """Yield the statement of each star; of the pairs that are `near`, what the wordings share is known already."""
    known = _aligned(found, [pair for star in stars for pair in _to_align(found, star)], near)
    for star in stars:
        yield _statement(found, star, known)


Known = Mapping[tuple[int, int], Alignment]


def _aligned(found: Sequence[Report], pairs: Sequence[tuple[int, int]], near: Lookup) -> Known:
    a, b = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    known = near.some(a, b)
    other = [pair for pair in pairs if pair not in known]
    return known | dict(zip(other, align_many([(found[a].normal, found[b].normal) for a, b in other]), strict=True))


def _to_align(found: Sequence[Report], star: Star) -> Iterator[tuple[int, int]]:
    base = found[star.centre]
    for index, _ in star.members:
        other = found[index]
        if index != star.centre and base.language == other.language and base.normal.words != other.normal.words:
            yield star.centre, index


def _statement(found: Sequence[Report], star: Star, known: Known) -> Statement:
    base = found[star.centre]
    first = base.quotes[0]
    denied = denies(first)
    members: list[Member] = []
    for index, score in star.members:
        seen: Seen = {(first.text, first.kind): ("exact", ())}
        for quote in found[index].quotes:
            if (quote.text, quote.kind) not in seen:
                seen[quote.text, quote.kind] = _varied(base, found[index], quote, known.get((star.centre, index)))
            relation, flags = seen[quote.text, quote.kind]
            flags = _with_denials(flags, denied, denies(quote))
            members.append(
                Member(attribution=quote.id, relation=relation, score=round(min(1.0, score), 4), flags=flags)
            )
    if len(members) > 1:
        members.sort(key=lambda member: (member.attribution != first.id, -member.score, member.attribution))
    return Statement(id=content_id("statement", first.id), canonical=first.text, members=tuple(members))


Seen = dict[tuple[str, str | None], tuple[str, tuple[str, ...]]]


def _varied(base: Report, report: Report, quote: Quote, shared: Alignment | None) -> tuple[str, tuple[str, ...]]:
    text = without_opening(quote.text, quote.kind, report.language)
    found = varied(base.text, text, base.normal, report.normal, base.kind, quote.kind, shared)
    return found.relation, found.flags


def _with_denials(flags: tuple[str, ...], base: bool, other: bool) -> tuple[str, ...]:
    """Return flags with what a reader must know where the cue turns what is said into its contrary."""
    if not base and not other:
        return flags
    denial = (*(("denied",) if other else ()), *(("negation changed",) if base != other else ()))
    return (*denial, *(flag for flag in flags if flag not in denial))
