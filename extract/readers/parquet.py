"""Articles as rows of Parquet, batch by batch."""

from collections.abc import Iterator, Sequence, Set
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import RATIO, allowance_of, too_large
from extract.readers.columns import columns_of
from extract.readers.failed import failed
from extract.readers.member import size_of
from extract.readers.options import Options
from extract.readers.rows import row_document

# Articles in memory at a time: some hundred kilobytes of text.
_BATCH = 64
# Bytes of a value of a fixed size, and values in the lists of a group of rows (a million, usually, of few authors).
_FIXED, _LISTED = 64 * 1024, 20_000_000


def read_parquet(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document a row; columns are found by their names or as asked, and no others are read."""
    import pyarrow as pa  # with the first table, not before

    number = 0
    try:
        allowance = options.allowance or allowance_of(size_of(stream))
        table = _opened(stream)
        columns = columns_of(table.schema_arrow.names, options)
        table = _opened(stream, list(_checked(table, set(columns.values()))))
        for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(columns.values())), use_threads=False):
            names = batch.schema.names
            values = {field: batch.column(names.index(column)) for field, column in columns.items()}
            for place in range(batch.num_rows):
                number += 1
                fields = {field: column[place].as_py() for field, column in values.items()}
                allowance.weigh(sum(len(value) for value in fields.values() if isinstance(value, str | bytes)))
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


def _opened(stream: BinaryIO, once: Sequence[str] = ()) -> Any:
    """Return the table; a text in the columns `once` is unpacked once, however many rows name it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        stream.seek(0)
        return pq.ParquetFile(stream, pre_buffer=False, read_dictionary=list(once))
    except (pa.ArrowException, OSError, ValueError) as error:
        words = "it is no whole Parquet file: the description at its end is missing or damaged"
        raise SourceError(f"{words}; write or download it again") from error


def _checked(table: Any, columns: Set[str]) -> Iterator[str]:
    """Yield the paths of what stands in columns; raises `SourceError` where one says that it would fill a machine."""
    metadata = table.metadata
    for place in range(metadata.num_columns):
        told = metadata.schema.column(place)
        if told.path.partition(".")[0] not in columns:
            continue
        yield told.path
        for group in range(metadata.num_row_groups):
            chunk = metadata.row_group(group).column(place)
            if too_large(chunk.total_compressed_size, chunk.total_uncompressed_size):
                cause = f"unpacked it is more than {RATIO} times as large"
                raise SourceError(f"{cause}; unpack it yourself if you trust it")
            if told.length > _FIXED or (told.max_repetition_level and chunk.num_values > _LISTED):
                raise SourceError(f"its column {told.path} holds values that no article has; leave that column out")
