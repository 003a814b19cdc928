"""Which names of people are one person across articles.

First one name (every spelling with one key) falls into personas: its articles are one person's unless roles of two
worlds, or one office in two places, stand against each other and nothing joins them. Then personas of different names
meet in blocks and are weighed pair by pair. A set of them becomes one person only where every pair of it may be one, so
that no chain of weak links joins two; a name that would fit two people who do not fit each other stays by itself,
unless one of the two has clearly more for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.speakers.evidence import ENOUGH, Facts, Weighing, together
from extract.speakers.likeness import SURE, likeness, places
from extract.speakers.names import NameForm, form_of
from extract.speakers.nodes import Node, grouped

# So much more must speak for one of two people for a name to be given to it.
MARGIN = 1.0
# Evidence of so many points joins whatever else is said of the two.
STRONG = 1.5
# Roles are misread now and then: so great a share of the pairs of articles may speak against a person.
NOISE = 0.1
# So many sets of roles of a person are compared one by one, the most frequent first: there may be thousands.
MOST_PARTS = 100
# Who bears a name in so many times as many articles as all others of that name is meant where nothing tells.
DOMINANT = 10
# A block of more names is of no help: they meet in their other blocks.
LARGEST_BLOCK = 2_000


@dataclass(slots=True, eq=False)
class Persona:
    """The nodes of one name that are one person's, and what is known of them."""

    form: NameForm
    nodes: list[Node]
    facts: Facts
    parts: list[tuple[Facts, int]]
    """What its articles with one set of roles say, and how many these are."""


def people(nodes: Sequence[Node], weighing: Weighing) -> list[list[Node]]:
    """Return the nodes of people, one list a person."""
    full = [node for node in nodes if node.full]
    personas = [persona for group in grouped(full, lambda node: node.key) for persona in _personas(group, weighing)]
    clusters = _cliques(personas, _near(personas, weighing))
    return _with_bare_names(clusters, [node for node in nodes if not node.full], weighing)


def _personas(group: Sequence[Node], weighing: Weighing) -> list[Persona]:
    """Return one name's nodes as the people that they are."""
    form = group[0].form
    assert form is not None  # full names have one
    told = grouped((node for node in group if node.facts.told), lambda node: node.facts.roles)
    found: list[Persona] = []
    for nodes in sorted(told, key=lambda nodes: (-len(nodes), min(node.article for node in nodes))):
        known = together(node.facts for node in nodes)
        found = _with_part(found, Persona(form, list(nodes), known, [(known, len(nodes))]), weighing)
    plain = [node for node in group if not node.facts.told]
    if len(found) < 2:
        whole = together(node.facts for node in group)
        return [Persona(form, list(group), whole, [(whole, len(group))])]
    return [*found, *_given_out(plain, found, weighing)]


def _with_part(found: list[Persona], part: Persona, weighing: Weighing) -> list[Persona]:
    """Return the personas with a further part: joined to all that it may be one with, if these may be one.

    Where they may not, it still joins those with which it has a role in common: who is called both is both.
    """
    fits = [persona for persona in found if _may_join(persona, part, weighing)]
    if any(not _may_join(a, b, weighing) for a, b in combinations(fits, 2)):
        fits = [persona for persona in fits if weighing.points(persona.facts, part.facts) >= STRONG]
    one = [*fits, part]
    nodes = [node for persona in one for node in persona.nodes]
    parts = [known for persona in one for known in persona.parts]
    whole = together(persona.facts for persona in one)
    rest = [persona for persona in found if not any(persona is other for other in fits)]
    return [*rest, Persona(part.form, nodes, whole, parts)]


def _may_join(a: Persona, b: Persona, weighing: Weighing) -> bool:
    """Whether strong evidence joins two personas of one name, or hardly anything parts any two of their parts."""
    if weighing.points(a.facts, b.facts) >= STRONG:
        return True
    pairs = [(x, y, n * m) for x, n in a.parts[:MOST_PARTS] for y, m in b.parts[:MOST_PARTS]]
    against = sum(weight for x, y, weight in pairs if SURE + weighing.points(x, y) < ENOUGH)
    return against <= NOISE * sum(weight for _, _, weight in pairs)


def _given_out(plain: Sequence[Node], found: Sequence[Persona], weighing: Weighing) -> list[Persona]:
    """Give the nodes that no role tells to the persona that most speaks for, and return those that stay alone."""
    first = max(found, key=lambda persona: len(persona.nodes))
    others = sum(len(persona.nodes) for persona in found) - len(first.nodes)
    usual = first if len(first.nodes) >= DOMINANT * others else None
    known = [persona.facts for persona in found]
    alone: list[Persona] = []
    for node in plain:
        points = [weighing.points(node.facts, facts) for facts in known]
        best = max(points)
        clear = [place for place, one in enumerate(points) if one > best - MARGIN]
        whose = found[clear[0]] if len(clear) == 1 else usual
        if whose is None:
            assert node.form is not None  # as above
            alone.append(Persona(node.form, [node], node.facts, [(node.facts, 1)]))
        else:
            whose.nodes.append(node)
    for persona in found:
        persona.facts = together(node.facts for node in persona.nodes)
    return alone


