"""What tasks write for each other is read whole, by part, and the same however often a task was run."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.engines.base import batched
from extract.engines.serial import SerialEngine
from extract.engines.shuffle import Exchange, Given, Table, read, write, written
from extract.errors import EngineError


def table(numbers: Sequence[int]) -> Table:
    hashes = np.array(numbers, dtype=np.uint64)
    words = np.empty(len(numbers), dtype=object)
    words[:] = [f"é {number}" for number in numbers]
    return {"hash": hashes, "words": words, "even": hashes % 2 == 0}


def spelt(numbers: Sequence[int]) -> Given[int]:
    return {"spelt": table(numbers)}, [len(numbers)]


def counted(found: Table) -> Given[tuple[int, int]]:
    assert all(words == f"é {number}" for number, words in zip(found["hash"], found["words"], strict=True))
    return {}, [(int(number), int((found["hash"] == number).sum())) for number in np.unique(found["hash"])]


@given(numbers=st.lists(st.integers(0, 2**64 - 1)), size=st.integers(1, 9), parts=st.integers(1, 5))
def test_rows_of_one_hash_come_together_whatever_the_batches(
    tmp_path_factory, numbers: list[int], size: int, parts: int
) -> None:
    exchange = Exchange(SerialEngine(), tmp_path_factory.mktemp("tables"), parts)
    batches = [*batched(numbers, size), []]
    assert list(exchange.spread(spelt, batches, {"spelt": "hash"})) == [[len(batch)] for batch in batches]
    found = [one for results in exchange.step(counted, ["spelt"], {}) for one in results]
    assert sorted(found) == sorted({(number, numbers.count(number)) for number in numbers})


def test_a_task_that_is_run_again_writes_the_same_file_and_leaves_no_other(tmp_path: Path) -> None:
    for _ in range(2):
        write(tmp_path / "t" / "000000000.parquet", table([1, 2, 3]), "hash", 2)
    assert [file.name for file in (tmp_path / "t").iterdir()] == ["000000000.parquet"]
    assert read(tmp_path / "t", 1, 1)["hash"].tolist() == [1, 3]
    assert written(tmp_path)["t"] > 0


def test_a_folder_that_a_worker_does_not_see_is_told_of_and_not_made(tmp_path: Path) -> None:
    exchange = Exchange(SerialEngine(), tmp_path / "on another machine", 2)
    with pytest.raises(EngineError, match="give a folder that all machines see"):
        list(exchange.spread(spelt, [[1, 2]], {"spelt": "hash"}))
    assert list(tmp_path.iterdir()) == []


def test_what_another_wrote_and_is_not_seen_is_missed(tmp_path: Path) -> None:
    exchange = Exchange(SerialEngine(), tmp_path, 2)
    list(exchange.spread(spelt, [[1, 2], [3, 4]], {"spelt": "hash"}))
    next((tmp_path / "spelt").glob("*1.parquet")).unlink()
    with pytest.raises(EngineError, match="does not see what others wrote"):
        list(exchange.step(counted, ["spelt"], {}))
