"""Candidates: a fragment finds its source, common words find nothing, and crowds stay cheap, however they came."""

import numpy as np
import pytest

from extract.matching import candidates
from extract.matching.candidates import CROWD, LEADERS, Index, grams
from extract.matching.normal import normal
from extract.matching.wordings import Wordings, word_hash

LONG = "The orchard was sold in March, the presses in April, and the cidery of Maren will be auctioned off in June"


def pairs(*texts: str, languages: str = "") -> list[tuple[int, int]]:
    codes = languages.split() or ["en"] * len(texts)
    wordings = Wordings()
    rows = wordings.add([normal(text, code) for text, code in zip(texts, codes, strict=True)], 0.0, 0.0)
    blocks, _ = Index().add(wordings, rows)
    return sorted({pair for a, b in blocks for pair in zip(a.tolist(), b.tolist(), strict=True)})


def test_a_fragment_finds_the_quote_it_was_cut_from() -> None:
    assert pairs(LONG, "the presses in April", "a word of the sea") == [(0, 1)]


def test_texts_of_two_languages_are_never_paired_by_words() -> None:
    assert not pairs(LONG, LONG, languages="en fr")


def test_common_words_alone_make_no_candidates() -> None:
    assert not pairs("it is of the", "and it is of the sea")


def test_one_word_and_none_make_no_candidates() -> None:
    assert not pairs("cidery", "", LONG)


def test_a_crowd_of_like_texts_stays_together_and_costs_no_more_than_a_few_pairs_each() -> None:
    size = 2_500
    made = pairs(*(f"the cidery of Maren will be auctioned off, {number} said" for number in range(size)))
    per_key = max(LEADERS, CROWD // size)
    assert len(made) <= 20 * per_key * size
    assert {place for pair in made for place in pair} == set(range(size))


def test_keys_are_the_same_on_every_machine() -> None:
    assert word_hash("cidery", "en") == 2235252088241453030
    wordings = Wordings()
    ((_, keys, asked),) = grams(wordings, wordings.add([normal("the cidery of Maren", "en")], 0.0, 0.0))
    assert [int(key) for key in keys[:2]] == [186792490372, 4247584891571]
    assert asked.all()


@pytest.mark.parametrize("crowd", [4, 2_000])
def test_batches_make_the_pairs_that_all_at_once_make(crowd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "CROWD", crowd)
    texts = [normal(f"the cidery of Maren, {n % 7} presses and orchard {n} sold", "en") for n in range(60)]
    whole, grown = Wordings(), Wordings()
    blocks, _ = Index().add(whole, whole.add(texts, 0.0, 0.0))
    expected = {pair for a, b in blocks for pair in zip(whole.prints[a], whole.prints[b], strict=True)}
    index, found = Index(), np.zeros((0, 2), dtype=np.int64)
    for start in (40, 20, 0):
        blocks, demoted = index.add(grown, grown.add(texts[start : start + 20], 0.0, 0.0))
        doubtful = np.isin(found, demoted).any(axis=1)
        found = found[~doubtful | index.still_paired(grown, *found.T)]
        found = np.concatenate([found, *(np.stack(block, axis=1) for block in blocks)])
    pairs_found = {frozenset(pair) for pair in grown.prints[found].tolist()}
    assert pairs_found == {frozenset(map(int, pair)) for pair in expected}


def test_wordings_that_are_too_many_to_lay_in_order_at_once_give_the_same_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"the cidery of Maren, {n % 7} presses and orchard {n} sold" for n in range(60)]
    expected = pairs(*texts)
    monkeypatch.setattr(candidates, "MOST", 16)
    assert pairs(*texts) == expected