def _near(personas: Sequence[Persona], weighing: Weighing) -> dict[int, dict[int, float]]:
    """Return, for each persona, the others that may be the same person, with the points."""
    near: dict[int, dict[int, float]] = {place: {} for place in range(len(personas))}
    for a, b in _pairs(personas):
        if b not in near[a]:
            points = _points(personas[a], personas[b], weighing)
            if points >= ENOUGH:
                near[a][b] = near[b][a] = points
    return near


def _pairs(personas: Sequence[Persona]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of personas that meet in a block."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, persona in enumerate(personas):
        for block in set(places(persona.form)):
            blocks[block].append(place)
    for members in blocks.values():
        if len(members) <= LARGEST_BLOCK:
            yield from combinations(members, 2)


def _points(one: Persona, two: Persona, weighing: Weighing) -> float:
    # What parted the articles of one name is not undone here.
    like = None if one.nodes[0].key == two.nodes[0].key else likeness(one.form, two.form)
    return like.points + weighing.points(one.facts, two.facts) if like else -1.0


def _cliques(personas: Sequence[Persona], near: dict[int, dict[int, float]]) -> list[list[Node]]:
    """Join the personas that fit each with each; one that fits two who are not one goes to the clearly better.

    In what is left of the graph no one has two neighbours who are none of each other: it falls into cliques.
    """
    kept = {a: {b for b in others if _stands(a, b, near) and _stands(b, a, near)} for a, others in near.items()}
    torn = {a for a, others in kept.items() if any(c not in kept[b] for b, c in combinations(sorted(others), 2))}
    clusters: list[list[Node]] = []
    seen = set(torn)
    for a in range(len(personas)):
        if a not in seen:
            members = [a, *sorted(kept[a] - torn)]
            seen.update(members)
            clusters.append([node for member in members for node in personas[member].nodes])
    return clusters + [personas[a].nodes for a in sorted(torn)]


def _stands(a: int, b: int, near: dict[int, dict[int, float]]) -> bool:
    """Whether nobody else who may be `a`, and cannot be `b`, comes within the margin of `b`."""
    return not any(near[a][b] < points + MARGIN for c, points in near[a].items() if c != b and c not in near[b])


def _with_bare_names(clusters: list[list[Node]], bare: Sequence[Node], weighing: Weighing) -> list[list[Node]]:
    """Give a bare surname to the one person anywhere who bears it and shares its role.

    Who bears it in the same article is passed over: what the reading of the article did not resolve has two readings.
    """
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, members in enumerate(clusters):
        for surname in {node.form.surname for node in members if node.form}:
            bearers[surname].append(place)
    clusters = [list(members) for members in clusters]
    known = [together(node.facts for node in members) if bare else Facts() for members in clusters]
    held = [{node.article: _read_as_surname(node.name) for node in members} for members in clusters]
    alone: list[Node] = []
    joins: list[tuple[int, Node]] = []
    for node in bare:
        chosen = _bearer(node, bearers.get(node.form.surname, []) if node.form else [], known, held)
        if chosen is None:
            alone.append(node)
        else:
            joins.append((chosen, node))
    for place, node in joins:
        clusters[place].append(node)
    return clusters + [joined for same in grouped(alone, lambda node: node.key) for joined in _by_role(same, weighing)]


def _bearer(node: Node, fits: Sequence[int], known: Sequence[Facts], held: Sequence[Mapping[str, bool]]) -> int | None:
    """Return whom a bare surname means, None where it may mean two or nothing tells."""
    if len(fits) != 1:
        return None
    here = node.article in held[fits[0]]
    # The reading takes "Al Sorel" for a surname, so that it leaves "Sorel" open beside it.
    told = held[fits[0]][node.article] if here else _same_role(known[fits[0]], node.facts)
    return fits[0] if told else None


def _read_as_surname(name: str) -> bool:
    form = form_of(name)
    return form is not None and not form.given


def _same_role(a: Facts, b: Facts) -> bool:
    heads = a.roles.heads & b.roles.heads
    words = a.roles.stems & b.roles.stems
    mine, others = ({place for _, place in one.roles.seats} for one in (a, b))
    return bool(heads or words) and not (mine and others and not mine & others)


def _by_role(nodes: list[Node], weighing: Weighing) -> list[list[Node]]:
    """Join the same bare name of several articles where each pair shares a role's words, else leave them apart."""
    told: Iterable[tuple[Node, Node]] = combinations(nodes, 2)
    if nodes[0].form is not None and all(_same_role(a.facts, b.facts) for a, b in told):
        return [nodes]
    return [[node] for node in nodes]
