"""A table as Parquet: text, doubles, integers and truths in typed columns, each with what it means."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.export.columns import Column, Row, values
from extract.export.pieces import pieces_of

ROWS_A_GROUP = 10_000
_TYPES: dict[str, Any] = {"string": pa.string(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}


def write_parquet(rows: Iterable[Row], columns: Sequence[Column], *, base_url: str = "") -> Iterator[bytes]:
    """Yield a Parquet file in pieces; it is made on disk first, since its index stands at its end.

    A figure is a double there: one of more than 15 digits is rounded, and stands exactly in its `surface`.
    """
    schema = pa.schema(
        [pa.field(column.name, _TYPES[column.type], metadata={"description": column.about}) for column in columns]
    )
    with TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            laid = (values(row, columns, base_url) for row in rows)
            while group := list(islice(laid, ROWS_A_GROUP)):
                typed = [
                    pa.array([_typed(row[at], column) for row in group], _TYPES[column.type])
                    for at, column in enumerate(columns)
                ]
                writer.write_table(pa.Table.from_arrays(typed, schema=schema))
        yield from pieces_of(file)


def _typed(value: object, column: Column) -> object:
    if value is None or value == "":
        return None
    if column.type == "number":
        assert isinstance(value, Decimal | float | int)
        return float(value)
    return str(value).encode("utf-8", "replace").decode() if column.type == "string" else value
