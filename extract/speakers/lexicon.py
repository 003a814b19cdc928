"""The words of [speakers] in a language's file, typed; and the project's list of given names."""

import unicodedata
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
    post_nominals: frozenset[str]
    given_titles: frozenset[str]
    body_words: frozenset[str]
    particular_bodies: frozenset[str]
    epithets: frozenset[str]
    trades: frozenset[str]
    demonstratives: frozenset[str]
    age_words: frozenset[str]
    former: frozenset[str]
    voice_documents: frozenset[str]
    authors: frozenset[str]
    anonymity: frozenset[str]
    demonym_endings: tuple[str, ...]
    glue: tuple[str, ...]
    determiner_genders: Mapping[str, str]
    code: str

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
    values |= {
        key: dict(section[key]) for key in ("pronouns", "honorifics", "titles", "role_bases", "determiner_genders")
    }
    values |= {key: tuple(section[key]) for key in ("role_endings", "demonym_endings", "glue")}
    values["code"] = language.code
    values["role_covers"] = {role: frozenset(others) for role, others in section["role_covers"].items()}
    values["roles"] = {word: gender for gender, listed in section["roles"].items() for word in listed}
    return Lexicon(**values)


@cache
def given_names() -> Mapping[str, str]:
    """Return the gender (m, f, c) of each given name of the project's list, by its lower-case form."""
    lines = resources.files(__package__).joinpath("given_names.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name.lower(): gender for name, gender in pairs}


def gender_of_name(name: str, lexicon: Lexicon) -> str | None:
    """Return m or f where the given name says so in the article's language, else None.

    The project's list goes before the official ones, save where the two countries differ: "Jean" is a man in French.
    """
    words = name.replace("’", "'").split()
    first = words[0].lower().strip(".,") if words else ""
    local, abroad = ("fr", "us") if lexicon.code == "fr" else ("us", "fr")
    for key in (first, first.partition("-")[0]):
        official = name_genders().get(_unmarked(key), {})
        own, here, there = given_names().get(key), official.get(local), official.get(abroad)
        if lexicon.code == "fr" and here in ("m", "f") and here != there:
            return here
        gender = own or here or there
        if gender:
            return gender if gender in ("m", "f") else None
    return None


def _unmarked(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.replace("œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def name_genders() -> Mapping[str, Mapping[str, str]]:
    """Return the gender (m, f, c) of unaccented given names by country, from official lists (see the file)."""
    lines = resources.files(__package__).joinpath("given_name_genders.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        row[0]: {country: gender for country, gender in zip(header[1:], row[1:], strict=True) if gender != "-"}
        for row in rows
    }
