"""The formats that tables leave in, each by the name that the command line and the dashboard call it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extract.export.columns import TABLES, Row
from extract.export.csv import write_csv
from extract.export.jsonl import write_json_lines
from extract.export.jsonld import write_json_ld
from extract.export.package import Provenance, write_package
from extract.export.parquet import write_parquet
from extract.export.xlsx import write_xlsx

Rows = Callable[[str], Iterable[Row]]
"""The rows of a table, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its suffix and media type, whether it holds one table alone, and which tables else."""

    suffix: str
    media_type: str
    single: bool = False
    tables: tuple[str, ...] = tuple(TABLES)


FORMATS: dict[str, Format] = {
    "csv": Format(suffix="csv", media_type="text/csv", single=True),
    "csv-plain": Format(suffix="csv", media_type="text/csv", single=True),
    "jsonl": Format(suffix="jsonl", media_type="application/jsonl", single=True),
    "parquet": Format(suffix="parquet", media_type="application/vnd.apache.parquet", single=True),
    "xlsx": Format(suffix="xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "jsonld": Format(suffix="jsonld", media_type="application/ld+json", tables=("quotes", "claims", "speakers")),
    "zip": Format(suffix="zip", media_type="application/zip"),
}


def tables_of(what: str, format: str) -> tuple[str, ...]:
    """Return the names of the tables that a format holds of quotes, of claims, or of "all"."""
    chosen = FORMATS[format]
    if chosen.single:
        return (what if what in TABLES else "quotes",)
    left_out = {"quotes": {"claims", "relations"}, "claims": {"quotes"}}.get(what, set())
    return tuple(name for name in chosen.tables if name not in left_out)


def write(what: str, format: str, rows: Rows, provenance: Provenance, *, base_url: str = "") -> Iterator[bytes]:
    """Yield a file of quotes, claims or "all" in pieces; "csv-plain" has no byte order mark.

    Rows are taken only as the file is.
    """
    tables = [(TABLES[name], rows(name)) for name in tables_of(what, format)]
    if format == "xlsx":
        return write_xlsx(tables, base_url=base_url)
    if format == "zip":
        return write_package(tables, provenance, base_url=base_url)
    if format == "jsonld":
        held = {table.name: found for table, found in tables}
        parts = [held.get(name, ()) for name in ("quotes", "claims", "speakers")]
        return write_json_ld(*parts, base_url=base_url)
    ((table, found),) = tables
    if format == "jsonl":
        return write_json_lines(found, table.columns, base_url=base_url)
    if format == "parquet":
        return write_parquet(found, table.columns, base_url=base_url)
    return write_csv(found, table.columns, base_url=base_url, bom=format == "csv")
