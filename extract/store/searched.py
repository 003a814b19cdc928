"""The words by which a search finds articles, quotes and claims: tables of their own that hold no text (FTS5).

Such a table has to be told the words that go, which are those that came.
"""

from collections.abc import Sequence

from extract.store.connection import Store, bindable

WORDS = {"articles": "article_words", "attributions": "attribution_words", "claims": "claim_words"}
"""By table of things: the table of their words."""

_COLUMNS = {"articles": "title, text", "attributions": "text", "claims": "sentence, entity"}
# A quote is found by the words that a person says it has.
_READ = {
    "articles": "SELECT coalesce(title, ''), text FROM articles WHERE row = ?",
    "attributions": """SELECT coalesce(x.text, t.text) FROM attributions t
        LEFT JOIN corrected x ON x.attribution = t.row WHERE t.row = ?""",
    "claims": "SELECT sentence, coalesce(entity, '') FROM claims WHERE row = ?",
}


def add_words(store: Store, table: str, row: int, words: Sequence[object] | None = None) -> None:
    """Let searches find a row of a table by its words, those that it has in the store unless they are given."""
    values = _words(store, table, row) if words is None else words
    sql = f"INSERT INTO {WORDS[table]} (rowid, {_COLUMNS[table]}) VALUES (?{', ?' * len(values)})"
    store.connection.execute(sql, [row, *map(bindable, values)])


def forget_words(store: Store, table: str, row: int, words: Sequence[object] | None = None) -> None:
    """Let searches find a row no more by the words that it was found by: those of the store unless they are given."""
    values = _words(store, table, row) if words is None else words
    name = WORDS[table]
    sql = f"INSERT INTO {name} ({name}, rowid, {_COLUMNS[table]}) VALUES ('delete', ?{', ?' * len(values)})"
    store.connection.execute(sql, [row, *map(bindable, values)])


def _words(store: Store, table: str, row: int) -> Sequence[object]:
    read = store.row(_READ[table], (row,))
    assert read is not None, f"{table} has no row {row}"
    return tuple(read)
