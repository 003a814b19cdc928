"""Text → blocks: the lines of a page, with hard-wrapped ones joined into paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.article.lexicon import lexicon
from extract.dates import fold
from extract.model import Span

_CLOSERS = "\"'”’»›)]} \t\xa0\u202f*_"
_BULLET = re.compile(r"(?:[-–—•·*▪●►>]|\d{1,2}[.)])(?:\s|$)")
# Lines longer than this are paragraphs in one line; shorter ones than that never were filled up.
_WIDEST, _NARROWEST = 130, 25
# What follows a link or a word in italics where each came in a line of its own: ", said", ". The", "'s".
# Not "» Ma chère": old French begins each paragraph of a speech so.
_GLUE = re.compile(r"[,;.:!?)\]](?:\s|$)|[”»’'](?:$|\s(?![A-ZÀ-Ý0-9«“\"])|[a-z]{1,2}\s)|\[\d{1,3}\]")
_GLUED, _GLUED_SHARE, _CLAUSE = 3, 0.01, 40


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or several that were one before a hard wrap: `text` is what it reads as, `gap` a blank line before it."""

    span: Span
    text: str
    gap: bool
    lines: int = 1

    @property
    def bullet(self) -> bool:
        return bool(_BULLET.match(self.text))


def ends_sentence(text: str, marks: str = ".!?…:") -> bool:
    """Whether the text ends with one of the marks, closing quotation marks and brackets left aside."""
    return text[-20:].rstrip(_CLOSERS).endswith(tuple(marks))


def blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """Return the blocks of a stretch of text, in order; white space is in none."""
    lines = list(_lines(text, start, len(text) if end is None else end))
    if _in_fragments(lines):
        forced, width = _glued(lines), 0
    else:
        forced = [_continues(one, other) for one, other in pairwise(lines)]
        width = _width(lines, forced)
    found: list[Block] = []
    first = 0
    for index, line in enumerate(lines):
        if index + 1 < len(lines) and _joined(lines, forced, index, first, width, found):
            continue
        if first == index:
            found.append(line)
        else:
            joined = " ".join(part.text for part in lines[first : index + 1])
            span = Span(lines[first].span.start, line.span.end)
            found.append(Block(span, joined, lines[first].gap, index + 1 - first))
        first = index + 1
    return found


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    gap = True
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop]
        bare = line.strip()
        if bare:
            first = start + len(line) - len(line.lstrip())
            yield Block(Span(first, first + len(bare)), bare, gap)
        gap = not bare
        start = stop + 1


def _in_fragments(lines: Sequence[Block]) -> bool:
    """Whether tags were stripped so that every link and every word in italics stands in a line of its own."""
    glued = sum(bool(_GLUE.match(line.text)) for line in lines)
    if glued < max(_GLUED, _GLUED_SHARE * len(lines)):
        return False
    # A French text that is hard-wrapped may begin lines with a mark too; but its lines are about as wide as each other.
    lengths = [len(line.text) for line in lines]
    wrapped = sum(length >= 0.75 * max(lengths) for length in lengths) >= 0.5 * len(lengths)
    return max(lengths) > _WIDEST or not wrapped


def _glued(lines: Sequence[Block]) -> list[bool]:
    """Whether each line and the next were one: the next goes on in small letters or with the comma after a link."""
    goes_on = [bool(_GLUE.match(line.text)) or line.text[0].islower() for line in lines]
    glued = []
    for index, (line, following) in enumerate(pairwise(lines)):
        finished = ends_sentence(line.text) and not _GLUE.match(following.text)
        link = index + 2 < len(lines) and goes_on[index + 2] and len(line.text) >= _CLAUSE
        glued.append(not finished and (goes_on[index + 1] or link or _unfinished(line.text)))
    return glued


def _continues(line: Block, following: Block) -> bool:
    """Whether the sentence of a line, long enough to be no menu entry, surely runs on in the next."""
    return _NARROWEST <= len(line.text) <= _WIDEST and _runs_on(line, following)


def _runs_on(line: Block, following: Block) -> bool:
    text = line.text
    if following.gap or following.bullet or ends_sentence(text):
        return False
    begun = following.text[0].islower() or bool(_GLUE.match(following.text))
    return begun or text.rstrip(_CLOSERS).endswith((",", ";")) or _unfinished(text)


def _unfinished(text: str) -> bool:
    """Whether a text ends in a word that no sentence or title ends in."""
    return fold(text[-30:].rsplit(None, 1)[-1]) in lexicon().unfinished


def _width(lines: Sequence[Block], forced: Sequence[bool]) -> int:
    """Return the width at which the text is wrapped, in characters, or 0 if it is not."""
    lengths = sorted(len(line.text) for line, runs_on in zip(lines, forced, strict=False) if runs_on)
    if len(lengths) < 2:
        return 0
    widest = lengths[min(int(len(lengths) * 0.95), len(lengths) - 1)]
    steady = sum(length >= 0.5 * widest for length in lengths)
    return widest if steady >= 0.6 * len(lengths) else 0


def _joined(
    lines: Sequence[Block], forced: Sequence[bool], index: int, first: int, width: int, before: Sequence[Block]
) -> bool:
    """Whether a line and the next are of one paragraph, which began with line `first`."""
    if forced[index] or not width:
        return forced[index]
    line, following = lines[index], lines[index + 1]
    if index > first and len(line.text) <= _WIDEST and _runs_on(line, following):
        return True
    full = len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width
    # A contact line, or a line far wider than the wrap, is a paragraph of its own.
    apart = len(following.text) > 1.25 * width or lexicon().contact.match(fold(following.text[:80]))
    near = full or index > first or (index + 1 < len(forced) and forced[index + 1])
    if following.gap or following.bullet or not near or not 0.5 * width <= len(line.text) <= _WIDEST:
        return False
    if ends_sentence(line.text):
        return full and not apart
    return not (index == first and _may_be_title(line, following, before))


def _may_be_title(line: Block, following: Block, before: Sequence[Block]) -> bool:
    """Whether a line that ends no sentence is the title rather than the first of the lead.

    It is where no other line above can be the title, or it or the next line is worded as a title or a new sentence.
    """
    if before and (ends_sentence(before[-1].text, ".!?…") or before[-1].lines > 1):
        return False
    titled = before and not before[-1].bullet and len(before[-1].text.split()) >= 4 and len(before[-1].text) >= 20
    return not titled or title_case(line.text) or _begins_with_function_word(following.text)


def title_case(text: str) -> bool:
    """Whether nearly all long words of a line begin with a capital, and there are some."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _begins_with_function_word(text: str) -> bool:
    word = fold(text[:30]).split()[0]
    return word in lexicon().function_words or word.partition("'")[0] + "'" in lexicon().function_words
