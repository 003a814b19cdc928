"""Quotation spans: every kind of mark, unclosed, nested, running over paragraphs.

A mark opens or closes by what stands beside it, because feeds mistype marks more often than they misplace spaces; its
shape decides only where its surroundings do not. One stray mark costs at most its own paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Span

# A long run of marks is ornament, not speech; taken as one match it costs nothing.
MARK = re.compile("[“”„‟«»‹›\"‘’‚'`]{5,}|''|``|[“”„‟«»‹›\"‘’‚']")
OPENERS = "“„‟«‹‘‚``"
CLOSERS = "”»›’"
BEFORE_OPEN = "([{—–-/"
AFTER_CLOSE = ".,;:!?…)]}—–-/"
FAMILY = {
    mark: name
    for name, marks in {"double": '“”„‟"', "angle": "«»", "single": "‘’‚'", "small": "‹›"}.items()
    for mark in marks
}
RUN_ON = 12
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks.

    `span` holds the marks, `inside` neither them nor the white space beside them. `closed` is false where the closing
    mark is missing; `continues` says that the quotation takes up the unclosed one of the paragraph before.
    """

    span: Span
    inside: Span
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of the paragraphs in text order, none overlapping another."""
    found: list[Quotation] = []
    open_until = -1
    for number, paragraph in enumerate(paragraphs):
        if paragraph.start < open_until:
            # The quotation that ran on into this paragraph has eaten its first part.
            paragraph = Span(min(open_until, paragraph.end), paragraph.end)
        here = list(_of_paragraph(text, paragraph))
        if here and found and not found[-1].closed and _starts(text, paragraph, here[0]):
            here[0] = Quotation(here[0].span, here[0].inside, here[0].closed, continues=True)
        if here and not here[-1].closed:
            end = _runs_on_to(text, paragraphs[number + 1 : number + 1 + RUN_ON], here[-1])
            if end is not None:
                here[-1] = _quotation(text, here[-1].span.start, end, True, here[-1].continues)
                open_until = end
        found.extend(here)
    return tuple(found)


def _starts(text: str, paragraph: Span, quotation: Quotation) -> bool:
    return not text[paragraph.start : quotation.span.start].strip()


def _of_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    """Yield the outermost quotations of one paragraph; an unclosed one ends with the paragraph."""
    marks = list(_marks(text, paragraph))
    closing = _closing_after(marks)
    stack: list[_Mark] = []
    for mark, closes_next in zip(marks, closing, strict=True):
        if mark.opens:
            if stack and stack[-1].family == mark.family == "double" and closes_next < 2:
                # The one before was never closed: it ends where the next begins.
                yield from _unclosed(text, stack, mark.start)
                stack = []
            if len(stack) < DEEPEST:
                stack.append(mark)
            continue
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == mark.family), None)
        if depth is None:
            continue
        while depth and stack[depth - 1].family == mark.family and not closes_next:
            depth -= 1
        opener, stack = stack[depth], stack[:depth]
        if not stack:
            yield _quotation(text, opener.start, mark.end, True)
    yield from _unclosed(text, stack, paragraph.end)


def _closing_after(marks: Sequence[_Mark]) -> list[int]:
    """Return for each mark how many of its family close after it before one opens again."""
    counts = [0] * len(marks)
    running: dict[str, int] = {}
    for i in range(len(marks) - 1, -1, -1):
        counts[i] = running.get(marks[i].family, 0)
        running[marks[i].family] = counts[i] + 1 if not marks[i].opens else 0
    return counts


def _unclosed(text: str, stack: Sequence[_Mark], end: int) -> Iterator[Quotation]:
    """Yield what an unclosed mark opens; a lone single mark or one at the very end is taken as no mark at all."""
    outer = next((mark for mark in stack if mark.family != "single"), None)
    if outer is not None and text[outer.end : end].strip():
        yield _quotation(text, outer.start, end, False)


def _quotation(text: str, start: int, end: int, closed: bool, continues: bool = False) -> Quotation:
    while end > start and text[end - 1].isspace():
        end -= 1
    first = start + (2 if text[start : start + 2] in ("''", "``") else 1)
    last = end - (2 if text[end - 2 : end] == "''" else 1) if closed else end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Quotation(Span(start, end), Span(first, max(first, last)), closed, continues)


def _runs_on_to(text: str, following: Sequence[Span], quotation: Quotation) -> int | None:
    """Return where a quotation left open ends in a later paragraph that does not open it again, else None."""
    family = _family(text, quotation.span.start)
    depth = 1
    for paragraph in following:
        for mark in _marks(text, paragraph):
            if mark.family != family:
                continue
            if mark.start == paragraph.start:
                return None
            depth += 1 if mark.opens else -1
            if depth == 0:
                return mark.end
    return None


def _family(text: str, start: int) -> str:
    return "double" if text.startswith(("''", "``"), start) else FAMILY[text[start]]


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """Yield the marks of a paragraph, each told to open or to close; apostrophes are left out."""
    inside: dict[str, bool] = {}
    # One look-up table of single closers keeps a text of apostrophes linear.
    singles = [m.start() for m in re.finditer("[’']", text[paragraph.start : paragraph.end])]
    last_single = paragraph.start + singles[-1] if singles else -1
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        shape = match.group()
        if len(shape) > 2:
            continue
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        family = FAMILY['"' if len(shape) == 2 else shape]
        if family == "single" and not _is_single_mark(
            before, after, inside.get(family, False), match.start() < last_single
        ):
            continue
        opens = _is_opener(shape, before, after, inside.get(family, False))
        inside[family] = opens
        yield _Mark(match.start(), match.end(), family, opens)


def _is_opener(shape: str, before: str, after: str, inside: bool) -> bool:
    if shape in "«‹":
        return True
    if shape in "»›":
        return False
    could_open = (before.isspace() or before in BEFORE_OPEN or before in OPENERS + '"') and not after.isspace()
    could_close = not before.isspace() and (after.isspace() or after in AFTER_CLOSE or after in CLOSERS + "\"'")
    if could_open != could_close:
        return could_open
    if shape in ("“", "„", "‟", "‘", "‚", "``"):
        return True
    return False if shape in ("”", "’") else not inside


def _is_single_mark(before: str, after: str, inside: bool, closer_follows: bool) -> bool:
    """Whether a single mark quotes; between letters, or closing what nothing opened, it is an apostrophe."""
    opening = (before.isspace() or before in BEFORE_OPEN or before in OPENERS + '"') and after.isalnum()
    closing = not before.isspace() and not after.isalnum()
    return (opening and not inside and closer_follows and not after.isdigit()) or (closing and inside)
