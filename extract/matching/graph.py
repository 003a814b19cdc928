"""Reports that belong together, two by two, and the groups that they make."""

from collections.abc import Collection, Iterator, Sequence


class Graph:
    """Accepted pairs of reports (numbers from 0 on), with a score in 0..1 each."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._edges: dict[int, dict[int, float]] = {}

    def join(self, a: int, b: int, score: float) -> None:
        """Accept a pair; of two scores the better one stands."""
        better = max(score, self.near(a).get(b, 0.0))
        self._edges.setdefault(a, {})[b] = better
        self._edges.setdefault(b, {})[a] = better

    def near(self, report: int) -> dict[int, float]:
        """Return what a report is joined with, and the scores."""
        return self._edges.get(report, {})

    def groups(self, within: Collection[int] | None = None) -> Iterator[Sequence[int]]:
        """Yield the connected groups, each sorted, of all reports or of some, in the order of their first ones."""
        some = range(self.size) if within is None else sorted(within)
        left = {report for report in some if report in self._edges}
        for start in some:
            if start not in self._edges:
                yield (start,)
            elif start in left:
                yield self._group(start, left)

    def components(self) -> list[int]:
        """Return the number of its group for every report."""
        numbers = list(range(self.size))
        for group in self.groups():
            for report in group[1:]:
                numbers[report] = group[0]
        return numbers

    def _group(self, start: int, left: set[int]) -> list[int]:
        """Take a group out of what is left."""
        left.discard(start)
        group, queue = [start], [start]
        while queue:
            for other in self._edges[queue.pop()]:
                if other in left:
                    left.discard(other)
                    group.append(other)
                    queue.append(other)
        return sorted(group)
