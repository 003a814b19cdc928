"""Articles as rows of Parquet."""

import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.model import Document, Failure
from extract.readers import allowance as allowances
from extract.readers import parquet, read_bytes
from extract.readers.options import DEFAULT, Options


def table(columns: dict[str, list[object]], **more: object) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **more)
    return stream.getvalue()


def read(data: bytes, options: Options = DEFAULT) -> list[Document | Failure]:
    return list(read_bytes("a.parquet", data, options))


def test_columns_are_found_by_name_and_dates_keep_their_zone() -> None:
    data = table(
        {
            "Headline": ["Shut", "Open"],
            "Body": ["The bridge is shut.", "The lock is open."],
            "date": [datetime(2026, 5, 3, 10, tzinfo=UTC), datetime(2026, 5, 4, 9, tzinfo=UTC)],
            "url": ["https://l.example/1", None],
            "authors": [["Ada Brack", "Bo Lind"], None],
        }
    )
    one, other = read(data)
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert (one.content, one.uri, one.metadata.title) == ("The bridge is shut.", "https://l.example/1", "Shut")
    assert (one.metadata.published_at, one.metadata.author) == ("2026-05-03T10:00:00+00:00", "Ada Brack, Bo Lind")
    assert other.uri == "a.parquet#2"


def test_columns_are_those_that_a_person_names() -> None:
    data = table({"story": ["The bridge is shut."], "day": [date(2026, 5, 3)], "vector": [[1.0, 2.0]]})
    (document,) = read(data, Options(columns=(("text", "story"), ("date", "day"))))
    assert isinstance(document, Document)
    assert (document.content, document.metadata.published_at) == ("The bridge is shut.", "2026-05-03")
    (failure,) = read(data, Options(columns=(("text", "stories"),)))
    assert "story, day, vector" in str(failure)


def test_two_text_columns_are_one_line() -> None:
    (failure,) = read(table({"body": ["One."], "content": ["Two."]}))
    assert "--map text=body" in str(failure)


def test_a_row_without_text_is_named_and_the_rest_is_kept() -> None:
    found = read(table({"text": ["One.", None, "Three."]}))
    assert [type(thing) for thing in found] == [Document, Failure, Document]
    assert "row 2" in str(found[1])


def test_many_rows_come_batch_by_batch() -> None:
    data = table({"text": [f"Report {number}." for number in range(1000)]}, row_group_size=100)
    assert len(read(data)) == 1000


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 50, table({"text": ["One."]})[:-9], table({"text": []})])
def test_a_cut_or_empty_file_is_one_line(data: bytes) -> None:
    (failure,) = read(data)
    assert isinstance(failure, Failure)


def test_one_text_that_all_rows_name_is_in_memory_once_and_read_within_the_allowance() -> None:
    """A dictionary holds each text once: a kilobyte of a file may stand for a terabyte."""
    text = "b" * (1 << 20)
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array([text]))
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": column}), stream, compression="zstd")
    assert len(stream.getvalue()) < 10_000
    before = pa.total_allocated_bytes()
    found = []
    most = 0
    allowance = allowances.allowance_of(0)
    allowance.plain = 5 * len(text)
    for one in read(stream.getvalue(), Options(allowance=allowance)):
        found.append(one)
        most = max(most, pa.total_allocated_bytes() - before)
    assert [type(one) for one in found] == [Document] * 5 + [Failure]
    assert "200 times as large" in str(found[-1])
    assert most < 4 * len(text)


def test_a_column_that_says_it_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances, "FLOOR", 1 << 20)
    (found,) = read(table({"text": ["b" * (2 << 20)]}, compression="zstd"))
    assert isinstance(found, Failure)
    assert "200 times as large" in found.cause


def test_lists_that_no_article_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_LISTED", 10)
    (found,) = read(table({"text": ["Shut."], "author": [["Ada Brack"] * 11]}))
    assert isinstance(found, Failure)
    assert "author.list" in found.cause
