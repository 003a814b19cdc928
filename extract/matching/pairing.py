"""Which claims are worth comparing: those of one noun, and those of one event and dimension."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from extract.matching.events import Events
from extract.matching.reported import Reported, figure

ALL_PAIRS = 60  # a block up to this size is compared pair by pair
COMMON = 40  # a context word that more claims of a block share says nothing


def pairs(read: Sequence[Reported], events: Events) -> Iterator[tuple[Reported, Reported]]:
    """Yield the pairs that may be about one thing: of one noun, or of one event and dimension; some twice."""
    for block in _blocks(read):
        yield from _candidates(block)
    held: dict[str, dict[str, list[Reported]]] = defaultdict(lambda: defaultdict(list))
    for one in read:
        held[one.reported.claim.article_id][one.thing.dimension].append(one)
    for left, right in events.pairs:
        for dimension in sorted(held[left].keys() & held[right].keys()):
            ours, theirs = held[left][dimension], held[right][dimension]
            table = len(ours) * len(theirs) > ALL_PAIRS**2
            yield from (pair for pair in product(ours, theirs) if not table or figure(pair[0]) == figure(pair[1]))


def _blocks(read: Sequence[Reported]) -> Iterator[list[Reported]]:
    blocks: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for one in read:
        # One outlet counts passengers, another people: people share a block, and their predicate decides.
        if one.thing.head is not None:
            blocks[(one.thing.dimension, "person" if one.thing.person else one.thing.head)].append(one)
    yield from (block for block in blocks.values() if len(block) > 1)


def _candidates(block: Sequence[Reported]) -> Iterator[tuple[Reported, Reported]]:
    """Yield every pair of a small block; of a large one those that share a context word that is not common there."""
    if len(block) <= ALL_PAIRS:
        yield from combinations(block, 2)
        return
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(block):
        for word in one.thing.context | {f"place {one.thing.place}"}:
            by_word[word].append(place)
    pairs = {pair for places in by_word.values() if len(places) <= COMMON for pair in combinations(places, 2)}
    yield from ((block[left], block[right]) for left, right in sorted(pairs))
