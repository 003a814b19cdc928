"""Where a text has names: its words, and its runs of capitals, cut at titles."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.lexicon import Lexicon, given_names

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[-'’.&](?=[^\W\d_]))*\.?")
PERSON_LABELS = frozenset({"PERSON", "PER"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "nsubj:outer"})
NO_NAME_TAGS = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "VERB", "ADV", "INTJ", "NUM", "PART"})
NO_NAME_LABELS = frozenset({"NORP", "DATE", "TIME", "LANGUAGE", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"})
# A name has seven words at most; a run of capitals that goes on for longer than this is cut.
LONGEST_NAME, LONGEST_RUN = 7, 40


class Places:
    """Many spans, asked whether one of them holds another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        # The furthest end of the spans that start so far left or further.
        self._ends: list[int] = []
        for span in sorted(spans):
            self._starts.append(span.start)
            self._ends.append(max(span.end, self._ends[-1] if self._ends else 0))

    def holds(self, span: Span) -> bool:
        place = bisect_right(self._starts, span.start) - 1
        return place >= 0 and span.end <= self._ends[place]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; `text` has no possessive ending, `lower` no full stop either."""

    start: int
    end: int
    text: str
    token: int

    @property
    def lower(self) -> str:
        return self.text.lower().rstrip(".").replace("’", "'")


@dataclass(slots=True)
class Naming:
    """A place that names somebody: its words, the titles straight before it, its head token, and whom it names.

    `figure` is None where several bear the name, who then are the `rivals`.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    token: int
    quoted: bool
    figure: "Figure | None" = None
    rivals: tuple["Figure", ...] = ()


@dataclass(slots=True)
class Figure:
    """Somebody whom the article names: `kind` is person or organisation, `name` the fullest form, `gender` m or f.

    `role_heads` are the nouns that the text has for it. `told` is what determiners tell of the gender ("une médecin").
    `first` is the offset of the first naming.
    """

    kind: str
    name: str
    gender: str | None = None
    namings: list[Naming] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    role_heads: set[str] = field(default_factory=set)
    first: int = sys.maxsize


def words_in(parse: Parse, span: Span, lexicon: Lexicon) -> list[Word]:
    """Return the words of a stretch of text, elided articles ("l'") and possessive endings cut off."""
    found = []
    for match in WORD.finditer(parse.text, span.start, span.end):
        start, text = match.start(), match.group()
        head, mark, rest = text.replace("’", "'").partition("'")
        if mark and head.lower() in lexicon.elisions and rest:
            start, text = start + len(head) + 1, text[len(head) + 1 :]
        if text.replace("’", "'").lower().endswith("'s"):
            text = text[:-2]
        if text.endswith(".") and not _keeps_stop(text, lexicon):
            text = text[:-1]
        found.append(Word(start, start + len(text), text, parse.index_at(start)))
    return found


def _keeps_stop(text: str, lexicon: Lexicon) -> bool:
    bare = text[:-1]
    lower = bare.lower()
    return (
        len(bare) == 1
        or "." in bare
        or lower in lexicon.titles
        or lower in lexicon.honorifics
        or lower in lexicon.suffixes
    )


def paragraph_words(parse: Parse, lexicon: Lexicon) -> Iterator[list[Word]]:
    for paragraph in parse.paragraphs:
        yield words_in(parse, paragraph, lexicon)


def runs(parse: Parse, words: Sequence[Word], lexicon: Lexicon, quoted: Places) -> Iterator[Naming]:
    """Yield the runs of capitalised words, cut at titles and at what the parse holds for the start of a name."""
    run: list[Word] = []
    titles: list[str] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        if len(run) >= LONGEST_RUN or (before is not None and not adjoin(parse.text, before, word, lexicon)):
            yield from _cut(parse, run, titles, lexicon, quoted)
            run, titles = [], []
        if _is_title(parse, word, run, after, lexicon):
            if run:
                yield from _cut(parse, run, titles, lexicon, quoted)
                run, titles = [], []
            titles.append(word.lower)
        elif titles and not run and _within_title(parse, word, after, lexicon):
            titles.append(word.lower)
        elif (
            _in_name(parse, word, lexicon)
            or (run and word.lower in lexicon.particles | lexicon.suffixes)
            or _opens(word, lexicon)
            or (titles and not run and word.lower in lexicon.particles and word.text[0].isupper())
        ):
            run.append(word)
        else:
            yield from _cut(parse, run, titles, lexicon, quoted)
            run, titles = [], []
    yield from _cut(parse, run, titles, lexicon, quoted)


