"""Quotes → Statements: edges between wordings that report one utterance, then stars around a canonical wording.

Edges alone would chain (a ~ b ~ c, with nothing shared by a and c). So in every group that edges hold together one
wording is chosen, each of the others is verified against it, and what fails is grouped again without it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from extract.matching.alignment import Alignment, align
from extract.matching.archive import Archive, Lookup, Pairs
from extract.matching.calendar import ordinal
from extract.matching.encoder import Encoder
from extract.matching.graph import Graph
from extract.matching.meaning import Meanings
from extract.matching.members import Star, told
from extract.matching.passages import placed
from extract.matching.paused import collection_paused
from extract.matching.report import Report, circumstances, in_one_article, is_reported, reports, told_apart
from extract.matching.score import hopeful, strength
from extract.model import Body, Quote, Statement


def statements(
    quotes: Sequence[Quote],
    encoder: Encoder | None = None,
    archive: Archive | None = None,
    bodies: Iterable[Body] = (),
) -> tuple[Statement, ...]:
    """Return the statements that the quotes report, those of one report too, sorted by id.

    Without an encoder, translations and reworded reports are not recognised. The result does not depend on the order
    of the quotes; every quote is a member of exactly one statement, verified against its canonical wording. An archive
    of wordings read before saves their comparison, learns the new ones, and changes nothing else. The bodies of the
    articles tell what was said again on another occasion.
    """
    return placed(linked(quotes, encoder, archive), quotes, bodies)


def linked(
    quotes: Sequence[Quote], encoder: Encoder | None = None, archive: Archive | None = None
) -> tuple[Statement, ...]:
    """Return the statements without what only their neighbours tell of them: passages, and what was said again."""
    with collection_paused():
        return _linked(quotes, encoder, archive if archive is not None else Archive())


def _linked(quotes: Sequence[Quote], encoder: Encoder | None, archive: Archive) -> tuple[Statement, ...]:
    found = reports(quotes)
    near = archive.among([report.normal for report in found])
    graph = joined(found, near)
    meanings = Meanings(found, encoder) if encoder is not None and len(found) > 1 else None
    if meanings is not None:
        for pair in meanings.same_language():
            graph.join(pair.a, pair.b, pair.cosine)
        for pair in list(meanings.translations(graph.components())):
            graph.join(pair.a, pair.b, pair.cosine)
    return grouped(found, graph, near, meanings)


def joined(found: Sequence[Report], near: Pairs) -> Graph:
    """Return the pairs whose shared words prove one utterance, of those that are near."""
    graph = Graph(len(found))
    days = np.array([ordinal(report) for report in found])
    apart = np.nan_to_num(np.abs(days[near.a] - days[near.b]))
    near = near.only(hopeful(near.shared, apart))
    for a, b, shared in zip(near.a.tolist(), near.b.tolist(), near.shared.each(), strict=True):
        proof, coverage = proved(found[a], found[b], shared)
        if proof >= 1:
            graph.join(a, b, 0.5 + coverage / 2)
    return graph


def grouped(
    found: Sequence[Report], graph: Graph, near: Pairs, meanings: Meanings | None = None
) -> tuple[Statement, ...]:
    """Return the statements that joined reports make, sorted by id; `near` are pairs that are aligned already."""
    known = Lookup(near)
    stars = (star for group in graph.groups() for star in _stars(found, graph, group, known, meanings))
    made = [statement for some in _batched(stars) for statement in told(found, some, known)]
    return tuple(sorted(made, key=lambda statement: statement.id))


TOGETHER = 20_000
"""Statements whose wordings are compared at once."""


def _batched(stars: Iterator[Star]) -> Iterator[list[Star]]:
    while some := list(islice(stars, TOGETHER)):
        yield some


def proved(a: Report, b: Report, shared: Alignment | None = None) -> tuple[float, float]:
    """Return the strength of the words that two reports share (1 is proof) and the coverage of the lighter one."""
    shared = shared or align(a.normal, b.normal)
    known = circumstances(a, b)
    proof = strength(shared, known)
    if proof >= SUPPORTED and told_apart(a, b, known, shared):
        return 0.0, shared.coverage
    return proof, shared.coverage


def _stars(
    found: Sequence[Report], graph: Graph, group: Sequence[int], known: Lookup, meanings: Meanings | None
) -> Iterator[Star]:
    """Part a connected group into stars."""
    if len(group) == 1:
        yield Star(group[0], ((group[0], 1.0),))
        return
    queue: list[Sequence[int]] = [group]
    while queue:
        part = queue.pop()
        centre = _centre(found, graph, part)
        members = [(centre, 1.0)]
        inside = set(part)
        near = inside.intersection(graph.near(centre))
        further = {two for one in near for two in graph.near(one)} & inside - near - {centre}
        members += [(index, graph.near(centre)[index]) for index in near]
        aligned = known.some(np.array(list(further)), np.full(len(further), centre)) if further else {}
        for index in further:
            score = verified(found[index], found[centre], aligned.get((index, centre)))
            if score is None and meanings is not None and _is_carried(found, graph, index, near):
                score = meanings.supported(index, centre)
            if score is not None:
                members.append((index, score))
        yield Star(centre, tuple(sorted(members)))
        if len(members) < len(part):
            queue += graph.groups(inside - {index for index, _ in members})


def verified(member: Report, canonical: Report, shared: Alignment | None = None) -> float | None:
    """Return the score of a wording that others link to the canonical one, or None where its own words do not."""
    if member.language != canonical.language:
        return None
    proof, coverage = proved(member, canonical, shared)
    return 0.5 + coverage / 2 if proof >= (1 if in_one_article(member, canonical) else SUPPORTED) else None


def _is_carried(found: Sequence[Report], graph: Graph, index: int, near: set[int]) -> bool:
    """Return whether a wording shares its words with one of its language that is linked to the canonical wording."""
    return any(found[one].language == found[index].language for one in near.intersection(graph.near(index)))


SUPPORTED = 0.75
"""Strength that is enough for a wording that is linked already; in one article somebody goes on in like words."""


def _centre(found: Sequence[Report], graph: Graph, part: Sequence[int]) -> int:
    """Return the report to verify the others against: well linked, direct, long, early."""
    inside = set(part)
    links = {index: len(inside.intersection(graph.near(index))) for index in part}
    most = max(links.values())
    able = [index for index in part if links[index] >= WELL_LINKED * most]
    spoken = Counter(found[index].language for index in part)

    def rank(index: int) -> tuple[int, bool, int, int, int]:
        report = found[index]
        reported = is_reported(report.kind)
        return (-spoken[report.language], reported, -len(report.normal.words), -links[index], index)

    return min(able, key=rank)


WELL_LINKED = 0.8
