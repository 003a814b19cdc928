"""An article in word pieces, and the windows over them."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.lang import load
from extract.quotes.reading import read
from extract.quotes.rules import by_rules
from extract.quotes.tagger.pieces import BEGIN, END, OVERLAP, RULES, Pieces, columns, pieces_of, positions, windows
from tests.quotes.tagger.told import word_tokenizer
from tests.quotes.texts import article_of, parse_of

TEXT = "“The dam held,” said Anna Bright.\n\nNobody was hurt."


def numbered(lengths: Sequence[int]) -> Pieces:
    """Return pieces that are their own numbers, in paragraphs of the lengths."""
    zeros = np.zeros(sum(lengths), dtype=np.int64)
    ids = np.arange(10, 10 + sum(lengths))
    breaks = tuple(int(sum(lengths[:number])) for number in range(len(lengths)))
    return Pieces(ids, ids, ids + 1, zeros, zeros, zeros, zeros, breaks)


def pieces_in(text: str) -> Pieces:
    reading = read(parse_of(text))
    return pieces_of(reading, by_rules(article_of(text), reading, load("en")), word_tokenizer())


def test_pieces_carry_what_the_rules_said_of_them() -> None:
    pieces = pieces_in(TEXT)
    words = [TEXT[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert pieces.tags[words.index("held")] == 2
    assert pieces.tags[words.index("said")] == 3
    assert pieces.tags[words.index("Anna")] == 5
    assert RULES[pieces.rules[words.index("said")]] == "quote-cue-after"
    assert pieces.groups[words.index("held")] == pieces.groups[words.index("Anna")] == 1


def test_pieces_know_where_the_marks_stand_and_paragraphs_begin() -> None:
    pieces = pieces_in(TEXT)
    words = [TEXT[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert pieces.quoted[words.index("dam")] == 1
    assert pieces.quoted[words.index("Anna")] == pieces.quoted[words.index("hurt")] == 0
    assert pieces.breaks == (0, words.index("Nobody"))


def test_a_text_without_words_has_no_windows() -> None:
    assert list(windows(numbered([]))) == []


@given(st.lists(st.integers(1, 150), max_size=30), st.integers(40, 90))
def test_each_piece_has_its_verdict_from_one_window(lengths: list[int], size: int) -> None:
    pieces = numbered(lengths)
    made = list(windows(pieces, size))
    assert [piece for window in made for piece in range(window.own, window.upto)] == list(range(sum(lengths)))
    assert all(window.first <= window.own < window.upto <= window.last for window in made)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=20))
def test_no_window_is_longer_than_the_network_can_read(lengths: list[int]) -> None:
    pieces = numbered(lengths)
    assert max(len(positions(pieces, window)) for window in windows(pieces)) <= 512


def test_a_window_reads_back_into_what_the_one_before_owns() -> None:
    first, second = list(windows(numbered([300, 300])))
    assert (second.own, second.first) == (first.upto, first.upto - OVERLAP)


def test_a_part_of_a_long_paragraph_reads_on_beyond_its_own_end() -> None:
    first = next(windows(numbered([2000])))
    assert first.last == first.upto + OVERLAP


def test_columns_set_marks_around_each_paragraph() -> None:
    pieces = numbered([2, 1])
    (window,) = windows(pieces)
    assert columns(pieces, window)[0].tolist() == [BEGIN, 10, 11, END, 12, END]
    assert positions(pieces, window).tolist() == [-1, 0, 1, -1, 2, -1]
