"""Kinds of broken input: a file of each, what is told of it, and how many whole articles stand in it all the same."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.readers import papers
from tests.readers.test_warc import Archive, page

SAID = "The harbour of Wexel stays shut until spring, said Ada Brack, who runs it."
NOISE = random.Random(20261122).randbytes(4_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A kind: the file's name, how it is made, a part of the cause that is told, and the articles that are kept."""

    name: str
    made: Callable[[str], bytes]
    cause: str
    articles: int = 0


def body(own: str) -> str:
    """Return a text that no other has."""
    return f"{SAID} {own} Nobody told the {len(own)} fishermen of it, she added on Monday."


def lines(own: str, *more: object) -> bytes:
    """Return JSON Lines of one whole article and what else is given."""
    rows = [
        json.dumps({"id": own, "text": body(own)}),
        *(one if isinstance(one, str) else json.dumps(one) for one in more),
    ]
    return "\n".join(rows).encode()


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def nested(own: str, depth: int = 12) -> bytes:
    """Return a zip in a zip in a zip."""
    data = packed(("a.txt", body(own).encode()))
    for _ in range(depth):
        data = packed(("inner.zip", data))
    return data


def locked_zip(own: str) -> bytes:
    """Return a zip whose member says that it is encrypted."""
    data = bytearray(packed(("a.txt", body(own).encode())))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def web_archive(own: str) -> bytes:
    """Return a web archive that ends in the middle of its second page."""
    whole = Archive(packed=False).add("https://a.example/1", page(f"Harbour {own}").replace(b"Nobody", own.encode()))
    first = len(whole.bytes())
    return whole.add("https://a.example/2", page(f"Quay {own}")).bytes()[: first + 700]


def wall(own: str) -> bytes:
    """Return a page that only says that one must be known to read it."""
    form = "<form>Password <input type=password></form>"
    return f"<html><head><title>Log in {own}</title></head><body>{form}</body></html>".encode()


def kinds() -> Iterator[tuple[str, Broken]]:
    """Yield each kind by its name."""
    for kind, name, made, cause, articles in _KINDS:
        yield kind, Broken(name=name, made=made, cause=cause, articles=articles)


_KINDS: tuple[tuple[str, str, Callable[[str], bytes], str, int], ...] = (
    ("an empty file", "empty.txt", lambda own: b"", "empty", 0),
    ("nothing but white space", "blank.txt", lambda own: b" \n\t\n" * 50, "empty", 0),
    ("noise that is called text", "noise.txt", lambda own: NOISE, "binary", 0),
    ("a text of six million characters", "long.txt", lambda own: body(own).encode() * 60_000, "characters", 0),
    ("a kind that nobody reads", "song.mp3", lambda own: NOISE, ".mp3", 0),
    ("a line that is no JSON", "a.jsonl", lambda own: lines(own, '{"text": "cut o'), "JSON", 1),
    ("a line without text", "b.jsonl", lambda own: lines(own, {"id": "2"}), "text", 1),
    ("a text that is a number", "c.jsonl", lambda own: lines(own, {"id": "2", "text": 7}), "text", 1),
    ("a table without a text", "a.csv", lambda own: b"name;day\nAda;Monday\n", "text", 0),
    ("a table with two texts", "b.csv", lambda own: f"text,text\n{own},{own}\n".encode(), "text", 0),
    (
        "a table that ends in a quotation",
        "c.csv",
        lambda own: f'text\n"{body(own)}"\n"{SAID}'.encode(),
        "row",
        1,
    ),
    ("noise that is called Parquet", "a.parquet", lambda own: b"PAR1" + NOISE, "Parquet", 0),
    ("a PDF that asks for a password", "a.pdf", lambda own: papers.locked([(72, 700, 10, own)]), "password", 0),
    ("a PDF that breaks off", "b.pdf", lambda own: papers.pdf([(72, 700, 10, own)])[:300], "damaged", 0),
    ("a PDF of pictures", "c.pdf", lambda own: papers.pdf([]), "text", 0),
    ("noise that is called Word", "a.docx", lambda own: NOISE, "Word", 0),
    ("a zip that is no document", "b.docx", lambda own: packed(("a.txt", b"x")), "Word", 0),
    ("a letter without words", "a.eml", lambda own: b"From: a@b.example\nSubject: x\n\n", "no text", 0),
    ("a zip that breaks off", "a.zip", lambda own: packed(("a.txt", NOISE))[:400], "no whole zip", 0),
    ("a zip with a password", "b.zip", locked_zip, "password", 0),
    ("a zip that swells a thousandfold", "c.zip", lambda own: packed(("a.txt", b"a" * 60_000_000)), "characters", 0),
    ("zips in zips", "d.zip", nested, "archives", 0),
    ("a gzip that breaks off", "a.jsonl.gz", lambda own: gzip.compress(NOISE)[:900], "cut off", 0),
    ("a web archive that breaks off", "a.warc", web_archive, "cut off", 1),
    ("a page that asks who you are", "a.html", wall, "hardly any text", 0),
    ("a page of 20,000 boxes in boxes", "b.html", lambda own: b"<div>" * 20_000 + own.encode(), "nested", 0),
    ("a feed with nothing in it", "a.xml", lambda own: f"<rss><channel><item>{own}".encode(), "link", 0),
)
