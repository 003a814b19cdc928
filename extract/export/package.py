"""All tables as one zip: CSV files, what they mean for machines (CSVW, Frictionless) and for people, and the query."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import extract
from extract.export.columns import Column, Row, Table
from extract.export.csv import write_csv
from extract.export.pieces import Outflow

LICENCE = (
    "The words of the articles belong to their publishers and authors; quote them as the law where you are allows, and "
    "name the source. What On Record adds (who spoke, what matches, which figures disagree) may be used freely, "
    "and may be wrong: check each row at its link before you publish it."
)
_CSVW_TYPES = {"string": "string", "number": "double", "integer": "integer", "boolean": "boolean"}
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say; a package is the same whenever it is made


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a package comes from: the query as its parameters, the revision of the store, the program, and when."""

    query: Mapping[str, object]
    revision: int
    version: str
    created: str


def provenance(what: str, filters: object, revision: int) -> Provenance:
    """Return where an export made now comes from: which rows, by which filters (a dataclass), of which revision."""
    asked = {name: value for name, value in asdict(cast(Any, filters)).items() if value}
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return Provenance(query={"what": what, **asked}, revision=revision, version=extract.__version__, created=created)


def write_package(
    tables: Iterable[tuple[Table, Iterable[Row]]], provenance: Provenance, *, base_url: str = "", bom: bool = False
) -> Iterator[bytes]:
    """Yield the zip in pieces, as the rows come; `tables` are read one after another."""
    out = Outflow()
    written: list[tuple[Table, int, int, str]] = []
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for table, rows in tables:
            counted = _Counted(rows)
            digest, size = hashlib.sha256(), 0
            with archive.open(_entry(f"{table.name}.csv"), "w", force_zip64=True) as file:
                for piece in write_csv(counted, table.columns, base_url=base_url, bom=bom):
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
                    yield out.taken()
            written.append((table, counted.count, size, digest.hexdigest()))
        for name, text in _descriptions(written, provenance).items():
            archive.writestr(_entry(name), text)
            yield out.taken()
    yield out.taken()


class _Counted:
    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _MOMENT)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _descriptions(written: list[tuple[Table, int, int, str]], provenance: Provenance) -> dict[str, str]:
    tables = [table for table, *_ in written]
    return {
        "datapackage.json": _dumped(_frictionless(written, provenance)),
        "csv-metadata.json": _dumped(_csvw(tables, provenance)),
        "query.json": _dumped(
            {"query": provenance.query, "revision": provenance.revision, "program": f"onrecord {provenance.version}"}
        ),
        "README.md": _readme(written, provenance),
    }


def _frictionless(written: list[tuple[Table, int, int, str]], provenance: Provenance) -> dict[str, object]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "on-record",
        "title": "Quotes and claims, from On Record",
        "description": LICENCE,
        "created": provenance.created,
        "version": str(provenance.revision),
        "resources": [
            {
                "name": table.name,
                "type": "table",
                "path": f"{table.name}.csv",
                "description": table.about,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": size,
                "hash": f"sha256:{digest}",
                "rowcount": rows,
                "schema": {
                    "fields": [
                        {"name": column.name, "type": column.type, "description": column.about}
                        for column in table.columns
                    ],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
                        for column, other in _references(table, [one for one, *_ in written])
                    ],
                },
            }
            for table, rows, size, digest in written
        ],
    }


def _csvw(tables: list[Table], provenance: Provenance) -> dict[str, object]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:description": LICENCE,
        "dc:created": provenance.created,
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:description": table.about,
                "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "doubleQuote": True},
                "tableSchema": {
                    "columns": [_csvw_column(column, column.name in table.key) for column in table.columns],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {"columnReference": column, "reference": {"resource": f"{other}.csv", "columnReference": "id"}}
                        for column, other in _references(table, tables)
                    ],
                },
            }
            for table in tables
        ],
    }


def _csvw_column(column: Column, required: bool) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "datatype": _CSVW_TYPES[column.type],
        "dc:description": column.about,
    }
    return described | {"required": True} if required else described


def _references(table: Table, tables: Iterable[Table]) -> list[tuple[str, str]]:
    there = {one.name for one in tables}
    return [(column, other) for column, other in table.references if other in there]


def _readme(written: list[tuple[Table, int, int, str]], provenance: Provenance) -> str:
    lines = [
        "# Quotes and claims, from On Record",
        "",
        f"Made {provenance.created} by onrecord {provenance.version} from revision {provenance.revision} of the store.",
        "What was asked for stands in `query.json`; the same query on the same revision gives the same rows.",
        "",
        LICENCE,
        "",
        "| file | rows | what |",
        "| --- | --- | --- |",
        *(f"| `{table.name}.csv` | {rows} | {table.about} |" for table, rows, *_ in written),
        "",
        "Text that a spreadsheet could take for a formula has an apostrophe before it (so the comparator of an exact",
        "figure is `'=`). `datapackage.json` (Frictionless) and `csv-metadata.json` (CSV on the Web) say what each",
        "column means, and of which type it is.",
        "",
    ]
    for table, *_ in written:
        lines += [f"## {table.name}.csv", "", *(f"- `{one.name}`: {one.about}" for one in table.columns), ""]
    return "\n".join(lines)


def _dumped(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
