"""Quotes → Statements: edges between wordings that report one utterance, then stars around a canonical wording.

Edges alone would chain (a ~ b ~ c, with nothing shared by a and c). So in every group that edges hold together one
wording is chosen, each of the others is verified against it, and what fails is grouped again without it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from extract.matching.alignment import Alignment, align
from extract.matching.archive import Archive, align_many
from extract.matching.encoder import Encoder
from extract.matching.meaning import Meanings
from extract.matching.passages import placed
from extract.matching.report import (
    Report,
    circumstances,
    denies,
    in_one_article,
    is_reported,
    reports,
    told_apart,
)
from extract.matching.score import strength
from extract.matching.variation import compare
from extract.model import Member, Quote, Statement, content_id


def statements(
    quotes: Sequence[Quote], encoder: Encoder | None = None, archive: Archive | None = None
) -> tuple[Statement, ...]:
    """Return the statements that the quotes report, those of one report too, sorted by id.

    Without an encoder, translations and reworded reports are not recognised. The result does not depend on the order
    of the quotes; every quote is a member of exactly one statement, verified against its canonical wording. An archive
    of wordings read before saves their comparison, learns the new ones, and changes nothing else.
    """
    return placed(linked(quotes, encoder, archive), quotes)


def linked(
    quotes: Sequence[Quote], encoder: Encoder | None = None, archive: Archive | None = None
) -> tuple[Statement, ...]:
    """Return the statements without what only their neighbours tell of them: passages, and what was said again."""
    found = reports(quotes)
    graph = _lexical(found, archive if archive is not None else Archive())
    meanings = Meanings(found, encoder) if encoder is not None and len(found) > 1 else None
    if meanings is not None:
        for pair in meanings.same_language():
            graph.join(pair.a, pair.b, pair.cosine)
        for pair in list(meanings.translations(graph.components())):
            graph.join(pair.a, pair.b, pair.cosine)
    stars = (star for group in graph.groups() for star in _stars(found, graph, group, meanings))
    made = (statement for some in _batched(stars) for statement in _statements(found, some))
    return tuple(sorted(made, key=lambda statement: statement.id))


TOGETHER = 20_000
"""Statements whose wordings are compared at once."""


def _batched(stars: Iterator["Star"]) -> Iterator[list["Star"]]:
    while some := list(islice(stars, TOGETHER)):
        yield some


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
            if not self.edges[start]:
                found.append([start])
                continue
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


def _lexical(found: Sequence[Report], archive: Archive) -> Graph:
    """Return the pairs whose shared words prove one utterance."""
    graph = Graph(len(found))
    for a, b, shared in archive.among([report.normal for report in found]):
        proof, coverage = proved(found[a], found[b], shared)
        if proof >= 1:
            graph.join(a, b, 0.5 + coverage / 2)
    return graph


def proved(a: Report, b: Report, shared: Alignment | None = None) -> tuple[float, float]:
    """Return the strength of the words that two reports share (1 is proof) and the coverage of the lighter one."""
    shared = shared or align(a.normal, b.normal)
    known = circumstances(a, b)
    if shared.total and told_apart(a, b, known):
        return 0.0, shared.coverage
    return strength(shared, known), shared.coverage


@dataclass(frozen=True, slots=True)
class Star:
    """A canonical report and those verified against it, with the score of each."""

    centre: int
    members: tuple[tuple[int, float], ...]


def _stars(found: Sequence[Report], graph: Graph, group: Sequence[int], meanings: Meanings | None) -> Iterator[Star]:
    """Part a connected group into stars."""
    if len(group) == 1:
        yield Star(group[0], ((group[0], 1.0),))
        return
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
            if score is None and meanings is not None and _is_carried(found, graph, index, near):
                score = meanings.supported(index, centre)
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


def _is_carried(found: Sequence[Report], graph: Graph, index: int, near: set[int]) -> bool:
    """Return whether a wording shares its words with one of its language that is linked to the canonical wording."""
    return any(found[one].language == found[index].language for one in near.intersection(graph.edges[index]))


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


def _statements(found: Sequence[Report], stars: Sequence[Star]) -> Iterator[Statement]:
    pairs = [(star.centre, index) for star in stars for index, _ in star.members if _to_align(found, star, index)]
    shared = align_many([(found[centre].normal, found[index].normal) for centre, index in pairs])
    known = dict(zip(pairs, shared, strict=True))
    yield from (_statement(found, star, known) for star in stars)


def _to_align(found: Sequence[Report], star: Star, index: int) -> bool:
    base, other = found[star.centre], found[index]
    return index != star.centre and base.language == other.language and base.normal.words != other.normal.words


def _statement(found: Sequence[Report], star: Star, known: Mapping[tuple[int, int], Alignment]) -> Statement:
    base = found[star.centre]
    first = base.quotes[0]
    members = [
        member
        for index, score in star.members
        for member in _members(base, found[index], score, known.get((star.centre, index)))
    ]
    return Statement(
        id=content_id("statement", first.id),
        canonical=first.text,
        members=tuple(
            sorted(members, key=lambda member: (member.attribution != first.id, -member.score, member.attribution))
        ),
    )


def _members(base: Report, report: Report, score: float, shared: Alignment | None) -> Iterator[Member]:
    first = base.quotes[0]
    seen: dict[tuple[str, str | None], tuple[str, tuple[str, ...]]] = {(first.text, first.kind): ("exact", ())}
    for quote in report.quotes:
        if (quote.text, quote.kind) not in seen:
            found = compare(first.text, quote.text, base.language, report.language, base.kind, quote.kind, shared)
            seen[quote.text, quote.kind] = (found.relation, found.flags)
        relation, flags = seen[quote.text, quote.kind]
        denial = _denial_flags(denies(first), denies(quote))
        flags = (*denial, *(flag for flag in flags if flag not in denial))
        yield Member(attribution=quote.id, relation=relation, score=round(min(1.0, score), 4), flags=flags)


def _denial_flags(base: bool, other: bool) -> tuple[str, ...]:
    """Return what a reader must know where the cue turns what is said into its contrary."""
    return (*(("denied",) if other else ()), *(("negation changed",) if base != other else ()))
