"""The cast of an article: the people and organisations that it names, each with all places that name it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.lexicon import Lexicon, gender_of_name, given_names
from extract.speakers.mentions import (
    LONGEST_NAME,
    PERSON_LABELS,
    WORD,
    Figure,
    Naming,
    Places,
    Word,
    adjoin,
    bear,
    paragraph_words,
    runs,
    words_in,
)
from extract.speakers.names import compatible, folded, form_of, is_acronym, sounded
from extract.speakers.organisations import apposed_nouns, organisations

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
INITIALS = re.compile(r"(?:[^\W\d_a-zà-ÿ]\.-?){1,3}[^\W\d_a-zà-ÿ]?\.?")
AGE = re.compile(r", ?(?:\d{1,2}\b)(?:[ \xa0\u202f]([^\W\d_]+))?[,.;)]")


@dataclass(frozen=True, slots=True)
class Cast:
    """All figures of an article, and their namings in text order."""

    people: tuple[Figure, ...]
    organisations: tuple[Figure, ...]
    namings: tuple[Naming, ...]
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._starts.extend(naming.span.start for naming in self.namings)

    def within(self, span: Span) -> list[Naming]:
        """Return the namings that lie inside the span, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [naming for naming in self.namings[first:last] if naming.span in span]


def cast_of(parse: Parse, lexicon: Lexicon, quoted: Sequence[Span], sources: Sequence[Span] = ()) -> Cast:
    """Return the people and organisations that a text names; places inside the `quoted` spans are marked so.

    `sources` are where attributions go back to: who speaks may be meant by a surname that others bear too.
    """
    inside = Places(quoted)
    paragraphs = _rejoined(paragraph_words(parse, lexicon), Places(sources))
    found = [n for words in paragraphs if not _headline(words) for n in runs(parse, words, lexicon, inside)]
    titles = [n for words in paragraphs if _headline(words) for n in runs(parse, words, lexicon, inside)]
    known = {folded(naming.text) for naming in found}
    found += [part for naming in titles for part in _known_parts(parse, naming, known)]
    people_like = _people(parse, found, lexicon, Places(sources))
    people_like += _missed(parse, paragraphs, people_like, lexicon, inside)
    named = {id(naming) for naming in people_like}
    others = [naming for naming in found if id(naming) not in named]
    bodies = organisations(parse, others, lexicon, inside, [naming.span for naming in people_like])
    held = Places(naming.span for figure in bodies for naming in figure.namings)
    people, open_ones = _gathered([naming for naming in people_like if not held.holds(naming.span)], lexicon)
    namings = [naming for figure in (*people, *bodies) for naming in figure.namings]
    namings += [naming for naming in open_ones if naming.figure is None]
    return Cast(tuple(people), tuple(bodies), tuple(sorted(namings, key=lambda n: (n.span, n.text))))


def _rejoined(paragraphs: Iterable[list[Word]], sources: Places) -> list[list[Word]]:
    """Return the words of each paragraph, those of two as one where a source goes on from one line to the next."""
    joined: list[list[Word]] = []
    for words in paragraphs:
        if joined and joined[-1] and words and sources.holds(Span(joined[-1][-1].start, words[0].end)):
            joined[-1] += words
        else:
            joined.append(words)
    return joined


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
                    before is not None and lexicon.is_title(before.lower) and adjoin(parse.text, before, word, lexicon)
                )
                titles = (before.lower,) if before is not None and title else ()
                token = min(word.token, len(parse.tokens) - 1)
                found.append(Naming(span, word.text, (word.text,), titles, token, quoted.holds(span)))
    return found


def settle(parse: Parse, cast: Cast, lexicon: Lexicon, sources: Sequence[Span]) -> None:
    """Give a shared surname to the one bearer who has its title or role ("Mayor Berg"), else to its first bearer.

    To the first only if it stood for that one alone before and no other bearer is heard: the news keeps the bare
    surname for the one whom it is about and tells relatives apart by their given names. Where it stood for nobody
    yet, it is whom alone of them the paragraph has just named in full. Roles must be known by now.
    """
    places = Places(sources)
    _join_kin(cast, lexicon)
    for naming in cast.namings:
        if naming.figure is None and naming.rivals and len(naming.words) == 1:
            fits = _titled(naming, lexicon)
            fits = fits if len(fits) == 1 else _beside(parse, naming) or fits or _first_bearer(naming, places)
            if len(fits) == 1:
                bear(fits[0], naming)


