"""The [numbers] section of a language as phrases, built once a language."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.claims.lexemes import Phrases
from extract.claims.units import Unit, words
from extract.lang import Language


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every field is named as its key in the TOML file; the lists of `en.toml` show what each holds."""

    code: str
    decimal: str
    teens_after: frozenset[int]
    hundreds_below: int
    articles: Phrases[bool]
    joiners: Phrases[bool]
    half_after: Phrases[bool]
    linkers: Phrases[bool]
    cardinals: Phrases[int]
    hundreds: Phrases[int]
    scales: Phrases[int]
    scale_letters: Phrases[int]
    scale_letters_money: Phrases[int]
    collectives: Phrases[int]
    approximate_collectives: Phrases[bool]
    vague: Phrases[int]
    vague_after_quantifier: Phrases[int]
    vague_quantifiers: Phrases[bool]
    vague_needs_linker: Phrases[bool]
    fractions: Phrases[int]
    fraction_follows: Phrases[bool]
    halves: Phrases[int]
    half_follows: Phrases[bool]
    not_half_before: Phrases[bool]
    half_determiners: Phrases[bool]
    not_multiple_after: Phrases[bool]
    only_behind_negation: Phrases[bool]
    negation_particles: Phrases[bool]
    unit_modifiers: Phrases[bool]
    age_adverbs: Phrases[bool]
    age_at: Phrases[bool]
    terms: Phrases[bool]
    dialled: Phrases[bool]
    often: Phrases[bool]
    multiple_follows: Phrases[bool]
    people: Phrases[bool]
    multiples: Phrases[int]
    multiple_units: Phrases[int]
    ordinals: Phrases[int]
    ordinal_suffixes: frozenset[str]
    before: Phrases[str]
    after: Phrases[str]
    additional: Phrases[bool]
    not_before_duration: Phrases[bool]
    toll_verbs: Phrases[bool]
    toll_nouns: Phrases[bool]
    set_verbs: Phrases[bool]
    telling_verbs: Phrases[bool]
    day_nouns: Phrases[bool]
    time_nouns: Phrases[bool]
    of_them: Phrases[bool]
    count_pronouns: Phrases[bool]
    minus: Phrases[bool]
    minus_alone: Phrases[bool]
    level_verbs: Phrases[bool]
    change_nouns: Phrases[bool]
    alternatives: Phrases[bool]
    directions: Phrases[bool]
    range_openers: Phrases[bool]
    between: Phrases[bool]
    range_joiners: Phrases[bool]
    between_joiners: Phrases[bool]
    ratio_joiners: Phrases[bool]
    ratio_over_noun: Phrases[bool]
    change_verbs: Phrases[bool]
    percent_first: Phrases[bool]
    one: Phrases[bool]
    one_of: Phrases[bool]
    units: Phrases[Unit]
    subunits: Phrases[bool]
    age_before: Phrases[bool]
    age_after: Phrases[bool]
    age_bare: Phrases[bool]
    age_verbs: Phrases[bool]
    person_nouns: Phrases[bool]
    duration_before: Phrases[bool]
    duration_after: Phrases[bool]
    after_event: Phrases[bool]
    list_heads: Phrases[bool]
    list_heads_with_mark: Phrases[bool]
    score_words: Phrases[bool]
    date_prepositions: Phrases[bool]
    period_words: Phrases[bool]
    period_openers: Phrases[bool]
    rates: Phrases[bool]
    per: Phrases[bool]
    per_bases: Phrases[bool]
    purposes: Phrases[bool]
    entity_prepositions: Phrases[bool]
    rate_alone: Phrases[bool]
    rate_clause: Phrases[bool]
    clause_ends: Phrases[bool]
    place_prepositions: Phrases[bool]
    place_nouns: Phrases[bool]
    place_words: Phrases[bool]
    exclusions: Phrases[bool]
    source_openers: Phrases[bool]
    source_relatives: Phrases[bool]
    source_verbs: Phrases[bool]
    source_participles: Phrases[bool]
    counting_verbs: Phrases[bool]
    placing_verbs: Phrases[bool]
    inclusions: Phrases[bool]
    comparisons: Phrases[bool]
    moments: Phrases[bool]
    moments_before: Phrases[bool]
    million_nouns: Phrases[bool]
    period_before: Phrases[bool]
    whole_openers: Phrases[bool]
    entity_ends: Phrases[bool]
    determiners: Phrases[bool]
    clock_words: Phrases[bool]
    clock_openers: Phrases[bool]
    month: tuple[str, ...]
    month_case: bool
    clock: tuple[str, ...]
    clock_after: tuple[str, ...]
    clock_ranges: tuple[tuple[str, str], ...]
    era: tuple[str, ...]


_TABLES = (
    "cardinals", "hundreds", "scales", "collectives", "vague", "vague_after_quantifier", "fractions", "halves",
    "multiples", "multiple_units", "ordinals", "before", "after",
)  # fmt: skip
_EXACT = ("scale_letters", "scale_letters_money")
_WORDS = ("additional", "subunits")
_PLAIN = ("month", "clock", "clock_after", "era")


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the number lexicon of a language; raises `LanguageError` where its file has no section [numbers]."""
    # What people are called is told once a language, where it says who speaks.
    roles = [word for listed in language.section("speakers")["roles"].values() for word in listed]
    return _built(language.code, {**language.section("numbers"), "people": roles})


@cache
def digits_only() -> Lexicon:
    """Return a lexicon without a word: what can be read in a language that is not known."""
    return _built("", {})


def _built(code: str, section: Any) -> Lexicon:
    fields: dict[str, Any] = {"code": code, "decimal": section.get("decimal", ".")}
    fields["month_case"] = section.get("month_case", True)
    fields["teens_after"] = frozenset(section.get("teens_after", ()))
    fields["ordinal_suffixes"] = frozenset(section.get("ordinal_suffixes", ()))
    fields["hundreds_below"] = section.get("hundreds_below", 10)
    for name in _PLAIN:
        fields[name] = tuple(section.get(name, ()))
    fields["clock_ranges"] = tuple((opener, joiner) for opener, joiner in section.get("clock_ranges", ()))
    for name in _TABLES:
        fields[name] = Phrases(section.get(name, {}))
    for name in _EXACT:
        fields[name] = Phrases(section.get(name, {}), exact=True)
    for name in _WORDS:
        fields[name] = Phrases(dict.fromkeys(section.get(name, {}).get("words", ()), True))
    fields["clock_openers"] = Phrases(dict.fromkeys(section.get("clock_after", ()), True))
    fields["units"] = words(section) if section else Phrases({})
    for name in Lexicon.__dataclass_fields__:
        if name not in fields:
            fields[name] = Phrases(dict.fromkeys(section.get(name, ()), True))
    return Lexicon(**fields)
