"""The names of an article: where people and organisations are named, and which of those places name the same one."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.lexicon import Lexicon, given_names
from extract.speakers.names import (
    compatible,
    folded,
    form_of,
    gender_of,
    is_acronym,
    is_listed,
    organisation_key,
    spells,
)

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[-'’.&](?=[^\W\d_]))*\.?")
BRACKETED = re.compile(r"\(\s*([^\W\d_][^\W\d_.&-]{1,9})\.?\s*[),]")
PERSON_LABELS = frozenset({"PERSON", "PER"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "nsubj:outer"})
NO_NAME_TAGS = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "VERB", "ADV", "INTJ", "NUM", "PART"})
NO_NAME_LABELS = frozenset({"NORP", "DATE", "TIME", "LANGUAGE", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"})
LONGEST_NAME = 7


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
    """Somebody whom the article names: `kind` is person or organisation, `name` the fullest form, `gender` m or f."""

    kind: str
    name: str
    gender: str | None = None
    namings: list[Naming] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    role_heads: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Cast:
    """All figures of an article, and their namings in text order."""

    people: tuple[Figure, ...]
    organisations: tuple[Figure, ...]
    namings: tuple[Naming, ...]

    def within(self, span: Span) -> list[Naming]:
        """Return the namings that lie inside the span, in text order."""
        return [naming for naming in self.namings if naming.span in span]


def cast_of(parse: Parse, lexicon: Lexicon, quoted: Sequence[Span], sources: Sequence[Span] = ()) -> Cast:
    """Return the people and organisations that a text names; places inside the `quoted` spans are marked so.

    `sources` are where attributions go back to: who speaks may be meant by a surname that others bear too.
    """
    inside = Places(quoted)
    paragraphs = list(_paragraph_words(parse, lexicon))
    found = [n for words in paragraphs if not _headline(words) for n in _runs(parse, words, lexicon, inside)]
    titles = [n for words in paragraphs if _headline(words) for n in _runs(parse, words, lexicon, inside)]
    known = {folded(naming.text) for naming in found}
    found += [part for naming in titles for part in _known_parts(parse, naming, known)]
    people_like = _people(parse, found, lexicon, Places(sources))
    people_like += _missed(parse, paragraphs, people_like, lexicon, inside)
    named = {id(naming) for naming in people_like}
    others = [naming for naming in found if id(naming) not in named]
    organisations = _organisations(parse, others, lexicon, inside, [naming.span for naming in people_like])
    held = Places(naming.span for figure in organisations for naming in figure.namings)
    people, open_ones = _gathered([naming for naming in people_like if not held.holds(naming.span)], lexicon)
    _settle(open_ones, Places(sources))
    namings = [naming for figure in (*people, *organisations) for naming in figure.namings]
    namings += [naming for naming in open_ones if naming.figure is None]
    return Cast(tuple(people), tuple(organisations), tuple(sorted(namings, key=lambda n: (n.span, n.text))))


def _headline(words: Sequence[Word]) -> bool:
    """Whether a paragraph is a headline in capitals, whose runs of capitals are no names."""
    long = [word for word in words if len(word.text) > 3]
    return 3 < len(words) < 25 and len(long) > 2 and all(word.text[0].isupper() for word in long)


def _known_parts(parse: Parse, naming: Naming, known: set[str]) -> Iterator[Naming]:
    """Yield of a headline's run what the text names elsewhere too, the longest first."""
    matches = list(WORD.finditer(parse.text, naming.span.start, naming.span.end))
    place = 0
    while place < len(matches):
        for end in range(min(len(matches), place + LONGEST_NAME), place, -1):
            span = Span(matches[place].start(), matches[end - 1].end())
            text = " ".join(span.of(parse.text).split()).removesuffix("'s").removesuffix("’s")
            if folded(text) in known or (end == place + 2 and _given_and_known(matches[place:end], known)):
                words = tuple(text.split())
                token = min(parse.index_at(matches[end - 1].start()), len(parse.tokens) - 1)
                span = Span(span.start, span.start + len(text))
                yield Naming(span, text, words, naming.titles if place == 0 else (), token, naming.quoted)
                place = end - 1
                break
        place += 1


def _given_and_known(matches: Sequence[re.Match[str]], known: set[str]) -> bool:
    given, surname = (folded(match.group()) for match in matches)
    return given in given_names() and surname in known


