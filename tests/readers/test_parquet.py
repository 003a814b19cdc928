"""Articles as rows of Parquet."""

import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.options import DEFAULT, Options


def table(columns: dict[str, list[object]], **more: int) -> bytes:
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
