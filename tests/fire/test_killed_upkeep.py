"""`kill -9` of what keeps a store: it is as it was or as it was to be, sound, and the same command ends it."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.fire.ingesting import Kill, run
from tests.fire.killing import check_sound, whole
from tests.fire.logical import Line, logical

COMMANDS = {
    "compact": ["compact"],
    "restore": ["restore", "saved.db", "--replace"],
    "forget": ["forget", "Harbour Radio", "--yes"],
}


def said(store: Path) -> list[Line]:
    """Return what a store says, apart from how often it was told to forget."""
    return [line for line in logical(store) if line[0] not in ("taken_down", "redirects")]


def killed(folder: Path, name: str, points: int) -> None:
    """Kill a command at random statements, and in writing random bytes; then let it end."""
    whole(folder, 30)
    with closing(sqlite3.connect(folder / "whole.db")) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder / "whole.db", folder / "done.db")
    assert run(["backup", str(folder / "saved.db"), "--store", str(folder / "whole.db")]).status == 0
    command = [str(folder / word) if word.endswith(".db") else word for word in COMMANDS[name]]
    ended = run([*command, "--store", str(folder / "done.db")])
    assert ended.status == 0, ended.err
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    for number in range(points):
        kill = Kill(byte=dice.randint(1, 400_000)) if number % 2 else Kill(statement=dice.randint(1, ended.statements))
        store = Path(shutil.copy(folder / "whole.db", folder / f"{number}.db"))
        assert run([*command, "--store", str(store)], kill).status < 0, kill
        check_sound(store, f"{kill}")
        again = run([*command, "--store", str(store)])
        assert again.status == 0 or "there is no article or outlet" in again.err, again.err
        assert run(["ingest", "--store", str(store)]).status == 0  # what forget had no time to match
        check_sound(store, f"{kill}")
        assert said(store) == said(folder / "done.db"), kill


@pytest.mark.parametrize("name", COMMANDS)
def test_upkeep_that_is_killed_leaves_a_sound_store(tmp_path: Path, name: str) -> None:
    killed(tmp_path, name, 2)


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_upkeep_that_is_killed_at_many_points(tmp_path: Path, name: str) -> None:
    killed(tmp_path, name, 20)
