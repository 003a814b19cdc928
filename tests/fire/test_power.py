"""A loss of power: whatever the disk has of the log, whole batches stand, and all that was told is on the disk."""

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from extract import pipeline
from extract.model import Judgement
from extract.store import open_store, queries, write
from extract.store.backup import backup, restore
from extract.store.takedown import take_down
from tests.store.corpus import LEDGER, POST, item, quote_ids

BATCHES, EACH = 12, 5
FULL = 2


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """A store whose batches are all still in its log, and how long the log was after each."""
    path = tmp_path_factory.mktemp("power") / "onrecord.db"
    ends = []
    with open_store(path, create=True) as store, open_store(path) as _:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for batch in range(BATCHES):
            texts = [f"Ada said that quay {batch}.{place} is closed. {'Gulls. ' * 300}" for place in range(EACH)]
            write.add(store, [item(text, said=[f"quay {batch}"], uri=f"{text[:30]}.txt") for text in texts])
            ends.append(log_of(path).stat().st_size)
        copy = path.with_name("copy.db")
        shutil.copy(path, copy)
        shutil.copy(log_of(path), log_of(copy))
    return copy, ends


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


@pytest.mark.parametrize("what", ["nothing", "zeros", "garbage", "older"])
def test_a_log_that_is_whole_up_to_a_byte_gives_whole_batches(
    log: tuple[Path, list[int]], tmp_path: Path, what: str
) -> None:
    path, ends = log
    whole = log_of(path).read_bytes()
    dice = random.Random(random.random())
    for cut in [*ends, *(end - 1 for end in ends), *(dice.randrange(len(whole)) for _ in range(30))]:
        after = {
            "nothing": b"",
            "zeros": bytes(len(whole) - cut),
            "garbage": dice.randbytes(len(whole) - cut),
            "older": whole[: len(whole) - cut],
        }
        torn = whole[:cut] + after[what]
        store = Path(shutil.copy(path, tmp_path / "torn.db"))
        log_of(store).write_bytes(torn)
        assert kept_in(store) == sum(torn.startswith(whole[:end]) for end in ends), cut
        for file in tmp_path.glob("torn.db*"):
            file.unlink()


def kept_in(path: Path) -> float:
    """Return how many batches a store has after it was opened."""
    with open_store(path) as store:
        assert store.one("PRAGMA integrity_check") == "ok"
        return queries.summary(store).articles / EACH


def test_every_connection_that_may_write_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []

    class Seen(sqlite3.Connection):
        def close(self) -> None:
            if "mode=rw" in self.file:
                names = ("synchronous", "fullfsync", "checkpoint_fullfsync")
                seen.append(tuple(self.execute(f"PRAGMA {name}").fetchone()[0] for name in names))
            super().close()

        def __init__(self, file: str, **named: Any) -> None:
            self.file = file
            super().__init__(file, **named)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *file, **named: connect(*file, **named, factory=Seen))
    monkeypatch.setattr(pipeline, "default_encoder", lambda: None)
    path, saved = tmp_path / "a.db", tmp_path / "saved.db"
    with open_store(path, create=True) as store:
        write.add(store, [POST, LEDGER])
        pipeline.judge(store, judged())
        take_down(store, "outlet", "Morning Ledger")
    backup(path, saved)
    restore(saved, path, replace=True)
    restore(saved, tmp_path / "b.db")
    assert len(seen) == 5
    assert set(seen) == {(FULL, 1, 1)}


def judged() -> Judgement:
    left, right = quote_ids(POST, LEDGER)
    return Judgement(
        left=left, right=right, verdict="same", evidence="", author="Ada", created_at="2026-05-09", about="statement"
    )
