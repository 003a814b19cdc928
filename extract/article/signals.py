"""What a block of a page looks like: prose, a menu entry, a date, a caption, an appeal."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.article.blocks import Block, ends_sentence
from extract.article.lexicon import lexicon
from extract.article.repeated import line_key
from extract.dates import date_words, fold, is_date_line

_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]{1,60}@[\w-]{1,60}\.|mailto:")
_PHONE = re.compile(r"\+\d[\d .()\-]{6,}|\(?\d{2,4}\)?[ .\-]\d{2,4}[ .\-]\d{2,6}")
_TRAIL = re.compile(r"\s[>»›/|]\s")
_RIGHTS = re.compile(r"©|\(c\)\s?(?:19|20)\d\d")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:h][0-5]\d(?:\s|$)")
_TEMPLATE = re.compile(r"\{\{|\}\}|\[%")
_CREDIT_END = re.compile(r"[.!?…\"”»]\s?[(\[][^()\[\]]{2,60}[)\]]$|\s[/|©]\s?[^/|\d]{2,40}$")
_QUOTED = re.compile('["“«]')
_WORD = re.compile(r"[^\W\d_]+['’]?")
_AROUND = " :.!…>»-–—*#[]()|0123456789"
_HEADING = 6
# What is looked at of a long block: enough to know it, and bounded in time.
_HEAD, _TAIL = 1_000, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """A block with what speaks for and against its being of the article; `words` is its number of words."""

    block: Block
    folded: str
    words: int
    prose: bool
    function_share: float
    ends: bool
    cut_short: bool
    boilerplate: int
    contact: bool
    furniture: bool
    tail: bool
    talk: bool
    more: bool
    address: bool
    insert: bool
    caption: bool
    credited: bool
    reader: bool
    date: bool
    updated: bool
    byline: bool
    repeated: bool
    echo: bool
    shared: bool


def signals(found: Sequence[Block], known: frozenset[str] = frozenset()) -> list[Signals]:
    """Return the signals of every block of a text; `known` are the keys of lines that other documents have too."""
    folded = [fold(block.text[:_HEAD]) for block in found]
    seen = Counter(line for line in folded if len(line) < 200)
    echoes = [False] * len(found)
    for index in range(1, len(found)):
        if _echoes(found[index - 1].text, found[index].text):
            echoes[index - 1] = echoes[index] = True
    return [
        _signals(block, line, repeated=seen[line] > 1, echo=echo, shared=bool(known) and line_key(block.text) in known)
        for block, line, echo in zip(found, folded, echoes, strict=True)
    ]


def _echoes(heading: str, text: str) -> bool:
    """Whether a menu entry is said again, alone or glued to its explanation ("Our WorkAs the leading …")."""
    if len(heading) > 80 or fold(text[: len(heading)]) != fold(heading):
        return False
    rest = text[len(heading) :]
    return not rest or (heading[-1:].isalnum() and rest[:1].isalnum())


def _signals(block: Block, folded: str, *, repeated: bool, echo: bool, shared: bool) -> Signals:
    known = lexicon()
    text, tail = block.text, block.text[-_TAIL:]
    words = len(text.split())
    found = _WORD.findall(folded)
    share = sum(word in known.function_words for word in found) / max(len(found), 1)
    ends = ends_sentence(tail, ".!?…:")
    line = folded.strip(_AROUND)
    short = words <= 25
    boilerplate = len(set(known.boilerplate.findall(folded)))
    contact = bool(known.contact.match(folded)) or (short and bool(known.contact.search(folded)))
    date = short and is_date_line(text)
    return Signals(
        block=block,
        folded=folded,
        words=words,
        prose=_is_prose(text, words, share, ends),
        function_share=share,
        ends=ends,
        cut_short=tail.rstrip().endswith(("...", "…")),
        boilerplate=boilerplate,
        contact=contact,
        furniture=short and _is_furniture(text[:_HEAD]),
        address=bool(_ADDRESS.search(text[:_HEAD])),
        tail=_opens_tail(line, folded, words, ends),
        # "Comment" alone is a button beside "Share", wherever that stands.
        talk=2 <= words <= _HEADING and not (ends or repeated) and bool(known.discussion.search(folded)),
        more=line in known.more,
        insert=short and bool(known.insert.match(folded)),
        caption=words <= 60 and _is_caption(folded, words),
        credited=words <= 60 and bool(_CREDIT_END.search(tail) or known.agency_credit.search(folded)),
        reader=not _QUOTED.search(text[:_HEAD]) and bool(known.reader.search(folded)),
        date=date,
        updated=words <= 8 and bool(date_words().updated.match(folded)),
        byline=words <= 12 and not ends and bool(known.byline.match(folded)),
        repeated=repeated,
        echo=echo,
        shared=shared,
    )


def _opens_tail(line: str, folded: str, words: int, ends: bool) -> bool:
    """Whether a line is a heading of what comes after an article: shares, related links, readers' comments."""
    known = lexicon()
    if line in known.tail or line in known.more or (words <= 2 and folded.lstrip(" :.!…>»-–—*[]()|").startswith("#")):
        return True
    heading = words <= _HEADING and (not ends or folded.endswith(":"))
    return heading and bool(known.tail_opening.match(line) or known.discussion.search(folded))


def _is_prose(text: str, words: int, share: float, ends: bool) -> bool:
    """Whether a block is made of sentences: it ends one, or is so long and so worded that it must hold some."""
    if ends:
        return words >= 4 or (words >= 1 and text[0] in "\"“«'‘")
    return words >= 20 and share >= 0.2


def _is_furniture(text: str) -> bool:
    """Whether a line is an address, a number to call, a trail of links, or a notice of rights."""
    marks = (_ADDRESS, _PHONE, _RIGHTS, _TEMPLATE)
    return any(mark.search(text) for mark in marks) or len(_TRAIL.findall(text)) >= 2 or bool(_CLOCK.match(text))


def _is_caption(folded: str, words: int) -> bool:
    known = lexicon()
    if known.caption.match(folded):
        return True
    if words <= 40 and known.caption_end.search(folded[-60:]):  # "The quay at dawn. Photo: A. Name"
        return True
    return words <= 30 and bool(known.credit.search(folded[-60:]) or folded.startswith(("©", "[", "📷")))
