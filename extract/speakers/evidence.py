"""What speaks for and against two names being one speaker, besides the names: each point with its reason.

Roles are compared by what a list of the project says of their nouns (`role_kinds.tsv`): the noun itself ("mayor",
"maire"), the world that it speaks from (politics, sport), and, for an office bound to a place, the place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from extract.speakers.names import folded, is_listed, organisation_key

# Points. One name and no evidence is worth 2 (`likeness.SURE`), and two are one from `ENOUGH` on.
ENOUGH = 1.0
SAME_ROLE, SAME_WORD, SAME_FIELD, OPPOSED = 2.0, 1.0, 0.5, -4.0
SAME_BODY = 2.0
RARE_COMPANY, MOST_COMPANY, COMMON_COMPANY = 1.5, 3.0, 0.5
NEAR_DAYS, NEAR = 7, 0.25
FAR_YEARS, FAR, LIFETIME_YEARS, LIFETIME = 25, -1.0, 70, -4.0
APART = -2.0
# So many letters of a word of a role are compared ("ambassador", "ambassadeur"), in words at least so long.
STEM, SHORTEST = 6, 4
# Names that open a sentence's worth of company: more words are no organisation's name.
LONGEST_BODY = 8

WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*")
# What hangs under the head of a role follows one of these.
HANGS = re.compile(r"[,(]|\b(?:of|for|at|in|to|de|du|des|d|à|au|aux|pour|chez)\b|\bd['’]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a noun that people are called by stands for."""

    name: str
    field: str
    local: bool


@dataclass(frozen=True, slots=True)
class Kinds:
    """The list of what people are called, every word folded."""

    of_word: Mapping[str, Kind]
    topics: Mapping[str, str]
    weak: frozenset[str]
    near: frozenset[frozenset[str]]


