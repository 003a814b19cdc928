"""Text as copied from a web page → zones. Nothing is cut: every character is in one zone.

The body is the run of blocks with the greatest sum of weights (words of prose for it, furniture against it), as
boilerpy3 and its kin do on HTML; what marks an end weighs more the more of the article lies before it (a late cut).
"""

import re
from collections.abc import Sequence

from extract.article.blocks import Block, blocks, title_case
from extract.article.dateline import dateline, is_placed_date
from extract.article.inserts import boxes, goes_on, posts, pulled
from extract.article.signals import Signals, signals
from extract.dates import month_day
from extract.model import Span, Zone

# Weights are in words: how much prose makes up for a piece of furniture.
_SHORT, _BULLET, _ECHO, _FURNITURE, _CAPTION, _BOILERPLATE, _TAIL, _LATE = 4.0, 6.0, 10.0, 12.0, 10.0, 25.0, 25.0, 0.3
_PARAGRAPH, _FADING, _TALK, _TOLD = 20, 0.75, 0.3, 100
# How far the sum of weights may fall behind where an article went on before it has ended there.
_SLUMP = 50.0
_TITLE_REACH = 15
# How many bullets of a list are looked at on either side of one, and what makes one a figure.
_LIST = 20
_MONEY = re.compile(r"\d\s?[%€$£]|[€$£]\s?\d|\d\s?M€")
# What opens a speech rather than a title.
_OPENERS = '-–—"“«'


def zones(text: str, title: str | None = None, known: frozenset[str] = frozenset()) -> tuple[Zone, ...]:
    """Return the zones of raw text: in order, without overlap, and with every character in one.

    `known` are the keys of lines that other documents of the outlet have too (`chrome_lines`): they are furniture.
    """
    found = blocks(text)
    if not found:
        return (Zone(kind="chrome", span=Span(0, len(text))),) if text else ()
    seen = signals(found, known)
    kinds = _kinds(seen, title)
    return _cover(text, found, kinds)


def _kinds(seen: Sequence[Signals], title: str | None) -> list[str]:
    boxed = boxes(seen)
    inserted = boxed | posts(seen)
    first, end = _main_run(seen, inserted)
    if first == end:
        first, end = 0, len(seen)
    apart: list[int] = []
    end = _answered(seen, end)
    while (again := goes_on(seen, end)) is not None:
        apart += (index for index in range(end, again) if not seen[index].prose)
        end = _answered(seen, _further(seen, again, inserted))
    kinds = ["chrome"] * first + ["body"] * (end - first) + ["chrome"] * (len(seen) - end)
    for index in range(end, len(seen)):
        if _teased(seen, index):
            kinds[index] = "teaser"
    _spare_short_ends(seen, kinds, first, end)
    headline = _title(seen, first, end, title)
    if headline is not None:
        kinds[headline] = "title"
        _between(seen, kinds, headline + 1, first)
        if headline > 0 and not title and _tops(seen[headline - 1], seen[headline], _lead(seen, first)):
            kinds[headline - 1] = "title"
    _inside(seen, kinds, first, end)
    for index in (*boxed, *apart):
        kinds[index] = "teaser" if kinds[index] == "body" else kinds[index]
    for index in pulled(seen):
        kinds[index] = "caption" if kinds[index] == "body" else kinds[index]
    return kinds if "body" in kinds else ["body"] * len(seen)


def _further(seen: Sequence[Signals], start: int, inserted: frozenset[int]) -> int:
    """Return the end of the run that begins at a paragraph: where the sum of weights is greatest, up to an ending."""
    best, end, total = 0.0, start + 1, 0.0
    for index in range(start, len(seen)):
        if index not in inserted:
            total += _weight(seen, index)
            if total < best - _SLUMP or (seen[index].tail and not _inserted(seen, index)):
                break
        if total > best:
            best, end = total, index + 1
    return end


def _answered(seen: Sequence[Signals], end: int) -> int:
    while end < len(seen) and _answers(seen, end):
        end += 1
    return end