def _missed(
    parse: Parse, paragraphs: Sequence[Sequence[Word]], people: Sequence[Naming], lexicon: Lexicon, quoted: Places
) -> list[Naming]:
    """Return where a known surname stands that the parse held for another part of speech."""
    surnames = {naming.words[-1] for naming in people if len(naming.words) > 1 and len(naming.words[-1]) > 2}
    held = Places(naming.span for naming in people)
    found = []
    for words in paragraphs:
        for before, word in zip([None, *words], words, strict=False):
            span = Span(word.start, word.end)
            if word.text in surnames and not held.holds(span) and not _headline(words):
                title = (
                    before is not None and lexicon.is_title(before.lower) and _adjoin(parse.text, before, word, lexicon)
                )
                titles = (before.lower,) if before is not None and title else ()
                token = min(word.token, len(parse.tokens) - 1)
                found.append(Naming(span, word.text, (word.text,), titles, token, quoted.holds(span)))
    return found


def _settle(open_ones: Sequence[Naming], sources: Places) -> None:
    """Give a shared surname to its first bearer, if it stood for that one alone before and no other bearer is heard.

    The news keeps the bare surname for the one whom it is about and tells relatives apart by their given names.
    """
    for naming in sorted(open_ones, key=lambda n: n.span):
        if len(naming.words) > 1:
            continue
        known = [figure for figure in naming.rivals if min(n.span for n in figure.namings) < naming.span] or list(
            naming.rivals
        )
        heard = [
            figure for figure in naming.rivals if any(sources.holds(n.span) for n in figure.namings if len(n.words) > 1)
        ]
        first = min(naming.rivals, key=lambda figure: min(n.span for n in figure.namings))
        if heard in ([], [first]) and (known == [first] or any(len(n.words) == 1 for n in first.namings)):
            _add(first, naming)


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


def _paragraph_words(parse: Parse, lexicon: Lexicon) -> Iterator[list[Word]]:
    for paragraph in parse.paragraphs:
        yield words_in(parse, paragraph, lexicon)


def _runs(parse: Parse, words: Sequence[Word], lexicon: Lexicon, quoted: Places) -> Iterator[Naming]:
    """Yield the runs of capitalised words, cut at titles and at what the parse holds for the start of a name."""
    run: list[Word] = []
    titles: list[str] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        if before is not None and not _adjoin(parse.text, before, word, lexicon):
            yield from _cut(parse, run, titles, lexicon, quoted)
            run, titles = [], []
        if _is_title(parse, word, run, after, lexicon):
            if run:
                yield from _cut(parse, run, titles, lexicon, quoted)
                run, titles = [], []
            titles.append(word.lower)
        elif (
            _in_name(parse, word, lexicon)
            or (run and word.lower in lexicon.particles | lexicon.suffixes)
            or _opens(word, after, lexicon)
        ):
            run.append(word)
        else:
            yield from _cut(parse, run, titles, lexicon, quoted)
            run, titles = [], []
    yield from _cut(parse, run, titles, lexicon, quoted)


def _adjoin(text: str, before: Word, word: Word, lexicon: Lexicon) -> bool:
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
    ends = after is None or not after.text[0].isupper() or not _adjoin(parse.text, word, after, lexicon)
    if run and word.text[0].isupper() and run[0].text.lower() in given_names() and ends:
        return False
    return not (run and len(word.text.rstrip(".")) == 1)


def _opens(word: Word, after: Word | None, lexicon: Lexicon) -> bool:
    hyphened = word.lower.partition("-")
    return (
        bool(hyphened[1])
        and hyphened[0] in lexicon.particles
        and hyphened[2] != ""
        and word.text.partition("-")[2][:1].isupper()
    )


def _in_name(parse: Parse, word: Word, lexicon: Lexicon) -> bool:
    if not word.text[0].isupper() or word.token >= len(parse.tokens):
        return _opens(word, None, lexicon)
    token = parse.tokens[word.token]
    if word.lower in given_names() or (
        token.entity in PERSON_LABELS and token.pos not in ("VERB", "AUX", "DET", "PRON")
    ):
        return True
    if word.lower in lexicon.determiners | lexicon.clause_words | lexicon.hanging or word.lower in lexicon.pronouns:
        return False
    return token.pos not in NO_NAME_TAGS and token.entity not in NO_NAME_LABELS


