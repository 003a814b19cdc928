"""A real spreadsheet opens what we write, and finds no formula in it."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from extract.export.columns import Column, Table
from extract.export.csv import unguarded, write_csv
from extract.export.xlsx import write_xlsx
from tests.attack.strings import SHEETS, strings

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc-nogui"
)
COLUMNS = tuple(Column(name, "a column of a test") for name in "abcdefghij")
TABLE = Table("cells", "rows of a test", COLUMNS, ("a",))
FEW, MANY = 2_000, 100_000
ODS = "{urn:oasis:names:tc:opendocument:xmlns:"
FORMULA, LINK = f"{ODS}table:1.0}}formula", "{http://www.w3.org/1999/xlink}href"
# Separator, quote, UTF-8, from the first line, no formats of columns, language, quoted is not text, numbers are found.
OPENED = {"comma": "44,34,76,1,,1033,false,true", "French": "44,34,76,1,,1036,false,true"}
OPENED |= {"semicolon": "59,34,76,1,,1036,false,true", "tab": "9,34,76,1,,1031,false,true"}


def rows(count: int, seed: int = 1) -> list[dict[str, object]]:
    """Return so many hostile cells in rows of ten."""
    cells = list(strings(SHEETS, seed=seed, count=count))
    names = [column.name for column in COLUMNS]
    return [dict(zip(names, cells[at : at + 10], strict=False)) for at in range(0, count, 10)]


def opened(folder: Path, settings: str = "") -> Iterator[etree._Element]:
    """Yield the documents that LibreOffice makes of the files of a folder."""
    assert SOFFICE
    files = sorted(path for path in folder.iterdir() if path.is_file())
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += [f"--infilter=CSV:{settings}"] if settings else []
    command += ["--convert-to", "ods", "--outdir", str(folder / "out"), *map(str, files)]
    subprocess.run(command, capture_output=True, check=True)
    for file in files:
        with ZipFile(folder / "out" / f"{file.stem}.ods") as book:
            yield etree.fromstring(book.read("content.xml"), etree.XMLParser(huge_tree=True))


def formulas(document: etree._Element) -> list[str]:
    return [str(node.get(FORMULA) or node.get(LINK)) for node in document.iter() if node.get(FORMULA) or node.get(LINK)]


def texts(document: etree._Element) -> Iterator[str]:
    """Yield the words of every cell that has some."""
    for cell in document.iter(f"{ODS}table:1.0}}table-cell"):
        if words := "".join("".join(part.itertext()) for part in cell):
            yield words


COUNTS = [FEW, pytest.param(MANY, marks=pytest.mark.long)]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    "settings",
    [pytest.param(OPENED[name], id=name, marks=() if name == "semicolon" else pytest.mark.long) for name in OPENED],
)
def test_no_cell_of_a_csv_is_a_formula_however_it_is_opened(tmp_path: Path, count: int, settings: str) -> None:
    for seed in range(count // FEW):
        (tmp_path / f"{seed}.csv").write_bytes(b"".join(write_csv(rows(FEW, seed), COLUMNS)))
    for document in opened(tmp_path, settings):
        assert len(list(texts(document))) > FEW / 2
        assert formulas(document) == []


@pytest.mark.parametrize("count", COUNTS)
def test_no_cell_of_a_workbook_is_a_formula_and_words_are_as_they_were(tmp_path: Path, count: int) -> None:
    given = [row for seed in range(count // FEW) for row in rows(FEW, seed)]
    (tmp_path / "cells.xlsx").write_bytes(b"".join(write_xlsx([(TABLE, given)])))
    (document,) = opened(tmp_path)
    assert formulas(document) == []
    found = set(texts(document))
    plain = {str(value) for row in given for value in row.values() if str(value).isascii() and str(value).isprintable()}
    plain = {value for value in plain if value == " ".join(value.split()) and value}
    assert len(plain) > 20
    assert {value for value in plain if value not in found} == set()


def test_every_text_comes_back_from_the_csv(tmp_path: Path) -> None:
    # A store holds no lone surrogates.
    given = [{name: str(cell).encode("utf-8", "replace").decode() for name, cell in row.items()} for row in rows(FEW)]
    file = tmp_path / "cells.csv"
    file.write_bytes(b"".join(write_csv(given, COLUMNS)))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        read = [[unguarded(cell) for cell in row] for row in csv.reader(lines, strict=True)][1:]
    assert read == [list(row.values()) for row in given]


def test_a_formula_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_text("a,b\r\n=1+1,x\r\n", encoding="utf-8")
    (document,) = opened(tmp_path, OPENED["comma"])
    assert formulas(document) == ["of:=1+1"]
