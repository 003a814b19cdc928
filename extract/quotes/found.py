"""An attribution in tokens, before it becomes one in characters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.quotes.cues import Cue
from extract.quotes.reading import Reading
from extract.quotes.sources import Range


@dataclass(frozen=True, slots=True)
class Found:
    """Content and source as token ranges; `rule` names what found it."""

    content: tuple[Range, ...]
    rule: str
    cue: Cue | None = None
    source: Range | None = None

    def tokens(self) -> Iterable[int]:
        return (index for first, last in self.content for index in range(first, last))


def unnested(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Leave out what is said within what is said, and of two that share words the one that a weaker rule found."""

    def rank(item: Found) -> tuple[bool, int, int]:
        depth = sum(1 for _ in reading.ancestors(item.cue.verb)) if item.cue else 0
        strong = item.rule.startswith(("quote", "turn", "interview", "answer"))
        return (not strong, -sum(last - first for first, last in item.content), depth)

    owner: dict[int, int] = {}
    kept: list[Found] = []
    for item in sorted(found, key=rank):
        if (item.cue is not None and item.cue.verb in owner) or any(index in owner for index in item.tokens()):
            continue
        owner.update((index, len(kept)) for index in item.tokens())
        kept.append(item)
    return [item for number, item in enumerate(kept) if item.cue is None or owner.get(item.cue.verb, number) == number]
