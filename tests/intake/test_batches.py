"""Nothing that was read waits long to be saved."""

from extract.intake.batches import batches


def test_batches_are_full_while_reading_is_quick() -> None:
    assert list(batches(range(5), 2, clock=lambda: 0.0)) == [[0, 1], [2, 3], [4]]


def test_a_slow_reader_fills_no_batch() -> None:
    times = iter(range(0, 1000, 3))
    assert list(batches(range(4), 100, seconds=5.0, clock=lambda: next(times))) == [[0, 1], [2, 3]]
