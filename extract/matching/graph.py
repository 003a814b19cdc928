"""Reports that belong together, two by two, and the groups that they make."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


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

    def part(self, report: int) -> Iterable[int]:
        """Forget the pairs of a report, and return what it was joined with."""
        others = self._edges.pop(report, {})
        for other in others:
            del self._edges[other][report]
            if not self._edges[other]:
                del self._edges[other]
        return others

    def near(self, report: int) -> Mapping[int, float]:
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

    def reached(self, starts: Iterable[int]) -> set[int]:
        """Return the reports of the groups that some are in."""
        found = set(starts)
        queue = list(found)
        while queue:
            further = self.near(queue.pop()).keys() - found
            found |= further
            queue += further
        return found

    def among(self, reports: Sequence[int]) -> "Graph":
        """Return the pairs of whole groups, their reports numbered as they stand in the list."""
        numbers = {report: number for number, report in enumerate(reports)}
        graph = Graph(len(reports))
        graph._edges = {
            numbers[report]: {numbers[other]: score for other, score in self._edges[report].items()}
            for report in reports
            if report in self._edges
        }
        return graph

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
