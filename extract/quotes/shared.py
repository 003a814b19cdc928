"""What two attributions, or the spans of two, share."""

from collections.abc import Sequence

from extract.model import Attribution, Span


def overlap(one: Attribution, other: Attribution) -> bool:
    return meet(one.content, other.content)


def meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def alike(some: Sequence[Span], others: Sequence[Span]) -> float:
    """Return how much of their characters two contents share, from 0 to 1 (Dice); neither overlaps itself."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)
    return 2 * shared / (sum(map(len, (*some, *others))) or 1)
