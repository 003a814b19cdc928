"""Whatever is changed behind the store's back, its own check finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.store import Store, open_store, write
from extract.store.verify import problems
from tests.store.corpus import ITEMS, MATCHING, POST


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        document, extraction = POST
        write.add(store, [(replace(document, original=b"<p>the page"), extraction), *ITEMS[1:]])
        write.replace_derived(store, MATCHING)
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
        ("PRAGMA foreign_keys = OFF; DELETE FROM articles WHERE row = 1", "that is not there"),
    ],
)
def test_a_change_behind_its_back_is_found(store: Store, change: str, said: str) -> None:
    store.connection.executescript(change)
    assert any(said in line for line in problems(store))
