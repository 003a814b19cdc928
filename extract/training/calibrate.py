"""How sure is sure: the share of attributions that were right among articles that training did not see, by score."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from extract.model import Attribution, Span
from extract.quotes.shared import alike, meet

# Steps of the table; fewer attributions than this in one would make it chance.
STEP = 25
ALIKE = 0.8

Scored = tuple[float, bool]


def right(found: Attribution, quotes: Iterable[dict[str, list[list[int]]]]) -> bool:
    """Whether an annotation has nearly this content (Dice over characters) and a source that meets this one."""
    for quote in quotes:
        content, source = ([Span(*span) for span in quote[key] or ()] for key in ("content", "speaker"))
        if alike(found.content, content) >= ALIKE:
            return meet(found.source, source) or not (found.source or source)
    return False


def table(scored: Sequence[Scored]) -> list[tuple[float, float]]:
    """Return steps (from this score on, this share right), rising in both: isotonic regression over the scores."""
    steps: list[list[Scored]] = []
    for score, same in groupby(sorted(scored), key=lambda one: one[0]):
        # One score stays in one step.
        if not steps or (len(steps[-1]) >= STEP and steps[-1][-1][0] != score):
            steps.append([])
        steps[-1].extend(same)
    if len(steps) > 1 and len(steps[-1]) < STEP:
        steps[-2:] = [steps[-2] + steps[-1]]
    pooled: list[list[Scored]] = []
    for step in steps:
        pooled.append(list(step))
        # Pool adjacent violators: a higher score is never less sure.
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            pooled[-2:] = [pooled[-2] + pooled[-1]]
    return [(round(step[0][0], 4), round(_share(step), 3)) for step in pooled]


def _share(step: Sequence[Scored]) -> float:
    # One more of each kind, so that no step promises that it is never or always right.
    return (sum(good for _, good in step) + 1) / (len(step) + 2)
