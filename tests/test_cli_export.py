"""`onrecord export`: every format, to a file or down the pipe."""

import zipfile
from pathlib import Path

import pytest

from extract.cli import main
from extract.cli.export import FORMAT_NAMES
from extract.export.formats import FORMATS
from tests.export.filled import filled


@pytest.fixture
def store(tmp_path: Path) -> str:
    with filled(tmp_path) as store:
        return str(store.path)


def test_the_command_offers_every_format() -> None:
    assert set(FORMAT_NAMES) == set(FORMATS)


def test_all_of_it_is_a_zip_unless_another_format_is_asked_for(store: str, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    assert main(["export", "all", "--store", store, "--output", str(out)]) == 0
    assert "relations.csv" in zipfile.ZipFile(out).namelist()
    assert main(["export", "all", "--format", "jsonld", "--store", store, "--output", str(out)]) == 0
    assert out.read_bytes().startswith(b'{"@context"')


def test_a_format_of_one_table_does_not_take_all_of_it(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "all", "--format", "parquet", "--store", store]) == 1
    assert "--format zip, xlsx or jsonld" in capsys.readouterr().err
