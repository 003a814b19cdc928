"""An article as the tagger sees it: word pieces, what the rules said of each, and windows over them.

The rules are the tagger's evidence. Each piece carries the role that a rule gave it, which rule that was, which of the
rules' attributions it belongs to, and whether it stands inside quotation marks; the network learns when to believe
them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.model import Attribution, Span
from extract.quotes.reading import Reading

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Tags: outside, then the first piece and the others of content, cue and source.
ROLES = ("content", "cue", "source")
TAGS = 1 + 2 * len(ROLES)
# Never reorder: a trained model knows the rules by their place here. A rule of another name counts as "other".
RULES = (
    "none",
    "other",
    "quote-cue-after",
    "quote-cue-between",
    "quote-cue-before",
    "clause-complement",
    "clause-complementizer",
    "clause-cue-after",
    "clause-cue-between",
    "according-to",
    "directive",
    "object",
    "colon",
    "turn",
    "back-reference",
    "follow-on",
    "goes-on",
)
BEGIN, END, PAD = 0, 2, 1
# Pieces of a window with the marks between its paragraphs; how many of them it may read back or on.
WINDOW = 382
OVERLAP = 64
MARKS = 8

Ints = NDArray[np.int64]
Columns = tuple[Ints, Ints, Ints, Ints, Ints]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Columns of one length: `ids` of the vocabulary, `starts` and `ends` in the text, `tags`, `rules` and `groups` as
    the rules gave them (0: none), `quoted` 0 or 1; `breaks` are the indices at which paragraphs begin."""

    ids: Ints
    starts: Ints
    ends: Ints
    tags: Ints
    rules: Ints
    groups: Ints
    quoted: Ints
    breaks: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `first` to `last` are read, those from `own` to `upto` have their verdict from it; ends exclusive."""

    first: int
    last: int
    own: int
    upto: int


def pieces_of(reading: Reading, found: Sequence[Attribution], tokenizer: "Tokenizer") -> Pieces:
    """Cut the paragraphs of a text into word pieces with what the rules found in them."""
    text, paragraphs = reading.parse.text, reading.parse.paragraphs
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    for paragraph, encoding in zip(paragraphs, tokenizer.encode_batch([p.of(text) for p in paragraphs]), strict=True):
        breaks.append(len(ids))
        for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            # A piece holds the white space before its word, and may hold nothing else.
            width = len(text[paragraph.start + start : paragraph.start + end].lstrip())
            if width:
                ids.append(piece)
                starts.append(paragraph.start + end - width)
                ends.append(paragraph.start + end)
    tags, rules, groups, quoted = (np.zeros(len(ids), dtype=np.int64) for _ in range(4))
    for number, attribution in enumerate(found, 1):
        for role, spans in enumerate((attribution.content, attribution.cue, attribution.source)):
            for span in spans:
                first, last = covered(starts, ends, span)
                tag(tags, role, first, last)
                rules[first:last] = RULES.index(attribution.rule) if attribution.rule in RULES else 1
                groups[first:last] = number
    for quotation in reading.quotations:
        first, last = covered(starts, ends, quotation.span)
        quoted[first:last] = 1
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        tags=tags,
        rules=rules,
        groups=groups,
        quoted=quoted,
        breaks=tuple(sorted({at for at in breaks if at < len(ids)})),
    )


def tag(tags: Ints, role: int, first: int, last: int) -> None:
    """Write the tags of a role over a range of pieces: its beginning, then its inside."""
    tags[first:last] = 2 * role + 2
    tags[first : min(first + 1, last)] = 2 * role + 1


def covered(starts: Sequence[int], ends: Sequence[int], span: Span) -> tuple[int, int]:
    """Return the range of the pieces that share a character with the span."""
    first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
    return first, max(first, last)


def windows(pieces: Pieces, size: int = WINDOW) -> Iterator[Window]:
    """Yield windows of whole paragraphs, each reading back a little into what the one before it owns.

    A paragraph longer than a window is cut into parts that also read on a little, so that no part ends blind.
    """
    edges = [*pieces.breaks, len(pieces)]
    units = [part for first, last in pairwise(edges) for part in _parts(first, last, size)]
    number = 0
    while number < len(units):
        own, upto = units[number]
        first = max(0, own - max(0, min(OVERLAP, size - (upto - own) - MARKS)))
        number += 1
        while number < len(units) and units[number][1] - first + _marks(pieces, first, units[number][1]) <= size:
            upto = units[number][1]
            number += 1
        inside_paragraph = upto < len(pieces) and upto not in pieces.breaks
        last = min(len(pieces), first + size - MARKS, upto + OVERLAP) if inside_paragraph else upto
        yield Window(first, max(last, upto), own, upto)


def columns(pieces: Pieces, window: Window) -> Columns:
    """Return ids, tags, rules, groups and quoted of a window, with its first, last and paragraph marks in place."""
    at = positions(pieces, window)
    made = []
    for column in (pieces.ids, pieces.tags, pieces.rules, pieces.groups, pieces.quoted):
        padded = np.full(len(at), END if column is pieces.ids else 0, dtype=np.int64)
        padded[at >= 0] = column[at[at >= 0]]
        made.append(padded)
    made[0][0] = BEGIN
    return made[0], made[1], made[2], made[3], made[4]


def positions(pieces: Pieces, window: Window) -> Ints:
    """Return for each place of a window the index of its piece, or -1 for a mark."""
    at: list[int] = [-1]
    inner = [b for b in pieces.breaks if window.first < b < window.last]
    for first, last in zip([window.first, *inner], [*inner, window.last], strict=True):
        at.extend(range(first, last))
        at.append(-1)
    return np.array(at, dtype=np.int64)


def places(at: Ints) -> dict[int, int]:
    """Return for each piece of a window its place in it, from what `positions` gave."""
    return {int(piece): place for place, piece in enumerate(at) if piece >= 0}


def _parts(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    if last - first <= size:
        yield first, last
        return
    # Room to read back and to read on.
    step = size // 2
    for start in range(first, last, step):
        yield start, min(last, start + step)


def _marks(pieces: Pieces, first: int, last: int) -> int:
    return bisect_left(pieces.breaks, last) - bisect_right(pieces.breaks, first) + 1
