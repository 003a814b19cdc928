"""Lines of all pages → paragraphs: running heads and page numbers left out, words put together again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.readers.pdf_layout import Line
from extract.readers.pdf_runs import HYPHEN

# Lines at the top and at the bottom of a page that may be its running head or foot.
_EDGE = 3
# Paragraphs that a sidebar has.
_REACH = 30
_NUMBER = re.compile(r"\W*\d{1,4}(?:\W{1,3}\d{1,4})?\W*")
# What browsers print around a page: the address below it; the hour of printing with the title above it, or alone.
_HOUR = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s\d{1,2}[:.]\d{2}(?:\s[AaPp]\.?[Mm]\.?)?"
_COUNT = r"\d{1,4}(?:/|\s\w{1,3}\s)\d{1,4}"
_PRINTED = re.compile(rf"(?:https?|file)://\S+(?:\s+{_COUNT})?|{_HOUR}(?:\s.{{0,200}})?|(?:{_COUNT}\s+)?{_HOUR}")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BULLET = re.compile(r"[•·▪●►◦‣]\s")
# What begins an item of a list, unless it is a dash or a number within a sentence.
_ITEM = re.compile(r"(?:[-–—*]|\(?\d{1,2}[.)])\s")
_ENDS = (".", "!", "?", "…", ":", ";")
_CLOSERS = "\"'”’»›)] \xa0\u202f⁰¹²³⁴⁵⁶⁷⁸⁹"
# Lines more than this apart, in units of their usual distance, are of two paragraphs.
_APART = 1.3
# Letters of one word may be wider than those of its line.
_GENEROUS = 1.2
# Of a column: a line that ends before was ended on purpose, as in an address.
_CUT = 0.6
# Of the size: what begins so far to the right of the next line is set apart, a day or a place.
_FAR = 6
# Of the usual size: what is set so large is a heading.
_LARGER = 1.15


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each paragraph in reading order, over columns and pages."""
    kept = _without_running(pages)
    leading, usual = _leading(kept), _usual(kept)
    found: list[list[Line]] = []
    for line in (line for page in kept for line in page):
        if found and _continues(found[-1], line, leading, usual):
            found[-1].append(line)
        elif (above := _before_sidebar(found, line)) is not None:
            # It goes on below the sidebar, which is read before it.
            found = [*(one for one in found if one is not above), [*above, line]]
        else:
            found.append([line])
    return found


def _before_sidebar(found: Sequence[list[Line]], line: Line) -> list[Line] | None:
    """Return the paragraph that a page breaks off in the middle of a word or a sentence, before a sidebar of it."""
    if not found or found[-1][-1].page != line.page - 1:
        return None
    last = found[-1][-1]
    beside = [one for one in found[-_REACH:-1] if one[-1].page == last.page and one[-1].stack == last.stack]
    lowest = max(beside, key=lambda one: one[-1].y, default=None)
    if lowest is None or lowest[-1].column == last.column or abs(lowest[-1].size - line.size) > 0.08 * line.size:
        return None
    return lowest if not _ends(lowest[-1]) and line.text[:1].islower() and _is_full(lowest[-1], line) else None


def joined(lines: Sequence[Line], known: Counter[str], after: frozenset[str]) -> str:
    """Return a paragraph's text; a hyphen at the end of a line goes where it parts a word.

    `known` are the words of the document in lower case; a word of `after` follows a hyphen of its own ("dit-il").
    """
    text = ""
    for line in lines:
        words = line.text
        if text.endswith(("-", HYPHEN)) and len(text) > 1 and text[-2].isalpha() and words[:1].isalpha():
            text = (text[:-1] if _is_parted(text, words, known, after) else text[:-1] + "-") + words
        else:
            text = f"{text.removesuffix(HYPHEN)}{'-' if text.endswith(HYPHEN) else ''} {words}" if text else words
    return text.replace(HYPHEN, "-").strip()


