"""The paragraphs of an article's body."""

import re
from collections.abc import Iterator, Sequence

from extract.article.blocks import Block, blocks, ends_sentence
from extract.model import Article, Span

_QUOTED = re.compile('["“”«»]')
# How many words a sub-heading has, and the paragraphs around it.
_HEADING, _PARAGRAPH = range(2, 13), 12


def paragraphs(article: Article) -> tuple[Span, ...]:
    """Return the spans of the body's paragraphs in order, hard-wrapped lines joined, without white space around.

    The blocks are those of the whole text, so that a short stretch of body is wrapped at the width of the rest. A
    sub-heading is no paragraph: "Opposition calls for a vote" says again what somebody else reports below it.
    """
    found = blocks(article.text)
    kept = [block.span for index, block in enumerate(found) if not _is_heading(found, index)]
    return tuple(_within(kept, article.body, article.text))


def _is_heading(found: Sequence[Block], index: int) -> bool:
    """Whether a line is a sub-heading: a few words that end no sentence, between two paragraphs that do."""
    block, text = found[index], found[index].text
    if block.lines > 1 or block.bullet or len(text.split()) not in _HEADING or ends_sentence(text, ".!?…:;,"):
        return False
    around = [*found[max(index - 1, 0) : index], *found[index + 1 : index + 2]]
    named = text[0].isupper() or text[0].isdigit()
    return named and not _QUOTED.search(text) and len(around) == 2 and all(map(_is_prose, around))


def _is_prose(block: Block) -> bool:
    return ends_sentence(block.text, ".!?…") and len(block.text.split()) >= _PARAGRAPH


def _within(found: list[Span], body: tuple[Span, ...], text: str) -> Iterator[Span]:
    index = 0
    for span in body:
        while index < len(found) and found[index].end <= span.start:
            index += 1
        at = index
        while at < len(found) and found[at].start < span.end:
            start, end = max(found[at].start, span.start), min(found[at].end, span.end)
            words = text[start:end]
            first = start + len(words) - len(words.lstrip())
            if words.strip():
                yield Span(first, first + len(words.strip()))
            at += 1
