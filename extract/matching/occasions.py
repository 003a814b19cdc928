"""When and where something was said, as far as an article tells: the day, who was spoken to, the place, the medium.

Two reports that tell of two occasions report two utterances, however like their words are. What an article does not
tell stands against nothing.
"""

from dataclasses import dataclass

LATER = 30
"""Days after which the same line is said on another occasion."""

SLACK = 1
"""Days by which an article may be dated before what it reports: a live page, another time zone."""

Days = tuple[int, int]
"""The first and the last day, as ordinals, on which something may have been said."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is told of an occasion; None and the empty set are unknown. `latest` is the article's own day.

    `place` holds a town, its region too, or what may be either; `town` says that it holds a town.
    """

    days: Days | None = None
    hosts: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    latest: int | None = None
    town: bool = False

    @property
    def told(self) -> bool:
        """Whether anything is told but the day of the article."""
        return self.days is not None or bool(self.hosts or self.place or self.media)


NOWHERE = Occasion()


def apart(a: Occasion, b: Occasion) -> bool:
    """Return whether two reports tell of two occasions: two days, hosts, towns, or a tweet here and a debate there."""
    if _is_later(a, b) or _is_later(b, a) or _disjoint(a.hosts, b.hosts):
        return True
    return not a.hosts & b.hosts and (_places_apart(a, b) or _media_apart(a.media, b.media))


def together(a: Occasion, b: Occasion) -> bool:
    """Return whether two reports tell of one occasion: one host or time, or one recalls what was said weeks before."""
    if apart(a, b):
        return False
    return bool(a.hosts & b.hosts) or _recalls(a, b) or _recalls(b, a) or _one_time(a, b)


def _one_time(a: Occasion, b: Occasion) -> bool:
    return a.days is not None and b.days is not None and a.days[0] <= b.days[1] and b.days[0] <= a.days[1]


def _recalls(one: Occasion, other: Occasion) -> bool:
    """Return whether one tells what was said weeks before, and so early that the other may have told it."""
    if one.days is None or one.latest is None or one.latest - one.days[0] <= LATER:
        return False
    return other.latest is not None and one.days[0] <= other.latest


def _is_later(one: Occasion, other: Occasion) -> bool:
    """Return whether one was said after the other was: nothing is reported before it is said."""
    if one.days is None:
        return False
    if other.days is not None:
        return one.days[0] > other.days[1]
    return other.latest is not None and one.days[0] > other.latest + SLACK


def _disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and a.isdisjoint(b)


def _places_apart(a: Occasion, b: Occasion) -> bool:
    """Return whether two places are two; of "Ohio" and "Columbus, Ohio" one may be in the other."""
    if not a.place or not b.place or not (a.town or b.town):
        return False
    return not any(_same_place(one, other) for one in a.place for other in b.place)


def _same_place(one: str, other: str) -> bool:
    """Return whether two names may be one place's: "Pa." is Pennsylvania, "N.C." North Carolina."""
    short, long = sorted((one.replace(".", "").replace(" ", "").lower(), other.replace(" ", "").lower()), key=len)
    letters = iter(long)
    return short[:1] == long[:1] and all(letter in letters for letter in short)


def _media_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and all(frozenset((one, other)) in APART for one in a for other in b)


APART = frozenset(
    frozenset(pair)
    for pair in (
        ("debate", "interview"),
        ("debate", "stage"),
        ("debate", "press"),
        ("debate", "post"),
        ("debate", "writing"),
        ("interview", "stage"),
        ("interview", "post"),
        ("interview", "writing"),
        ("stage", "post"),
        ("stage", "writing"),
        ("press", "post"),
    )
)
"""Media that are never one: what was tweeted may stand in a statement too, and who takes the stage meets the press."""
