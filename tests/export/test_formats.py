"""Every format holds the same rows, typed, whole and in pieces."""

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.export.columns import CLAIM_COLUMNS, QUOTE_COLUMNS, TABLES
from extract.export.formats import FORMATS, tables_of, write
from extract.store import queries
from tests.export.filled import EVERYTHING, MADE, filled, rows


def made(folder: Path, what: str, format: str, filters: queries.Filters = EVERYTHING) -> bytes:
    with filled(folder) as store:
        return b"".join(write(what, format, rows(store, filters), MADE, base_url="http://localhost:8501/"))


def test_json_lines_have_numbers_as_numbers_and_unknown_as_null(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in made(tmp_path, "claims", "jsonl").splitlines()]
    assert [(row["value"], row["low"], row["comparator"]) for row in rows] == [(800, None, "="), (1150, None, "=")]
    assert list(rows[0]) == [column.name for column in CLAIM_COLUMNS]


def test_parquet_has_typed_columns_that_say_what_they_mean(tmp_path: Path) -> None:
    table = pq.read_table(io.BytesIO(made(tmp_path, "quotes", "parquet")))
    assert table.column_names == [column.name for column in QUOTE_COLUMNS]
    assert table.num_rows == 4
    assert [str(table.schema.field(name).type) for name in ("start", "score", "text")] == ["int64", "double", "string"]
    assert table.schema.field("cue").metadata[b"description"].decode().startswith("the words that say")


def test_csv_without_the_mark_is_the_same_file_without_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert made(tmp_path, "quotes", "csv") == b"\xef\xbb\xbf" + made(tmp_path / "a", "quotes", "csv-plain")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_of_a_store_without_rows_is_a_whole_file(tmp_path: Path, format: str) -> None:
    nothing = queries.Filters(words="nobodysaidthis")
    assert made(tmp_path, "quotes", format, nothing)[:4] in (
        b"\xef\xbb\xbfs", b"stat", b"", b"PAR1", b"PK\x03\x04", b'{"@c',
    )  # fmt: skip


def test_what_is_asked_for_decides_the_tables() -> None:
    assert tables_of("claims", "csv") == ("claims",)
    assert tables_of("quotes", "xlsx") == ("quotes", "articles", "speakers")
    assert set(tables_of("all", "zip")) == set(TABLES)


def test_the_other_tables_hold_what_the_rows_belong_to_and_no_more(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        french = queries.Filters(languages=("fr",))
        articles = list(queries.table_rows(store, "articles", french))
        quotes = list(queries.table_rows(store, "quotes", french))
        speakers = list(queries.table_rows(store, "speakers", queries.Filters()))
        relations = list(queries.table_rows(store, "relations", queries.Filters()))
        every = list(queries.table_rows(store, "articles", queries.Filters()))
    assert {row["id"] for row in articles} == {row["article_id"] for row in quotes}
    assert len(every) == 4
    assert "Ada Brunel" in [row["name"] for row in speakers]
    assert {row["relation"] for row in relations} == {"conflict"}


def test_a_query_of_claims_leaves_relations_of_these_claims_alone(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        post = list(queries.table_rows(store, "relations", queries.Filters(outlets=("The Estuary Post",))))
        none = list(queries.table_rows(store, "relations", queries.Filters(outlets=("Le Courrier du Port",))))
    assert (len(post), none) == (1, [])
