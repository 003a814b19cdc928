"""The CSV reads back whole, and no spreadsheet takes a cell for a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.export import csv as export
from extract.export.columns import CLAIM_COLUMNS, LINK, QUOTE_COLUMNS, TABLES, Column, Table, link
from extract.export.csv import write_csv
from extract.store import open_store, queries, write
from tests.store.corpus import ITEMS, MATCHING

README = Path(export.__file__).with_name("README.md")
TWO = (Column("a", "one text"), Column("b", "another"))
DANGEROUS = st.sampled_from("=+-@＝＋－＠' \t\r\n,;\"\ufeff\u200b")
TEXT = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), DANGEROUS))


def read(rows: Iterable[Mapping[str, object]], columns: tuple[Column, ...] = TWO) -> list[dict[str, str]]:
    text = b"".join(write_csv(rows, columns)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@given(a=TEXT, b=TEXT)
@example(a="=1+1", b="＝1+1")
@example(a="  @SUM(A1)", b="\u200b\ufeff-2")
@example(a="'=1", b="''tis")
@example(a="\tx", b="\r")
def test_no_cell_is_a_formula_and_every_text_comes_back(a: str, b: str) -> None:
    (row,) = read([{"a": a, "b": b}])
    assert (export.unguarded(row["a"]), export.unguarded(row["b"])) == (a, b)
    for written in row.values():
        visible = "".join(character for character in written if unicodedata.category(character)[0] not in "CZ")
        assert not unicodedata.normalize("NFKC", visible[:1]).startswith(("=", "+", "-", "@"))
        assert not written.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("-3.50"), "-3.50"),
        (Decimal("1E+6"), "1000000"),
        (Decimal("1E+1000000"), "1E+1000000"),
        (-7, "-7"),
        (0.25, "0.25"),
        (float("-inf"), "'-inf"),
        (True, "true"),
        (None, ""),
        ("-3.50", "'-3.50"),
        ("l'été", "l'été"),
        ("“quoted”", "“quoted”"),
    ],
)
def test_numbers_stay_numbers_and_text_stays_text(value: object, written: str) -> None:
    assert read([{"a": value, "b": ""}]) == [{"a": written, "b": ""}]


def test_the_file_is_written_as_the_rows_come() -> None:
    taken = 0

    def rows() -> Iterator[dict[str, object]]:
        nonlocal taken
        for taken in range(1, 10_001):
            yield {"a": taken, "b": "x"}

    pieces = write_csv(rows(), TWO)
    first = next(pieces)
    assert first.startswith(b"\xef\xbb\xbfa,b\r\n1,x\r\n")
    assert taken < 1000
    assert (first + b"".join(pieces)).count(b"\r\n") == 10_001


def test_the_mark_for_excel_can_be_left_out_and_no_rows_still_give_the_columns() -> None:
    assert b"".join(write_csv([], TWO, bom=False)) == b"a,b\r\n"


def test_a_link_leads_to_the_place_whatever_the_id() -> None:
    row = {"article_id": "a/b&at=0 é#?\ud800", "start": 3, "end": 9}
    (line,) = read([row], (LINK,))
    assert line["link"] == "article?id=a%2Fb%26at%3D0%20%C3%A9%23%3F%3F&at=3-9"
    address = urlsplit(link("http://localhost:8501/", "a b", 3, 9))
    assert (address.path, parse_qs(address.query)) == ("/article", {"id": ["a b"], "at": ["3-9"]})


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_documentation_names_the_columns_in_their_order(table: Table) -> None:
    columns = table.columns
    section = README.read_text("utf-8").split(f"## {table.name.capitalize()}\n")[1].split("\n## ")[0]
    documented = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    assert documented == [(column.name, column.about) for column in columns]


def test_a_claim_has_every_field_of_its_json() -> None:
    plan = (README.parents[1] / "README.md").read_text("utf-8")
    fields = re.findall(r'"(\w+)"', plan.split('"claims":[{')[1].split("}]")[0])
    names = {column.name for column in CLAIM_COLUMNS}
    # A span is two columns of numbers, and the sentence is there in words and as a span.
    names |= {"span"} if {"start", "end", "sentence_start", "sentence_end"} <= names else set()
    assert len(fields) > 15
    assert set(fields) <= names


def test_the_store_fills_every_column(tmp_path: Path) -> None:
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        write.add(store, ITEMS)
        write.replace_derived(store, MATCHING)
        quotes = read(queries.quote_rows(store, queries.Filters()), QUOTE_COLUMNS)
        claims = read(queries.claim_rows(store, queries.Filters()), CLAIM_COLUMNS)
    assert len(quotes) == 4
    assert [(row["surface"], row["value"], row["comparator"]) for row in claims] == [
        ("800", "800", "'="),
        ("1,150", "1150", "'="),
    ]
    texts = {extraction.article.id: extraction.article.text for _, extraction in ITEMS}
    for row in claims:
        text = texts[row["article_id"]]
        assert text[int(row["start"]) : int(row["end"])] == row["surface"]
        assert text[int(row["sentence_start"]) : int(row["sentence_end"])] == row["sentence"]
        assert row["link"] == f"article?id={row['article_id']}&at={row['start']}-{row['end']}"
    for row in quotes:
        assert texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["text"]
        assert row["link"] == f"article?id={row['article_id']}&at={row['start']}-{row['end']}"
