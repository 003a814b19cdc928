"""The CSV beside a list: a button, and where the store is large a link that streams."""

import pytest

from dashboard.components import downloads
from tests.dashboard.conftest import Open, shown


def test_a_large_store_streams_what_a_small_one_keeps_in_memory(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'href="download/' not in shown(visit())
    monkeypatch.setattr(downloads, "HELD", 1)
    page = shown(visit())
    assert 'href="download/onrecord-quotes.csv?order=' in page
    assert 'href="download/onrecord-claims.csv?order=' in page
