"""Turns: paragraphs that begin with who speaks and a colon, in transcripts and interviews."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from extract.quotes.cues import Cue
from extract.quotes.found import Found
from extract.quotes.reading import Reading

LABEL = re.compile(r"[^:\n]{2,50}:(?=\s+\S)")
# A person or a paper, in full or by initials: "Anna Bright", "Jan van der Berg", "AB", "A. B.".
NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w'’.-]{0,24}(?:\s(?:[^\W\d_a-zà-ÿ][\w'’.-]{0,24}|[a-zà-ÿ]{1,3})){0,3}")
INITIALS = re.compile(r"(?:[^\W\d_a-zà-ÿ](?:\.\s?|-)?){2,4}")
INTERVIEW = "interview"
# How often one must follow another before a text is an interview.
EXCHANGES = 2


def labelled(reading: Reading) -> list[Found]:
    """Return the turns whose speaker stands before a colon, of an interview or else of a transcript."""
    return list(interview(reading)) or list(turns(reading))


def turns(reading: Reading) -> Iterator[Found]:
    """Yield the turns of a transcript: paragraphs that begin with a name in capitals and a colon, some name twice."""
    labels = {number: _capitals(reading, number) for number in range(len(reading.parse.paragraphs))}
    names = Counter(label.split()[-1] for label in labels.values() if label)
    if not any(count > 1 for count in names.values()):
        return
    marked = [number for number, label in labels.items() if label]
    for position, number in enumerate(marked):
        following = marked[position + 1] if position + 1 < len(marked) else number + 1
        yield from _turn(reading, number, following, "turn")


def interview(reading: Reading) -> Iterator[Found]:
    """Yield the turns of an interview, one paragraph each: two names in turn, in full or by initials, one asks."""
    labels = {number: label for number in range(len(reading.parse.paragraphs)) if (label := _name(reading, number))}
    full = {initials_of(label) for label in labels.values() if not INITIALS.fullmatch(label)}
    keys = {number: _key(initials_of(label), full) for number, label in labels.items()}
    if not _is_interview(reading, keys):
        return
    for number in keys:
        yield from _turn(reading, number, number + 1, INTERVIEW)


def initials_of(label: str) -> str:
    """Return the initials of a name, or the letters of one that is but initials: "AB" for "Anna Bright" and "A. B."."""
    if INITIALS.fullmatch(label):
        return "".join(letter for letter in label if letter.isalpha())
    return "".join(word[0] for word in re.split(r"[\s-]", label) if word and word[0].isupper())


def _key(letters: str, full: set[str]) -> str:
    """Return the initials of the full name that letters stand for: "QP" is "The Quay Post" too."""
    return letters if letters in full else next((key for key in sorted(full) if key.endswith(letters)), letters)


def _is_interview(reading: Reading, keys: Mapping[int, str]) -> bool:
    """Whether speakers follow each other, one of them speaks again, and one mostly asks."""
    exchanges = sum(keys.get(number + 1, key) != key for number, key in keys.items())
    counts = Counter(keys.values())
    asked = Counter(key for number, key in keys.items() if _asks(reading, number))
    asker = any(2 * asked[key] >= count for key, count in counts.items())
    # A cast list or a line-up has a label for each: none comes again.
    again = all(count > 1 for _, count in counts.most_common(2))
    return exchanges >= EXCHANGES and len(counts) > 1 and again and asker


def _asks(reading: Reading, number: int) -> bool:
    return "?" in reading.parse.paragraphs[number].of(reading.parse.text)


def _turn(reading: Reading, number: int, following: int, rule: str) -> Iterator[Found]:
    paragraphs = reading.parse.paragraphs[number:following]
    start = reading.parse.index_at(paragraphs[0].start)
    colon = next((i for i in range(start, len(reading.tokens)) if reading.tokens[i].text.endswith(":")), start)
    ends = [reading.parse.index_at(paragraph.end) for paragraph in paragraphs]
    starts = [colon + 1, *(reading.parse.index_at(paragraph.start) for paragraph in paragraphs[1:])]
    ranges = [(first, last) for first, last in zip(starts, ends, strict=True) if not _aside(reading, first, last)]
    if ranges:
        yield Found(tuple(ranges), rule, colon_cue(colon), (start, colon))


def _label(reading: Reading, number: int) -> str:
    paragraph = reading.parse.paragraphs[number]
    match = LABEL.match(reading.parse.text, paragraph.start, paragraph.end)
    return match.group()[:-1].strip() if match is not None else ""


def _capitals(reading: Reading, number: int) -> str | None:
    label = _label(reading, number)
    letters = [character for character in label if character.isalpha()]
    return label if len(letters) > 2 and all(character.isupper() for character in letters) else None


def _name(reading: Reading, number: int) -> str | None:
    label = " ".join(_label(reading, number).split())
    return label if NAME.fullmatch(label) or INITIALS.fullmatch(label) else None


def _aside(reading: Reading, first: int, last: int) -> bool:
    """Whether the paragraph is a stage direction in brackets, or empty."""
    if last <= first or reading.tokens[first].text not in ("(", "["):
        return last <= first
    closed = next((index for index in range(first, last) if reading.tokens[index].text in (")", "]")), last)
    return closed + 2 >= last


def colon_cue(index: int) -> Cue:
    return Cue(index, ":", index, index + 1, frozenset({"colon"}))
