"""Files come in pieces, and as the rows do: a large one is never in memory whole."""

import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import count
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from extract.export.columns import LINK, TABLES, Column
from extract.export.csv import ROWS_A_CHUNK, cell, write_csv
from extract.export.formats import tables_of
from extract.export.jsonl import number, plain, write_json_lines
from extract.export.package import Provenance, provenance, write_package
from extract.export.parquet import write_parquet
from extract.export.pieces import PIECE, Outflow, pieces_of
from extract.export.xlsx import write_xlsx
from extract.store.queries import Filters
from tests.export.filled import MADE

COLUMNS = (Column("text", "words"), Column("size", "how many", "number"), Column("sure", "whether", "boolean"))
TABLE = replace(TABLES["quotes"], name="things", columns=COLUMNS, key=("text",), references=())


def things(many: int) -> list[dict[str, object]]:
    return [{"text": f"t{at}", "size": Decimal(at), "sure": at % 2 == 0} for at in range(many)]


def test_rows_are_taken_only_as_the_file_is() -> None:
    taken = []

    def endless() -> object:
        for at in count():
            taken.append(at)
            yield {"text": "t", "size": 1, "sure": True}

    for pieces in (write_csv(endless(), COLUMNS), write_json_lines(endless(), COLUMNS)):  # type: ignore[arg-type]
        taken.clear()
        first, second = next(pieces), next(pieces)
        assert len(taken) == 2 * ROWS_A_CHUNK
        assert first.count(b"\n") - second.count(b"\n") in (0, 1)
        assert second.count(b"\n") == ROWS_A_CHUNK


@pytest.mark.parametrize("many", [0, 1, ROWS_A_CHUNK - 1, ROWS_A_CHUNK, ROWS_A_CHUNK + 1])
def test_no_row_is_lost_between_two_pieces(many: int) -> None:
    lines = b"".join(write_json_lines(things(many), COLUMNS)).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"text": f"t{at}", "size": at, "sure": at % 2 == 0} for at in range(many)
    ]
    text = b"".join(write_csv(things(many), COLUMNS, bom=False)).decode()
    told = ["true" if at % 2 == 0 else "false" for at in range(many)]
    assert text == "text,size,sure\r\n" + "".join(f"t{at},{at},{told[at]}\r\n" for at in range(many))


def test_a_file_is_handed_on_whole() -> None:
    data = bytes(range(256)) * (PIECE // 128) + b"end"
    stream = io.BytesIO(data)
    stream.seek(9)
    pieces = list(pieces_of(stream))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) == PIECE


def test_what_is_taken_of_an_outflow_is_gone_from_it() -> None:
    out = Outflow()
    assert out.writable()
    assert out.write(b"ab") + out.write(b"c") == 3
    assert (out.taken(), out.taken()) == (b"abc", b"")


@pytest.mark.parametrize(
    ("value", "json_value", "in_a_cell"),
    [
        (Decimal("1E+39"), 10**39, "1" + "0" * 39),
        (Decimal("1E+40"), 1e40, "1E+40"),
        (Decimal("1E+300"), 1e300, "1E+300"),
        (Decimal("1E+301"), "1E+301", "1E+301"),
        (Decimal("1E-300"), 1e-300, "1E-300"),
        (Decimal("0.1"), 0.1, "0.1"),
        (Decimal("NaN"), "NaN", "NaN"),
        (Decimal("-2.50"), -2.5, "-2.50"),
    ],
)
def test_a_figure_is_a_number_as_far_as_there_are_such_numbers(
    value: Decimal, json_value: object, in_a_cell: str
) -> None:
    assert (number(value), type(number(value))) == (json_value, type(json_value))
    assert cell(value) == in_a_cell


def test_json_has_no_word_for_what_is_no_number() -> None:
    assert plain({1: (float("inf"), [float("nan"), True, None, 1.5, b"x"])}) == {
        "1": ["inf", ["nan", True, None, 1.5, "b'x'"]]
    }