def _join_kin(cast: Cast, lexicon: Lexicon) -> None:
    """Give "Mrs Berg" to the one wife, mother or sister whom the article names by her given name alone.

    Only where every Berg that it names is no woman, and the other way round; the name is then put together.
    """
    kin = [f for f in cast.people if len(f.name.split()) == 1 and f.role_heads & lexicon.family_words and f.gender]
    for figure in cast.people:
        titles = {lexicon.honorifics.get(title) for naming in figure.namings for title in naming.titles}
        bearers = [f for f in cast.people if f is not figure and _bears(f, figure.name)]
        fits = [other for other in kin if other is not figure and other.gender in titles]
        others = not titles & {f.gender for f in bearers}
        if figure.name == _surname_alone(figure) and bearers and len(fits) == 1 and others:
            fits[0].name = f"{fits[0].name} {figure.name}"
            for naming in figure.namings:
                bear(fits[0], naming)
            figure.namings.clear()


def _surname_alone(figure: Figure) -> str:
    form = form_of(figure.name)
    return figure.name if form is not None and not form.given else ""


def _bears(figure: Figure, surname: str) -> bool:
    form, other = form_of(figure.name), form_of(surname)
    return form is not None and other is not None and bool(form.given) and form.surname == other.surname


def _titled(naming: Naming, lexicon: Lexicon) -> list[Figure]:
    """Return whom of its rivals the titles straight before a surname single out: by title, role or gender."""
    told = {lexicon.base_of(title) for title in naming.titles}
    genders = {lexicon.honorifics.get(title) for title in naming.titles} & {"m", "f"}
    fits = [
        figure
        for figure in naming.rivals
        if told & figure.role_heads or any(told & set(map(lexicon.base_of, n.titles)) for n in figure.namings)
    ]
    return fits if len(fits) == 1 else [figure for figure in naming.rivals if {figure.gender} == genders]


def _beside(parse: Parse, naming: Naming) -> list[Figure]:
    """Return the one rival whom the paragraph names in full before a surname that stood for none of them so far."""
    place = bisect_right(parse.paragraphs, naming.span.start, key=lambda span: span.start) - 1
    before = [n for figure in naming.rivals for n in figure.namings if n.span.start < naming.span.start]
    if place < 0 or any(len(n.words) == 1 for n in before):
        return []
    start = parse.paragraphs[place].start
    here = {id(n.figure): n.figure for n in before if n.span.start >= start and n.figure is not None}
    return list(here.values()) if len(here) == 1 else []


def _first_bearer(naming: Naming, sources: Places) -> list[Figure]:
    def full(figure: Figure) -> list[Naming]:
        return [n for n in figure.namings if len(n.words) > 1]

    first = min(naming.rivals, key=lambda figure: figure.first)
    known = [figure for figure in naming.rivals if figure.first < naming.span.start]
    heard = [
        figure for figure in naming.rivals if any(sources.holds(n.span) and n.span < naming.span for n in full(figure))
    ]
    alone = (known or list(naming.rivals)) == [first] or any(len(n.words) == 1 for n in first.namings)
    return [first] if alone and heard in ([], [first]) else []


def _people(parse: Parse, found: Sequence[Naming], lexicon: Lexicon, sources: Places) -> list[Naming]:
    """Return the namings that name people, judged by all places with the same words."""
    by_text: dict[str, list[Naming]] = defaultdict(list)
    for naming in found:
        by_text[folded(naming.text)].append(naming)
    people: list[Naming] = []
    speaking = {naming.words[-1] for naming in found if sources.holds(naming.span)}
    addressed = {n.words[-1] for n in found if any(title in lexicon.honorifics for title in n.titles)}
    for same in by_text.values():
        shown = same[0].words[-1] in addressed or any(_shown_as_person(parse, naming, lexicon) for naming in same)
        if _is_person(parse, same, lexicon, same[0].words[-1] in speaking, shown):
            people += same
    # A surname on its own is whoever bears it, whatever the model took it for.
    surnames = {form.surname for n in people if (form := form_of(n.text)) and form.given}
    rest = [n for n in found if len(n.words) == 1 and folded(n.text) in surnames]
    known = {id(n) for n in people}
    return people + [n for n in rest if id(n) not in known]


