"""Annotated articles become labelled windows."""

from typing import Any

import numpy as np

from extract.quotes.reading import read
from extract.quotes.tagger.pieces import pieces_of
from extract.training.examples import IGNORED, OTHER, SPEECH, Example, examples_of
from tests.quotes.tagger.told import word_tokenizer
from tests.quotes.texts import parse_of

TEXT = "Anna Bright said the dam held and added that it rained."


def span(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def quote(content: str, cue: str, source: str | None, **more: Any) -> dict[str, Any]:
    speaker = span(source) if source else []
    return {"content": span(content), "cue": span(cue), "speaker": speaker, "speech": True, **more}


def labelled(*quotes: dict[str, Any]) -> Example:
    (one,) = examples_of(pieces_of(read(parse_of(TEXT)), (), word_tokenizer()), quotes)
    return one


def place(word: str) -> int:
    """Return the place of a word behind the first mark."""
    return TEXT.rstrip(".").split().index(word) + 1


def test_each_part_points_to_its_cue_and_to_its_source() -> None:
    one = labelled(quote("the dam held", "said", "Anna Bright"))
    assert one.tags[[place("Anna"), place("said"), place("the"), place("held")]].tolist() == [5, 3, 1, 2]
    assert set(one.anchors[[place("Bright"), place("held"), place("said")]]) == {place("said")}
    assert set(one.sources[[place("said"), place("held")]]) == {place("Anna")}


def test_a_source_that_two_share_is_pointed_to_by_both() -> None:
    one = labelled(quote("the dam held", "said", "Anna Bright"), quote("that it rained", "added", "Anna Bright"))
    assert one.sources[place("rained")] == one.sources[place("held")] == place("Anna")
    assert one.anchors[place("Anna")] == place("said")


def test_a_source_that_there_is_none_of_is_the_first_mark_and_one_that_is_not_marked_is_no_label() -> None:
    none = labelled(quote("the dam held", "said", None))
    unmarked = labelled(quote("the dam held", "said", None, source_marked=False))
    assert none.sources[place("held")] == 0
    assert unmarked.sources[place("held")] == IGNORED


def test_words_of_no_attribution_have_a_tag_and_no_more() -> None:
    one = labelled(quote("the dam held", "said", "Anna Bright"))
    assert (one.tags[place("and")], one.anchors[place("and")], one.stances[place("and")]) == (0, IGNORED, IGNORED)
    assert one.tags[0] == IGNORED


def test_the_stance_is_what_the_annotators_said() -> None:
    one = labelled(
        quote("the dam held", "said", "Anna Bright"), quote("that it rained", "added", None) | {"speech": False}
    )
    assert one.stances[place("held")] == SPEECH
    assert one.stances[place("rained")] == OTHER
    assert np.array_equal(one.stances == IGNORED, one.anchors == IGNORED)
