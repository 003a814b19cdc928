"""Runs of a page → its lines in reading order: columns are told by the gutter between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.readers.pdf_runs import Run

# Of the size of the letters: narrower white is a wide space of a justified line.
_GUTTER = 0.6
# Of the size of the letters: rows more than this apart are not of one column, whatever the space between paragraphs.
_SEPARATE = 2.2
# A last row so far below all others, of the size of its letters, is the foot of the page.
_FOOT = 4
# White stretches of a row that may be gutters: the widest; a row of ten thousand signs has as many.
_GAPS = 40
# Rows with words on both sides, before what stands beside each other is columns and no table or letterhead.
_ROWS = 3
# Characters that a line of a column of prose has at least, on the average.
_PROSE = 14


_White = list[tuple[float, float]]


@dataclass(slots=True)
class Line:
    """A line as it is read, with the column that it stands in: `left` to `right` in points.

    `column` tells the columns of a page apart, `stack` those that stand beside each other from the rest.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    left: float
    right: float
    page: int = 0
    column: int = 0
    stack: int = 0
    justified: bool = False


@dataclass(slots=True)
class _Stack:
    """Rows that follow each other with the same white between their columns."""

    rows: list[list[Run]] = field(default_factory=list)
    white: _White = field(default_factory=list)


def lines(runs: Sequence[Run], page: int) -> list[Line]:
    """Return the lines of a page in reading order."""
    if not runs:
        return []
    head, rows, foot = _parted(_rows(runs))
    left, right = min(row[0].x0 for row in rows), max(run.x1 for row in rows for run in row)
    found: list[Line] = []
    for number, columns in enumerate(_laid([*head, *_stacks(rows, left, right), *foot])):
        for column in columns:
            found += _column(column, page, len(found), number)
    return found


def _laid(stacks: Sequence[_Stack]) -> Iterator[list[list[list[Run]]]]:
    """Yield the rows of columns that stand beside each other, and between them those of one column."""
    plain: list[list[Run]] = []
    for stack in stacks:
        columns = _columns(stack)
        if len(columns) == 1:
            plain += stack.rows
            continue
        if plain:
            yield [plain]
        yield columns
        plain = []
    if plain:
        yield [plain]


def _parted(rows: list[list[Run]]) -> tuple[list[_Stack], list[list[Run]], list[_Stack]]:
    """Return the head, the rows and the foot of a page: a first and a last row that stand far from all others.

    They may begin and end further out than the columns do, and have a number where these have their gutter.
    """

    def far(one: list[Run], other: list[Run], edge: list[Run]) -> bool:
        return len(rows) > 2 and other[0].y - one[0].y > _FOOT * max(run.size for run in edge)

    start = int(far(rows[0], rows[1], rows[0])) if len(rows) > 1 else 0
    end = len(rows) - (int(far(rows[-2], rows[-1], rows[-1])) if len(rows) > 1 else 0)
    return [_Stack([row]) for row in rows[:start]], rows[start:end], [_Stack([row]) for row in rows[end:]]


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
        stack = stacks[-1] if stacks else None
        white = _white(row, left, right)
        shared = _shared(stack.white, white, _width(row)) if stack else []
        inner = _inner(shared, left, right)
        # The widest white of a row is its gutter, where no row above says which it is.
        if inner and stack and not _inner(stack.white, left, right):
            widest = max(_inner(white, left, right) or inner, key=lambda gap: gap[1] - gap[0])
            inner = _shared(inner, [widest], 0.0)
        if stack and (inner or _is_below(stack, row, white, shared, left, right)):
            stack.rows.append(row)
            stack.white = shared
        else:
            stacks.append(_Stack([row], white))
    freed = (part for stack in stacks for part in _freed(stack, left, right))
    return [part for stack in freed for part in _trimmed(stack.rows, _inner(stack.white, left, right))]


def _is_below(stack: _Stack, row: list[Run], white: _White, shared: _White, left: float, right: float) -> bool:
    """Whether a row is text of one column as the rows above it are: it stands under the last of them."""
    last = stack.rows[-1]
    under = row[0].x0 < last[-1].x1 and last[0].x0 < row[-1].x1
    return bool(shared) and under and not _inner(stack.white, left, right) and not _inner(white, left, right)


