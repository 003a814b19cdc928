"""Tables that workers write for each other: files of Parquet in a folder that all of them see.

Each task writes one file for a table, with a row group for each part; which part a row is of, a column of hashes tells.
So whoever works on a part reads its row group from every file. A task that is run again writes the same file again,
and nobody reads one that is not whole.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from extract.engines.base import Engine, Item, Result

Table = Mapping[str, NDArray[Any]]
"""Columns of one length, by name: numbers, or text as an array of objects."""


Given = tuple[Mapping[str, Table], list[Result]]
"""What a task gives: tables for the tasks behind it, by name, and results for whoever asked."""


class Exchange:
    """Steps of tasks that hand each other tables, parted by hashes of their rows."""

    def __init__(self, engine: Engine, folder: Path, parts: int) -> None:
        self.engine, self.folder, self.parts = engine, folder, parts

    def spread(
        self,
        function: Callable[[Sequence[Item]], Given[Result]],
        batches: Iterable[Sequence[Item]],
        by: Mapping[str, str],
    ) -> Iterator[list[Result]]:
        """Yield what the function gives for each batch, in order; `by` names the column that parts each table."""
        task = _Task(function, str(self.folder), self.parts, dict(by))
        return self.engine.map(task.of_batches, ([numbered] for numbered in enumerate(batches)))

    def step(
        self, function: Callable[..., Given[Result]], tables: Sequence[str], by: Mapping[str, str]
    ) -> Iterator[list[Result]]:
        """Yield what the function gives for each part of some tables, in order."""
        task = _Task(function, str(self.folder), self.parts, dict(by), tuple(tables))
        return self.engine.map(task.of_parts, ([part] for part in range(self.parts)))


@dataclass(frozen=True, slots=True)
class _Task:
    """A function between the tables that it reads and those that it writes; workers are sent it whole."""

    function: Callable[..., Given[Any]]
    folder: str
    parts: int
    by: Mapping[str, str]
    tables: tuple[str, ...] = ()

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
            write(Path(self.folder) / name / f"{number:09}.parquet", tables[name], column, self.parts)
        return results

    def _read(self, name: str, part: int) -> Table:
        return read(Path(self.folder) / name, part)


def write(file: Path, table: Table, by: str, parts: int) -> None:
    """Write a table to a file, with a row group for each part, the hash of the rows modulo `parts`."""
    part = (table[by] % np.uint64(parts)).astype(np.int64)
    order = np.argsort(part, kind="stable")
    ends = np.searchsorted(part[order], np.arange(parts), "right")
    columns = pa.table({name: pa.array(values[order]) for name, values in table.items()}, schema=_schema(table))
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with pq.ParquetWriter(unfinished, columns.schema, use_dictionary=False) as writer:
        start = 0
        for end in ends.tolist():
            writer.write_table(columns.slice(start, end - start), row_group_size=max(1, end - start))
            start = end
    unfinished.replace(file)


def read(folder: Path, part: int) -> Table:
    """Return a part of a table: what stands of it in each of its files, in their order."""
    files = sorted(folder.glob("*.parquet"))
    found = pa.concat_tables([pq.ParquetFile(file).read_row_group(part) for file in files])
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
