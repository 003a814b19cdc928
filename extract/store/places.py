"""Places of an article's text, as a column holds them, and how much two of them agree."""

import json
from collections.abc import Sequence

from extract.model import Span

OVERLAP = 0.5
"""So much of all that two places cover must be covered by both, for what stands there to be the same."""


def spans_of(column: str) -> tuple[Span, ...]:
    """Return the spans that a column holds as JSON."""
    return tuple(Span(start, end) for start, end in json.loads(column))


def share(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return which share of the code points that two places cover is covered by both."""
    if not any(one.start < other.end and other.start < one.end for one in a for other in b):
        return 0.0  # so stand most of the pairs of an article
    mine, others = ({place for span in spans for place in range(span.start, span.end)} for spans in (a, b))
    return len(mine & others) / len(mine | others) if mine and others else 0.0
