"""The CSV beside a list: a button, and where the store is large a link that streams."""

import pytest

from dashboard.components import downloads
from tests.dashboard import world
from tests.dashboard.conftest import Open, shown


def test_a_large_store_streams_what_a_small_one_keeps_in_memory(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'href="download/' not in shown(visit())
    monkeypatch.setattr(downloads, "HELD", 1)
    page = shown(visit())
    assert 'href="download/onrecord-quotes.csv?order=' in page
    assert 'href="download/onrecord-claims.csv?order=' in page


def test_the_months_of_a_speaker_leave_as_a_table_of_numbers(visit: Open) -> None:
    taken = {}

    def kept(_label, made, **named):
        taken[named["file_name"]] = made()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads.st, "download_button", kept)
        visit("speaker", id=world.speaker_id())
    lines = taken["onrecord-outlets-months.csv"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("speaker,outlet,2026-0")
    assert {line.split(",")[1] for line in lines[1:]} == {"Vale Herald", "Canal Times", "Le Halage"}
    assert all(cell.isdigit() for line in lines[1:] for cell in line.split(",")[2:])
