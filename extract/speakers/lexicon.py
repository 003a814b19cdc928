"""The words of [speakers] in a language's file, typed; and the project's list of given names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from extract.lang import Language

# Shorter words with the ending of a trade are often others ("prologue").
LONGEST_LOOKALIKE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the words of a language say of who speaks; every word in lower case, every gender m, f or c (common)."""

    definite: frozenset[str]
    possessive: frozenset[str]
    indefinite: frozenset[str]
    plural_quantity: frozenset[str]
    first_person: frozenset[str]
    first_person_plural: frozenset[str]
    plural_pronouns: frozenset[str]
    neuter_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    personal_relatives: frozenset[str]
    indefinite_pronouns: frozenset[str]
    coordination: frozenset[str]
    hanging: frozenset[str]
    clause_words: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    elisions: frozenset[str]
    family_words: frozenset[str]
    organisation_nouns: frozenset[str]
    anaphoric_organisations: frozenset[str]
    generic_roles: frozenset[str]
    corporate_roles: frozenset[str]
    document_nouns: frozenset[str]
    group_nouns: frozenset[str]
    pronouns: Mapping[str, str]
    honorifics: Mapping[str, str]
    titles: Mapping[str, str]
    roles: Mapping[str, str]
    role_bases: Mapping[str, str]
    role_covers: Mapping[str, frozenset[str]]
    role_endings: tuple[str, ...]
    role_exceptions: frozenset[str]
    time_nouns: frozenset[str]

    @property
    def determiners(self) -> frozenset[str]:
        return self.definite | self.possessive | self.indefinite

    def base_of(self, role: str) -> str:
        """Return the form under which a role noun is compared ("spokeswoman" counts as "spokesperson")."""
        role = self.titles.get(role, role)
        return self.role_bases.get(role, role)

    def is_role(self, word: str) -> bool:
        """Whether the word (lower case) is what a person is called: listed, or long with the ending of a trade."""
        return word in self.roles or (
            len(word) > LONGEST_LOOKALIKE and word.endswith(self.role_endings) and word not in self.role_exceptions
        )

    def covers(self, role: str, other: str) -> bool:
        """Whether somebody who is the `other` may be called by this role for short."""
        base = self.base_of(role)
        covered = next((self.role_covers[key] for key in self._keys(base) if key in self.role_covers), frozenset())
        return any(key in covered for key in self._keys(self.base_of(other)))

    def _keys(self, role: str) -> tuple[str, ...]:
        return (role, *(f"-{ending}" for ending in self.role_endings if role.endswith(ending)))

    def is_title(self, word: str) -> bool:
        """Whether the word (lower case, no full stop) may stand before a name: a role, a title or a form of address."""
        return word in self.roles or word in self.titles or word in self.honorifics


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language."""
    section = language.section("speakers")
    values: dict[str, Any] = {key: frozenset(value) for key, value in section.items() if isinstance(value, list)}
    values |= {key: dict(section[key]) for key in ("pronouns", "honorifics", "titles", "role_bases")}
    values["role_endings"] = tuple(section["role_endings"])
    values["role_covers"] = {role: frozenset(others) for role, others in section["role_covers"].items()}
    values["roles"] = {word: gender for gender, listed in section["roles"].items() for word in listed}
    return Lexicon(**values)


@cache
def given_names() -> Mapping[str, str]:
    """Return the gender (m, f, c) of each given name of the project's list, by its lower-case form."""
    lines = resources.files(__package__).joinpath("given_names.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name.lower(): gender for name, gender in pairs}
