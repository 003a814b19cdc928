"""Tables that workers write for each other: files of Parquet in a folder that all of them see.

Each task writes one file for a table, with a row group for each part; which part a row is of, a column of hashes tells.
So whoever works on a part reads its row group from every file. A task that is run again writes the same file again,
and nobody reads one that is not whole.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import gethostname
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from extract.engines.base import Engine, Item, Result
from extract.errors import EngineError

Table = Mapping[str, NDArray[Any]]
"""Columns of one length, by name: numbers, or text as an array of objects."""


Given = tuple[Mapping[str, Table], list[Result]]
"""What a task gives: tables for the tasks behind it, by name, and results for whoever asked."""


class Exchange:
    """Steps of tasks that hand each other tables, parted by hashes of their rows."""

    def __init__(self, engine: Engine, folder: Path, parts: int) -> None:
        self.engine, self.folder, self.parts = engine, folder, parts
        self._files: dict[str, int] = {}

    def spread(
        self,
        function: Callable[[Sequence[Item]], Given[Result]],
        batches: Iterable[Sequence[Item]],
        by: Mapping[str, str],
    ) -> Iterator[list[Result]]:
        """Yield what the function gives for each batch, in order; `by` names the column that parts each table."""
        task = _Task(function, str(self.folder), self.parts, dict(by))
        return self.engine.map(task.of_batches, self._numbered(batches, by))

    def _numbered(
        self, batches: Iterable[Sequence[Item]], by: Mapping[str, str]
    ) -> Iterator[list[tuple[int, Sequence[Item]]]]:
        for number, batch in enumerate(batches):
            self._files.update(dict.fromkeys(by, number + 1))
            yield [(number, batch)]

    def step(
        self, function: Callable[..., Given[Result]], tables: Sequence[str], by: Mapping[str, str]
    ) -> Iterator[list[Result]]:
        """Yield what the function gives for each part of some tables, in order."""
        files = {name: self._files.get(name, 0) for name in tables}
        task = _Task(function, str(self.folder), self.parts, dict(by), files)
        self._files.update(dict.fromkeys(by, self.parts))
        return self.engine.map(task.of_parts, ([part] for part in range(self.parts)))


@dataclass(frozen=True, slots=True)
class _Task:
    """A function between the tables that it reads, of so many files, and those that it writes; workers are sent it."""

    function: Callable[..., Given[Any]]
    folder: str
    parts: int
    by: Mapping[str, str]
    tables: Mapping[str, int] = field(default_factory=dict)

    def of_batches(self, batches: Sequence[tuple[int, Sequence[Any]]]) -> list[Any]:
        """Return the results of numbered batches."""
        return [result for number, batch in batches for result in self._kept(number, *self.function(batch))]

    def of_parts(self, parts: Sequence[int]) -> list[Any]:
        """Return the results of parts of the tables."""
        return [
            result
            for part in parts
            for result in self._kept(part, *self.function(*(self._read(name, part) for name in self.tables)))
        ]

    def _kept(self, number: int, tables: Mapping[str, Table], results: list[Any]) -> list[Any]:
        for name, column in self.by.items():
            with _told(self.folder):
                write(_file(Path(self.folder) / name, number), tables[name], column, self.parts)
        return results

    def _read(self, name: str, part: int) -> Table:
        with _told(self.folder):
            return read(Path(self.folder) / name, part, self.tables[name])


@contextmanager
def _told(folder: str) -> Iterator[None]:
    """Say of a folder that a worker sees it not, or only what it wrote there itself; or that it is full."""
    try:
        yield
    except FileNotFoundError as error:
        cause = f"a worker on {gethostname()} does not see what others wrote to {folder}"
        raise EngineError(f"{cause}; give a folder that all machines see (--shared)") from error
    except OSError as error:
        cause = f"tables cannot be written to {folder} or read there ({error.strerror or error})"
        raise EngineError(f"{cause}; free some space, or give another folder (--shared)") from error


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number:09}.parquet"


def write(file: Path, table: Table, by: str, parts: int) -> None:
    """Write a table to a file, with a row group for each part, the hash of the rows modulo `parts`."""
    part = (table[by] % np.uint64(parts)).astype(np.int64)
    order = np.argsort(part, kind="stable")
    ends = np.searchsorted(part[order], np.arange(parts), "right")
    columns = pa.table({name: pa.array(values[order]) for name, values in table.items()}, schema=_schema(table))
    # Not its parent: a folder that somebody made for all to see is there, and one of this machine alone is none.
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with pq.ParquetWriter(unfinished, columns.schema, use_dictionary=False) as writer:
        start = 0
        for end in ends.tolist():
            writer.write_table(columns.slice(start, end - start), row_group_size=max(1, end - start))
            start = end
    unfinished.replace(file)


def read(folder: Path, part: int, files: int) -> Table:
    """Return a part of a table: what stands of it in each of so many files, in their order; `OSError` without one.

    They are asked for by name, since what a folder on the network lists may be a while behind.
    """
    opened = (pq.ParquetFile(_file(folder, number)) for number in range(files))
    found = pa.concat_tables([file.read_row_group(part) for file in opened])
    return {name: found[name].to_numpy() for name in found.column_names}


def _schema(table: Table) -> pa.Schema:
    kinds = {name: values.dtype for name, values in table.items()}
    text = np.dtype(object)
    types = {name: pa.string() if kind == text else pa.from_numpy_dtype(kind) for name, kind in kinds.items()}
    return pa.schema(list(types.items()))


def written(folder: Path) -> Mapping[str, int]:
    """Return the bytes of each table that was written to a folder."""
    tables = sorted(table for table in folder.iterdir() if table.is_dir())
    return {table.name: sum(file.stat().st_size for file in table.glob("*.parquet")) for table in tables}