def _answers(seen: Sequence[Signals], index: int) -> bool:
    """Whether a block right after the run is a sentence, though a short one ("No."), that nothing speaks against."""
    block = seen[index]
    plain = block.ends and not block.cut_short and not block.reader and not block.block.text.endswith(":")
    return plain and not (_suspect(block) or block.credited or _teased(seen, index))


def _main_run(seen: Sequence[Signals], inserted: frozenset[int]) -> tuple[int, int]:
    """Return the first and the end index of the run of blocks with the greatest sum of weights (Kadane).

    What is `inserted` in an article speaks neither for it nor against it.
    """
    best, best_run = 0.0, (0, 0)
    total, first, prose, trust = 0.0, 0, 0, 1.0
    article = False
    for index, block in enumerate(seen):
        gain = 0.0 if index in inserted else _weight(seen, index)
        # What stands below "Share this article" is less likely to be an article than what stands above it.
        article = article or gain >= _PARAGRAPH
        ending = block.tail and index not in inserted and not _inserted(seen, index)
        trust = max(trust * _FADING, _TALK) if article and ending else trust
        trust = _TALK if block.talk and prose >= _TOLD else trust
        gain *= trust if gain > 0 else 1.0
        if ending or (block.contact and not block.prose and index not in inserted):
            gain -= _LATE * prose
        if total + gain <= gain:
            total, first, prose = 0.0, index, 0
        total += gain
        prose += block.words if block.prose and gain > 0 else 0
        if total > best:
            best, best_run = total, (first, index + 1)
    return best_run


def _weight(seen: Sequence[Signals], index: int) -> float:
    """Return what a block says for (above 0) or against its being of the article, in words of prose."""
    block = seen[index]
    if block.echo:
        return -_ECHO
    if block.shared:
        return -_FURNITURE
    if block.tail:
        return -_SHORT if _inserted(seen, index) else -_TAIL
    if block.caption:
        return -_CAPTION
    if block.contact:
        return -_FURNITURE - 8
    if block.furniture and not (block.prose and block.words > 12):
        return -_FURNITURE
    listed = block.block.bullet and (_listed(seen, index) or _figures(seen, index))
    if listed and not (block.prose and block.words >= _PARAGRAPH):
        return 0.0
    weight = float(block.words) if block.prose else -_SHORT - (_BULLET if block.block.bullet else 0)
    if block.prose and block.cut_short:
        weight *= 0.3
    if block.prose and block.function_share < 0.08 and block.words > 8:
        weight *= 0.5
    if block.prose and _teased(seen, index):
        weight = -_SHORT
    if block.repeated:
        weight = min(weight, 0.0 if block.prose and block.words > 12 else -8.0)
    if block.boilerplate and not block.prose:
        return min(weight, -_FURNITURE)
    return weight - _BOILERPLATE * min(block.boilerplate + block.address, 2)


def _inserted(seen: Sequence[Signals], index: int) -> bool:
    """Whether a "Read more" belongs to a link within the article, which goes on below it paragraph after paragraph."""
    following = seen[index + 1 : index + 3]
    goes_on = all(block.prose and block.words >= _PARAGRAPH and not block.cut_short for block in following)
    return seen[index].more and len(following) == 2 and goes_on


def _listed(seen: Sequence[Signals], index: int) -> bool:
    """Whether a bullet is of a list that a sentence of the article announced with a colon."""
    start = index
    while start > max(index - 10, 0) and seen[start].block.bullet:
        start -= 1
    return seen[start].prose and seen[start].block.text.endswith(":")


def _figures(seen: Sequence[Signals], index: int) -> bool:
    """Whether a bullet is of a list of figures, as companies put them on top: half of it has money or per cent."""
    first = last = index
    while first > max(index - _LIST, 0) and seen[first - 1].block.bullet:
        first -= 1
    while last + 1 < min(index + _LIST, len(seen)) and seen[last + 1].block.bullet:
        last += 1
    told = sum(bool(_MONEY.search(block.block.text)) for block in seen[first : last + 1])
    return last > first and 2 * told >= last + 1 - first


