"""`onrecord backup`, `restore`, `verify`, `forget`."""

import sqlite3
from pathlib import Path

import pytest

from extract.cli import main
from extract.store import open_store, queries
from tests.export.filled import filled
from tests.store.corpus import POST


@pytest.fixture
def store(tmp_path: Path) -> str:
    with filled(tmp_path) as store:
        return str(store.path)


def test_a_store_is_saved_lost_and_put_back(store: str, tmp_path: Path) -> None:
    saved = str(tmp_path / "saved.db")
    assert main(["backup", saved, "--store", store]) == 0
    Path(store).write_bytes(b"lost")
    assert main(["verify", "--store", store]) == 1
    Path(store).unlink()
    assert main(["restore", saved, "--store", store]) == 0
    assert main(["verify", "--store", store]) == 0


def test_verify_names_each_thing_that_is_wrong(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE claims SET surface = '900' WHERE surface = '800'")
    assert main(["verify", "--store", store]) == 1
    out = capsys.readouterr()
    assert POST[1].claims[0].id in out.out
    assert "1 problem, each named above; restore a backup" in out.err


def test_nothing_is_forgotten_unless_somebody_agrees(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "The Estuary Post", "--store", store]) == 1
    assert "--yes" in capsys.readouterr().err
    assert main(["forget", "Nobody", "--store", store]) == 1
    assert "there is no article or outlet 'Nobody'" in capsys.readouterr().err
    assert main(["forget", "The Estuary Post", "--yes", "--store", store]) == 0
    assert "1 article taken out; what is read again comes back" in capsys.readouterr().err
    with open_store(store, readonly=True) as left:
        assert queries.summary(left).articles == 3
        assert not queries.underived(left)


def test_a_store_is_compacted_and_says_what_that_saved(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(store) as opened:
        opened.connection.executescript("CREATE TABLE gone AS SELECT zeroblob(500000); DROP TABLE gone")
    assert main(["compact", "--store", store]) == 0
    assert "bytes given back" in capsys.readouterr().err
    assert main(["compact", "--store", store]) == 0
    assert main(["verify", "--store", store]) == 0