def adjoin(text: str, before: Word, word: Word, lexicon: Lexicon) -> bool:
    gap = text[before.end : word.start].strip()
    return (
        not gap
        or (gap in (".", ",") and word.lower in lexicon.suffixes)
        or gap.lower().rstrip("'’") in lexicon.particles
    )


def _is_title(parse: Parse, word: Word, run: Sequence[Word], after: Word | None, lexicon: Lexicon) -> bool:
    if not lexicon.is_title(word.lower):
        return False
    # "Stephen King", "M. Night": a given name before and no name after makes the word a surname, one letter an initial.
    ends = after is None or not after.text[0].isupper() or not adjoin(parse.text, word, after, lexicon)
    if run and word.text[0].isupper() and run[0].text.lower() in given_names() and ends:
        return False
    if run and word.lower in lexicon.suffixes and not parse.text[run[-1].end : word.start].strip():
        return False
    return not (run and len(word.text.rstrip(".")) == 1)


def _within_title(parse: Parse, word: Word, after: Word | None, lexicon: Lexicon) -> bool:
    """Whether a capitalised word stands between two titles as a part of them ("Deputy | Prime | Minister")."""
    return (
        after is not None
        and word.text[0].isupper()
        and after.text[0].isupper()
        and lexicon.is_title(after.lower)
        and word.lower not in given_names()
        and adjoin(parse.text, word, after, lexicon)
    )


def _opens(word: Word, lexicon: Lexicon) -> bool:
    """Whether a particle with a hyphen opens a name ("al-Masri")."""
    hyphened = word.lower.partition("-")
    return (
        bool(hyphened[1])
        and hyphened[0] in lexicon.particles
        and hyphened[2] != ""
        and word.text.partition("-")[2][:1].isupper()
    )


def _in_name(parse: Parse, word: Word, lexicon: Lexicon) -> bool:
    if not word.text[0].isupper() or word.token >= len(parse.tokens):
        return _opens(word, lexicon)
    token = parse.tokens[word.token]
    if word.lower in lexicon.hanging - lexicon.particles and word.lower not in given_names():
        return False
    if word.lower in given_names() or (
        token.entity in PERSON_LABELS and token.pos not in ("VERB", "AUX", "DET", "PRON")
    ):
        return True
    if word.lower in lexicon.determiners | lexicon.clause_words | lexicon.hanging or word.lower in lexicon.pronouns:
        return False
    return token.pos not in NO_NAME_TAGS and token.entity not in NO_NAME_LABELS


def _cut(parse: Parse, run: list[Word], titles: Sequence[str], lexicon: Lexicon, quoted: Places) -> Iterator[Naming]:
    while run and run[-1].lower in lexicon.particles and not run[-1].text[0].isupper():
        run.pop()
    while len(run) > 1 and run[-1].lower.replace(".", "") in lexicon.post_nominals:
        run.pop()
    if not run:
        return
    starts = [0, *_breaks(parse, run)]
    for first, end in zip(starts, [*starts[1:], len(run)], strict=True):
        words = run[first:end]
        while words and words[-1].lower in lexicon.particles and not words[-1].text[0].isupper():
            words = words[:-1]
        if not words or len(words) > LONGEST_NAME:
            continue
        span = Span(words[0].start, words[-1].end)
        before = tuple(titles) if first == 0 else ()
        yield Naming(
            span,
            " ".join(span.of(parse.text).split()),
            tuple(w.text for w in words),
            before,
            words[-1].token,
            quoted.holds(span),
        )


def _breaks(parse: Parse, run: Sequence[Word]) -> list[int]:
    """Return where in a run a person's name begins after other capitals ("Interior | Ada Brunel")."""
    known = given_names()
    for place in range(1, len(run) - 1):
        if (
            run[place].text.lower() in known
            and not any(word.text.lower() in known for word in run[:place])
            and not _initial(run[0])
        ):
            return [place]
    labelled = [word.token < len(parse.tokens) and parse.tokens[word.token].entity in PERSON_LABELS for word in run]
    if run[0].text.lower() not in known and not labelled[0] and any(labelled[1:-1]):
        return [labelled.index(True)]
    return []


def _initial(word: Word) -> bool:
    return len(word.text.rstrip(".")) == 1


def bear(figure: Figure, naming: Naming) -> None:
    figure.namings.append(naming)
    figure.first = min(figure.first, naming.span.start)
    naming.figure = figure
