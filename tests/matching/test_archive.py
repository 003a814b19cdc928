"""The archive grows by batches, and holds what it would hold had all been read at once."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.matching import archive as archives
from extract.matching import candidates
from extract.matching.alignment import align
from extract.matching.archive import Archive, align_many
from extract.matching.growing import Growing
from extract.matching.link import statements
from extract.matching.normal import normal
from extract.model import Quote
from tests.benchmarks.synthetic import quotes as made

RARE = ["heron", "colony", "dredging", "Marrow", "sluice", "orchard", "cidery", "auctioned", "nineteen", "lifeboat"]
COMMON = ["the", "in", "but", "never", "will", "be", "of", "people", "20"]
TEXTS = st.lists(st.sampled_from([*RARE, *COMMON]), min_size=1, max_size=14).map(" ".join)
DATES = st.sampled_from([None, "2024-05-02", "2024-05-03", "2024-09-30", "--05-03", "2124-01-01", "soon"])
SPEAKERS = st.sampled_from([None, "Ilse Marrow", "Marrow", "Otto Brack"])
MADE = st.lists(st.tuples(TEXTS, DATES, SPEAKERS, st.sampled_from(["a", "b", None])), min_size=2, max_size=24)


def held(archive: Archive) -> set[tuple[frozenset[int], float]]:
    prints = archive.wordings.prints
    pairs = zip(archive.pairs.a, archive.pairs.b, archive.pairs.shared.total, strict=True)
    return {(frozenset((int(prints[a]), int(prints[b]))), round(float(total), 4)) for a, b, total in pairs}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=MADE, seed=st.integers(0, 99), crowd=st.sampled_from([2, 2_000]))
def test_growing_in_any_batches_gives_the_statements_of_all_at_once(
    several: list[tuple[str, str | None, str | None, str | None]],
    seed: int,
    crowd: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "CROWD", crowd)
    monkeypatch.setattr(candidates, "LEADERS", 1)
    quotes = [
        Quote(id=str(place), text=text, language="en", date=day, speaker=speaker, article_id=article)
        for place, (text, day, speaker, article) in enumerate(several)
    ]
    random, whole, grown = Random(seed), Archive(), Archive()
    expected = statements(quotes, archive=whole)
    random.shuffle(quotes)
    cuts = sorted(random.sample(range(len(quotes)), min(6, len(quotes))))
    for cut in cuts:
        statements(quotes[:cut], archive=grown)
    assert statements(quotes, archive=grown) == expected
    assert held(grown) == held(whole)
    growing = Growing()
    for start, end in pairwise([0, *cuts, len(quotes)]):
        growing.add(quotes[start:end])
    assert growing.statements() == expected


@pytest.mark.parametrize("crowd", [20, 500])
def test_what_grows_in_many_steps_holds_at_each_what_all_at_once_would(
    crowd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "CROWD", crowd)
    quotes, _ = made(1_500)
    Random(3).shuffle(quotes)
    growing, place = Growing(), 0
    for size in (700, 1, 300, 0, 2, 90, 7, 400):
        growing.add(quotes[place : place + size])
        place += size
        assert growing.statements() == statements(quotes[:place])
    assert place == len(quotes)


def test_more_cores_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    quotes, _ = made(1_500)
    monkeypatch.setattr(candidates, "BLOCK", 100)  # many blocks, which several threads share
    found = []
    for cores in (1, 4):
        monkeypatch.setattr(archives, "CORES", cores)
        found.append(statements(quotes))
    assert found[0] == found[1]


def test_statements_that_new_quotes_do_not_touch_are_not_told_again() -> None:
    quotes, _ = made(1_500)
    growing = Growing()
    growing.add(quotes[:-10])
    before = {statement.id: statement for statement in growing.statements()}
    again = growing.add(quotes[-10:])
    assert len(again) < 100
    after = {statement.id: statement for statement in growing.statements()}
    told = {statement.id for statement in again}
    assert all(after[id] == before[id] for id in after.keys() - told)


def test_many_alignments_are_those_of_one_at_a_time() -> None:
    random = Random(7)
    texts = [normal(" ".join(random.choices([*RARE, *COMMON], k=random.randint(0, 30))), "en") for _ in range(60)]
    pairs = [(a, b) for a in texts[:30] for b in texts[30:]]
    for found, (a, b) in zip(align_many(pairs), pairs, strict=True):
        alone = align(a, b)
        assert found == alone


def test_what_can_prove_nothing_is_not_kept() -> None:
    archive = Archive()
    assert archive.add([normal(text, "en") for text in ("", "No", "it is of the and to", "heron")]).tolist() == [-1] * 4
    assert len(archive.wordings) == 0


def test_a_wording_is_kept_once() -> None:
    archive = Archive()
    text = "the cidery of Maren will be auctioned off"
    rows = archive.add([normal(text, "en"), normal(text.upper() + "!", "en"), normal(text, "fr")])
    assert rows[0] == rows[1] != rows[2]
    assert archive.add([normal(text, "en")]).tolist() == [rows[0]]
