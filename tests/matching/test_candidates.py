"""Candidates: a short fragment finds the long quote, common words find nothing, a crowd stays bounded."""

from extract.matching.candidates import NEIGHBOURS, candidates, key
from extract.matching.normal import normal

LONG = "The orchard was sold in March, the presses in April, and the cidery of Maren will be auctioned off in June"


def pairs(*texts: str) -> list[tuple[int, int]]:
    return sorted(candidates([normal(text, "en") for text in texts]))


def test_a_fragment_finds_the_quote_it_was_cut_from() -> None:
    assert pairs(LONG, "the presses in April", "a word of the sea") == [(0, 1)]


def test_texts_of_two_languages_are_never_paired_by_words() -> None:
    assert not list(candidates([normal(LONG, "en"), normal(LONG, "fr")]))


def test_common_words_alone_make_no_candidates() -> None:
    assert not pairs("it is of the", "and it is of the sea")


def test_a_crowd_of_like_texts_costs_no_more_than_its_neighbours() -> None:
    crowd = [f"the cidery of Maren will be auctioned off, {number} said" for number in range(1_000)]
    assert len(pairs(*crowd)) <= 20 * NEIGHBOURS * len(crowd)


def test_keys_are_the_same_on_every_machine() -> None:
    assert key(("the", "cidery")) == 15949618662705610689
