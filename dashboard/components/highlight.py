"""An article's text as HTML, with what was found in it marked; marks may nest and overlap."""

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from dashboard.components.text import escape
from extract.model import Span

HARD_WRAP = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark with the CSS class `name`; `number` is that of its note, set where the mark begins.

    `note` is the note that a click on the stretch leads to.
    """

    span: Span
    name: str
    number: int | None = None
    note: int | None = None


def pieces(span: Span, marks: Sequence[Mark]) -> Iterator[tuple[Span, list[Mark]]]:
    """Cut a span at every edge of a mark; yield each piece with the marks that cover it, in text order."""
    inside = [mark for mark in marks if mark.span.overlaps(span)]
    edges = {span.start, span.end}
    for mark in inside:
        edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    yield from among([Span(start, end) for start, end in itertools.pairwise(sorted(edges))], inside)


def among(spans: Iterable[Span], marks: Sequence[Mark]) -> Iterator[tuple[Span, list[Mark]]]:
    """Yield each of some spans, which follow each other in the text, with the marks that overlap it, as they come.

    The marks are gone through once, however many spans there are: a report may have thousands of both.
    """
    waiting = deque(sorted(enumerate(marks), key=lambda pair: pair[1].span.start))
    reached: list[tuple[int, Mark]] = []
    for span in spans:
        while waiting and waiting[0][1].span.start < span.end:
            reached.append(waiting.popleft())
        reached = [pair for pair in reached if pair[1].span.end > span.start]
        yield span, [mark for _, mark in sorted(reached, key=itemgetter(0))]


def marked(text: str, span: Span, marks: Sequence[Mark], place: Span | None = None) -> str:
    """Return the span of the text as escaped HTML; `place` is the stretch that a link led to, with the id "place"."""
    if place is not None:
        marks = [*marks, Mark(place, "place")]
    return "".join(_piece(text, piece, covering, place) for piece, covering in pieces(span, marks))


def _piece(text: str, piece: Span, covering: Sequence[Mark], place: Span | None) -> str:
    inner = escape(piece.of(text))
    names = " ".join(dict.fromkeys(mark.name for mark in covering))
    begins = [mark.number for mark in covering if mark.number is not None and mark.span.start == piece.start]
    anchor = ' id="place"' if place is not None and piece.start == place.start else ""
    refs = "".join(f'<sup class="ref"><a href="#note-{n}" id="ref-{n}">{n}</a></sup>' for n in begins)
    # The number before it leads to the note by the keyboard; the words themselves are for the mouse alone.
    notes = [(len(mark.span), mark.note) for mark in covering if mark.note is not None]
    if notes:
        inner = f'<a href="#note-{min(notes)[1]}" tabindex="-1">{inner}</a>'
    return f'{refs}<mark class="{escape(names)}"{anchor}>{inner}</mark>' if names else inner


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of a stretch: parted by blank lines, or by the end of a line too long to be a hard wrap."""
    start = position = span.start
    for line in span.of(text).split("\n"):
        position = min(position + len(line) + 1, span.end)
        if not line.strip() or len(line) > HARD_WRAP:
            yield from _trimmed(text, start, position)
            start = position
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    whole = text[start:end]
    if whole.strip():
        yield Span(start + len(whole) - len(whole.lstrip()), start + len(whole.rstrip()))
