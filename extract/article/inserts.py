"""What a page inserts into an article that goes on below: boxes of links, and posts with who posted them and when."""

import re
from collections.abc import Sequence

from extract.article.lexicon import lexicon
from extract.article.signals import Signals

# How many lines a box has at most, and the words of the two paragraphs that must follow it.
_LINES, _PARAGRAPH = 8, 12
_SHORT = 20
# How many letters and words a line has that is pulled out, and how far from its paragraph it stands.
_PULLED, _MOST_PULLED, _NEAR = 25, 60, 12
_OTHER = re.compile(r"[\W_]+")
# How many paragraphs of how many words in a row are of the article, and how far behind its last one.
_ROW, _LONG, _FAR = 3, 30, 20
_WORDED = 0.2
# "— Ada Quill (@adaquill) May 3, 2026", which is how the posts of a network are embedded.
_POSTED = re.compile(r"[—–-]\s?[^()]{1,60}\(@\w{1,30}\)\s")


def boxes(seen: Sequence[Signals]) -> frozenset[int]:
    """Return the indices of the lines of boxes within an article: "Related stories" and the headings below it."""
    inside: set[int] = set()
    for index, block in enumerate(seen):
        if block.tail and index not in inside and (end := _end_of_box(seen, index)):
            inside.update(range(index, end))
    return frozenset(inside)


def posts(seen: Sequence[Signals]) -> frozenset[int]:
    """Return the indices of the lines that say who posted what stands above them, and of what it is if it is short."""
    return frozenset(
        at
        for index, block in enumerate(seen)
        if _names_poster(block)
        for at in (index - 1, index)
        if at == index or (at >= 0 and not seen[at].prose)
    )


def pulled(seen: Sequence[Signals]) -> frozenset[int]:
    """Return the indices of lines that the layout pulls out of a paragraph nearby, which has the same words already.

    Beside another paragraph they would be read as more of what is said there.
    """
    keys = [_key(block) for block in seen]
    return frozenset(
        index
        for index, key in enumerate(keys)
        if seen[index].prose and len(key) >= _PULLED and seen[index].words <= _MOST_PULLED and _stands_in(keys, index)
    )


def _stands_in(keys: Sequence[str], index: int) -> bool:
    near = (at for at in range(max(index - _NEAR, 0), min(index + _NEAR + 1, len(keys))) if at != index)
    return any(len(keys[at]) > len(keys[index]) and keys[index] in keys[at] for at in near)


def _key(block: Signals) -> str:
    return _OTHER.sub("", block.folded)


def goes_on(seen: Sequence[Signals], end: int) -> int | None:
    """Return where the article goes on behind `end`: at paragraphs in a row that no heading of an end parts from it."""
    row = 0
    for index in range(end, min(end + _FAR, len(seen))):
        block = seen[index]
        row = row + 1 if _is_paragraph(block) and block.words >= _LONG and not block.reader else 0
        if row == _ROW:
            return index + 1 - _ROW
        if (block.tail and not block.folded.startswith("#")) or block.contact or block.boilerplate or block.shared:
            return None
    return None


def _names_poster(block: Signals) -> bool:
    return block.words <= _SHORT and bool(_POSTED.match(block.block.text))


def _end_of_box(seen: Sequence[Signals], index: int) -> int | None:
    """Return the index behind a box of links that begins here, or None where the article does not go on there."""
    if not lexicon().box.match(seen[index].folded.lstrip(" :.!…>»-–—*[]()|")):
        return None
    end = index + 1
    while end < min(index + 1 + _LINES, len(seen)) and _is_line(seen[end]):
        end += 1
    while end + 2 < len(seen) and _names_poster(seen[end + 1]):
        end += 2
    following = seen[end : end + 2]
    return end if len(following) == 2 and all(map(_is_paragraph, following)) else None


def _is_line(block: Signals) -> bool:
    return not block.prose and block.words <= _SHORT and not block.date


def _is_paragraph(block: Signals) -> bool:
    furniture = block.cut_short or block.boilerplate or block.contact or block.caption or block.furniture
    return block.prose and block.words >= _PARAGRAPH and block.function_share >= _WORDED and not furniture
