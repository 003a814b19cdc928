"""Which blocks of a page are the article: trafilatura's choice, checked against the page's structure.

trafilatura finds the body; what it loses are leads that stand apart and paragraphs whose class looks like furniture,
what it keeps too much of are readers' comments and teasers below the article. Both are seen from the blocks around.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from extract.dates import is_date_line, is_stamp
from extract.readers.html.aligned import letters
from extract.readers.html.around import Around
from extract.readers.html.blocks import Block

# Names of classes and ids, as the templates of sites write them.
_COMMENTS = re.compile(r"comment(?!ary|aire-)|disqus|talkback|\brespond\b|\breplies\b", re.I)
_FURNITURE = re.compile(
    r"comment(?!ary)|disqus|related|recommend|recirc|teaser|promo|sponsor|sidebar|widget|popular|trending|newsletter"
    r"|subscri|signup|share|sharing|social|toolbar|breadcrumb|byline|author|auteur|signature|aussi\b|\bbio\b|tags?\b|topics?\b|footer|\bnav|menu|cookie"
    r"|consent|slide|gallery|carousel|credit|caption|copyright|paywall|login|donat|\bad[-_s]|advert|outbrain|taboola"
    r"|further.?reading|read.?more|more.?on|most.?read|see.?also|\bmeta\b|print|timestamp",
    re.I,
)
_PICTURE = re.compile(r"image|photo|picture|caption|credit|figure|source|media|video", re.I)
_LEAD = re.compile(
    r"lead|lede|intro|standfirst|excerpt|descri|chapo|chapeau|\bdek|deck|subtitle|sub-?head|summary|abstract|hat\b",
    re.I,
)
_STAMP = re.compile(
    r"date|time|byline|author|auteur|signature|header|hgroup|\binfo|image|photo|picture|caption|credit|share|meta", re.I
)
_END = re.compile(r"[.!?…:;。！？][\"'”’»›)\]\s]*$|[”»]$")
_PARTS = ("p", "blockquote", "li")
_SENTENCE = 8
# How many kept paragraphs make a column.
_COLUMN = 3
_LINKED = 0.9
# How many blocks behind the article a paragraph by itself may still be of it.
_NEAR = 3
# How many letters and how many words a quotation has that the layout pulls out.
_PULLED, _MOST_PULLED = 20, 60
# The share of the article's words that its container holds.
_MAIN = 0.55


def article(found: Sequence[Block], kept: Sequence[bool], title: str | None) -> list[Block]:
    """Return the blocks of the article in order, given those that an extractor kept."""
    flags = list(kept)
    if not any(flags):
        return []
    main = _main(found, flags)
    if main is None:  # no prose, so nothing to tell the rest by
        return [block for block, flag in zip(found, flags, strict=True) if flag]
    near = Around(main)
    _drop_top(found, flags, letters(title or ""))
    _drop_stamps(found, flags)
    _drop_apart(found, flags, near)
    _drop_inside(found, flags, near)
    _add_between(found, flags, near)
    _add_lead(found, flags, near)
    _add_first_heading(found, flags)
    _drop_pulled(found, flags)
    return [block for block, flag in zip(found, flags, strict=True) if flag]


def column(found: Sequence[Block]) -> list[bool]:
    """Return the blocks of the densest column of prose: the element that holds most words of it as its own children."""
    near = Around(None)
    weights: Counter[Any] = Counter()
    for block in found:
        if prose(block) and block.linked < 0.3 and not near.aside(block.element):
            weights[block.element.getparent()] += block.words
    if not weights:
        return [False] * len(found)
    best = weights.most_common(1)[0][0]
    return [block.element.getparent() is best and (prose(block) or block.heading) for block in found]


def prose(block: Block) -> bool:
    """Whether a block is a sentence or more, and no list of links."""
    ended = block.element.tag == "blockquote" or _END.search(block.text)
    return block.words >= _SENTENCE and block.linked < 0.5 and bool(ended)


def _main(found: Sequence[Block], flags: Sequence[bool]) -> Any:
    """Return the deepest element that holds most of the words of prose that were kept."""
    weights: dict[Any, int] = {}
    total = 0
    best: Any = None
    for block, flag in zip(found, flags, strict=True):
        if not flag or not prose(block):
            continue
        total += block.words
        element = block.element
        while element is not None:
            weights[element] = weights.get(element, 0) + block.words
            element = element.getparent()
    deepest = -1
    for element, words in weights.items():
        if words >= _MAIN * total:
            depth = sum(1 for _ in element.iterancestors())
            if depth > deepest:
                best, deepest = element, depth
    return best


def _drop_top(found: Sequence[Block], flags: list[bool], title: str) -> None:
    """Drop the title, and what is no prose above it; the title is told by the page's data or by its heading."""
    first = next((index for index, flag in enumerate(flags) if flag and prose(found[index])), len(flags))
    headings = [
        at for at in range(first) if found[at].element.tag == "h1" or (title and letters(found[at].text) == title)
    ]
    if headings:
        for index in range(headings[-1] + 1):
            flags[index] = False
    for index, block in enumerate(found[: first + 3]):
        if (title and letters(block.text) == title) or (index < first and not block.heading and _stamp(block)):
            flags[index] = False