@cache
def kinds() -> Kinds:
    """Return role_kinds.tsv."""
    of_word: dict[str, Kind] = {}
    topics: dict[str, str] = {}
    weak: set[str] = set()
    near: set[frozenset[str]] = set()
    lines = resources.files(__package__).joinpath("role_kinds.tsv").read_text(encoding="utf-8").splitlines()
    for world, flag, english, french in (line.split("\t") for line in lines if line and not line.startswith("#")):
        words = [folded(word) for word in (*english.split(","), *french.split(",")) if word != "-"]
        if world == "weak":
            weak.update(words)
        elif world == "near":
            near.update(frozenset((a, b)) for a in words for b in words)
        elif flag == "topic":
            topics.update(dict.fromkeys(words, world))
        else:
            kind = Kind(words[0], "" if world == "-" else world, flag == "local")
            for word in words:
                of_word.setdefault(word, kind)
    return Kinds(of_word, topics, frozenset(weak), frozenset(near))


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What one role says: its nouns, the worlds they speak from, its other telling words, bodies, (office, place)."""

    heads: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    seats: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=1 << 16)
def role_facts(role: str) -> RoleFacts:
    """Return the facts of a role ("former mayor of Lund": a mayor, in politics, whose seat is Lund)."""
    first = HANGS.split(role, maxsplit=1)[0]
    heads = _heads(first) or _heads(role)
    words = [folded(word) for word in WORD.findall(role)]
    fields = {head.field for head in heads} - {""}
    if not fields:
        fields = {kinds().topics[word] for word in words if word in kinds().topics}
    proper = [folded(word) for word in WORD.findall(role[len(first) :]) if word[0].isupper()]
    return RoleFacts(
        heads=frozenset(head.name for head in heads),
        fields=frozenset(fields),
        stems=frozenset(word[:STEM] for word in words if len(word) >= SHORTEST and word not in kinds().weak),
        bodies=frozenset(_bodies(role)),
        seats=frozenset((head.name, word) for head in heads if head.local for word in proper),
    )


def _heads(text: str) -> list[Kind]:
    """Return the nouns that tell a world ("candidate and neurosurgeon"), else the last one ("press officer")."""
    found = [kinds().of_word[word] for word in map(folded, WORD.findall(text)) if word in kinds().of_word]
    return [kind for kind in found if kind.field] or found[-1:]


def _bodies(role: str) -> Iterable[str]:
    words = role.split()
    for start, word in enumerate(words):
        if word[0].isupper():
            for end in range(start + 1, min(len(words), start + LONGEST_BODY) + 1):
                name = " ".join(words[start:end]).strip(",.()")
                if is_listed(name):
                    yield organisation_key(name)


@dataclass(slots=True)
class Facts:
    """What is known of a speaker beside the name; `days` are proleptic ordinals of full dates."""

    roles: RoleFacts = field(default_factory=RoleFacts)
    company: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    days: tuple[int, ...] = ()
    languages: frozenset[str] = frozenset()

    @property
    def told(self) -> bool:
        """Whether a role tells who this is."""
        return bool(self.roles.fields or self.roles.seats)


def facts(roles: Iterable[str], company: Iterable[str], article: str, day: str | None, language: str | None) -> Facts:
    """Return the facts of a name in one article; `company` are the other names that speak in it."""
    ordinal = _ordinal(day)
    return Facts(
        _joined_roles([role_facts(role) for role in roles]),
        frozenset(company),
        frozenset([article]),
        () if ordinal is None else (ordinal, ordinal),
        frozenset([language] if language else ()),
    )


def together(several: Iterable[Facts]) -> Facts:
    """Return what is known of several that are one."""
    all_of = list(several)
    days = [day for one in all_of for day in one.days]
    return Facts(
        _joined_roles([one.roles for one in all_of]),
        frozenset().union(*(one.company for one in all_of)),
        frozenset().union(*(one.articles for one in all_of)),
        (min(days), max(days)) if days else (),
        frozenset().union(*(one.languages for one in all_of)),
    )


def _joined_roles(several: list[RoleFacts]) -> RoleFacts:
    if len(several) == 1:
        return several[0]
    return RoleFacts(
        frozenset().union(*(one.heads for one in several)),
        frozenset().union(*(one.fields for one in several)),
        frozenset().union(*(one.stems for one in several)),
        frozenset().union(*(one.bodies for one in several)),
        frozenset().union(*(one.seats for one in several)),
    )


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


Reasons = tuple[tuple[float, str], ...]


class Weighing:
    """Weighs facts against each other; knows in how many articles each name speaks."""

    def __init__(self, spread: Mapping[str, int], rare: int) -> None:
        self.spread, self.rare = spread, rare

    def reasons(self, a: Facts, b: Facts) -> Reasons:
        """Return what speaks for (points above 0) and against one speaker; symmetric."""
        return (*_of_roles(a.roles, b.roles), *self._of_company(a, b), *_of_days(a, b), *_of_languages(a, b))

    def points(self, a: Facts, b: Facts) -> float:
        return sum(points for points, _ in self.reasons(a, b))

    def _of_company(self, a: Facts, b: Facts) -> Reasons:
        """Those who speak in articles with both say that it is one circle, the more the rarer they are."""
        if a.articles & b.articles:
            return ((APART, "named side by side in one article"),)
        shared = a.company & b.company
        rare = sorted(name for name in shared if self.spread.get(name, 0) <= self.rare)
        if rare:
            told = " and ".join(rare[:2]) + (f" and {len(rare) - 2} more" if len(rare) > 2 else "")
            return ((min(MOST_COMPANY, RARE_COMPANY * len(rare)), f"{told} speak in articles of both"),)
        return ((COMMON_COMPANY, f"{len(shared)} others speak in articles of both"),) if len(shared) > 1 else ()


def _of_roles(a: RoleFacts, b: RoleFacts) -> Reasons:
    found: list[tuple[float, str]] = []
    bodies, heads = sorted(a.bodies & b.bodies), sorted(a.heads & b.heads)
    words = sorted((a.stems & b.stems) - {stem for body in bodies for stem in _stems(body)})
    fields = a.fields & b.fields
    if bodies:
        found.append((SAME_BODY, f"both of {bodies[0]}"))
    if moved := _other_seat(a, b):
        found.append((OPPOSED, moved))
    elif heads and (fields or words or not (a.fields and b.fields)):
        # "President" says little of which; "president of the rowing club" or "senator" tells.
        telling = fields or set(words) - set(_stems(" ".join(heads)))
        found.append((SAME_ROLE if telling else SAME_WORD, f"both {heads[0]}"))
    elif words:
        found.append((SAME_WORD, f"roles share “{words[0]}”"))
    elif fields:
        found.append((SAME_FIELD, f"both in {min(fields)}"))
    if opposed(a, b) and not bodies:
        found.append((OPPOSED, "{} and {} are two worlds".format(*sorted((min(a.fields), min(b.fields))))))
    return tuple(found)


def _stems(text: str) -> list[str]:
    return [word[:STEM] for word in text.split()]


def opposed(a: RoleFacts, b: RoleFacts) -> bool:
    """Whether the worlds that two speak from are far from each other, each from each."""
    near = kinds().near
    return bool(a.fields and b.fields) and not any(
        x == y or frozenset((x, y)) in near for x in a.fields for y in b.fields
    )


def _other_seat(a: RoleFacts, b: RoleFacts) -> str | None:
    """Return how two hold one office in two places ("mayor of Lund", "mayor of Dax"), None where they do not."""
    for office in sorted({office for office, _ in a.seats} & {office for office, _ in b.seats}):
        mine, others = ({place for name, place in one.seats if name == office} for one in (a, b))
        if not mine & others:
            return "{} of {} and of {}".format(office, *sorted((min(mine), min(others))))
    return None


def _of_days(a: Facts, b: Facts) -> Reasons:
    if not a.days or not b.days:
        return ()
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    if gap <= NEAR_DAYS:
        return ((NEAR, "in the same days" if gap <= 0 else f"{gap} days apart"),)
    years = gap // 365
    if years >= FAR_YEARS:
        return ((LIFETIME if years >= LIFETIME_YEARS else FAR, f"{years} years apart"),)
    return ()


def _of_languages(a: Facts, b: Facts) -> Reasons:
    if a.languages and b.languages and not a.languages & b.languages:
        return ((0.0, f"in {' and '.join(sorted(a.languages | b.languages))}"),)
    return ()
