"""Readers never see half a batch, and a writer waits for nobody who reads."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from extract.store import Store, open_store, queries, write
from tests.store.corpus import item

BATCHES = 30


def write_batches(path: Path, done: Event) -> None:
    try:
        with open_store(path) as store:
            for number in range(BATCHES):
                text = f"Ada said that quay {number} is closed."
                pair = [item(text, outlet=outlet, said=[f"quay {number}"]) for outlet in ("A", "B")]
                write.add(store, pair)
    finally:
        done.set()


def read_until(path: Path, done: Event) -> list[tuple[int, int, int]]:
    seen = []
    last = False
    while not last:
        last = done.is_set()
        with open_store(path, readonly=True) as store, store.snapshot():
            said = sum(1 for _ in queries.quotes(store))
            seen.append((queries.revision(store), queries.summary(store).articles, said))
    return seen


def test_two_readers_see_whole_batches_while_a_writer_writes(empty: Store) -> None:
    done = Event()
    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read_until, empty.path, done) for _ in range(2)]
        threads.submit(write_batches, empty.path, done).result()
    for reader in readers:
        seen = reader.result()
        assert seen == sorted(seen)
        assert all(articles == said == 2 * revision for revision, articles, said in seen)
        assert seen[-1][0] == BATCHES
