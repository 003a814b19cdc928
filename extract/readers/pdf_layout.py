"""Runs of a page → its lines in reading order: columns are told by the gutter between them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from extract.readers.pdf_runs import Run

# Of the size of the letters: narrower white is a wide space of a justified line.
_GUTTER = 0.9
# Of the size of the letters: rows more than this apart are not of one column, whatever the space between paragraphs.
_SEPARATE = 2.2
# Rows with words on both sides, before what stands beside each other is columns and no table or letterhead.
_ROWS = 3
# Characters that a line of a column of prose has at least, on the average.
_PROSE = 14


@dataclass(slots=True)
class Line:
    """A line as it is read, with the column that it stands in: `left` to `right` in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    left: float
    right: float
    page: int = 0
    column: int = 0


@dataclass(slots=True)
class _Stack:
    """Rows that follow each other with the same white between their columns."""

    rows: list[list[Run]] = field(default_factory=list)
    white: list[tuple[float, float]] = field(default_factory=list)


def lines(runs: Sequence[Run], page: int) -> list[Line]:
    """Return the lines of a page in reading order."""
    if not runs:
        return []
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    found: list[Line] = []
    for stack in _stacks(_rows(runs), left, right):
        for column in _columns(stack):
            found += _column(column, page, len(found))
    return found


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the runs by the base line on which they stand, from the top; those of a row from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.y):
        if rows and abs(run.y - rows[-1][0].y) <= 0.3 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def _stacks(rows: Sequence[list[Run]], left: float, right: float) -> list[_Stack]:
    stacks: list[_Stack] = []
    for row in rows:
        white = _white(row, left, right)
        shared = _shared(stacks[-1].white, white, _GUTTER * median(run.size for run in row)) if stacks else []
        inner = [gap for gap in shared if gap[0] > left and gap[1] < right]
        if stacks and (inner or (not _inner(stacks[-1].white, left, right) and not _inner(white, left, right))):
            stacks[-1].rows.append(row)
            stacks[-1].white = shared
        else:
            stacks.append(_Stack([row], white))
    return [part for stack in stacks for part in _trimmed(stack.rows, _inner(stack.white, left, right))]


def _trimmed(rows: list[list[Run]], white: list[tuple[float, float]]) -> list[_Stack]:
    """Return a stack with what stands apart above and below its columns as stacks of their own."""
    both = [index for index, row in enumerate(rows) if white and row[0].x0 < white[0][0] and row[-1].x1 > white[0][1]]
    if not both:
        return [_Stack(rows, white)]
    start = max((index + 1 for index in range(both[0]) if _apart(rows[index], rows[index + 1])), default=0)
    end = next((index + 1 for index in range(both[-1], len(rows) - 1) if _apart(rows[index], rows[index + 1])), None)
    parts = [_Stack(rows[:start]), _Stack(rows[start:end], white), _Stack(rows[end:] if end else [])]
    return [part for part in parts if part.rows]


def _apart(row: list[Run], below: list[Run]) -> bool:
    one, other = max(run.size for run in row), max(run.size for run in below)
    return below[0].y - row[0].y > _SEPARATE * min(one, other) or abs(one - other) > 0.08 * max(one, other)


def _inner(white: Sequence[tuple[float, float]], left: float, right: float) -> list[tuple[float, float]]:
    return [gap for gap in white if gap[0] > left and gap[1] < right]


def _white(row: Sequence[Run], left: float, right: float) -> list[tuple[float, float]]:
    """Return the stretches from `left` to `right` where a row has no letters."""
    found, at = [], left
    for run in row:
        if run.x0 > at:
            found.append((at, run.x0))
        at = max(at, run.x1)
    return [*found, (at, right)] if at < right else found


def _shared(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]], width: float
) -> list[tuple[float, float]]:
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return [(start, end) for start, end in pairs if end - start >= width]


def _columns(stack: _Stack) -> list[list[list[Run]]]:
    """Return the rows of each column from the left; one column where they are no columns of prose."""
    cuts = [(start + end) / 2 for start, end in stack.white]
    parts: list[list[list[Run]]] = [[] for _ in range(len(cuts) + 1)]
    both = 0
    for row in stack.rows:
        split: list[list[Run]] = [[] for _ in parts]
        for run in row:
            split[sum(run.x0 >= cut for cut in cuts)].append(run)
        both += sum(map(bool, split)) > 1
        for part, mine in zip(parts, split, strict=True):
            if mine:
                part.append(mine)
    prose = all(part and sum(len(run.text) for row in part for run in row) >= _PROSE * len(part) for part in parts)
    return parts if both >= _ROWS and prose else [stack.rows]


def _column(rows: Sequence[list[Run]], page: int, number: int) -> list[Line]:
    found = []
    for row in rows:
        text = " ".join(run.text.strip() for run in row)
        sizes = Counter[float]()
        for run in row:
            sizes[run.size] += len(run.text)
        x0, x1, size = row[0].x0, max(run.x1 for run in row), sizes.most_common(1)[0][0]
        found.append(Line(text, x0, x1, row[0].y, size, x0, x1, page, number))
    # A heading is set wider than the text below it, a note narrower.
    edges: dict[float, tuple[float, float]] = {}
    for line in found:
        left, right = edges.get(line.size, (line.x0, line.x1))
        edges[line.size] = (min(left, line.x0), max(right, line.x1))
    for line in found:
        line.left, line.right = edges[line.size]
    return found
