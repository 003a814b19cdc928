"""Articles as rows of Parquet, batch by batch."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.columns import columns_of
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.rows import row_document

# Articles in memory at a time: some hundred kilobytes of text.
_BATCH = 64


def read_parquet(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document a row; columns are found by their names or as asked, and no others are read."""
    import pyarrow as pa  # with the first table, not before

    number = 0
    try:
        table = _opened(stream)
        columns = columns_of(table.schema_arrow.names, options)
        for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(columns.values())), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                fields = {field: row.get(column) for field, column in columns.items()}
                try:
                    yield row_document(fields, uri, number, options, "application/vnd.apache.parquet")
                except SourceError as error:
                    yield failed(uri, error, f"row {number}")
        if not number:
            raise SourceError("it has columns and no rows; put one article a row into it")
    except SourceError as error:
        yield failed(uri, error)
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        words = " ".join(str(error).split())[:120]
        yield failed(uri, f"it is damaged or cut off ({words}); write or download it again", f"row {number + 1}")


def _opened(stream: BinaryIO) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(stream, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        words = "it is no whole Parquet file: the description at its end is missing or damaged"
        raise SourceError(f"{words}; write or download it again") from error
