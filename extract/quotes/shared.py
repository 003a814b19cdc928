"""What two attributions share."""

from collections.abc import Sequence

from extract.model import Attribution, Span


def overlap(one: Attribution, other: Attribution) -> bool:
    return meet(one.content, other.content)


def meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def alike(one: Attribution, other: Attribution) -> float:
    """Return how much of their contents two attributions share, from 0 to 1 (Dice over characters)."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return 2 * shared / sum(len(span) for span in (*one.content, *other.content))
