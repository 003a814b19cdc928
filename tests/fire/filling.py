"""Disks that are too small: `python -m tests.fire.filling FOLDER SEED COUNT` tries so many of random size.

Each is a file system in memory (tmpfs), mounted where nobody else sees it: the test runs this in a mount namespace of
its own. It writes a line of JSON for each, and one for each command that a full disk stops.
"""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fire.ingesting import Ended, run
from tests.fire.killing import PAGE, Whole, check_after, check_partial, whole

LARGE = 64 << 20
SMALL = 16 * PAGE


def main(folder: Path, seed: int, count: int) -> None:
    """Fill so many disks with a part of an ingest, give each more room, and let the ingest go on; then the commands."""
    dice = random.Random(seed)
    expected = whole(folder, 40)
    peak = expected.bytes + 8 * PAGE  # the log, and its index
    for _ in range(count):
        size = dice.randrange(1, peak // PAGE) * PAGE
        with disk_of(folder / "disk", size) as disk:
            _tell(size=size, **filled(expected, disk))
    for command in ("backup", "restore", "export"):
        with disk_of(folder / "disk", SMALL) as disk:
            _tell(command=command, **stopped(command, folder / "whole.db", disk))


@contextmanager
def disk_of(folder: Path, size: int) -> Iterator[Path]:
    """Mount a disk of so many bytes."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


def filled(expected: Whole, disk: Path) -> dict[str, object]:
    """Ingest onto a disk until it is full, then again when it has room; return what was told and kept."""
    store = disk / "onrecord.db"
    first = run([*expected.arguments, "--store", str(store)])
    subprocess.run(["mount", "-o", f"remount,size={LARGE}", disk], check=True)
    told, kept = check_partial(expected, first, store, str(disk))
    check_after(expected, store, str(disk))
    return {"told": told, "kept": kept, **_said(first)}


def stopped(command: str, store: Path, disk: Path) -> dict[str, object]:
    """Run a command that writes more than the disk holds; return what it said, and what it left there."""
    target = str(disk / "target")
    arguments = {
        "backup": ["backup", target, "--store", str(store)],
        "restore": ["restore", str(store), "--store", target],
        "export": ["export", "all", "--format", "jsonld", "--output", target, "--store", str(store)],
    }
    return {**_said(run(arguments[command])), "left": sorted(file.name for file in disk.iterdir())}


def _said(ended: Ended) -> dict[str, object]:
    return {"status": ended.status, "said": [line for line in ended.err.splitlines() if "onrecord: " in line]}


def _tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
