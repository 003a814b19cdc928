"""An engine keeps the order of its batches and reads no further ahead than it must."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from extract.engines.base import batched
from extract.engines.local import LocalEngine


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_hold_every_item_once_and_in_order(items: list[int], size: int) -> None:
    batches = list(batched(items, size))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == size for batch in batches[:-1])


def test_results_come_in_the_order_of_the_batches() -> None:
    assert list(LocalEngine().map(sum, [[1, 2], [3], []])) == [3, 3, 0]


def test_a_batch_is_read_when_its_result_is_asked_for() -> None:
    read = []

    def source() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            yield number

    next(LocalEngine().map(len, batched(source(), 10)))
    assert len(read) == 10