def words_of(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """Return the words that stand whole on a line."""
    found: Counter[str] = Counter()
    for page in pages:
        for line in page:
            found.update(match[0].lower() for match in _WORD.finditer(line.text))
    return found


def _is_parted(text: str, following: str, known: Counter[str], after: frozenset[str]) -> bool:
    """Whether the hyphen at the end of a line is no part of its word."""
    head, tail = _WORD.findall(text[-80:-1]), _WORD.match(following)
    if not head or tail is None:
        return False
    one, two = head[-1].lower(), tail[0].lower()
    if known[f"{one}-{two}"] != known[one + two]:
        return known[one + two] > known[f"{one}-{two}"]
    # "a-t-il": a part that has a hyphen already, or that is known to follow one, keeps it.
    return following[0].islower() and two not in after and not ("-" in one and len(one.rpartition("-")[2]) < 3)


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers and running lines, which stay where they come first or, below, last."""
    heads = Counter(key for page in pages for key in {_key(line) for line in _top(page)})
    feet = Counter(key for page in pages for key in {_key(line) for line in _bottom(page)})
    often = max(2, (len(pages) + 2) // 3)
    kept = []
    for number, page in enumerate(pages):
        top, bottom = {id(line) for line in _top(page)}, {id(line) for line in _bottom(page)}
        lines = []
        for line in page:
            first = id(line) in top and heads[_key(line)] >= often
            last = id(line) in bottom and feet[_key(line)] >= often
            numbered = id(line) in top | bottom and _NUMBER.fullmatch(line.text)
            # "Page 3 of 7" differs from page to page; a letterhead does not, and says whose paper it is.
            counts = (first or last) and _is_count(line.text)
            printed = id(line) in top | bottom and _PRINTED.fullmatch(line.text.strip())
            if numbered or counts or printed or (first and number) or (last and not first and number + 1 < len(pages)):
                continue
            lines.append(line)
        kept.append(lines)
    return kept


def _is_count(text: str) -> bool:
    return _DIGITS.search(text) is not None and len(_WORD.findall(text)) <= 2


def _top(page: Sequence[Line]) -> list[Line]:
    return sorted(page, key=lambda line: line.y)[:_EDGE]


def _bottom(page: Sequence[Line]) -> list[Line]:
    return sorted(page, key=lambda line: line.y)[-_EDGE:]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split())).casefold()


def _usual(groups: Sequence[Sequence[Line]]) -> float:
    """Return the size in which most characters are set, in points."""
    sizes = Counter[float]()
    for group in groups:
        for line in group:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """Return the usual distance of two lines of one size, in units of it; 1.2 where there are none."""
    found = [
        (other.y - one.y) / one.size
        for page in pages
        for one, other in pairwise(page)
        if one.column == other.column and 0.8 * one.size < other.y - one.y < 2.5 * one.size
    ]
    return median(found) if found else 1.2


def _continues(paragraph: Sequence[Line], line: Line, leading: float, usual: float) -> bool:
    last = paragraph[-1]
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size) or _is_item(last, line):
        return False
    if (line.page, line.column) != (last.page, last.column):
        return _goes_over(last, line)
    if line.y - last.y > _APART * leading * last.size:
        return False
    if line.size >= _LARGER * usual or (_is_centred(last) and _is_centred(line)):
        return not _ends(last)
    return _goes_on(last, line)


def _goes_over(last: Line, line: Line) -> bool:
    """Whether a paragraph goes on over the end of a column or a page: its last line is seldom a full one."""
    if not _is_full(last, line):
        return False
    if line.page == last.page and line.stack != last.stack:
        return not _ends(last) and (line.text[:1].islower() or last.text.endswith(("-", HYPHEN, ",")))
    indented = line.x0 - line.left > 0.8 * line.size
    return not indented and (not last.justified or last.x1 > last.right - 0.2 * last.size)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line belongs to the paragraph of the line right above it."""
    if last.text.endswith(HYPHEN) and line.text[:1].islower():
        return True
    item = _BULLET.match(last.text) or _ITEM.match(last.text)
    further = line.x0 - last.x0
    if further > 0.5 * line.size and line.x0 - line.left > 0.8 * line.size and not item:
        return False
    if -further > _FAR * line.size:
        return False
    cut = last.x1 < last.left + _CUT * (last.right - last.left)
    return _is_full(last, line) or not (cut or _ends(last))


def _is_item(last: Line, line: Line) -> bool:
    if _BULLET.match(line.text):
        return True
    return _ITEM.match(line.text) is not None and (_ends(last) or not _is_full(last, line))


def _is_centred(line: Line) -> bool:
    before, behind = line.x0 - line.left, line.right - line.x1
    return min(before, behind) > line.size and abs(before - behind) < 0.5 * line.size


def _is_full(line: Line, following: Line) -> bool:
    """Whether the first word of the next line had no place on this one."""
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    word = len(following.text.split(None, 1)[0]) + 1
    wide = line.x1 > line.left + 0.95 * (line.right - line.left)
    return wide or line.x1 + _GENEROUS * word * letter > line.right - 0.5 * letter


def _ends(line: Line) -> bool:
    return line.text.rstrip(_CLOSERS).endswith(_ENDS)


def heading(found: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Yield the lines of the paragraph that is set largest on the first page, where it is set apart from the rest."""
    first = [paragraph for paragraph in found if paragraph[0].page == 0]
    if not first:
        return
    largest = max(first, key=lambda paragraph: paragraph[0].size)
    if largest[0].size >= _LARGER * _usual(found):
        yield from largest
