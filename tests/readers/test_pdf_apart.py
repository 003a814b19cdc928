"""A PDF that was made to end the program which reads it ends a process of no use to anybody else."""

import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.errors import SourceError
from extract.readers.pdf_apart import Apart
from extract.readers.pdf_text import told
from tests.readers.papers import column, pdf, written

WORDS = "The harbour of Wexel is shut, said Ada Brack. Ships lie at the northern quay."
GOOD = pdf(column(60, 740, [WORDS]))
TIGHT = "from extract.readers import pdf_child as child; child.{}; child.main()"
Begin = Callable[[str], Apart]


def stream(data: bytes, head: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<< {head} /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def drawing(drawn: bytes, *extra: bytes) -> bytes:
    """Return a file of one page that draws this, and may draw the sixth object ("/X Do")."""
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {page} /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>".encode(),
        stream(drawn),
        *extra,
    ]
    return written(objects)


def tenfold(levels: int) -> bytes:
    """Return three kilobytes that draw a line ten times, in a form that is drawn ten times, in a form …"""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    forms = [
        stream(b"/X Do " * 10, f"{form} /Resources << /XObject << /X {7 + level} 0 R >> >>") for level in range(levels)
    ]
    line = stream(b"BT /F1 9 Tf 9 99 Td (Wexel) Tj ET", f"{form} /Resources << /Font << /F1 3 0 R >> >>")
    return drawing(b"/X Do " * 10, *forms, line)


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Return what begins a process that may take less than usual: "MEMORY = 1"."""
    begun: list[Apart] = []

    def one(limit: str) -> Apart:
        begun.append(Apart(("-c", TIGHT.format(limit))))
        return begun[-1]

    yield one
    for apart in begun:
        apart.end()


def test_what_it_tells_is_what_the_reader_finds_and_one_process_serves_all(begin: Begin) -> None:
    apart = begin("SECONDS = 100")
    assert apart.told(GOOD) == apart.told(GOOD) == told(GOOD)
    with pytest.raises(SourceError, match="damaged"):
        apart.told(b"%PDF-1.4")
    assert apart.told(GOOD).content == WORDS


def test_what_fills_the_memory_costs_its_file_alone(begin: Begin) -> None:
    apart = begin("MEMORY = 300 << 20")
    bomb = tenfold(9)
    assert len(bomb) < 4_000
    with pytest.raises(SourceError, match="more memory than there may be"):
        apart.told(bomb)
    assert apart.told(GOOD).content == WORDS


def test_what_has_no_end_costs_its_file_alone(begin: Begin) -> None:
    apart = begin("PAGE_SECONDS = 0.3")
    with pytest.raises(SourceError, match="longer than any report"):
        apart.told(tenfold(5))
    assert apart.told(GOOD).content == WORDS


def test_a_process_that_somebody_ended_is_begun_anew(begin: Begin) -> None:
    apart = begin("SECONDS = 100")
    apart.told(GOOD)
    assert apart._process is not None
    apart._process.kill()
    apart._process.wait()
    assert apart.told(GOOD).content == WORDS


def test_no_code_of_the_folder_that_somebody_works_in_is_run(tmp_path: Path) -> None:
    """An archive that is unpacked there may hold anything: a module of the name of one that is imported."""
    trap = tmp_path / "extract"
    trap.mkdir()
    for name in ("extract/__init__.py", "json.py", "pypdfium2.py"):
        (tmp_path / name).write_text("open('trapped', 'w')", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(GOOD)
    root = str(Path(__file__).parents[2])
    reading = (
        f"import sys; sys.path.insert(0, {root!r}); from extract.readers import read; print(list(read(['a.pdf'])))"
    )
    command = [sys.executable, "-P", "-c", reading]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ}, capture_output=True, text=True, check=True)
    assert WORDS in done.stdout
    assert not (tmp_path / "trapped").exists()
