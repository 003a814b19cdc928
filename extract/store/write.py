"""Adding what was read. Each call is one transaction, and raises the revision only if it changed something."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from extract.model import Document, Extraction, Failure
from extract.store.connection import Store, bindable
from extract.store.derived import replace_derived
from extract.store.provenance import Reading, keep_original, note_reading
from extract.store.rows import article_row, attribution_row, claim_row, document_row
from extract.store.searched import add_words

__all__ = ["Added", "Reading", "add", "replace_derived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many articles were new, how many the store had already, and how many sources failed; the new ones' ids."""

    new: int
    known: int
    failed: int
    ids: frozenset[str] = field(default=frozenset(), compare=False)


def add(
    store: Store,
    items: Sequence[tuple[Document, Extraction]],
    failures: Sequence[Failure] = (),
    *,
    time: str | None = None,
    reading: Reading | None = None,
    waiting: bool = False,
) -> Added:
    """Add a batch, all of it or nothing; an article that the store has changes nothing.

    `time` (ISO, else now) is noted with the failures and with `reading`, by which the articles were read. `waiting`
    says that they have not been searched yet; `found.read_again` adds what is found in them. A whole source that failed
    before and is added now is no failure any more. Raises `StoreError`.
    """
    time = time or _now()
    with store.writing():
        new = [item for item in items if _add_item(store, *item, reading, waiting, time)]
        noted = _note_failures(store, failures, time)
        failed = {failure.uri for failure in failures}
        cleared = [_clear_failure(store, document.uri) for document, _ in new if document.uri not in failed]
        if new:
            mark_underived(store)
        if new or noted or any(cleared):
            store.raise_revision()
    ids = frozenset(extraction.article.id for _, extraction in new)
    return Added(new=len(new), known=len(items) - len(new), failed=len(failures), ids=ids)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def mark_underived(store: Store) -> None:
    """Note that matching must be derived anew; call it within `store.writing()`, before the revision rises.

    What is noted is the revision from which on that must have been seen.
    """
    sql = """INSERT OR REPLACE INTO meta (key, value)
        SELECT 'underived', value + 1 FROM meta WHERE key = 'revision'"""
    store.connection.execute(sql)


def _add_item(
    store: Store, document: Document, extraction: Extraction, reading: Reading | None, waiting: bool, time: str
) -> bool:
    """Add an article with all that was found in it; return whether it was new."""
    article = extraction.article
    if store.one("SELECT 1 FROM articles WHERE id = ?", (article.id,)):
        return False
    if article.outlet:
        _insert(store, "outlets", asdict(article.outlet))
    kept = keep_original(store, document.original)
    _insert(store, "documents", document_row(document, article) | ({"original": kept} if kept else {}))
    row = _insert(store, "articles", article_row(article, document, extraction.note))
    assert row is not None  # it was looked for above, in this transaction
    add_words(store, "articles", row, (article.title or "", article.text))
    if waiting:
        store.connection.execute("INSERT INTO waiting (article) VALUES (?)", (row,))
        return True
    add_found(store, extraction, row)
    if reading:
        note_reading(store, row, reading, time)
    return True


def add_found(store: Store, extraction: Extraction, row: int) -> None:
    """Add the attributions and claims of the article with this row; call it within `store.writing()`."""
    for found in extraction.attributions:
        insert_found(store, "attributions", attribution_row(found, extraction.article, row))
    for claim in extraction.claims:
        insert_found(store, "claims", claim_row(claim, extraction.article, row))


def insert_found(store: Store, table: str, values: Mapping[str, object]) -> None:
    """Add an attribution or a claim, and its words to the search; one whose id is there already changes nothing."""
    row = _insert(store, table, values)
    if row is not None:
        named = ("text",) if table == "attributions" else ("sentence", "entity")
        add_words(store, table, row, [values[name] or "" for name in named])


def _insert(store: Store, table: str, values: Mapping[str, object]) -> int | None:
    """Insert a row and return its number, or None if its id is there already."""
    marks = ", ".join("?" * len(values))
    cursor = store.connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING",
        [bindable(value) for value in values.values()],
    )
    return cursor.lastrowid if cursor.rowcount else None


def drop_failures(store: Store, failures: Sequence[Failure]) -> int:
    """Take failures off the list of what gave no article, and return how many were on it; raises `StoreError`.

    What fails again is noted again.
    """
    sql = "DELETE FROM failures WHERE uri = ? AND place = ? AND cause = ?"
    dropped = 0
    with store.writing():
        for failure in failures:
            values = (bindable(failure.uri), bindable(failure.place or ""), bindable(failure.cause))
            dropped += store.connection.execute(sql, values).rowcount
        if dropped:
            store.raise_revision()
    return dropped


def _note_failures(store: Store, failures: Sequence[Failure], time: str) -> int:
    """Note each failure that is not noted yet, and return how many that were."""
    sql = """INSERT INTO failures (uri, place, cause, remedy, time) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (uri, place, cause) DO NOTHING"""
    noted = 0
    for failure in failures:
        values = (failure.uri, failure.place or "", failure.cause, failure.remedy, time)
        noted += store.connection.execute(sql, [bindable(value) for value in values]).rowcount
    return noted


def _clear_failure(store: Store, uri: str) -> int:
    sql = "DELETE FROM failures WHERE uri = ? AND place = ''"
    return store.connection.execute(sql, (bindable(uri),)).rowcount
