"""The plain form of a text: spelling and marks gone, numbers and denials kept, rarity from a fixed table."""

import pytest

from extract.matching.lexicon import lexicon
from extract.matching.normal import guess, normal, rarity
from extract.matching.words import LONGEST


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("We can’t sail - not yet", "we can not sail, not yet", "en"),
        ("The I.R.S. office", "the IRS office", "en"),
        ("[T]he pier", "The pier", "en"),
        ("L’huître d'Orlec", "l'huître d’Orlec", "fr"),
        ("40 pour cent", "quarante pourcent", "fr"),
    ],
)
def test_spelling_and_marks_make_no_difference(one: str, other: str, language: str) -> None:
    assert normal(one, language).words == normal(other, language).words


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("about 10,000 herons", "en", {10_000}),
        ("two million litres and 3.5 percent", "en", {2_000_000, 3.5}),
        ("twenty-five divers, one at a time", "en", {25}),
        ("dix mille hérons", "fr", {10_000}),
        ("10 000 hérons, soit 3,5 pour cent", "fr", {10_000, 3.5}),
        ("quatre-vingt-dix navires", "fr", {90}),
        ("soixante-dix navires", "fr", {70}),
        ("deux milliards", "fr", {2_000_000_000}),
        ("5 m² and ²km, 1,5 km in version 1.2.3", "en", {5}),
    ],
)
def test_numbers_are_read_in_words_and_in_digits(text: str, language: str, numbers: set[float]) -> None:
    assert normal(text, language).numbers == numbers


@pytest.mark.parametrize(
    ("text", "language", "denies"),
    [
        ("They won't sail", "en", True),
        ("Not only the pier but the mole", "en", False),
        ("Ils n’ont rien vu", "fr", True),
        ("Ils ont tout vu", "fr", False),
    ],
)
def test_a_denial_is_noticed(text: str, language: str, denies: bool) -> None:
    assert bool(normal(text, language).negations) == denies


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nous voulons des actes, pas des excuses", 1),
        ("Nous ne voulons pas d’excuses", 1),
        ("Il n’a jamais rien reçu", 1),
        ("Personne ne l’a vu", 1),
        ("Aucun des trois bacs n’est sorti", 1),
        ("Il ne vient pas, sans excuse", 2),
        ("Il ne vient pas. Pas d’excuses", 2),
        ("Le phare ne sert pas seulement aux bacs", 0),
        ("C’est un pas vers le port", 0),
        ("Plus de 300 familles sont parties", 0),
    ],
)
def test_a_french_negation_of_two_words_counts_once_and_one_without_its_particle_too(text: str, count: int) -> None:
    assert normal(text, "fr").negations == count


def test_a_faithful_translation_denies_as_often_as_its_original() -> None:
    original, translation = "We want repairs, not excuses", "Nous voulons des travaux, pas des excuses"
    assert normal(original, "en").negations == normal(translation, "fr").negations == 1


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert rarity("dredging", "en") > rarity("government", "en") > rarity("the", "en") > 0
    assert rarity("hareng", "fr") > rarity("la", "fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [("the boats that we have seen", "en"), ("les bateaux que nous avons vus", "fr"), ("", None), ("船", None)],
)
def test_the_language_is_guessed_where_none_is_given(text: str, language: str | None) -> None:
    assert guess(text) == language


def test_a_language_without_a_file_has_no_words_but_weights() -> None:
    assert not lexicon("xx").negations
    assert normal("ein Kanal im Norden", "xx").weight > 0


def test_a_very_long_text_is_looked_at_in_part() -> None:
    assert len(normal("heron " * 100_000, "en").words) <= LONGEST
