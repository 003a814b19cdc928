"""Is all that the store says of its articles still true of their texts?"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from sqlite3 import Row

from extract.model import Span, read_spans
from extract.store.connection import Store
from extract.store.searched import WORDS

JOINER = " … "
TOLD = (("content", "text"), ("cue", "cue_text"), ("source", "source_text"))
PARTS = tuple(name for pair in TOLD for name in pair)


def problems(store: Store) -> Iterator[str]:
    """Yield a line for each thing that is not as it should be: file, references, hashes, ids, spans, search index.

    Every article is read once, with its attributions and claims; nothing is changed.
    """
    with store.snapshot():
        yield from _file(store)
        yield from _originals(store)
        for article in store.rows(
            "SELECT a.*, d.sha256, d.original FROM articles a JOIN documents d ON d.id = a.document_id"
        ):
            yield from _article(store, article)
        yield from _index(store)


def _file(store: Store) -> Iterator[str]:
    for (line,) in store.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file: {line}"
    for row in store.rows("PRAGMA foreign_key_check"):
        yield f"{row['table']}, row {row['rowid']}: refers to a row of {row['parent']} that is not there"


def _originals(store: Store) -> Iterator[str]:
    for row in store.rows("SELECT sha256, size, data FROM originals"):
        try:
            data = zlib.decompress(row["data"])
        except zlib.error as error:
            yield f"original {row['sha256']}: cannot be unpacked ({error})"
            continue
        if len(data) != row["size"] or hashlib.sha256(data).hexdigest() != row["sha256"]:
            yield f"original {row['sha256']}: its bytes have another hash"


def _article(store: Store, article: Row) -> Iterator[str]:
    text, name = article["text"], f"article {article['id']}"
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != article["sha256"]:
        yield f"{name}: its text has another hash than when it was read"
    for kind, start, end in json.loads(article["zones"]):
        if not 0 <= start <= end <= len(text):
            yield f"{name}: its zone {kind} {start}-{end} lies outside the text"
    for row in store.rows(f"SELECT id, {', '.join(PARTS)} FROM attributions WHERE article = ?", (article["row"],)):
        if not all(_stands(text, row[spans], row[told]) for spans, told in TOLD):
            yield f"{name}: quote {row['id']} does not stand there as it is told"
    sql = "SELECT id, start, end, surface, sentence_start, sentence_end, sentence FROM claims WHERE article = ?"
    for row in store.rows(sql, (article["row"],)):
        surface = read_spans(text, [Span(row["start"], row["end"])]) == " ".join(row["surface"].split())
        if not surface or text[row["sentence_start"] : row["sentence_end"]] != row["sentence"]:
            yield f"{name}: claim {row['id']} does not stand there as it is told"


def _stands(text: str, spans: str, told: str) -> bool:
    """Return whether the words of a quote, its cue or its source are what their spans read in the text."""
    read = [Span(start, end) for start, end in json.loads(spans)]
    return all(span.end <= len(text) for span in read) and read_spans(text, read, JOINER) == told


def _index(store: Store) -> Iterator[str]:
    """Yield what the search index counts otherwise than the tables."""
    for table, words in WORDS.items():
        indexed = store.one(f"SELECT count(*) FROM {words}_docsize")
        there = store.one(f"SELECT count(*) FROM {table}")
        if indexed != there:
            yield f"the search index of {table}: has {indexed} rows of {there}"