def _teased(seen: Sequence[Signals], index: int) -> bool:
    """Whether a block is of a teaser: heading, date and at most one block of prose before the next heading."""
    low = max(index - 3, 0)
    dated = next((at for at in range(index, low - 1, -1) if seen[at].date), None)
    if dated is None:
        return not seen[index].prose and any(part.date for part in seen[index + 1 : index + 3])
    sentences = sum(part.prose for part in seen[dated + 1 : index + 1])
    following = seen[index + 1] if index + 1 < len(seen) else None
    return sentences <= 1 and (not seen[index].prose or following is None or not following.prose)


def _spare_short_ends(seen: Sequence[Signals], kinds: list[str], first: int, end: int) -> None:
    """Give the body a line or two at its end that nothing speaks against: quotes lost are worse than lines kept."""
    rest = seen[end:]
    if len(rest) <= 2 and not any(_suspect(block) or block.date for block in rest):
        kinds[end:] = ["body"] * len(rest)


def _suspect(block: Signals, repeated: bool = True) -> bool:
    """Whether anything marks a block as furniture; a title may be `repeated` in a trail or a menu."""
    links = block.echo or block.shared or block.tail or block.insert or block.furniture or block.block.bullet
    return bool(links or block.contact or block.caption or block.boilerplate or (repeated and block.repeated))


def _title(seen: Sequence[Signals], first: int, end: int, title: str | None) -> int | None:
    """Return the index of the title: the given one, else the best line above the body, else the body's first."""
    if title:
        wanted = " ".join(title.lower().split())
        for index in range(min(end, first + 2) - 1, -1, -1):
            if seen[index].block.text.lower() == wanted:
                return index
    lead = _lead(seen, first)
    best, best_score = None, 0.0
    for index in range(first - 1, max(first - 1 - _TITLE_REACH, -1), -1):
        score = _title_score(seen[index], lead, first - index)
        if score > best_score:
            best, best_score = index, score
    if first + 1 < end and _heads(seen[first], seen[first + 1]):
        lead = _lead(seen, first + 1)
        return first if best is None or _shared(seen[first], lead) > _shared(seen[best], lead) else best
    return best


def _lead(seen: Sequence[Signals], first: int) -> str:
    return " ".join(block.folded[:300] for block in seen[first : first + 2])


def _tops(above: Signals, block: Signals, lead: str) -> bool:
    """Whether the line above the best one is the title, and the best one its second line."""
    long_enough = above.words >= max(4, 0.5 * block.words)
    return long_enough and _title_score(above, lead, 1) > 0 and _shared(above, lead) >= 0.3


def _title_score(block: Signals, lead: str, distance: int) -> float:
    """Return how much a line above the body looks like its title: length, words shared with the lead, nearness."""
    told = block.date or block.byline or block.credited or block.updated or is_placed_date(block.block.text)
    if _suspect(block, repeated=False) or told:
        return 0.0
    sentence = block.prose and not block.block.text.endswith(("?", "!"))
    if sentence or not 2 <= block.words <= 30:
        return 0.0
    return 0.3 + 2 * _shared(block, lead) + 0.08 * min(block.words, 12) - 0.12 * distance


def _shared(block: Signals, lead: str) -> float:
    """Return the share of the long words of a line that the lead has too."""
    words = (word.strip('.,:;?!"“”«»') for word in block.folded.replace("'", " ").split())
    long = [word for word in words if len(word) > 3]
    return sum(word in lead for word in long) / max(len(long), 1)


def _heads(block: Signals, following: Signals) -> bool:
    """Whether the first block of the run is a title: short, and no sentence of the text that follows."""
    text = block.block.text
    if block.words > 35 or block.block.lines > 1 or not following.prose or text[0] in _OPENERS:
        return False
    titled = text.endswith(("?", "!", "'", "’", '"', "”", "»")) or title_case(text)
    return not block.ends or (titled and block.words <= 15)


