"""What follows from people's verdicts on pairs: which things are one through any chain, and which are held apart."""

from collections.abc import Collection, Iterable, Mapping

from extract.model import Judgement


class Links:
    """Which things people hold to be one, and which not."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self.parted: list[tuple[str, str]] = []

    def head(self, id: str) -> str:
        """Return the thing that stands for all that are one with this."""
        while (up := self._parent.setdefault(id, id)) != id:
            self._parent[id] = self._parent[up]
            id = up
        return id

    def add(self, left: str, right: str, verdict: str) -> bool:
        """Take a verdict, unless it contradicts what was taken; return whether it was."""
        a, b = sorted((self.head(left), self.head(right)))
        if verdict == "different":
            if a == b:
                return False
            self.parted.append((left, right))
        elif a != b:
            if any({self.head(x), self.head(y)} == {a, b} for x, y in self.parted):
                return False
            self._parent[b] = a
        return True


def taken(
    things: Mapping[str, str], judgements: Iterable[Judgement], about: Collection[str]
) -> tuple[Links, list[Judgement]]:
    """Return the links that the judgements give, and the judgements that count, oldest first.

    `things` gives the thing that each id of a judgement stands for. Where judgements contradict each other, the later
    one counts.
    """
    links = Links()
    counting = []
    standing = [one for one in judgements if one.deleted_at is None and one.verdict != "unsure" and one.about in about]
    for one in sorted(standing, key=lambda j: (j.created_at, j.author, j.verdict, j.left, j.right), reverse=True):
        left, right = things.get(one.left), things.get(one.right)
        if left is not None and right is not None and links.add(left, right, one.verdict):
            counting.append(one)
    return links, counting[::-1]
