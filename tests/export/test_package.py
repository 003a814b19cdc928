"""The zip: every table as CSV, with descriptions for machines that are true of the files."""

import csv
import hashlib
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from extract.export.formats import write
from extract.export.package import LICENCE
from tests.export.filled import MADE, filled, rows


@pytest.fixture
def package(tmp_path: Path) -> ZipFile:
    with filled(tmp_path) as store:
        return ZipFile(io.BytesIO(b"".join(write("all", "zip", rows(store), MADE))))


def records(package: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.read(name).decode(), newline=""), strict=True))


def test_it_holds_every_table_its_descriptions_and_the_query(package: ZipFile) -> None:
    assert set(package.namelist()) == {
        "quotes.csv", "claims.csv", "articles.csv", "speakers.csv", "relations.csv",
        "datapackage.json", "csv-metadata.json", "query.json", "README.md",
    }  # fmt: skip
    assert package.testzip() is None


def test_the_frictionless_description_is_true_of_each_file(package: ZipFile) -> None:
    described = json.loads(package.read("datapackage.json"))["resources"]
    for resource in described:
        data = package.read(resource["path"])
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        found = records(package, resource["path"])
        assert resource["rowcount"] == len(found) > 0
        assert [field["name"] for field in resource["schema"]["fields"]] == list(found[0])


def test_keys_are_keys_and_every_reference_leads_somewhere(package: ZipFile) -> None:
    for resource in json.loads(package.read("datapackage.json"))["resources"]:
        found = records(package, resource["path"])
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in found]
        assert len(set(keys)) == len(keys)
        for foreign in resource["schema"]["foreignKeys"]:
            there = {row["id"] for row in records(package, f"{foreign['reference']['resource']}.csv")}
            (column,) = foreign["fields"]
            assert {row[column] for row in found if row[column]} <= there


def test_csv_on_the_web_says_the_same_columns(package: ZipFile) -> None:
    for table in json.loads(package.read("csv-metadata.json"))["tables"]:
        names = [column["name"] for column in table["tableSchema"]["columns"]]
        assert names == list(records(package, table["url"])[0])


def test_it_says_what_was_asked_of_which_revision_and_whose_the_words_are(package: ZipFile) -> None:
    assert json.loads(package.read("query.json")) == {
        "query": {"what": "all"}, "revision": 2, "program": "onrecord 0.1.0",
    }  # fmt: skip
    assert LICENCE in package.read("README.md").decode()


def test_the_same_query_of_the_same_store_is_the_same_file(tmp_path: Path) -> None:
    def made() -> bytes:
        with filled(tmp_path) as store:
            return b"".join(write("all", "zip", rows(store), MADE))

    assert made() == made()
