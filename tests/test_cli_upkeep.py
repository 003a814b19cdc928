"""`onrecord backup`, `restore`, `verify`, `forget`."""

import sqlite3
from pathlib import Path

import pytest

from extract.cli import main
from extract.store import open_store, queries
from tests.export.filled import filled
from tests.store.corpus import LEDGER, POST
from tests.store.released.keep import unpack


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
    assert "1 article taken out; a file of it that is read again comes back" in capsys.readouterr().err
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


def test_the_log_of_takedowns_is_shown_and_what_a_backup_brings_back_is_named(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = str(tmp_path / "saved.db")
    assert main(["forget", "The Estuary Post", "--yes", "--reason", "a court", "--store", store]) == 0
    assert main(["backup", saved, "--store", store]) == 0
    assert main(["forget", LEDGER[1].article.id, "--yes", "--store", store]) == 0
    capsys.readouterr()
    assert main(["forget", "--store", store]) == 0
    ledger, post = capsys.readouterr().out.splitlines()
    assert ledger.endswith(f"article {LEDGER[1].article.id}, 1 article in all")
    assert post.endswith("an outlet, 1 article in all: a court")
    assert main(["restore", saved, "--replace", "--store", store]) == 0
    assert capsys.readouterr().err.splitlines()[1:] == [f"in it again, and to be forgotten again: {ledger}"]


def test_a_backup_of_an_older_version_says_how_it_is_matched_when_it_is_put_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = unpack(3, tmp_path / "old.db"), str(tmp_path / "new.db")
    assert main(["restore", str(old), "--store", new]) == 0
    assert f"not matched yet; that does: onrecord ingest --store {new}" in capsys.readouterr().err
