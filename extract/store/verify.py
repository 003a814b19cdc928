"""Is all that the store says of its articles still true of their texts?"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Row

from extract.model import Span, read_spans
from extract.store import memories
from extract.store.connection import Store
from extract.store.searched import WORDS

JOINER = " … "
TOLD = (("content", "text"), ("cue", "cue_text"), ("source", "source_text"))
PARTS = (*(name for pair in TOLD for name in pair), "plain", "context", "context_start")
JSON = {
    "articles": {"zones"},
    "attributions": {"content", "cue", "source", "speaker", "resolution"},
    "claims": {"speaker"},
    "corrected": {"content", "speaker"},
    "corrected_claims": {"speaker"},
    "documents": {"metadata"},
    "dossier_items": {"kept"},
    "judgements": {"left_at", "right_at"},
    "members": {"flags"},
    "speakers": {"outlets"},
    "speaker_words": {"articles"},
    "statements": {"outlets", "languages", "flags"},
    "told": {"news"},
    "zonings": {"zones"},
}
"""By table: the columns that hold small lists."""


def problems(store: Store) -> Iterator[str]:
    """Yield a line for each thing that is not as it should be: file, references, values that are none, hashes, spans,
    the wordings that statements show, the search index, and what matching remembers.

    Every row is read, and every article once with its attributions and claims; nothing is changed.
    """
    with store.snapshot(), _tolerant(store):
        yield from _file(store)
        broken: set[str] = set()
        for table, row, line in _values(store):
            broken.add(f"{table} {row}")
            yield line
        yield from _originals(store)
        for article in store.rows(
            "SELECT a.*, d.sha256, d.original FROM articles a JOIN documents d ON d.id = a.document_id"
        ):
            yield from _article(store, article, broken)
        yield from _shown(store)
        yield from _index(store)
        yield from _remembered(store)


@contextmanager
def _tolerant(store: Store) -> Iterator[None]:
    """Read text that is no UTF-8 any more as bytes, so that one such value does not hide the rest."""
    before = store.connection.text_factory
    store.connection.text_factory = _decoded
    try:
        yield
    finally:
        store.connection.text_factory = before


def _decoded(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _file(store: Store) -> Iterator[str]:
    for (line,) in store.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file: {line}"
    for row in store.rows("PRAGMA foreign_key_check"):
        yield f"{row['table']}, row {row['rowid']}: refers to a row of {row['parent']} that is not there"


def _values(store: Store) -> Iterator[tuple[str, object, str]]:
    """Yield table, row and a line for each value that is no text, or no list, where there should be one."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    shadows = tuple(WORDS.values())
    for table in [name for (name,) in store.rows(sql) if not name.startswith(shadows)]:
        columns = [row["name"] for row in store.rows(f"PRAGMA table_info({table})") if row["type"] != "BLOB"]
        quoted = ", ".join(f'"{name}"' for name in columns)
        for row in store.rows(f"SELECT {quoted} FROM {table}"):
            for name in columns:
                if cause := _broken(row[name], name in JSON.get(table, ())):
                    key = row[0] if not isinstance(row[0], bytes) else row[0].decode(errors="replace")
                    yield table, key, f"{table}, {columns[0]} {key}: its {name} {cause}"


def _broken(value: object, listed: bool) -> str | None:
    """Return what is wrong with a value, None where nothing is."""
    if isinstance(value, bytes):
        return "is no text any more"
    if listed and isinstance(value, str):
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return "cannot be read any more"
    return None


def _originals(store: Store) -> Iterator[str]:
    for row in store.rows("SELECT sha256, size, data FROM originals"):
        try:
            data = zlib.decompress(row["data"])
        except zlib.error as error:
            yield f"original {row['sha256']}: cannot be unpacked ({error})"
            continue
        if len(data) != row["size"] or hashlib.sha256(data).hexdigest() != row["sha256"]:
            yield f"original {row['sha256']}: its bytes have another hash"


def _article(store: Store, article: Row, broken: set[str]) -> Iterator[str]:
    """Yield what is wrong with an article and what was found in it, apart from rows that are `broken`: told already."""
    if f"articles {article['row']}" in broken:
        return
    text, name = article["text"], f"article {article['id']}"
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != article["sha256"]:
        yield f"{name}: its text has another hash than when it was read"
    for kind, start, end in json.loads(article["zones"]):
        if not 0 <= start <= end <= len(text):
            yield f"{name}: its zone {kind} {start}-{end} lies outside the text"
    for row in store.rows(f"SELECT row, id, {', '.join(PARTS)} FROM attributions WHERE article = ?", (article["row"],)):
        if f"attributions {row['row']}" not in broken and not _quote_stands(text, row):
            yield f"{name}: quote {row['id']} does not stand there as it is told"
    sql = """SELECT row, id, start, end, surface, sentence_start, sentence_end, sentence FROM claims
        WHERE article = ?"""
    for row in store.rows(sql, (article["row"],)):
        if f"claims {row['row']}" in broken:
            continue
        surface = read_spans(text, [Span(row["start"], row["end"])]) == " ".join(row["surface"].split())
        if not surface or text[row["sentence_start"] : row["sentence_end"]] != row["sentence"]:
            yield f"{name}: claim {row['id']} does not stand there as it is told"


def _quote_stands(text: str, row: Row) -> bool:
    """Return whether a quote, its cue, its source and what surrounds it are what the text has there."""
    start = row["context_start"]
    around = text[start : start + len(row["context"])] == row["context"]
    plain = row["plain"] is None or _stands(text, row["content"], row["plain"], " ")
    return around and plain and all(_stands(text, row[spans], row[told]) for spans, told in TOLD)


def _stands(text: str, spans: str, told: str, joiner: str = JOINER) -> bool:
    """Return whether the words of a quote, its cue or its source are what their spans read in the text."""
    read = [Span(start, end) for start, end in json.loads(spans)]
    return all(span.end <= len(text) for span in read) and read_spans(text, read, joiner) == told


def _shown(store: Store) -> Iterator[str]:
    """Yield the statements that show words which none of their members has; one not matched yet shows what it did."""
    sql = """SELECT st.id FROM statements st WHERE NOT EXISTS (SELECT 1 FROM members m
        JOIN attributions t ON t.row = m.attribution LEFT JOIN corrected x ON x.attribution = t.row
        WHERE m.statement = st.row AND st.canonical IN (t.text, t.plain, x.text, x.plain))
        AND NOT EXISTS (SELECT 1 FROM meta WHERE key = 'underived')"""
    for (id,) in store.rows(sql):
        yield f"statement {id}: shows words that none of its quotes has"


def _index(store: Store) -> Iterator[str]:
    """Yield what the search index counts otherwise than the tables."""
    for table, words in WORDS.items():
        indexed = store.one(f"SELECT count(*) FROM {words}_docsize")
        there = store.one(f"SELECT count(*) FROM {table}")
        if indexed != there:
            yield f"the search index of {table}: has {indexed} rows of {there}"


def _remembered(store: Store) -> Iterator[str]:
    for name in memories.damaged(store):
        yield f"what matching remembers ({name}): is damaged; it will be learned again, and nothing is lost with it"
