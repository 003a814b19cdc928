"""What a source without a name is called: its noun phrase, without what a comma hangs behind it or stray marks."""

import re
from collections.abc import Sequence

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import Naming, Word, words_in

# A comma inside a number parts nothing.
COMMA = re.compile(r"[,;](?=\s|$)|\s[–—]\s")
PAIRS = (("“", "”"), ("« ", " »"), ("«", "»"))
EDGES = " ,;:.–—-\"“”«»'‘’"


def without_aside(parse: Parse, span: Span, head: Word, namings: Sequence[Naming], lexicon: Lexicon) -> Span:
    """Return the span up to the comma behind its `head` from which a clause, a participle or an apposition hangs.

    A list ("nurses, cooks and porters"), a place within another ("Hexford, Ohio") and a name stay.
    """
    for mark in COMMA.finditer(parse.text, head.end, span.end):
        tail = words_in(parse, Span(mark.end(), span.end), lexicon)
        if not tail or (not _names(parse, tail, namings, lexicon) and not _lists(parse, mark.start(), tail, lexicon)):
            return Span(span.start, mark.start())
    return span


def _names(parse: Parse, tail: Sequence[Word], namings: Sequence[Naming], lexicon: Lexicon) -> bool:
    """Whether a name opens what follows the comma, its article and titles apart; an owner is no name."""
    first = next((w for w in tail if w.lower not in lexicon.definite and not lexicon.is_title(w.lower)), tail[0])
    if parse.text.startswith(("'s", "’s"), first.end):
        return False
    return first.text[0].isupper() or any(naming.span.start == first.start for naming in namings)


def _lists(parse: Parse, comma: int, tail: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether what follows the comma goes on with a list: it has an "and", and the parse joins the two."""
    if not any(word.lower in lexicon.coordination for word in tail):
        return False
    tokens = parse.within(Span(tail[0].start, tail[-1].end))
    reaching = {token.dep for token in tokens if parse.tokens[token.head].end <= comma}
    return "conj" in reaching or not (_opens_aside(parse, tail, lexicon) or "appos" in reaching)


def _opens_aside(parse: Parse, tail: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether the first two words open a clause, a participle or a phrase of a preposition."""
    openers = lexicon.relative_pronouns | lexicon.hanging | lexicon.clause_words
    return any(
        word.lower in openers or (word.token < len(parse.tokens) and parse.tokens[word.token].pos in ("VERB", "AUX"))
        for word in tail[:2]
    )


def bare_text(text: str) -> str:
    """Return the text in single spaces without the marks at its ends, every quotation in it with both its marks."""
    folded = " ".join(text.split()).strip(EDGES)
    if folded.count("(") != folded.count(")"):
        folded = folded.strip("()")
    folded = _paired(folded)
    return (
        folded + "."
        if text.rstrip(" ,").endswith((".)", "Jr.", "Sr.")) and not folded.endswith(")") and "(" not in folded
        else folded
    )


def _paired(text: str) -> str:
    """Return the text with the mark that closes its last quotation, or without one that closes none."""
    for opening, closing in PAIRS:
        if text.count(opening.strip()) == text.count(closing.strip()) + 1 and opening in text:
            return text + closing
        if text.count(closing.strip()) == text.count(opening.strip()) + 1:
            return " ".join(text.replace(closing.strip(), "").split())
    return text + '"' if text.count('"') % 2 else text
