from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.store import Store, open_store, write
from tests.store.corpus import ITEMS, MATCHING


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        yield store


@pytest.fixture
def store(empty: Store) -> Store:
    """A store of the invented corpus, matched."""
    write.add(empty, ITEMS)
    write.replace_derived(empty, MATCHING)
    return empty
