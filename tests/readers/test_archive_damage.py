"""Files of every kind, cut off and with bytes changed at random: each gives what it can, and never raises."""

import gzip
import io
import json
import mailbox
import zipfile
from functools import cache
from time import process_time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Document, Failure
from extract.readers import read_bytes
from tests.readers.papers import column, pdf
from tests.readers.test_docx import QUOTE, changed, written
from tests.readers.test_exports import CLASSIC, EUROPRESSE, FACTIVA_CODED, FACTIVA_PLAIN
from tests.readers.test_mail import letter
from tests.readers.test_pdf import LEFT, RIGHT, TITLE
from tests.readers.test_warc import Archive, page
from tests.readers.test_zip import TEXT, packed

LINES = "\n".join(json.dumps({"id": str(number), "text": f"Report {number}.", "title": "Été"}) for number in range(20))
ROWS = "title,text,date\n" + "".join(f'"T {number}","Some ""text"", {number}",2026-05-03\n' for number in range(20))
NAMES = [
    "a.zip",
    "stored.zip",
    "a.warc",
    "a.warc.gz",
    "a.jsonl.gz",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.parquet",
    "a.pdf",
    "a.docx",
    "stored.docx",
    "a.eml",
    "a.mbox",
    "nexis.txt",
    "coded.html",
    "plain.html",
    "europresse.html",
]


@cache
def sample(name: str) -> bytes:
    """Return a whole file of the kind that a name says."""
    if name in ("a.warc", "a.warc.gz"):
        archive = Archive(packed=name.endswith(".gz"))
        for number in range(3):
            archive.add(f"https://l.example/{number}", page(f"Report {number}"))
        return archive.bytes()
    if name in ("a.eml", "a.mbox"):
        message = letter()
        message.add_attachment(TEXT, filename="a.txt")
        return message.as_bytes() if name == "a.eml" else mailbox.mboxMessage(message).as_bytes(unixfrom=True) * 2
    if name in ("a.docx", "stored.docx"):
        data = written(lambda paper: paper.add_paragraph(QUOTE) and None)
        return data if name == "a.docx" else changed(data, {}, zipfile.ZIP_STORED)
    if name == "a.parquet":
        stream = io.BytesIO()
        pq.write_table(pa.table({"text": [f"Report {number}." for number in range(20)]}), stream, compression="none")
        return stream.getvalue()
    if name == "a.pdf":
        return pdf([*TITLE, *column(60, 740, LEFT), *column(320, 740, RIGHT)], column(60, 740, LEFT))
    members = {"a.txt": TEXT * 9, "b/in.zip": packed({"c.txt": TEXT}), "l.jsonl": LINES}
    return {
        "a.zip": lambda: packed(members),
        "stored.zip": lambda: packed(members, zipfile.ZIP_STORED),
        "a.jsonl.gz": lambda: gzip.compress(LINES.encode()),
        "a.jsonl": LINES.encode,
        "a.json": json.dumps({"articles": [{"content": "Text.", "source": {"name": "S"}}] * 5}).encode,
        "a.csv": ROWS.encode,
        "nexis.txt": CLASSIC.encode,
        "coded.html": FACTIVA_CODED.encode,
        "plain.html": FACTIVA_PLAIN.encode,
        "europresse.html": EUROPRESSE.encode,
    }[name]()


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_file_gives_documents_alone(name: str) -> None:
    found = list(read_bytes(name, sample(name)))
    wanted = (Document, Failure) if name == "europresse.html" else (Document,)
    assert found
    assert all(isinstance(thing, wanted) for thing in found), found


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, database=None)
@given(data=st.data())
def test_no_damage_makes_a_reader_raise(name: str, data: st.DataObject) -> None:
    whole = sample(name)
    broken = bytearray(whole[: data.draw(st.integers(1, len(whole)), label="cut")])
    places = st.tuples(st.integers(0, len(broken) - 1), st.integers(0, 255))
    for place, byte in data.draw(st.lists(places, max_size=8), label="changed"):
        broken[place] = byte
    found = list(read_bytes(name, bytes(broken)))
    assert found
    for thing in found:
        if isinstance(thing, Document):
            assert thing.content.strip()
            assert all(zone.span.end <= len(thing.content) for zone in thing.metadata.zones)
            thing.content.encode()
        else:
            assert thing.cause
            assert thing.remedy
            assert "\n" not in str(thing)


@pytest.mark.parametrize(
    "suffix", [".txt", ".eml", ".mbox", ".html", ".csv", ".jsonl", ".json", ".docx", ".pdf", ".zip"]
)
@pytest.mark.parametrize("character", [b"0", b"-", b">", b" ", b"a", b"\n", b"["])
def test_a_file_of_one_character_is_read_in_bounded_time(suffix: str, character: bytes) -> None:
    head = {".eml": b"Subject: a\nContent-Type: text/plain; format=flowed\n\n", ".mbox": b"From a\nSubject: a\n\n"}
    data = head.get(suffix, b"") + character * 200_000
    started = process_time()
    assert list(read_bytes(f"a{suffix}", data))
    # What takes time by the square takes minutes.
    assert process_time() - started < 5
