"""Quotes → Statements: edges between wordings that report one utterance, then stars around a canonical wording.

Edges alone would chain (a ~ b ~ c, with nothing shared by a and c). So in every group that edges hold together one
wording is chosen, each of the others is verified against it, and what fails is grouped again without it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.matching.candidates import candidates
from extract.matching.encoder import Encoder
from extract.matching.meaning import Meanings
from extract.matching.report import (
    Report,
    circumstances,
    day,
    days_between,
    denies,
    in_one_article,
    is_reported,
    reports,
    told_apart,
)
from extract.matching.score import align, strength
from extract.matching.variation import compare
from extract.model import Member, Quote, Statement, content_id

LATER = 30
"""Days after which the same line is marked as said again."""


def statements(quotes: Sequence[Quote], encoder: Encoder | None = None) -> tuple[Statement, ...]:
    """Return the statements that the quotes report, those of one report too, sorted by id.

    Without an encoder, translations and reworded reports are not recognised. The result does not depend on the order
    of the quotes; every quote is a member of exactly one statement, verified against its canonical wording.
    """
    found = reports(quotes)
    graph = _lexical(found)
    if encoder is not None and len(found) > 1:
        meanings = Meanings(found, encoder)
        for pair in meanings.same_language():
            graph.join(pair.a, pair.b, pair.cosine)
        for pair in list(meanings.translations(graph.components())):
            graph.join(pair.a, pair.b, pair.cosine)
    stars = [_statement(found, star) for group in graph.groups() for star in _stars(found, graph, group)]
    return tuple(sorted(stars, key=lambda statement: statement.id))


@dataclass(slots=True)
class Graph:
    """Accepted pairs of reports, with a score in 0..1 each."""

    size: int
    edges: list[dict[int, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.edges = [{} for _ in range(self.size)]

    def join(self, a: int, b: int, score: float) -> None:
        better = max(score, self.edges[a].get(b, 0.0))
        self.edges[a][b] = self.edges[b][a] = better

    def groups(self, within: Sequence[int] | None = None) -> list[list[int]]:
        """Return the connected groups, each sorted, of all reports or of some."""
        left = set(range(self.size) if within is None else within)
        found: list[list[int]] = []
        for start in sorted(left):
            if start not in left:
                continue
            left.discard(start)
            group, queue = [start], [start]
            while queue:
                for other in self.edges[queue.pop()]:
                    if other in left:
                        left.discard(other)
                        group.append(other)
                        queue.append(other)
            found.append(sorted(group))
        return found

    def components(self) -> list[int]:
        """Return the number of its group for every report."""
        numbers = [0] * self.size
        for number, group in enumerate(self.groups()):
            for index in group:
                numbers[index] = number
        return numbers


def _lexical(found: Sequence[Report]) -> Graph:
    """Return the pairs whose shared words prove one utterance."""
    graph = Graph(len(found))
    for a, b in candidates([report.normal for report in found]):
        proof, coverage = proved(found[a], found[b])
        if proof >= 1:
            graph.join(a, b, 0.5 + coverage / 2)
    return graph


def proved(a: Report, b: Report) -> tuple[float, float]:
    """Return the strength of the words that two reports share (1 is proof) and the coverage of the lighter one."""
    shared = align(a.normal, b.normal)
    known = circumstances(a, b)
    if shared.segments and told_apart(a, b, known):
        return 0.0, shared.coverage
    return strength(shared, known), shared.coverage


@dataclass(frozen=True, slots=True)
class Star:
    """A canonical report and those verified against it, with the score of each."""

    centre: int
    members: tuple[tuple[int, float], ...]


def _stars(found: Sequence[Report], graph: Graph, group: Sequence[int]) -> Iterator[Star]:
    """Part a connected group into stars."""
    queue = [list(group)]
    while queue:
        part = queue.pop()
        centre = _centre(found, graph, part)
        members = [(centre, 1.0)]
        inside = set(part)
        near = set(graph.edges[centre]) & inside
        further = {two for one in near for two in graph.edges[one]} & inside - near - {centre}
        members += [(index, graph.edges[centre][index]) for index in near]
        for index in further:
            score = verified(found[index], found[centre])
            if score is not None:
                members.append((index, score))
        yield Star(centre, tuple(sorted(members)))
        left = inside - {index for index, _ in members}
        queue += graph.groups(sorted(left))


def verified(member: Report, canonical: Report) -> float | None:
    """Return the score of a wording that others link to the canonical one, or None where its own words do not."""
    if member.language != canonical.language:
        return None
    proof, coverage = proved(member, canonical)
    return 0.5 + coverage / 2 if proof >= (1 if in_one_article(member, canonical) else SUPPORTED) else None


SUPPORTED = 0.75
"""Strength that is enough for a wording that is linked already; in one article somebody goes on in like words."""


def _centre(found: Sequence[Report], graph: Graph, part: Sequence[int]) -> int:
    """Return the report to verify the others against: well linked, direct, long, early."""
    inside = set(part)
    links = {index: len(inside.intersection(graph.edges[index])) for index in part}
    most = max(links.values())
    able = [index for index in part if links[index] >= WELL_LINKED * most]
    spoken = Counter(found[index].language for index in part)

    def rank(index: int) -> tuple[int, bool, int, int, int]:
        report = found[index]
        reported = is_reported(report.kind)
        return (-spoken[report.language], reported, -len(report.normal.words), -links[index], index)

    return min(able, key=rank)


WELL_LINKED = 0.8


def _statement(found: Sequence[Report], star: Star) -> Statement:
    base = found[star.centre]
    first = base.quotes[0]
    members = [member for index, score in star.members for member in _members(base, found[index], score)]
    return Statement(
        id=content_id("statement", first.id),
        canonical=first.text,
        members=tuple(
            sorted(members, key=lambda member: (member.attribution != first.id, -member.score, member.attribution))
        ),
    )


def _members(base: Report, report: Report, score: float) -> Iterator[Member]:
    seen: dict[tuple[str, str | None], tuple[str, tuple[str, ...]]] = {}
    first = base.quotes[0]
    for quote in report.quotes:
        if (quote.text, quote.kind) not in seen:
            found = compare(first.text, quote.text, base.language, report.language, base.kind, quote.kind)
            seen[quote.text, quote.kind] = (found.relation, found.flags)
        relation, flags = seen[quote.text, quote.kind]
        if quote is not first and _again(base, quote):
            relation = "repeated"
        denial = _denial_flags(denies(first), denies(quote))
        flags = (*denial, *(flag for flag in flags if flag not in denial))
        yield Member(attribution=quote.id, relation=relation, score=round(min(1.0, score), 4), flags=flags)


def _denial_flags(base: bool, other: bool) -> tuple[str, ...]:
    """Return what a reader must know where the cue turns what is said into its contrary."""
    return (*(("denied",) if other else ()), *(("negation changed",) if base != other else ()))


def _again(base: Report, quote: Quote) -> bool:
    """Return whether the quote says the canonical line once more: in the same article, or weeks away."""
    first = base.quotes[0]
    if quote.article_id is not None and quote.article_id == first.article_id:
        return True
    days = days_between(day(first.date), day(quote.date))
    return days is not None and days > LATER
