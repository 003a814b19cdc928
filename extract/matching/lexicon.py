"""The words of one language that matching knows: section [matching] of its file in `lang/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extract.errors import LanguageError
from extract.lang import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language that matching knows."""

    contractions: Mapping[str, str]
    joined: Mapping[str, str]
    negations: frozenset[str]
    negation_particles: frozenset[str]
    negation_partners: frozenset[str]
    not_negations: frozenset[tuple[str, str]]
    denials: frozenset[str]
    hedges: tuple[tuple[str, ...], ...]
    conditions: frozenset[str]
    numbers: Mapping[str, int]
    decimal_comma: bool
    first_person: frozenset[str]
    pronouns: frozenset[str]
    honorifics: frozenset[str]
    sayings: frozenset[str]
    finite: frozenset[str]
    clause_openings: frozenset[str]
    openings: frozenset[str]


NO_WORDS = Lexicon(
    contractions={},
    joined={},
    negations=frozenset(),
    negation_particles=frozenset(),
    negation_partners=frozenset(),
    not_negations=frozenset(),
    denials=frozenset(),
    hedges=(),
    conditions=frozenset(),
    numbers={},
    decimal_comma=False,
    first_person=frozenset(),
    pronouns=frozenset(),
    honorifics=frozenset(),
    sayings=frozenset(),
    finite=frozenset(),
    clause_openings=frozenset(),
    openings=frozenset(),
)


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return the words of a language; a language without a file, or without the section, has none."""
    try:
        section = load(language or "").section("matching")
    except LanguageError:
        return NO_WORDS
    return Lexicon(
        contractions=dict(section["contractions"]),
        joined=dict(section["joined"]),
        negations=frozenset(section["negations"]),
        negation_particles=frozenset(section.get("negation_particles", ())),
        negation_partners=frozenset(section.get("negation_partners", ())),
        not_negations=frozenset((first, then) for first, then in section["not_negations"]),
        denials=frozenset(section["denials"]),
        hedges=tuple(tuple(hedge.split()) for hedge in section["hedges"]),
        conditions=frozenset(section["conditions"]),
        numbers=dict(section["numbers"]),
        decimal_comma=section["decimal_comma"],
        first_person=frozenset(section["first_person"]),
        pronouns=frozenset(section["pronouns"]),
        honorifics=frozenset(section["honorifics"]),
        sayings=frozenset(section.get("sayings", ())),
        finite=frozenset(section.get("finite", ())),
        clause_openings=frozenset(section.get("clause_openings", ())),
        openings=frozenset(section.get("openings", ())),
    )
