"""Each kind of broken input costs nothing but itself, and is told in one line with its cause and what to do."""

import json
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.store import open_store, queries
from tests.broken.kinds import body, kinds

KINDS = dict(kinds())
WHOLE = "whole.txt"


@dataclass(frozen=True, slots=True)
class Told:
    """What an ingest of a folder said of each source, its status, and the store."""

    folder: Path
    store: Path
    status: int
    results: list[dict[str, Any]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Read a folder of every kind with a whole article among them."""
    root = tmp_path_factory.mktemp("broken")
    folder, store = root / "in", root / "s.db"
    folder.mkdir()
    for number, (kind, one) in enumerate(KINDS.items()):
        (folder / f"{number:02} {one.name}").write_bytes(one.made(f"It was {kind}."))
    (folder / WHOLE).write_text(body("It was whole."), encoding="utf-8")
    with redirect_stdout(StringIO()) as out:
        status = main(["ingest", str(folder), "--json", "--no-extract", "--store", str(store)])
    return Told(folder, store, status, [json.loads(line) for line in out.getvalue().splitlines()])


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_one_line_of_cause_and_remedy(told: Told, kind: str) -> None:
    uri = str(told.folder / f"{list(KINDS).index(kind):02} {KINDS[kind].name}")
    mine = [one for one in told.results if str(one.get("uri")).startswith(uri)]
    (failure,) = (one for one in mine if one["status"] == "failed")
    assert KINDS[kind].cause in failure["cause"]
    assert failure["remedy"]
    assert "\n" not in failure["message"]


def test_what_is_whole_is_kept_and_the_status_says_that_some_failed(told: Told) -> None:
    assert told.status == 1
    assert [one["status"] for one in told.results if one.get("uri") == str(told.folder / WHOLE)] == ["new"]
    with open_store(told.store) as store:
        assert queries.summary(store).articles == 1 + sum(one.articles for one in KINDS.values())
        assert len(queries.failures(store)) == told.results[-1]["failed"] == len(KINDS)
