"""Whatever is changed behind the store's back, its own check finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store import Store, memories, open_store, queries, write
from extract.store.verify import problems
from tests.store.corpus import ITEMS, MATCHING, POST


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        document, extraction = POST
        write.add(store, [(replace(document, original=b"<p>the page"), extraction), *ITEMS[1:]])
        write.replace_derived(store, MATCHING)
        memories.remember(store, "vectors", "1", b"one")
        yield store


def test_a_store_as_it_was_written_is_sound(store: Store) -> None:
    assert list(problems(store)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE articles SET text = replace(text, 'lifeboat', 'liftboat')", "its text has another hash"),
        ("UPDATE attributions SET content = '[[0, 3]]'", "does not stand there"),
        ("UPDATE attributions SET content = '[[0, 99999]]'", "does not stand there"),
        ("UPDATE attributions SET source_text = 'Nobody'", "does not stand there"),
        ("UPDATE attributions SET cue = '[[0, 3]]'", "does not stand there"),
        ("UPDATE claims SET surface = '900'", "does not stand there"),
        ("UPDATE claims SET sentence = 'Nobody waits.'", "does not stand there"),
        ("UPDATE articles SET zones = '[[\"body\", 0, 99999]]'", "lies outside the text"),
        ("UPDATE originals SET data = x'00'", "cannot be unpacked"),
        ("UPDATE originals SET size = 3", "another hash"),
        ("INSERT INTO attribution_words (rowid, text) VALUES (999, 'x')", "the search index of attributions"),
        ("UPDATE attributions SET context = 'Nobody sails.'", "does not stand there"),
        ("UPDATE attributions SET plain = 'Nobody sails.'", "does not stand there"),
        ("UPDATE statements SET canonical = 'Nobody sails.'", "shows words that none of its quotes has"),
        ("UPDATE attributions SET context = CAST(x'41ff42' AS TEXT)", "its context is no text any more"),
        ("UPDATE articles SET text = CAST(x'41ff42' AS TEXT)", "its text is no text any more"),
        ("UPDATE articles SET zones = '{[\"body\"'", "its zones cannot be read any more"),
        ("UPDATE attributions SET content = 'X[0, 3]]'", "its content cannot be read any more"),
        ("UPDATE documents SET metadata = '{'", "its metadata cannot be read any more"),
        ("UPDATE memories SET data = x'00' || data", "what matching remembers (vectors): is damaged"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM articles WHERE row = 1", "that is not there"),
    ],
)
def test_a_change_behind_its_back_is_found(store: Store, change: str, said: str) -> None:
    store.connection.executescript(change)
    assert any(said in line for line in problems(store))


def test_one_broken_value_hides_no_other(store: Store) -> None:
    store.connection.execute("UPDATE articles SET text = CAST(x'41ff42' AS TEXT), zones = 'X' WHERE row = 1")
    store.connection.execute("UPDATE attributions SET context = 'Nobody sails.' WHERE article = 2")
    found = list(problems(store))
    assert sum("articles, row 1: " in line for line in found) == 2
    assert any("does not stand there" in line for line in found)


@pytest.mark.parametrize("change", ["context = CAST(x'41ff42' AS TEXT)", "content = 'X[0, 3]]'"])
def test_who_reads_a_broken_value_hears_that_the_store_is_damaged_and_none_of_its_words(
    store: Store, change: str
) -> None:
    store.connection.execute(f"UPDATE attributions SET {change}")
    with (
        pytest.raises(StoreError, match=r"onrecord\.db: the store is damaged; restore a backup") as said,
        store.snapshot(),
    ):
        list(queries.table_rows(store, "quotes", queries.Filters()))
    assert "A\ufffdB" not in str(said.value)
