"""What was found in an article, written anew: its zones were corrected, or other rules or another model read it.

What is found again keeps its row, and with it what matching and people know of it until the next derivation: a quote
whose border moved a little is the same quote, so that the ids it was counted under can be led to those of now.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from extract.model import Extraction, Span
from extract.store.connection import Store, bindable
from extract.store.places import OVERLAP, share, spans_of
from extract.store.provenance import Reading, note_reading
from extract.store.rows import attribution_row, claim_row
from extract.store.searched import add_words, forget_words
from extract.store.write import insert_found, mark_underived

# What matching derived of quotes and claims, and people decided of them; the next derivation writes it anew.
HANGING = {
    "claims": (("claim_facts", "claim"), ("corrected_claims", "claim")),
    "attributions": (("members", "attribution"), ("spoken", "attribution"), ("corrected", "attribution")),
}
# A figure is short, and is the same with "about" before it: any letter in common will do, as for a judgement of it.
LEAST = {"attributions": OVERLAP, "claims": 0.01}
Values = dict[str, Any]


def read_again(store: Store, extractions: Sequence[Extraction], by: Reading, *, time: str | None = None) -> None:
    """Put what is found now in place of what stood in these articles, all of it or nothing; `time` (ISO, else now)."""
    time = time or datetime.now(UTC).isoformat(timespec="seconds")
    with store.writing():
        for extraction in extractions:
            row = store.one("SELECT row FROM articles WHERE id = ?", (extraction.article.id,))
            if row is not None:  # it may have been taken down meanwhile
                replace(store, extraction, row)
                note_reading(store, row, by, time)
        store.raise_revision()


def replace(store: Store, extraction: Extraction, row: int) -> None:
    """Put what was found in place of what stood in the article with this row; call it within `store.writing()`.

    Matching must be derived anew.
    """
    # A claim may name a quote whose id changes before it does.
    store.connection.execute("PRAGMA defer_foreign_keys = ON")
    article = extraction.article
    _renew(store, row, "attributions", [attribution_row(one, article, row) for one in extraction.attributions])
    _renew(store, row, "claims", [claim_row(one, article, row) for one in extraction.claims])
    store.connection.execute("UPDATE articles SET note = ? WHERE row = ?", (bindable(extraction.note), row))
    store.connection.execute("DELETE FROM meta WHERE key = 'matching'")
    store.connection.execute("DELETE FROM waiting WHERE article = ?", (row,))
    mark_underived(store)


def delete_all(store: Store, row: int) -> None:
    """Delete what was found in the article with this row, and all that hangs on it."""
    for table in HANGING:
        for (found,) in list(store.rows(f"SELECT row FROM {table} WHERE article = ?", (row,))):
            _delete(store, table, found)


def _renew(store: Store, row: int, table: str, found: Sequence[Values]) -> None:
    """Make the rows of an article those that were found: what is the same stays, what is not comes or goes."""
    new: dict[str, Values] = {}
    for one in found:
        new.setdefault(one["id"], one)
    old = {one["id"]: dict(one) for one in store.rows(f"SELECT * FROM {table} WHERE article = ?", (row,))}
    before = _before(table, old, new)
    for id in old.keys() - before.values():
        _delete(store, table, old[id]["row"])
    for id, values in new.items():
        if id not in before:
            insert_found(store, table, values)
        elif any(bindable(value) != old[before[id]][column] for column, value in values.items()):
            _change(store, table, old[before[id]], values)


def _before(table: str, old: Mapping[str, Values], new: Mapping[str, Values]) -> dict[str, str]:
    """Return by ids which row of before each row of now goes on with: its own, else one of much the same place."""
    before = {id: id for id in new if id in old}
    gone, come = sorted(old.keys() - before.keys()), sorted(new.keys() - before.keys())
    shares = [
        (share(_places(table, new[one]), _places(table, old[other])), one, other) for one in come for other in gone
    ]
    for agreement, one, other in sorted(shares, reverse=True):
        if agreement >= LEAST[table] and one not in before and other not in before.values():
            before[one] = other
    return before


def _places(table: str, values: Values) -> tuple[Span, ...]:
    return spans_of(values["content"]) if table == "attributions" else (Span(values["start"], values["end"]),)


def _change(store: Store, table: str, old: Values, new: Values) -> None:
    forget_words(store, table, old["row"])
    setting = ", ".join(f"{column} = ?" for column in new)
    values = [bindable(value) for value in new.values()]
    store.connection.execute(f"UPDATE {table} SET {setting} WHERE row = ?", [*values, old["row"]])
    add_words(store, table, old["row"])
    if table == "claims" and new["id"] != old["id"]:  # a dossier may name it
        sql = "INSERT OR REPLACE INTO redirects (what, old, new) VALUES ('claim', ?, ?)"
        store.connection.execute(sql, (old["id"], new["id"]))


def _delete(store: Store, table: str, row: int) -> None:
    forget_words(store, table, row)
    for hanging, column in HANGING[table]:
        store.connection.execute(f"DELETE FROM {hanging} WHERE {column} = ?", (row,))
    store.connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
