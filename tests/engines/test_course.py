"""Batches come back whole and in order, however their pieces end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.engines.base import batched
from extract.engines.course import PIECE, Course, Piece
from extract.errors import EngineError


def told(course: Course[int, int], deadly: frozenset[int], order: list[int]) -> list[list[int]]:
    """Run a course to its end: a piece with a deadly item costs its worker; `order` says which piece is next."""
    found: list[list[int]] = []
    while not course.ended:
        while course.wants(3):
            course.read()
        if course.waiting:
            course.waiting.rotate(order.pop() if order else 0)
            piece = course.waiting.popleft()
            if deadly.intersection(piece.items):
                course.failed(piece, "it was killed")
            else:
                course.done(piece, list(piece.items))
        found += course.finished()
    return found


@given(st.lists(st.integers(0, 99), max_size=60), st.integers(1, 13), st.frozensets(st.integers(0, 99)), st.data())
def test_every_item_is_told_once_and_in_order_or_given_up_alone(
    items: list[int], size: int, deadly: frozenset[int], data: st.DataObject
) -> None:
    order = data.draw(st.lists(st.integers(0, 9), max_size=30))
    batches = list(batched(items, size))
    course: Course[int, int] = Course(batches, lambda item, cause: [-1 - item])
    expected = [[-1 - item if item in deadly else item for item in batch] for batch in batches]
    assert told(course, deadly, order) == expected


def test_a_large_batch_is_shared_out() -> None:
    course: Course[int, int] = Course([list(range(3 * PIECE))], None)
    course.read()
    assert [len(piece.items) for piece in course.waiting] == [PIECE] * 3


def test_an_error_is_raised_where_its_batch_would_be_told() -> None:
    course: Course[int, int] = Course([[1], [2]], None)
    course.read()
    course.read()
    first, second = course.waiting
    course.raised(second, ValueError("the second"))
    assert list(course.finished()) == []
    course.done(first, [1])
    results = course.finished()
    assert next(results) == [1]
    with pytest.raises(ValueError, match="the second"):
        next(results)


def test_one_item_is_tried_twice_and_then_an_error_where_nothing_may_stand_for_it() -> None:
    course: Course[int, int] = Course([[1]], None)
    course.read()
    piece: Piece[int] = course.waiting.popleft()
    course.failed(piece, "it was killed")
    assert list(course.waiting) == [piece]
    with pytest.raises(EngineError, match="it was killed"):
        course.failed(course.waiting.popleft(), "it was killed")
