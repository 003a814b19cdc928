"""Reports that sound alike: one statement or two, as the tables say, whichever stands first."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.matching.encoder import default_encoder
from extract.matching.link import statements
from extract.model import Quote

PAIRS = [
    pytest.param(pair, table.parent.name, id=f"{table.parent.name} {pair['why']}")
    for table in sorted((Path(__file__).parents[1] / "cases").glob("*/statements.toml"))
    for pair in tomllib.loads(table.read_text("utf-8"))["pair"]
]


def quote(id: str, side: dict[str, Any], code: str) -> Quote:
    return Quote(id=id, article_id=id, outlet=f"outlet {id}", **{"language": code, **side})


@pytest.mark.parametrize("turned", [False, True], ids=["as written", "turned"])
@pytest.mark.parametrize(("pair", "code"), PAIRS)
def test_two_reports_are_one_statement_or_two(pair: dict[str, Any], code: str, turned: bool) -> None:
    sides = [("2", pair["a"]), ("1", pair["b"])] if turned else [("1", pair["a"]), ("2", pair["b"])]
    found = statements([quote(id, side, code) for id, side in sides], default_encoder())
    assert (len(found) == 1) == pair["same"]


def test_rebuttals_slogans_titles_formulas_and_shared_phrases_are_in_both_tables() -> None:
    assert len(PAIRS) >= 25
    assert {code for _, code in (case.values for case in PAIRS)} == {"en", "fr"}