def _freed(stack: _Stack, left: float, right: float) -> list[_Stack]:
    """Return a stack without lines above and below that run over a gutter of all its other rows."""
    wide = [index for index, row in enumerate(stack.rows) if len(row) > 1]
    if not wide:
        return [stack]
    start, end = wide[0], wide[-1] + 1
    white = [(left, right)]
    for row in stack.rows[start:end]:
        white = _shared(white, _white(row, left, right), _width(row))
    if len(_inner(white, left, right)) <= len(_inner(stack.white, left, right)):
        return [stack]
    parts = [_Stack(stack.rows[:start]), _Stack(stack.rows[start:end], white), _Stack(stack.rows[end:])]
    return [part for part in parts if part.rows]


def _width(row: list[Run]) -> float:
    return _GUTTER * median(run.size for run in row)


def _trimmed(rows: list[list[Run]], white: _White) -> list[_Stack]:
    """Return a stack with what stands apart above and below its columns as stacks of their own."""
    left = [index for index, row in enumerate(rows) if white and row[0].x0 < white[0][0]]
    right = [index for index, row in enumerate(rows) if white and row[-1].x1 > white[0][1]]
    if not left or not right:
        return [_Stack(rows, white)]
    first, last = max(left[0], right[0]), min(left[-1], right[-1])
    head, tail = min(left, right), max(left, right, key=lambda side: side[-1])
    above = [one for one, other in pairwise(head) if one < first and _apart(rows[one], rows[other])]
    below = [other for one, other in pairwise(tail) if other > last and _apart(rows[one], rows[other])]
    start, end = above[-1] + 1 if above else 0, below[0] if below else len(rows)
    parts = [_Stack(rows[:start]), _Stack(rows[start:end], white), _Stack(rows[end:])]
    return [part for part in parts if part.rows]


def _apart(row: list[Run], below: list[Run]) -> bool:
    one, other = max(run.size for run in row), max(run.size for run in below)
    return below[0].y - row[0].y > _SEPARATE * min(one, other) or abs(one - other) > 0.08 * max(one, other)


def _inner(white: _White, left: float, right: float) -> _White:
    return [gap for gap in white if gap[0] > left and gap[1] < right]


def _white(row: Sequence[Run], left: float, right: float) -> _White:
    """Return the stretches from `left` to `right` where a row has no letters."""
    found, at = [], left
    for run in row:
        if run.x0 > at:
            found.append((at, run.x0))
        at = max(at, run.x1)
    found += [(at, right)] if at < right else []
    if len(found) <= _GAPS:
        return found
    return sorted(sorted(found, key=lambda gap: gap[1] - gap[0])[-_GAPS:])


def _shared(one: _White, other: _White, width: float) -> _White:
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return [(start, end) for start, end in pairs if end - start >= width]


def _columns(stack: _Stack) -> list[list[list[Run]]]:
    """Return the rows of each column from the left; one column where they are no columns of prose."""
    cuts = [(start + end) / 2 for start, end in stack.white]
    parts: list[list[list[Run]]] = [[] for _ in range(len(cuts) + 1)]
    for row in stack.rows:
        split: list[list[Run]] = [[] for _ in parts]
        for run in row:
            split[sum(run.x0 >= cut for cut in cuts)].append(run)
        for part, mine in zip(parts, split, strict=True):
            if mine:
                part.append(mine)
    prose = all(part and sum(len(run.text) for row in part for run in row) >= _PROSE * len(part) for part in parts)
    return parts if prose and all(_beside(one, other) for one, other in pairwise(parts)) else [stack.rows]


def _beside(one: list[list[Run]], other: list[list[Run]]) -> bool:
    """Whether some rows of each stand at the height of the other, on base lines of their own perhaps."""
    top, bottom = max(one[0][0].y, other[0][0].y), min(one[-1][0].y, other[-1][0].y)
    return all(sum(top - 1 <= row[0].y <= bottom + 1 for row in part) >= _ROWS for part in (one, other))


def _column(rows: Sequence[list[Run]], page: int, number: int, stack: int) -> list[Line]:
    found = []
    for row in rows:
        text = " ".join(run.text.strip() for run in row)
        sizes = Counter[float]()
        for run in row:
            sizes[run.size] += len(run.text)
        x0, x1, size = row[0].x0, max(run.x1 for run in row), sizes.most_common(1)[0][0]
        found.append(Line(text, x0, x1, row[0].y, size, x0, x1, page, number, stack))
    # A heading is set wider than the text below it, a note narrower.
    edges: dict[float, tuple[float, float]] = {}
    for line in found:
        left, right = edges.get(line.size, (line.x0, line.x1))
        edges[line.size] = (min(left, line.x0), max(right, line.x1))
    for line in found:
        line.left, line.right = edges[line.size]
    flush = sum(line.x1 > line.right - 0.2 * line.size for line in found)
    for line in found:
        line.justified = flush > 0.5 * len(found) > 2
    return found