def _shown_as_person(parse: Parse, naming: Naming, lexicon: Lexicon) -> bool:
    """Whether what follows a name is said of people alone: an age, "who", a role without more between commas."""
    tail = parse.text[naming.span.end : naming.span.end + 60]
    age = AGE.match(tail)
    if age is not None and (age[1] is None or age[1].lower() in lexicon.age_words):
        # "Paris, 31": a single word must be a given name too.
        return len(naming.words) > 1 or naming.words[0].lower() in given_names()
    if len(naming.words) < 2 or not tail.startswith(","):
        return False
    words = words_in(parse, Span(naming.span.end, naming.span.end + len(tail)), lexicon)[:3]
    if words and words[0].lower in lexicon.personal_relatives:
        return True
    words = [word for word in words if word.lower not in lexicon.determiners]
    return bool(words) and words[0].text[0].islower() and words[0].lower in lexicon.roles


def _is_person(parse: Parse, same: Sequence[Naming], lexicon: Lexicon, speaks: bool, shown: bool) -> bool:
    words = [word.lower().rstrip(".") for word in same[0].words]
    titled = any(naming.titles for naming in same)
    nouns = lexicon.organisation_nouns | lexicon.document_nouns | lexicon.body_words
    if (is_acronym(same[0].text) and not titled) or form_of(same[0].text) is None:
        return False
    honoured = any(title in lexicon.honorifics for naming in same for title in naming.titles)
    # "Bill", "Marine" are given names too.
    rest = words[1:] if len(words) > 1 and words[0] in given_names() else words
    if any(word in nouns for word in rest) and not honoured:
        return False
    if not (honoured or shown or words[0] in given_names()) and any(_called_a_body(parse, n, lexicon) for n in same):
        return False
    labels = Counter(parse.tokens[n.token].entity for n in same if n.token < len(parse.tokens))
    people = sum(labels[label] for label in PERSON_LABELS)
    places = sum(labels[label] for label in PLACE_LABELS)
    others = sum(labels.values()) - people - labels[""]
    score = (
        3 * titled + 3 * (words[0] in given_names() and len(words) > 1) + 2 * (people > others) - 2 * (others > people)
    )
    score += 3 * bool(len(words) > 1 and INITIALS.fullmatch(same[0].words[0]))
    score += 3 * shown + (len(words) > 1 and _double(same[0].words[-1])) - (places > people)
    if len(words) > 1:
        return score + 2 * speaks > 0
    if not titled and not speaks and all(_hangs(parse, naming, lexicon) for naming in same):
        return words[0] in given_names() and others <= people
    if not titled and all(_opens_sentence(parse, naming) for naming in same):
        return score > 0 and words[0] in given_names()
    return score > 0 or (words[0] in given_names() and others <= people)


def _called_a_body(parse: Parse, naming: Naming, lexicon: Lexicon) -> bool:
    """Whether the noun of a body stands before a name as its own ("the relief agency X", "l'agence humanitaire X")."""
    if apposed_nouns(parse, naming.span, lexicon):
        return True
    first = parse.index_at(naming.span.start)
    if first == 0:
        return False
    before = parse.tokens[first - 1]
    if before.pos == "ADJ" and first > 1:
        before = parse.tokens[first - 2]
    between = parse.text[before.end : naming.span.start]
    return (
        before.sentence == parse.tokens[first].sentence
        and before.lower in lexicon.organisation_nouns
        and "," not in between
    )


def _double(word: str) -> bool:
    """Whether a word is a double-barrelled surname ("Varga-Lindt")."""
    first, hyphen, second = word.partition("-")
    return bool(hyphen) and len(second) > 2 and first[:1].isupper() and second[0].isupper() and not word.isupper()


def _hangs(parse: Parse, naming: Naming, lexicon: Lexicon) -> bool:
    """Whether a name stands behind a preposition ("tribunal de X"), as places do that nobody is named after."""
    before = parse.text[max(0, naming.span.start - 12) : naming.span.start].lower().split()
    return bool(before) and before[-1].rstrip("'’") in lexicon.hanging


