"""How near two full names are, in points and in words: what the names alone say for one person.

Points of `SURE` join two names where nothing speaks against it; a name without points needs something else that agrees
(a role, an organisation, a name in the same articles). No likeness at all is no candidate.
"""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from extract.speakers.lexicon import given_names
from extract.speakers.names import (
    NameForm,
    alike,
    compatible,
    glued,
    nicknames,
    of_two_genders,
    same_word,
    single,
    sounded,
)

SURE, LIKELY, NEARLY, OPEN, FAINT, WEAK = 2.0, 1.5, 0.75, 0.0, -0.5, -1.0
# A typing slip in a long name ("Hernandes" for "Hernandez"): so many edits at most, in words at least so long.
SLIP, SLIP_LENGTH = 1, 7
# Shorter surnames are common, so that half of a double one says too little.
HALF_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """Points for one person, and the reason as a reader should see it."""

    points: float
    reason: str


def key_of(form: NameForm) -> str:
    """Return what all spellings of one name share that differ in case, accents, particles, hyphens and apostrophes."""
    return " ".join((*form.words, form.suffix)).replace("-", " ").replace("'", "").strip()


@lru_cache(maxsize=1 << 18)
def likeness(a: NameForm, b: NameForm) -> Likeness | None:
    """Return how near two full names are, None where they are two people's: symmetric."""
    if not a.given or not b.given or a.suffix != b.suffix:
        return None
    if key_of(a) == key_of(b):
        return Likeness(SURE, "the same name")
    if compatible(a, b):
        if _same_letters(a, b):
            return Likeness(SURE, "one has a further name")
        return Likeness(NEARLY if _other_given(a, b) else LIKELY, f"spelled {_spelled(a, b)}")
    if _slip(a, b):
        return Likeness(LIKELY, f"one letter apart: {_spelled(a, b)}")
    if _turned(a, b):
        certain = _given_tells(a, b)
        return Likeness(LIKELY if certain else FAINT, "the same words in another order")
    return None if of_two_genders(a, b) else _open(a, b)


def _open(a: NameForm, b: NameForm) -> Likeness | None:
    if alike(a, b):
        return Likeness(OPEN, f"alike in sound: {_spelled(a, b)}")
    if a.surname == b.surname and _initials(a, b):
        return Likeness(FAINT, "initials of the other's given names")
    if a.surname == b.surname and _short(a.given, b.given):
        return Likeness(OPEN, f"{a.given[0]} and {b.given[0]} may be short and long for one name")
    if a.surname == b.surname and a.given[1:] == b.given[1:] and _slipped(a.given[0], b.given[0]):
        return Likeness(WEAK, f"one letter apart: {_spelled(a, b)}")
    if a.given == b.given and _glued(a.surname, b.surname):
        return Likeness(FAINT, f"{_spelled(a, b)}, but for a particle")
    if a.given[0] == b.given[0] and _half(a, b):
        return Likeness(FAINT, "one has half of the other's double surname")
    return None


def places(form: NameForm) -> list[tuple[str, ...]]:
    """Return the blocks in which a full name meets those that it may be like."""
    found: list[tuple[str, ...]] = [
        ("sound", sounded(form.surname) or form.surname, initial) for initial in _first_letters(form)
    ]
    found += [("sound", sounded(rest), initial) for rest in _rests(form.surname) for initial in _first_letters(form)]
    found += [("turned", " ".join(sorted(form.words)))]
    if len(form.given) > 1:
        found.append(("given", *form.given[:2]))
        found.append(("sound", sounded(form.given[-1]), sounded(form.given[0])[:1]))
    return found


def _first_letters(form: NameForm) -> set[str]:
    longer = nicknames().get(form.given[0], frozenset())
    return {sounded(name)[:1] or name[0] for name in (form.given[0], *longer)}


def _rests(surname: str) -> set[str]:
    parts = {part for part in surname.split("-") if len(part) >= HALF_LENGTH} if "-" in surname else set()
    return parts | {surname.removeprefix(head) for head in glued() if _has(surname, head)}


def _has(surname: str, head: str) -> bool:
    return surname.startswith(head) and len(surname) >= len(head) + HALF_LENGTH


def _same_letters(a: NameForm, b: NameForm) -> bool:
    return a.surname == b.surname and a.given[0] == b.given[0]


def _other_given(a: NameForm, b: NameForm) -> bool:
    """Whether two names of two words differ in the given name by more than double letters ("Julien", "Julian")."""
    return len(a.words) == len(b.words) == 2 and single(a.given[0]) != single(b.given[0])


def _spelled(a: NameForm, b: NameForm) -> str:
    unlike = [pair for pair in zip(a.words, b.words, strict=False) if pair[0] != pair[1]] if _aligned(a, b) else []
    pairs = unlike or [(" ".join(a.words), " ".join(b.words))]
    return ", ".join(f"{x} / {y}" for x, y in (sorted(pair) for pair in pairs))


def _aligned(a: NameForm, b: NameForm) -> bool:
    return len(a.words) == len(b.words)


def _slip(a: NameForm, b: NameForm) -> bool:
    """Whether two names of three words or more differ by one letter in one long word."""
    if not _aligned(a, b) or len(a.words) < 3:
        return False
    unlike = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    return (
        len(unlike) == 1 and min(map(len, unlike[0])) >= SLIP_LENGTH and DamerauLevenshtein.distance(*unlike[0]) <= SLIP
    )


def _slipped(a: str, b: str) -> bool:
    """Whether two given names begin alike and differ by one letter, which may be a slip or another name."""
    return min(len(a), len(b)) > 2 and a[0] == b[0] and DamerauLevenshtein.distance(a, b) <= SLIP


def _turned(a: NameForm, b: NameForm) -> bool:
    return _aligned(a, b) and a.words != b.words and sorted(a.words) == sorted(b.words)


def _given_tells(a: NameForm, b: NameForm) -> bool:
    """Whether only one word of the two is a given name, so that the order can be told."""
    return len(a.words) == 2 and sum(word in given_names() for word in a.words) == 1


def _initials(a: NameForm, b: NameForm) -> bool:
    """Whether the given names of one are initials alone, and the other's from the first on ("A. P." for "Ada Pia")."""
    givens = [tuple(part for word in form.given for part in word.split("-")) for form in (a, b)]
    short, long = sorted(givens, key=lambda given: (max(map(len, given)), len(given)))
    return all(len(word) == 1 for word in short) and all(x == y[0] for x, y in zip(short, long, strict=False))


def _short(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    names = nicknames()
    known = b[0] in names.get(a[0], ()) or a[0] in names.get(b[0], ())
    return known and all(x[0] == y[0] for x, y in zip(a[1:], b[1:], strict=False))


def _glued(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return any(_has(long, head) and same_word(long.removeprefix(head), short) for head in glued())


def _half(a: NameForm, b: NameForm) -> bool:
    """Whether one surname is half of the other's ("Varga", "Varga-Okoro", "Varga Okoro")."""
    short, long = sorted((a, b), key=lambda form: (len(form.surname.split("-")) + len(form.given), form.surname))
    parts = long.surname.split("-") if "-" in long.surname else list(long.words[1:])
    return len(short.given) == 1 and len(parts) == 2 and len(short.surname) >= HALF_LENGTH and short.surname in parts