def _between(seen: Sequence[Signals], kinds: list[str], start: int, end: int) -> None:
    """Label what stands between the title and the main run."""
    for index in range(start, end):
        block, before = seen[index], seen[index - 1]
        credit_above = kinds[index - 1] == "caption" and before.words <= 6 and not block.block.gap
        kinds[index] = "caption" if credit_above and block.prose and block.words <= 30 else _kind_under_title(block)
    if start < end < len(seen) and _names_place(seen[end - 1], seen[end]):
        kinds[end - 1] = "dateline"
    for index in range(start, end - 1):
        block = seen[index]
        told = block.date or block.byline or _suspect(block) or block.words < 4
        # The words that stand for an image where it is not shown.
        if kinds[index + 1] == "caption" and not told and block.function_share < 0.15:
            kinds[index] = "caption"


def _names_place(block: Signals, lead: Signals) -> bool:
    """Whether a line of its own, in capitals right above the lead, is the dateline."""
    bare = block.words <= 4 and block.block.text.isupper() and block.function_share == 0
    return bare and not lead.block.gap and not _suspect(block) and not block.date


def _kind_under_title(block: Signals) -> str:
    """Return the kind of a block under the title: a caption, a standfirst (of the body), a second title, or chrome."""
    if (block.caption or block.credited) and not block.date:
        return "caption"
    if _suspect(block) or block.date or block.byline or block.reader:
        return "chrome"
    if block.prose and block.words >= 8 and block.function_share >= 0.15:
        return "body"
    dated = bool(month_day(block.folded[:120]))
    titled = not block.prose and block.words >= 5 and block.function_share >= 0.1 and not dated
    return "title" if titled else "chrome"


def _inside(seen: Sequence[Signals], kinds: list[str], first: int, end: int) -> None:
    """Take out of the run what surely is no part of the article: captions, links to others, calls to subscribe."""
    words = 0
    for index in range(first, end):
        block = seen[index]
        if kinds[index] != "body":
            continue
        appeal = block.boilerplate and block.words <= (60 if block.boilerplate >= 2 else 12)
        if block.caption or (block.credited and words < 40 and block.words <= 40):
            kinds[index] = "caption"
        elif block.insert and not (block.prose and block.words > 15):
            kinds[index] = "teaser"
        elif (
            block.shared
            or (block.tail and index > first)
            or block.date
            or (words < 40 and _signed(seen, index))
            or appeal
        ):
            kinds[index] = "chrome"
        else:
            words += block.words


def _signed(seen: Sequence[Signals], index: int) -> bool:
    """Whether a block is a byline, or the name alone that the byline below it gives again."""
    block, following = seen[index], seen[min(index + 1, len(seen) - 1)]
    return block.byline or (following.byline and block.words <= 5 and block.folded in following.folded)


def _cover(text: str, found: Sequence[Block], kinds: Sequence[str]) -> tuple[Zone, ...]:
    """Return the zones of the labelled blocks; white space between two kinds goes to the one that is not body."""
    covered: list[Zone] = []
    start = 0
    for index, kind in enumerate(kinds):
        last = index + 1 == len(kinds)
        if not last and kinds[index + 1] == kind:
            continue
        border = found[index].span.end if last or kind == "body" else found[index + 1].span.start
        end = len(text) if last else border
        if kind == "body":
            covered += _with_dateline(text, start, end)
        else:
            covered.append(Zone(kind=kind, span=Span(start, end)))
        start = end
    return tuple(covered)


def _with_dateline(text: str, start: int, end: int) -> list[Zone]:
    found = dateline(text, start, end)
    if found is None:
        return [Zone(kind="body", span=Span(start, end))]
    zoned = [Zone(kind="body", span=Span(start, found.start))] if text[start : found.start].strip() else []
    head = found if zoned else Span(start, found.end)
    return [*zoned, Zone(kind="dateline", span=head), Zone(kind="body", span=Span(found.end, end))]
