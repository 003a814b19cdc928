"""A disk that is full: one line that says so, whole articles alone, and nothing to repair when there is room again."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extract.store import open_store, write
from tests.fire.ingesting import run
from tests.fire.killing import check_after, check_partial, whole
from tests.store.corpus import ITEMS

FULL = "onrecord.db: the disk is full; free some space, then try again"
NAMESPACE = ("unshare", "--mount", "--map-root-user")
ROOT = Path(__file__).parents[2]
HERE = os.environ | {"PYTHONPATH": str(ROOT)}


def may_mount() -> bool:
    """Return whether this machine lets us mount a small disk that nobody else sees."""
    if not shutil.which("unshare"):
        return False
    mount = ["mount", "-t", "tmpfs", "-o", "size=4096", "tmpfs", "/mnt"]
    return subprocess.run([*NAMESPACE, *mount], capture_output=True).returncode == 0


mounting = pytest.mark.skipif(not may_mount(), reason="no disk of a given size can be mounted here")


def fill(folder: Path, count: int) -> list[dict[str, Any]]:
    """Fill so many disks; what is wrong with what is left on one raises there."""
    seed = random.randrange(2**32)
    command = [*NAMESPACE, sys.executable, "-m", "tests.fire.filling", str(folder), str(seed), str(count)]
    tried = subprocess.run(command, cwd=ROOT, env=HERE, capture_output=True, text=True)
    print(f"seed {seed}", tried.stdout, sep="\n")
    assert tried.returncode == 0, tried.stdout + tried.stderr
    return [json.loads(line) for line in tried.stdout.splitlines()]


def check(disks: list[dict[str, Any]]) -> None:
    for disk in disks:
        said_so = disk["status"] == 1 and len(disk["said"]) == 1 and disk["said"][0].endswith(FULL)
        assert said_so or (disk["status"] == 0 and not disk["said"]), disk
    assert sum(disk["status"] for disk in disks) > len(disks) // 2


@mounting
def test_a_full_disk_is_said_and_what_is_kept_is_whole(tmp_path: Path) -> None:
    *disks, backup, restore, export = fill(tmp_path, 3)
    check(disks)
    for command in (backup, restore, export):
        assert command["status"] == 1, command
        assert len(command["said"]) == 1, command
        assert command["left"] == [], command
    assert "target: the disk is full; free some space" in backup["said"][0]
    assert "target: the disk is full; free some space" in restore["said"][0]
    assert "target: No space left on device; choose" in export["said"][0]


@mounting
@pytest.mark.long
def test_disks_of_twenty_sizes(tmp_path: Path) -> None:
    check(fill(tmp_path, 20)[:20])


def test_a_quota_that_is_used_up_is_said_and_what_is_kept_is_whole(tmp_path: Path) -> None:
    expected = whole(tmp_path, 40, "--no-extract")
    store = tmp_path / "onrecord.db"
    ended = run([*expected.arguments, "--store", str(store)], quota=expected.bytes * 3 // 4)
    assert ended.status == 1
    assert ended.err.splitlines()[-1] == (
        f"onrecord: {store}: the disk did not take it: a quota is used up, or it is broken; "
        "free some space, check it, try again"
    )
    told, kept = check_partial(expected, ended, store, "quota")
    assert 0 < told == kept < 40
    check_after(expected, store, "quota")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize("command", ["ingest a.txt --json --dry-run", "export quotes"])
def test_a_full_disk_behind_the_pipe_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("Nine boats went out of the harbour today.")
    with open_store(tmp_path / "a.db", create=True) as store:
        write.add(store, ITEMS)
    words = [sys.executable, "-m", "extract", *command.split(), "--store", "a.db"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(words, cwd=tmp_path, env=HERE, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 1
    assert ended.stderr == "onrecord: what is written to has no room left; free some space, then run it again\n"