def _opens_sentence(parse: Parse, naming: Naming) -> bool:
    before = parse.text[max(0, naming.span.start - 2) : naming.span.start].strip()
    return not before or before[-1] in '.!?«“"‘-–—:'


def _gathered(namings: Sequence[Naming], lexicon: Lexicon) -> tuple[list[Figure], list[Naming]]:
    """Return the people whom the namings name, and the namings that several of them could bear."""
    # Given names before initials, so that "H. Berg" goes to Helen Berg wherever it stands.
    ordered = sorted(namings, key=lambda n: (-sum(len(word.strip(".")) > 1 for word in n.words), -len(n.words), n.span))
    figures: list[Figure] = []
    open_ones: list[Naming] = []
    by_sound: dict[str, list[Figure]] = defaultdict(list)
    for naming in (n for n in ordered if len(n.words) > 1):
        form = form_of(naming.text)
        block = by_sound[sounded(form.surname) if form else ""]
        fits = _of_gender(naming, [figure for figure in block if _names(naming, figure)], lexicon)
        _give(naming, fits, figures, open_ones)
        if naming.figure is not None and len(naming.figure.namings) == 1:
            block.append(naming.figure)
    by_word: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        form = form_of(figure.name)
        for word in {form.surname, *form.given[:1]} if form else ():
            by_word[word].append(figure)
    alone: dict[str, list[Figure]] = defaultdict(list)
    for naming in sorted((n for n in ordered if len(n.words) == 1), key=lambda n: n.span):
        form = form_of(naming.text)
        fits = _bearers(naming, by_word.get(form.surname, []) if form else [], lexicon)
        _give(naming, fits or alone[folded(naming.text)], figures, open_ones)
        if not fits and naming.figure is not None and not alone[folded(naming.text)]:
            alone[folded(naming.text)].append(naming.figure)
    return figures, open_ones


def _give(naming: Naming, fits: Sequence[Figure], figures: list[Figure], open_ones: list[Naming]) -> None:
    """Give the naming to the one whom it fits, to a new figure where it fits none, and to nobody where it fits more."""
    if len(fits) > 1:
        naming.rivals = tuple(fits)
        open_ones.append(naming)
    elif fits:
        bear(fits[0], naming)
    else:
        figures.append(_new(naming))


def _new(naming: Naming) -> Figure:
    figure = Figure("person", naming.text)
    bear(figure, naming)
    return figure


def _names(naming: Naming, figure: Figure) -> bool:
    """Whether a name of several words is the figure's, whole or in part ("Wasserman Schultz")."""
    a, b = form_of(naming.text), form_of(figure.name)
    if a is None or b is None:
        return False
    if len(a.given) == 1 and len(a.given[0]) == 1 and b.given and (a.surname, a.suffix) == (b.surname, b.suffix):
        return a.given[0] == b.given[0][0]
    return compatible(a, b) or (len(a.words) < len(b.words) and b.words[-len(a.words) :] == a.words)


def _bearers(naming: Naming, figures: Sequence[Figure], lexicon: Lexicon) -> list[Figure]:
    """Return whom a single word may stand for: by surname, else by given name; a form of address tells them apart."""
    word = form_of(naming.text)
    if word is None:
        return []
    forms = [(figure, form_of(figure.name)) for figure in figures]
    fits = [figure for figure, form in forms if form and form.surname == word.surname]
    polite = any(title in lexicon.honorifics for title in naming.titles)
    if not fits and (not polite or lexicon.given_titles & set(naming.titles)):
        fits = [figure for figure, form in forms if form and form.given[:1] == (word.surname,)]
    return _of_gender(naming, fits, lexicon)


def _of_gender(naming: Naming, figures: Sequence[Figure], lexicon: Lexicon) -> list[Figure]:
    """Return those whose given name goes with the form of address, else those whose name does not tell."""
    genders = {lexicon.honorifics[t] for t in naming.titles if t in lexicon.honorifics} & {"m", "f"}
    if not genders:
        return list(figures)
    told = {id(figure): gender_of_name(figure.name, lexicon) for figure in figures}
    return [f for f in figures if told[id(f)] in genders] or [f for f in figures if told[id(f)] is None]
