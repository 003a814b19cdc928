"""What a store says, apart from when it was written and how its rows are numbered: two that say the same are one.

Rows are sorted lines; a number that refers to a row of another table stands as the id of that row. The words of the
search are among them. What matching only remembers to save time (`memories`) and what counts up (`revision`) is not.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TIMES = frozenset({"time", "fetched_at", "read_at", "since", "created_at", "deleted_at", "added_at", "removed_at"})
LEFT_OUT = ("sqlite_%", "memories", "%\\_words\\_%")
COUNTERS = ("revision", "derived")
INDEXES = {"article_words": "articles", "attribution_words": "attributions", "claim_words": "claims"}
OF_ARTICLES = ("articles", "attributions", "claims", "waiting", "readings", *INDEXES)
"""Tables whose rows are written with their article."""

Line = tuple[str, str | None, str]
"""Table, id of the article that the row is of, the row as JSON."""


def logical(path: Path) -> list[Line]:
    """Return all that the store says, sorted."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as store:
        store.row_factory = sqlite3.Row
        names = _Names(store)
        return sorted(names.lines(), key=lambda line: (line[0], line[2]))


def by_article(lines: list[Line]) -> dict[str, list[str]]:
    """Return what was read of each article: the lines of the tables that are written with it."""
    found: dict[str, list[str]] = defaultdict(list)
    for table, article, row in lines:
        if article and table in OF_ARTICLES:
            found[article].append(f"{table} {row}")
    return dict(found)


class _Names:
    """Rows of a store by what they are called outside of it."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self.store = store
        self.ids: dict[str, dict[int, str]] = {}
        self.articles: dict[str, dict[int, str]] = {}
        for table in self._tables():
            columns = self._columns(table)
            if {"row", "id"} <= set(columns):
                self.ids[table] = dict(store.execute(f"SELECT row, id FROM {table}").fetchall())
        for table in ("attributions", "claims"):
            sql = f"SELECT t.row, a.id FROM {table} t JOIN articles a ON a.row = t.article"
            self.articles[table] = dict(store.execute(sql).fetchall())
        self.articles["articles"] = self.ids["articles"]

    def _tables(self) -> list[str]:
        left_out = " ".join(f"AND name NOT LIKE '{name}' ESCAPE '\\'" for name in LEFT_OUT)
        sql = f"SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' {left_out}"
        return [name for (name,) in self.store.execute(sql)]

    def _columns(self, table: str) -> list[str]:
        return [row["name"] for row in self.store.execute(f"PRAGMA table_info({table})")]

    def lines(self) -> Iterator[Line]:
        for table in self._tables():
            yield from self._rows(table)
        for words, table in INDEXES.items():
            yield from self._words(words, table)

    def _rows(self, table: str) -> Iterator[Line]:
        keys = {row["from"]: row["table"] for row in self.store.execute(f"PRAGMA foreign_key_list({table})")
                if row["to"] == "row" and row["table"] in self.ids}  # fmt: skip
        kept = [name for name in self._columns(table) if name not in TIMES and name != "row"]
        for row in self.store.execute(f"SELECT * FROM {table}"):
            if table == "meta" and row["key"] in COUNTERS:
                continue
            named = {
                name: self.ids[keys[name]].get(row[name], row[name]) if name in keys else row[name] for name in kept
            }
            if table == "meta" and row["key"] == "underived":
                named["value"] = "which revision must be matched"
            article = named["id"] if table == "articles" else named.get("article")
            yield table, article, json.dumps(named, ensure_ascii=False, default=bytes.hex)

    def _words(self, words: str, table: str) -> Iterator[Line]:
        """Yield what the search finds: each document with its words, in their places."""
        self.store.execute(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {words}, instance)")
        found: dict[int, list[str]] = defaultdict(list)
        for term, doc, column, offset in self.store.execute("SELECT term, doc, col, offset FROM temp.seen"):
            found[doc].append(f"{column}.{offset}.{term}")
        self.store.execute("DROP TABLE temp.seen")
        for doc, terms in found.items():
            name = self.ids[table].get(doc, f"nothing, row {doc}")
            yield words, self.articles[table].get(doc), json.dumps([name, *sorted(terms)], ensure_ascii=False)
