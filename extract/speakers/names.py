"""Comparable forms of names: diacritics, transliterations, particles, initials, order; acronyms of organisations."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import islice, product

from extract.speakers.lexicon import given_names

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# "JD Sorel": two capitals before a name.
INITIALS = re.compile(r"^[A-Z]{2}(?= )")
# Longer than any name: a paragraph that was taken for one compares with nothing.
LONGEST = 120
# A name of more words is not read in another language, and no name in more ways.
LONGEST_TRANSLATED, MOST_READINGS = 9, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    particles: frozenset[str]
    weak: frozenset[str]
    sounds: tuple[tuple[str, str], ...]
    starts: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    suffixes: Mapping[str, str]
    letters: Mapping[int, str]
    given_particles: frozenset[str]
    glued: tuple[str, ...]
    nicknames: Mapping[str, frozenset[str]]
    common_bodies: frozenset[str]


@cache
def _habits() -> _Habits:
    """Return names.toml: what names share in every language."""
    data = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    return _Habits(
        particles=frozenset(data["particles"]),
        weak=frozenset(data["weak"]),
        sounds=tuple((spelling, sound) for spelling, sound in data["sounds"]),
        starts=tuple((spelling, sound) for spelling, sound in data["starts"]),
        endings=tuple((spelling, sound) for spelling, sound in data["endings"]),
        openings=tuple(data["openings"]),
        suffixes=data["suffixes"],
        letters=str.maketrans(data["letters"]),
        given_particles=frozenset(data["given_particles"]),
        glued=tuple(data["glued"]),
        common_bodies=frozenset(data["common_bodies"]),
        nicknames={short: frozenset(names) for short, names in data["nicknames"].items()},
    )


@dataclass(frozen=True, slots=True)
class NameForm:
    """A person's name taken apart: folded words, `surname` without its particles, `suffix` such as "jr"."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.given, self.surname)


def folded(text: str) -> str:
    """Return the text without diacritics, in lower case, with plain apostrophes and single spaces."""
    plain = unicodedata.normalize("NFKD", text.lower()).translate(_habits().letters)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@lru_cache(maxsize=1 << 16)
def form_of(name: str) -> NameForm | None:
    """Return the form of a person's name, None where it has no letters or is longer than any name.

    "BRUNEL, Ada P." and "BRUNEL Ada P." are turned round; a hyphen parts two words of one surname, which stay together;
    "A.P. Brunel" has two initials.
    """
    if len(name) > LONGEST:
        return None
    dotted = _apart(folded(_given_first(name))).replace(",", " ").split()
    dotted = [word for word in dotted if any(c.isalpha() for c in word) and not any(c.isdigit() for c in word)]
    words = [word.strip(".'") for word in dotted]
    suffix = _habits().suffixes[words.pop()] if len(words) > 1 and words[-1] in _habits().suffixes else ""
    kept = [
        _without_particle(word)
        for word, written in zip(words, dotted, strict=False)
        # "D." is an initial, "d" a particle.
        if word not in _habits().particles or len(words) == 1 or (len(word) == 1 and written.endswith("."))
    ]
    return NameForm(tuple(kept[:-1]), kept[-1], suffix) if kept else None


def person_form(name: str) -> NameForm | None:
    """Return the form of a name that stands alone, where a particle may be a given name ("Ben Sorel", "Al Sorel")."""
    form = form_of(name)
    words = folded(name).split()
    if form is None or form.given or len(words) != 2 or words[0] not in _habits().given_particles:
        return form
    return NameForm((words[0],), form.surname, form.suffix)