def _stamp(block: Block) -> bool:
    """Whether a block above the article is named as its date, byline or picture."""
    element, parent = block.element, block.element.getparent()
    if _END.search(block.text) and block.words >= 4 and element.tag in ("p", "h2", "blockquote"):
        return False
    return any(name is not None and _STAMP.search(f"{name.tag} {name.get('class')}") for name in (element, parent))


def _drop_stamps(found: Sequence[Block], flags: list[bool]) -> None:
    """Drop the lines that say when the article was published or updated, and a date alone above it or below it."""
    kept = [at for at, flag in enumerate(flags) if flag]
    for at in kept:
        ends = at in (kept[0], kept[-1])
        if len(kept) > 1 and (is_stamp(found[at].text) or (ends and is_date_line(found[at].text))):
            flags[at] = False


def _drop_apart(found: Sequence[Block], flags: list[bool], near: Around) -> None:
    """Drop what stands outside the article's container and looks like comments, teasers or cards."""
    last = max((index for index, flag in enumerate(flags) if flag and near.inside(found[index].element)), default=-1)
    beside = _prose_beside(found, flags)
    before = list(flags)
    headed = False
    for index, flag in enumerate(flags):
        block = found[index]
        if not flag or near.inside(block.element):
            continue
        names = near.names(block.element)
        if _COMMENTS.search(names) or near.aside(block.element):
            flags[index] = False
        elif index > last:
            headed = headed or (block.heading and block.linked > 0.4)
            alone = beside[block.element.getparent()] < 2 and index > last + _NEAR
            if headed or alone or block.element.tag == "li" or not prose(block) or _FURNITURE.search(names):
                flags[index] = False
    for index in range(len(flags) - 2, last, -1):
        if before[index] and found[index].heading and found[index].linked < 0.4 and flags[index + 1]:
            flags[index] = True


def _prose_beside(found: Sequence[Block], flags: Sequence[bool]) -> Counter[Any]:
    """Return how many kept blocks of prose each element holds as its own children."""
    held = (block for block, flag in zip(found, flags, strict=True) if flag and prose(block))
    return Counter(block.element.getparent() for block in held)


def _drop_inside(found: Sequence[Block], flags: list[bool], near: Around) -> None:
    """Drop comments, captions and lists of links within the article's container."""
    for index, flag in enumerate(flags):
        if not flag:
            continue
        block, names = found[index], near.names(found[index].element)
        if not names:
            continue
        short = not prose(block)
        comment = _COMMENTS.search(names)
        links = block.linked >= _LINKED and short
        if (
            comment
            or links
            or (short and not block.heading and _FURNITURE.search(names))
            or (short and block.words <= 8 and _PICTURE.search(names) and not block.heading)
        ):
            flags[index] = False
    _drop_last_headings(found, flags)


def _drop_last_headings(found: Sequence[Block], flags: list[bool]) -> None:
    for index in range(len(flags) - 1, -1, -1):
        if not flags[index]:
            continue
        if not found[index].heading:
            return
        flags[index] = False


