"""Which judgements cannot stand together: what is the same is so through any chain, and then not different."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Judgement

PAIRS = ("speaker", "statement")
"""What two things are judged about; other judgements are about one quote or claim."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement that stands, as it was given and with the ids that it goes by now."""

    number: int
    given: Judgement
    now: Judgement


Edges = Mapping[str, Sequence[tuple[str, Standing | None]]]


def against(new: Standing, standing: Sequence[Standing]) -> list[Standing] | None:
    """Return the judgements that a new one cannot stand beside, None where there are none."""
    edges = _edges(new, standing)
    if new.now.verdict == "different":
        return _path(edges, new.given.left, new.given.right)
    for other in standing:
        if other.now.verdict == "different":
            for left, right in ((other.now.left, other.now.right), (other.now.right, other.now.left)):
                one, two = _path(edges, left, new.given.left), _path(edges, new.given.right, right)
                if one is not None and two is not None:
                    return [other, *one, *two]
    return None


def opposed(new: Standing, standing: Sequence[Standing], whose: Callable[[str], str]) -> list[Standing] | None:
    """Return the judgements about one quote or claim that a new one cannot stand beside, None where there are none.

    A quote has one speaker and one wording: two people may name the same, but not two. `whose` returns what tells
    whether two names (or ids) are one speaker's.
    """
    found = []
    for one in standing:
        if one.now.left != new.now.left:
            continue
        alike = one.now.verdict == new.now.verdict
        if new.given.about == "spoken":
            same = whose(one.now.right) == whose(new.now.right)
            beside = same if alike else not same
            beside = beside or (alike and new.now.verdict == "different")
        elif new.given.about == "span":
            beside = one.given.right == new.given.right
        else:
            beside = alike
        if not beside:
            found.append(one)
    return found or None


def _edges(new: Standing, standing: Sequence[Standing]) -> Edges:
    """Return which ids are one: by a judgement, or since both are names for one thing (a speaker and its anchor)."""
    edges: dict[str, list[tuple[str, Standing | None]]] = defaultdict(list)
    for one in (new, *standing):
        for given, now in ((one.given.left, one.now.left), (one.given.right, one.now.right)):
            if given != now:
                edges[given].append((now, None))
                edges[now].append((given, None))
    for one in standing:
        if one.now.verdict == "same":
            edges[one.now.left].append((one.now.right, one))
            edges[one.now.right].append((one.now.left, one))
    return edges


def _path(edges: Edges, start: str, end: str) -> list[Standing] | None:
    """Return the judgements along the shortest way from one id to another, None where no way leads there."""
    came: dict[str, list[Standing]] = {start: []}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            return came[here]
        for there, by in edges.get(here, ()):
            if there not in came:
                came[there] = [*came[here], by] if by else came[here]
                queue.append(there)
    return None