def _given_first(name: str) -> str:
    """Return the name with the given names first where a comma or capitals show that the surname came first."""
    last, comma, first = name.partition(",")
    plain = folded(first)
    if comma and plain and plain.strip(". ") not in _habits().suffixes and len(plain.split()) <= 3:
        return f"{first} {last}"
    words = name.split()
    loud = next(
        (place for place, word in enumerate(words) if not (word.isupper() and len(word) > 2 and "." not in word)),
        len(words),
    )
    if 0 < loud < len(words) and not words[loud].isupper() and folded(words[loud]) not in _habits().particles:
        return " ".join((*words[loud:], *words[:loud])) if folded(words[-1]) not in _habits().suffixes else name
    return INITIALS.sub(lambda found: ". ".join(found[0]) + ".", name) if name != name.upper() else name


def _apart(text: str) -> str:
    return re.sub(r"\b([^\W\d_])\.-?(?=[^\W\d_])", r"\1. ", text)


def _without_particle(word: str) -> str:
    head, hyphen, rest = word.partition("-")
    return rest if hyphen and head in _habits().particles and rest else word


@lru_cache(maxsize=1 << 16)
def sounded(word: str) -> str:
    """Return the word with the spellings that transliteration varies made one ("mohamed" and "muhammad" meet)."""
    word = re.sub(r"[^a-z]", "", folded(word))
    for opening, sound in _habits().starts:
        if word.startswith(opening):
            word = sound + word.removeprefix(opening)
    for ending, sound in _habits().endings:
        if word.endswith(ending):
            word = word.removesuffix(ending) + sound
    for spelling, sound in _habits().sounds:
        word = word.replace(spelling, sound)
    return single(word)


def single(word: str) -> str:
    """Return the word with every letter once where it stands twice or more."""
    return re.sub(r"(.)\1+", r"\1", word)


def glued() -> tuple[str, ...]:
    """Return the particles that may be written in one word with what follows."""
    return _habits().glued


def nicknames() -> Mapping[str, frozenset[str]]:
    """Return the given names that each short name may stand for, all folded."""
    return _habits().nicknames


def same_word(a: str, b: str) -> bool:
    """Whether two folded words of a name are one, spelled alike or carried over from another script differently."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or (a[0] != b[0] and "".join(sorted((a[0], b[0]))) not in _habits().openings):
        return False
    return sounded(a) == sounded(b) != ""


def compatible(a: NameForm, b: NameForm) -> bool:
    """Whether two full names may be one person's: surnames and first given names alike, the middle ones not against it.

    Another spelling counts for one word where a further word is the same letter by letter; Jr. and Sr. are two people.
    """
    if not a.given or not b.given or a.suffix != b.suffix or not same_word(a.surname, b.surname):
        return False
    if not _same_given(a.given[0], b.given[0]) or not _fits(a.given[1:], b.given[1:]):
        return False
    if of_two_genders(a, b):
        return False
    if a.surname == b.surname:
        return (len(a.given[0]) > 1 and len(b.given[0]) > 1) or a.given[0] == b.given[0]
    return any(len(word) > 2 and word in b.words for word in a.words)


def of_two_genders(a: NameForm, b: NameForm) -> bool:
    """Whether the first given names are borne by men alone and by women alone."""
    return bool(a.given and b.given) and {given_names().get(a.given[0]), given_names().get(b.given[0])} >= {"m", "f"}


def alike(a: NameForm, b: NameForm) -> bool:
    """Whether two full names sound alike word by word: one person where something else says so too."""
    return (
        bool(a.given)
        and a.suffix == b.suffix
        and len(a.words) == len(b.words)
        and all(same_word(x, y) for x, y in zip(a.words, b.words, strict=True))
    )


def _same_given(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return same_word(a, b)


def _fits(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the shorter run of middle names is found in order in the longer; initials alone, from its beginning.

    "W." is not the second initial of "H. W.".
    """
    short, long = sorted((a, b), key=len)
    if all(len(word) == 1 for word in short):
        return all(_same_given(word, other) for word, other in zip(short, long, strict=False))
    place = 0
    for word in short:
        while place < len(long) and not _same_given(word, long[place]):
            place += 1
        if place == len(long):
            return False
        place += 1
    return True


def initials(name: str) -> str:
    """Return the capital initials of a name's words ("Tax Policy Center" gives TPC)."""
    return "".join(word[0] for word in WORD.findall(name) if word[0].isupper())


