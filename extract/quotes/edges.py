"""What a content is, and where one may begin and end."""

from dataclasses import dataclass

from extract.quotes.reading import Reading
from extract.quotes.sources import Range

DATELINE = 12
BRACKETS = (("[", "]"), ("(", ")"))
FINITE = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of a content, and the name of the rule that found them."""

    ranges: tuple[Range, ...]
    rule: str


def left_edge(reading: Reading, first: int, end: int) -> int:
    """Return where a sentence begins behind its dateline ("VALCOURT, May 3 — …") and opening punctuation."""
    start = first
    if reading.tokens[first].text.isupper() and len(reading.tokens[first].text) > 2:
        for index in range(first + 1, min(end - 2, first + DATELINE)):
            token = reading.tokens[index]
            if token.pos in FINITE or reading.quoted(index):
                break
            if token.text in (":", "—", "–", "--", "-"):
                start = index + 1
                break
    while start < end and reading.is_punctuation(start) and not reading.quoted(start):
        start += 1
    return start


def stripped(reading: Reading, start: int, end: int) -> int:
    """Return the end without punctuation outside quotation marks and without dangling conjunctions."""
    while (
        end > start
        and not reading.quoted(end - 1)
        and (reading.is_punctuation(end - 1) or reading.tokens[end - 1].pos == "CCONJ")
    ):
        end -= 1
    return end


def has_verb(reading: Reading, span: Range) -> bool:
    return any(reading.tokens[i].pos in FINITE for i in range(*span))


def paired(reading: Reading, first: int, last: int) -> Range:
    """Return the range with the bracket or quotation mark at its edge whose partner is inside it.

    A range that begins before a quotation and stops within it runs to its end.
    """
    tokens = reading.tokens
    number = reading.quote_of[last - 1]
    if number >= 0 and reading.quote_tokens(number)[0] > first:
        last = max(last, reading.quote_tokens(number)[1])
    number = reading.quote_of[first]
    if number >= 0 and reading.quote_tokens(number)[0] == first - 1 and last >= reading.quote_tokens(number)[1]:
        first = first - 1 if last > reading.quote_tokens(number)[1] else first
    inside = [token.text for token in tokens[first:last]]
    for opening, closing in BRACKETS:
        if first > 0 and tokens[first - 1].text == opening and inside.count(closing) > inside.count(opening):
            first -= 1
        elif last < len(tokens) and tokens[last].text == closing and inside.count(opening) > inside.count(closing):
            last += 1
    return first, last
