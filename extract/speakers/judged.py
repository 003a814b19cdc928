"""What people decided about speakers, laid over what the machine joined.

Judgements name attributions (or speakers as they are without judgements). "same" joins the speakers that hold the two;
"different" parts the one that holds both, inside one article too; "unsure" changes nothing. Only what the judgements
ask for is changed: the rest of a parted speaker follows the side that it was one with, then the side that has clearly
more for it, then the side that most judged places are on; else it stays a speaker of its own, who is neither.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Judgement
from extract.speakers.evidence import Weighing, together
from extract.speakers.nodes import Node
from extract.verdicts import Links, taken

# What a judgement may be about; others are not for speakers. Who said one quote joins it to that speaker's others.
ABOUT = ("speaker", "spoken")
# A part with so much more evidence, or so many times as many judged places, takes what stands between.
MARGIN, MAJORITY = 1.0, 2
SAME_NAME = 2.0


@dataclass(slots=True, eq=False)
class Group:
    """The nodes of one speaker; `bases` are the machine's groups that they come from, `judged` what joined these."""

    nodes: list[Node]
    bases: dict[int, int] = field(default_factory=dict)
    judged: list[Judgement] = field(default_factory=list)


def judged(
    groups: Sequence[list[Node]], things: Mapping[str, str], judgements: Iterable[Judgement], weighing: Weighing
) -> list[Group]:
    """Return the machine's groups with what people decided.

    `things` gives the attribution that each id of a judgement stands for. Where judgements contradict each other, the
    later one counts.
    """
    found = [_group(number, nodes) for number, nodes in enumerate(groups)]
    links, counting = taken(things, judgements, ABOUT)
    if not counting:
        return found
    holder = {m.attribution_id: number for number, nodes in enumerate(groups) for n in nodes for m in n.mentions}
    merged = _merged(found, links, counting, things, holder)
    return [part for group in merged for part in _parted(group, links, weighing)]


def _group(number: int, nodes: Sequence[Node]) -> Group:
    return Group(list(nodes), {id(node): number for node in nodes})


def _merged(
    groups: Sequence[Group],
    links: Links,
    taken: Sequence[Judgement],
    things: Mapping[str, str],
    holder: Mapping[str, int],
) -> list[Group]:
    """Return the groups with those joined that a "same" names."""
    joined = Links()
    for one in taken:
        if one.verdict == "same":
            left, right = (f"{holder[things[side]]:09}" for side in (one.left, one.right))
            joined.add(left, right, "same")
    together_of: dict[str, list[int]] = defaultdict(list)
    for number in range(len(groups)):
        together_of[joined.head(f"{number:09}")].append(number)
    merged = []
    for numbers in together_of.values():
        whole = Group([node for number in numbers for node in groups[number].nodes])
        for number in numbers:
            whole.bases |= groups[number].bases
        if len(numbers) > 1:
            whole.judged = [j for j in taken if j.verdict == "same" and holder[things[j.left]] in numbers]
        merged.append(whole)
    return merged


def _parted(group: Group, links: Links, weighing: Weighing) -> list[Group]:
    """Return the group, or its parts where people hold two of its attributions to be two speakers'."""
    held = {mention.attribution_id for node in group.nodes for mention in node.mentions}
    parted = {frozenset((links.head(a), links.head(b))) for a, b in links.parted if a in held and b in held}
    if not parted:
        return [group]
    bases = dict(group.bases)
    # What is one speaker's by judgement stays together, whichever side it goes to.
    sizes = Counter(links.head(id) for id in held)
    whole = {head for head, size in sizes.items() if size > 1}.union(*parted)
    judged_nodes: dict[str, list[Node]] = defaultdict(list)
    rest: list[list[Node]] = []
    for node in group.nodes:
        for head, part in _by_head(node, links, whole, bases):
            if head is None:
                rest.append([part])
            else:
                judged_nodes[head].append(part)
    told = frozenset().union(*parted)
    sides = _sides({head: nodes for head, nodes in judged_nodes.items() if head in told}, parted, bases)
    units = [nodes for head, nodes in sorted(judged_nodes.items()) if head not in told]
    sides += _given(units, sides, bases, weighing)
    left = _given(rest, sides, bases, weighing)
    by_base: dict[int, list[Node]] = defaultdict(list)
    for node in (node for unit in left for node in unit):
        by_base[bases[id(node)]].append(node)
    return [
        Group(nodes, {id(node): bases[id(node)] for node in nodes}, list(group.judged))
        for nodes in (*sides, *(by_base[base] for base in sorted(by_base)))
    ]


def _by_head(
    node: Node, links: Links, judged_heads: set[str], bases: dict[int, int]
) -> Iterable[tuple[str | None, Node]]:
    """Yield the node, or its mentions apart where some are judged and stand on two sides."""
    head_of = {mention.attribution_id: links.head(mention.attribution_id) for mention in node.mentions}
    heads = sorted(set(head_of.values()) & judged_heads)
    if len(heads) < 2:
        yield heads[0] if heads else None, node
        return
    for head in (*heads, None):
        own = [
            m
            for m in node.mentions
            if (head_of[m.attribution_id] if head_of[m.attribution_id] in heads else None) == head
        ]
        if own:
            part = replace(node, mentions=own, part=min(m.attribution_id for m in own))
            bases[id(part)] = bases[id(node)]
            yield head, part


def _sides(seeds: Mapping[str, list[Node]], parted: set[frozenset[str]], bases: Mapping[int, int]) -> list[list[Node]]:
    """Return the judged nodes in as few sides as the judgements allow among what the machine took for one."""
    sides: list[tuple[set[str], list[Node]]] = []
    for head in sorted(seeds):
        own = {bases[id(node)] for node in seeds[head]}
        for heads, nodes in sides:
            free = not any(frozenset((head, other)) in parted for other in heads)
            if free and own & {bases[id(node)] for node in nodes}:
                heads.add(head)
                nodes.extend(seeds[head])
                break
        else:
            sides.append(({head}, list(seeds[head])))
    return [nodes for _, nodes in sides]


def _given(
    units: Sequence[list[Node]], sides: Sequence[list[Node]], bases: Mapping[int, int], weighing: Weighing
) -> list[list[Node]]:
    """Give each unit to a side, and return those that no side takes."""
    seeds = [list(nodes) for nodes in sides]
    left = []
    for unit in units:
        own = {bases[id(node)] for node in unit}
        near = {place: nodes for place, nodes in enumerate(seeds) if own & {bases[id(node)] for node in nodes}}
        whose = next(iter(near)) if len(near) == 1 else _nearest(unit, near, weighing)
        if whose is None:
            left.append(unit)
        else:
            sides[whose].extend(unit)
    return left


def _nearest(unit: Sequence[Node], seeds: Mapping[int, list[Node]], weighing: Weighing) -> int | None:
    points = {place: _points(unit, nodes, weighing) for place, nodes in seeds.items()}
    best = max(points.values(), default=0.0)
    clear = [place for place, one in points.items() if one > best - MARGIN]
    if len(clear) == 1 and best > 0:
        return clear[0]
    counts = {place: len(nodes) for place, nodes in seeds.items() if points[place] > best - MARGIN}
    most = [place for place, one in counts.items() if one >= MAJORITY * (sum(counts.values()) - one)]
    return most[0] if len(most) == 1 else None


def _points(unit: Sequence[Node], nodes: Sequence[Node], weighing: Weighing) -> float:
    keys = {node.key for node in nodes}
    named = SAME_NAME if any(node.key in keys for node in unit) else 0.0
    return named + weighing.points(together(node.facts for node in unit), together(node.facts for node in nodes))