def is_acronym(text: str) -> bool:
    """Whether the text is a short form in capitals, two to eight letters, dots apart."""
    letters = text.replace(".", "")
    return (
        2 <= len(letters) <= 8 and letters.isalpha() and sum(c.isupper() for c in letters) >= max(2, len(letters) - 1)
    )


def spells(acronym: str, name: str) -> bool:
    """Whether the acronym takes the initials of the name's words in order, the first word's among them."""
    letters = folded(acronym).replace(".", "")
    starts = [word[0] for part in WORD.findall(name) for word in re.split(r"['’]", folded(part)) if word]
    if (
        not starts
        or not letters
        or len(starts) > 14
        or letters[0] not in (starts[0], starts[1] if len(starts) > 1 else "")
    ):
        return False
    place = 0
    for letter in letters:
        while place < len(starts) and starts[place] != letter:
            place += 1
        if place == len(starts):
            return False
        place += 1
    return True


def translated_keys(name: str) -> frozenset[str]:
    """Return what an organisation's name of `translation()`'s first language may read in the second, words sorted.

    Each word goes over by the project's list of words that organisations' names are made of, or stays as it is (a
    place, a surname). Empty where no word goes over.
    """
    words = organisation_key(name).split()
    options = [_translations().get(word, ()) for word in words]
    if not 2 <= len(words) <= LONGEST_TRANSLATED or not any(options):
        return frozenset()
    readings = product(*(choice or (word,) for word, choice in zip(words, options, strict=True)))
    return frozenset(" ".join(sorted(reading)) for reading in islice(readings, MOST_READINGS))


def translation() -> tuple[str, str]:
    """Return the codes of the two languages between which names of organisations are carried over."""
    first, second = _word_rows()[0]
    return first, second


def organisation_key(name: str) -> str:
    """Return what an organisation's spellings share, listed forms as one; "" for what is no name.

    Folded, "-isation" as "-ization", without articles and prepositions.
    """
    if len(name) > 2 * LONGEST:
        return ""
    key = _organisation_words(name)
    return _gazetteer().get(key, key)


def is_common_body(name: str, nouns: Collection[str]) -> bool:
    """Whether what an article calls a body is no name: one of the `nouns` for bodies alone, such as "the Board"."""
    key = _organisation_words(name) if len(name) <= 2 * LONGEST else ""
    return (key in nouns or key in _habits().common_bodies) and key not in _gazetteer()


def is_listed(name: str) -> bool:
    """Whether the project's list of organisations has this form."""
    return len(name) <= 2 * LONGEST and _organisation_words(name) in _gazetteer()


@lru_cache(maxsize=1 << 16)
def _organisation_words(name: str) -> str:
    text = re.sub(r"([a-z])s(ation|ations|ed|er|ing)\b", _american, folded(name).replace("-", " "))
    words = re.findall(r"[^\W_]+", re.sub(r"\b[ld]'|'s\b", " ", text.replace(".", "")))
    kept = [word for word in words if word not in _habits().weak]
    return " ".join(kept) if any(c.isalpha() for word in kept for c in word) else ""


def _american(match: re.Match[str]) -> str:
    return f"{match[1]}z{match[2]}" if match[1] == "i" else match[0]


@cache
def _word_rows() -> list[list[str]]:
    lines = resources.files(__package__).joinpath("organisation_words.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _translations() -> Mapping[str, tuple[str, ...]]:
    """Return the words that each word of organisations' names may stand for in the other language, all folded."""
    return {folded(row[0]): tuple(map(_organisation_words, row[1:])) for row in _word_rows()[1:]}


@cache
def _gazetteer() -> Mapping[str, str]:
    """Return the key of every listed form, pointing at its organisation's first name."""
    lines = resources.files(__package__).joinpath("organisations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {_organisation_words(form): _organisation_words(row[0]) for row in rows for form in row}