def _drop_pulled(found: Sequence[Block], flags: list[bool]) -> None:
    """Drop quotations that the layout pulls out of a paragraph, which has the same words already.

    Beside another paragraph they would be read as more of what is said there.
    """
    kept = [(at, letters(block.text)) for at, block in enumerate(found) if flags[at]]
    whole = "\n".join(bare for _, bare in kept)
    for at, bare in kept:
        if len(bare) >= _PULLED and not found[at].heading and found[at].words <= _MOST_PULLED and whole.count(bare) > 1:
            longer = any(bare in other and len(other) > len(bare) for _, other in kept)
            flags[at] = not longer


def _add_between(found: Sequence[Block], flags: list[bool], near: Around) -> None:
    """Add what stands between kept paragraphs and beside them: quotes that an extractor passed over."""
    at = [index for index, flag in enumerate(flags) if flag]
    if not at:
        return
    holders: Counter[Any] = Counter()
    for index in at:
        if found[index].element.tag in _PARTS:
            holders[found[index].element.getparent()] += 1
    have = {letters(found[index].text) for index in at}
    for index in range(_opening(found, at[0]), at[-1] + 1):
        block = found[index]
        heads = block.heading and index < at[-1] and (flags[index + 1] or _heads_past_stamp(found, flags, index))
        if flags[index] or block.linked >= _LINKED or not (heads or _is_part(block, holders)):
            continue
        if letters(block.text) in have or not near.inside(block.element) or near.aside(block.element):
            continue
        if not _FURNITURE.search(near.names(block.element)):
            flags[index] = True
            holders[block.element.getparent()] += block.element.tag == "li"


def _heads_past_stamp(found: Sequence[Block], flags: Sequence[bool], index: int) -> bool:
    """Whether only an hour or a name stands between a heading and a kept paragraph."""
    stamp = found[index + 1]
    return stamp.words <= _NEAR and not stamp.heading and flags[min(index + 2, len(flags) - 1)]


def _add_first_heading(found: Sequence[Block], flags: list[bool]) -> None:
    """Add the heading right above the first paragraph where it is one of those that part the article below it."""
    first = next((index for index, flag in enumerate(flags) if flag), 0)
    above = found[first - 1] if first else None
    if above is None or not above.heading or found[first].heading or above.linked >= _LINKED:
        return
    flags[first - 1] = any(
        flag and block.heading and _made_alike(block.element, above.element)
        for block, flag in zip(found, flags, strict=True)
    )


def _made_alike(one: Any, other: Any) -> bool:
    """Whether two headings are of one kind: the same tag and class, within elements of the same tag and class."""
    pairs = ((one, other), (one.getparent(), other.getparent()))
    return all(a is not None and b is not None and (a.tag, a.get("class")) == (b.tag, b.get("class")) for a, b in pairs)


def _is_part(block: Block, holders: Counter[Any]) -> bool:
    """Whether a block is like those kept: a row of data, an item of a kept list, prose in the column of kept prose."""
    element, parent = block.element, block.element.getparent()
    if element.tag == "tr" or (element.tag == "li" and holders[parent]):
        return True
    above = parent.getparent() if parent is not None else None
    beside = max(holders[element], holders[parent], holders[above])
    return element.tag in (*_PARTS, "div", "q") and prose(block) and beside >= _COLUMN


def _opening(found: Sequence[Block], first: int) -> int:
    """Return where text that stands in the container itself, above its first paragraph, may begin."""
    start = first
    while start > max(first - _NEAR, 0) and found[start - 1].element is found[first].element.getparent():
        start -= 1
    return start


def _add_lead(found: Sequence[Block], flags: list[bool], near: Around) -> None:
    """Add the lead that stands apart between the title and the body."""
    first = next((index for index, flag in enumerate(flags) if flag), 0)
    headings = [index for index in range(first) if found[index].element.tag == "h1"]
    if not headings:
        return
    have = {letters(found[index].text) for index, flag in enumerate(flags) if flag}
    for index in range(headings[-1] + 1, first):
        block = found[index]
        names = near.names(block.element) or f"{block.element.get('class')}"
        if prose(block) and block.linked < 0.3 and _LEAD.search(names) and not near.aside(block.element):
            flags[index] = letters(block.text) not in have
