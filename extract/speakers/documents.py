"""Whose voice a document is: in its release or statement a body speaks; a study or a report stands for itself."""

from extract.model import Span
from extract.speakers.mentions import Figure, Naming, Word, words_in
from extract.speakers.reading import Reading
from extract.speakers.sources import Local

# How far behind a document its author may be named.
NEAR = 80


def author_of(reading: Reading, local: Local) -> Figure | None:
    """Return who gives the document out as its own words: "a Nordic Water release", "a statement by Anna Berg".

    None where it is no such document, where nobody or more than one is named so, or where the name hangs under
    another noun ("a statement by a spokesman for Anna Berg").
    """
    if local.head not in reading.lexicon.voice_documents:
        return None
    inside = [token for token in reading.parse.within(local.span) if token.lower == local.head]
    if not inside:
        return None
    head = inside[0].span
    behind = _behind(reading, head)
    if behind is not None:
        return behind.figure
    before = reading.cast.within(Span(local.span.start, head.start))
    owners = {id(naming.figure): naming.figure for naming in before if naming.figure is not None}
    hangs = any(word.lower in reading.lexicon.hanging for word in _words(reading, local.span.start, head.start))
    return next(iter(owners.values())) if len(owners) == 1 and not hangs else None


def _behind(reading: Reading, head: Span) -> Naming | None:
    """Return the name straight behind the document and a word such as "by", its article and titles between them."""
    words = reading.lexicon
    for naming in reading.cast.within(Span(head.end, head.end + NEAR)):
        between = _words(reading, head.end, naming.span.start)
        if naming.figure is None or not between or between[0].lower not in words.authors:
            return None
        rest = [word.lower for word in between[1:]]
        plain = all(word in words.definite or word in words.authors or words.is_title(word) for word in rest)
        marks = set(reading.parse.text[head.end : naming.span.start]) & set(',;:.()«»“”"')
        return naming if plain and not marks else None
    return None


def _words(reading: Reading, start: int, end: int) -> list[Word]:
    return words_in(reading.parse, Span(start, max(start, end)), reading.lexicon)
