"""Scores of a network become attributions."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extract.quotes.reading import read
from extract.quotes.tagger.decode import CONTENT, CUE, SOURCE, Tagged, best_path, decode
from extract.quotes.tagger.pieces import TAGS, Pieces, pieces_of
from tests.quotes.tagger.told import Told, ToldModel
from tests.quotes.texts import parse_of

SPLIT = "The dam, said Anna Bright, held. Nobody was hurt, the mayor added."
TOLD: list[Told] = [
    {"content": ["The dam", "held"], "cue": ["said"], "source": ["Anna Bright"]},
    {"content": ["Nobody was hurt"], "cue": ["added"], "source": ["the mayor"]},
]


def decoded(text: str, told: list[Told], *, speech: bool = True, size: int = 64) -> tuple[Pieces, list[Tagged]]:
    model = ToldModel(text, told, speech=speech, size=size)
    pieces = pieces_of(read(parse_of(text)), (), model.tokenizer)
    return pieces, decode(pieces, model.read(pieces))


def words(text: str, pieces: Pieces, group: Tagged, role: int) -> list[str]:
    return [text[pieces.starts[s.first] : pieces.ends[s.last - 1]] for s in group.of(role)]


def test_parts_join_where_they_point_to_one_cue() -> None:
    pieces, groups = decoded(SPLIT, TOLD)
    assert [words(SPLIT, pieces, group, CONTENT) for group in groups] == [["The dam", "held"], ["Nobody was hurt"]]
    assert [words(SPLIT, pieces, group, SOURCE) for group in groups] == [["Anna Bright"], ["the mayor"]]
    assert [words(SPLIT, pieces, group, CUE) for group in groups] == [["said"], ["added"]]


@pytest.mark.parametrize("speech", [True, False])
def test_the_stance_is_that_of_the_content(speech: bool) -> None:
    _, groups = decoded(SPLIT, TOLD, speech=speech)
    assert all((group.speech > 0.9) == speech for group in groups)


def test_an_attribution_across_two_windows_stays_one() -> None:
    text = "The river rose all night. " * 6 + "\n\nThe mayor said the dam held. \n\nAnd nobody was hurt."
    told: list[Told] = [{"content": ["the dam held", "nobody was hurt"], "cue": ["said"], "source": ["The mayor"]}]
    pieces, groups = decoded(text, told, size=44)
    assert [words(text, pieces, group, CONTENT) for group in groups] == [["the dam held", "nobody was hurt"]]


def test_one_source_may_serve_two_attributions() -> None:
    text = "Anna Bright said the dam held and added that nobody was hurt."
    told: list[Told] = [
        {"content": ["the dam held"], "cue": ["said"], "source": ["Anna Bright"]},
        {"content": ["that nobody was hurt"], "cue": ["added"], "source": ["Anna Bright"]},
    ]
    pieces, groups = decoded(text, told)
    assert [words(text, pieces, group, SOURCE) for group in groups] == [["Anna Bright"], ["Anna Bright"]]


def test_a_source_without_a_content_is_no_attribution() -> None:
    _, groups = decoded(SPLIT, [{"source": ["Anna Bright"], "cue": ["said"]}])
    assert groups == []


@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 40), st.just(TAGS)), elements=st.floats(-9, 0, width=32)))
def test_the_inside_of_a_role_follows_its_beginning_or_its_inside(logs: np.ndarray) -> None:
    path = best_path(logs)
    assert path[0] % 2 == 1 or path[0] == 0
    for before, tag in pairwise(path):
        assert tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)


def test_the_best_path_gives_up_a_likely_tag_for_a_legal_whole() -> None:
    logs = np.log(
        np.array([[0.4, 0.35, 0.05, 0.05, 0.05, 0.05, 0.05], [0.1, 0.05, 0.65, 0.05, 0.05, 0.05, 0.05]], np.float32)
    )
    assert best_path(logs).tolist() == [1, 2]