def _cut(parse: Parse, run: list[Word], titles: Sequence[str], lexicon: Lexicon, quoted: Places) -> Iterator[Naming]:
    while run and run[-1].lower in lexicon.particles and not run[-1].text[0].isupper():
        run = run[:-1]
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
    """Return where in a run a person's name begins after other capitals ("Interior | Rehman Malik")."""
    known = given_names()
    for place in range(1, len(run) - 1):
        if (
            run[place].text.lower() in known
            and not any(word.text.lower() in known for word in run[:place])
            and not _initial(run[0])
        ):
            return [place]
    for entity in parse.entities:
        if (
            entity.label in PERSON_LABELS
            and run[0].start < entity.span.start < run[-1].start
            and run[0].text.lower() not in known
        ):
            places = [i for i, word in enumerate(run) if word.start == entity.span.start]
            if places and parse.tokens[run[0].token].entity not in PERSON_LABELS:
                return places
    return []


def _initial(word: Word) -> bool:
    return len(word.text.rstrip(".")) == 1


def _people(parse: Parse, found: Sequence[Naming], lexicon: Lexicon, sources: Places) -> list[Naming]:
    """Return the namings that name people, judged by all places with the same words."""
    by_text: dict[str, list[Naming]] = defaultdict(list)
    for naming in found:
        by_text[folded(naming.text)].append(naming)
    people: list[Naming] = []
    speaking = {naming.words[-1] for naming in found if sources.holds(naming.span)}
    for same in by_text.values():
        if _is_person(parse, same, lexicon, same[0].words[-1] in speaking):
            people += same
    # A surname on its own is whoever bears it, whatever the model took it for.
    surnames = {form.surname for n in people if (form := form_of(n.text)) and form.given}
    rest = [n for n in found if len(n.words) == 1 and folded(n.text) in surnames]
    known = {id(n) for n in people}
    return people + [n for n in rest if id(n) not in known]


def _is_person(parse: Parse, same: Sequence[Naming], lexicon: Lexicon, speaks: bool) -> bool:
    words = [word.lower().rstrip(".") for word in same[0].words]
    titled = any(naming.titles for naming in same)
    nouns = lexicon.organisation_nouns | lexicon.document_nouns
    if (is_acronym(same[0].text) and not titled) or form_of(same[0].text) is None:
        return False
    if any(word in nouns for word in words) and not any(t in lexicon.honorifics for n in same for t in n.titles):
        return False
    labels = Counter(parse.tokens[n.token].entity for n in same if n.token < len(parse.tokens))
    people = sum(labels[label] for label in PERSON_LABELS)
    places = sum(labels[label] for label in PLACE_LABELS)
    others = sum(labels.values()) - people - labels[""]
    score = (
        3 * titled + 3 * (words[0] in given_names() and len(words) > 1) + 2 * (people > others) - 2 * (others > people)
    )
    score -= places > people
    if len(words) > 1:
        return score + 2 * speaks > 0
    if not titled and all(_opens_sentence(parse, naming) for naming in same):
        return score > 0 and words[0] in given_names()
    return score > 0 or (words[0] in given_names() and others <= people)


def _opens_sentence(parse: Parse, naming: Naming) -> bool:
    before = parse.text[max(0, naming.span.start - 2) : naming.span.start].strip()
    return not before or before[-1] in '.!?«“"‘-–—:'


def _gathered(namings: Sequence[Naming], lexicon: Lexicon) -> tuple[list[Figure], list[Naming]]:
    """Return the people whom the namings name, and the namings that several of them could bear."""
    ordered = sorted(namings, key=lambda n: (-len(n.words), n.span))
    figures: list[Figure] = []
    open_ones: list[Naming] = []
    for naming in (n for n in ordered if len(n.words) > 1):
        fits = [figure for figure in figures if _names(naming, figure)]
        if len(fits) == 1:
            _add(fits[0], naming)
        elif fits:
            naming.rivals = tuple(fits)
            open_ones.append(naming)
        else:
            figures.append(_new(naming))
    full = list(figures)
    for naming in sorted((n for n in ordered if len(n.words) == 1), key=lambda n: n.span):
        fits = _bearers(naming, full, lexicon)
        if len(fits) == 1:
            _add(fits[0], naming)
        elif fits:
            naming.rivals = tuple(fits)
            open_ones.append(naming)
        else:
            same = [figure for figure in figures[len(full) :] if folded(figure.name) == folded(naming.text)]
            if same:
                _add(same[0], naming)
            else:
                figures.append(_new(naming))
    return figures, open_ones


def _new(naming: Naming) -> Figure:
    figure = Figure("person", naming.text)
    _add(figure, naming)
    return figure


def _add(figure: Figure, naming: Naming) -> None:
    figure.namings.append(naming)
    naming.figure = figure