def test_a_column_of_parquet_says_what_it_holds_and_an_unknown_is_null() -> None:
    rows = [*things(2), {"text": "", "size": None, "sure": None}]
    found = pq.read_table(io.BytesIO(b"".join(write_parquet(rows, COLUMNS))))
    assert found.to_pylist() == [
        {"text": "t0", "size": 0.0, "sure": True},
        {"text": "t1", "size": 1.0, "sure": False},
        {"text": None, "size": None, "sure": None},
    ]
    assert [field.metadata for field in found.schema] == [{b"description": one.about.encode()} for one in COLUMNS]
    assert [str(field.type) for field in found.schema] == ["string", "double", "bool"]


def test_a_link_leads_to_the_desk_in_every_format() -> None:
    columns = (Column("article_id", "id"), LINK)
    row = {"article_id": "a 1", "start": 3, "end": 9}
    link = "http://desk.example/article?id=a%201&at=3-9"
    found = pq.read_table(io.BytesIO(b"".join(write_parquet([row], columns, base_url="http://desk.example/"))))
    assert found["link"].to_pylist() == [link]
    assert link in b"".join(write_csv([row], columns, base_url="http://desk.example/")).decode()
    assert link in b"".join(write_json_lines([row], columns, base_url="http://desk.example/")).decode()


def test_parquet_has_no_lone_surrogate_either() -> None:
    rows = [{"text": "a\ud800", "size": 1, "sure": True}]
    assert pq.read_table(io.BytesIO(b"".join(write_parquet(rows, COLUMNS))))["text"].to_pylist() == ["a?"]


def test_the_head_of_a_sheet_stays_and_long_columns_are_wide() -> None:
    book = ZipFile(io.BytesIO(b"".join(write_xlsx([(TABLE, things(1)), (replace(TABLE, name="none"), [])]))))
    assert re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode()) == ["things", "none"]
    for number_of_sheet, rows in ((1, 2), (2, 1)):
        sheet = book.read(f"xl/worksheets/sheet{number_of_sheet}.xml").decode()
        assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
        assert re.findall(r'<col min="(\d)" max="(\d)" width="(\d+)', sheet) == [("1", "1", "70"), ("2", "3", "14")]
        assert len(re.findall(r"<row ", sheet)) == rows
        assert len(re.findall(r'<c r="[ABC]1" s="1"', sheet)) == 3
    assert "<b/>" in book.read("xl/styles.xml").decode()


def test_a_package_is_the_same_whenever_it_is_made_and_its_files_can_be_read_by_all() -> None:
    data = b"".join(write_package([(TABLE, things(3))], MADE))
    assert data == b"".join(write_package([(TABLE, things(3))], MADE))
    for entry in ZipFile(io.BytesIO(data)).infolist():
        assert (entry.date_time, entry.external_attr >> 16, entry.compress_type) == ((1980, 1, 1, 0, 0, 0), 0o644, 8)
    assert not ZipFile(io.BytesIO(data)).read("things.csv").startswith("\ufeff".encode())


def test_a_package_says_how_large_its_files_are_though_they_come_in_pieces() -> None:
    package = ZipFile(io.BytesIO(b"".join(write_package([(TABLE, things(3 * ROWS_A_CHUNK))], MADE))))
    (told,) = json.loads(package.read("datapackage.json"))["resources"]
    assert (told["bytes"], told["rowcount"]) == (len(package.read("things.csv")), 3 * ROWS_A_CHUNK)


def test_a_package_says_what_was_asked_for_and_of_which_state() -> None:
    made = provenance("quotes", Filters(words="quay"), 7)
    assert made == Provenance(
        query={"what": "quotes", "words": "quay"}, revision=7, version=made.version, created=made.created
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", made.created)
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", made.version)


@pytest.mark.parametrize(
    ("what", "format", "tables"),
    [
        ("all", "zip", ("quotes", "claims", "articles", "speakers", "relations")),
        ("quotes", "zip", ("quotes", "articles", "speakers")),
        ("claims", "zip", ("claims", "articles", "speakers", "relations")),
        ("claims", "jsonld", ("claims", "speakers")),
        ("quotes", "jsonld", ("quotes", "speakers")),
        ("claims", "csv", ("claims",)),
        ("all", "jsonl", ("quotes",)),
        ("relations", "parquet", ("relations",)),
    ],
)
def test_what_is_asked_for_decides_which_tables_come(what: str, format: str, tables: tuple[str, ...]) -> None:
    assert tables_of(what, format) == tables