def _names(naming: Naming, figure: Figure) -> bool:
    """Whether a name of several words is the figure's, whole or in part ("Wasserman Schultz")."""
    a, b = form_of(naming.text), form_of(figure.name)
    if a is None or b is None:
        return False
    return compatible(a, b) or (len(a.words) < len(b.words) and b.words[-len(a.words) :] == a.words)


def _bearers(naming: Naming, figures: Sequence[Figure], lexicon: Lexicon) -> list[Figure]:
    """Return whom a single word may stand for: by surname, else by given name; a form of address tells them apart."""
    word = form_of(naming.text)
    if word is None:
        return []
    forms = [(figure, form_of(figure.name)) for figure in figures]
    fits = [figure for figure, form in forms if form and form.surname == word.surname]
    if not fits and not any(title in lexicon.honorifics for title in naming.titles):
        fits = [figure for figure, form in forms if form and form.given[:1] == (word.surname,)]
    if len(fits) > 1:
        genders = {lexicon.honorifics[t] for t in naming.titles if t in lexicon.honorifics} - {"c"}
        told = [figure for figure in fits if genders & {gender_of(figure.name)}]
        fits = told or fits
    return fits


def _organisations(
    parse: Parse, found: Sequence[Naming], lexicon: Lexicon, quoted: Places, people: Sequence[Span]
) -> list[Figure]:
    """Return the organisations: entities, capitals with an organisation's noun, long forms with a short one."""
    shorts = dict(_short_forms(parse))
    spans = {span for span, _ in shorts.values()}
    ends = {span.end: span for span in people}
    entities = [_bare(parse, entity.span, lexicon) for entity in parse.entities if entity.label == "ORG"]
    # What the model takes for an organisation may end in a person's name: "Ministry of Interior | Rehman Malik".
    entities = [Span(e.start, max(e.start, ends[e.end].start)) if e.end in ends else e for e in entities]
    spans |= {_trimmed(parse.text, span) for span in entities if len(span) > 1 and span not in people}
    spans |= {n.span for n in found if is_acronym(n.text) or _has_noun(n, lexicon) or is_listed(n.text)}
    figures: dict[str, Figure] = {}
    long_of = {organisation_key(short): organisation_key(long) for short, (_, long) in shorts.items()}
    for span in _outermost(spans):
        text = " ".join(span.of(parse.text).split())
        key = organisation_key(text)
        if not key or not any(c.isupper() for c in text) or text.lower() in lexicon.anaphoric_organisations:
            continue
        key = long_of.get(key, key)
        token = parse.index_at(max(span.end - 1, span.start))
        figure = figures.setdefault(key, Figure("organisation", text))
        if len(text) > len(figure.name):
            figure.name = text
        _add(figure, Naming(span, text, tuple(text.split()), (), min(token, len(parse.tokens) - 1), quoted.holds(span)))
    return list(figures.values())


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no other."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span not in kept[-1]:
            kept.append(span)
    return kept


def _has_noun(naming: Naming, lexicon: Lexicon) -> bool:
    return len(naming.words) > 1 and any(word.lower() in lexicon.organisation_nouns for word in naming.words)


def _trimmed(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip(" \n,")))


def _bare(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return the span without a leading article, a trailing possessive and what stands in brackets."""
    bracket = parse.text.find("(", span.start, span.end)
    words = words_in(parse, Span(span.start, bracket if bracket > span.start else span.end), lexicon)
    while len(words) > 1 and words[0].lower in lexicon.definite:
        words = words[1:]
    return Span(words[0].start, words[-1].end) if words else span


def _short_forms(parse: Parse) -> Iterator[tuple[str, tuple[Span, str]]]:
    """Yield short forms in brackets with their long form (Schwartz and Hearst 2003: the initials, read backwards)."""
    for paragraph in parse.paragraphs:
        for match in BRACKETED.finditer(parse.text, paragraph.start, paragraph.end):
            short = match[1]
            if sum(c.isupper() for c in short) < 2:
                continue
            start = max(paragraph.start, match.start() - 150)
            words = list(re.finditer(r"[^\W_]+(?:-[^\W_]+)*", parse.text[start : match.start()]))
            for word in words[-1 : -2 * len(short) - 6 : -1]:
                text = parse.text[start + word.start() : match.start()].strip()
                if word[0][0].isupper() and folded(word[0])[0] == folded(short)[0] and spells(short, text):
                    span = Span(start + word.start(), start + word.start() + len(text))
                    yield short, (span, " ".join(text.split()))
                    break
