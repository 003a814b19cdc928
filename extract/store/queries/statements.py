"""Statements: the cards of a list, and one with its members."""

import json
from collections.abc import Sequence
from sqlite3 import Row

from extract.errors import StoreError
from extract.store.connection import Store, bindable
from extract.store.queries import attributions, shape, shared_texts
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.redirects import follow
from extract.store.queries.results import Sentence, StatementCard, StatementView

SELECT = """SELECT st.row, st.id, st.canonical, st.language, st.kind, s.id AS speaker_id, s.name AS speaker_name,
    s.role AS speaker_role, st.outlets, st.outlet_count, st.members, st.wordings, st.languages, st.first_outlet,
    st.first_date, st.flags, st.numbers_differ, st.translated, st.independent,
    EXISTS (SELECT 1 FROM members m WHERE m.statement = st.row AND m.day = st.first_day
        AND m.outlet <> st.first_outlet) AS others_that_day
    FROM statements st LEFT JOIN speakers s ON s.row = st.speaker"""
ORDERS = {
    "outlets": "st.outlet_count DESC, st.wordings DESC, st.members DESC, st.row",
    "varied": "st.wordings DESC, st.outlet_count DESC, st.members DESC, st.row",
    "newest": "st.last_day DESC, st.outlet_count DESC, st.row",
    "first": "st.first_day IS NULL, st.first_day, st.outlet_count DESC, st.row",
}


def statement_cards(
    store: Store, filters: Filters, sort: str = "outlets", offset: int = 0, limit: int = 20
) -> tuple[int, tuple[StatementCard, ...]]:
    """Return how many statements have a member that passes, and one page of them.

    `sort` is outlets, varied, newest (the last report first) or first (the first report first); what has no full date
    stands last in both. Raises `StoreError` for another word.
    """
    if sort not in ORDERS:
        raise StoreError(f"there is no order {sort!r}; there is {', '.join(ORDERS)}")
    condition, values = where(filters, MEMBERS)
    with store.snapshot():
        if condition == "1":
            total, chosen = store.one("SELECT count(*) FROM statements"), "1"
        else:
            total, chosen = _choose(store, condition, values), "st.row IN (SELECT statement FROM temp.chosen)"
        page = f"{SELECT} WHERE {chosen} ORDER BY {ORDERS[sort]} LIMIT ? OFFSET ?"
        return total, tuple(_card(row) for row in store.rows(page, [limit, offset]))


def _choose(store: Store, condition: str, values: Sequence[object]) -> int:
    """Lay aside the statements with a member that passes, since finding them takes longest; return how many."""
    store.connection.execute("DROP TABLE IF EXISTS temp.chosen")
    store.connection.execute("CREATE TEMP TABLE chosen (statement INTEGER PRIMARY KEY)")
    found = f"INSERT OR IGNORE INTO temp.chosen SELECT m.statement FROM members m WHERE {condition}"
    return store.connection.execute(found, [bindable(value) for value in values]).rowcount


def cards(store: Store, rows: Sequence[int], most: int) -> tuple[StatementCard, ...]:
    """Return the cards of statements (their rows), at most so many, those of most outlets first."""
    sql = f"{SELECT} JOIN json_each(?) j ON j.value = st.row ORDER BY {ORDERS['outlets']} LIMIT ?"
    return tuple(_card(row) for row in store.rows(sql, (json.dumps(list(rows)), most)))


def statement(store: Store, id: str) -> StatementView | None:
    """Return a statement, or the one that it has merged into; None if there never was one."""
    with store.snapshot():
        found = follow(store, "statement", id)
        row = store.row(f"{SELECT} WHERE st.id = ?", (found,))
        if row is None:
            return None
        members = attributions.of_statement(store, row["row"])
        return StatementView(
            card=_card(row),
            members=members,
            redirected_from=id if found != id else None,
            passage=_passage(store, row["row"]),
            shared_texts=shared_texts.of_articles(store, [one.article_id for one in members]),
        )


def _passage(store: Store, row: int) -> tuple[Sentence, ...]:
    """Return the statements of the same passage, in the order of the article that has most of them."""
    sql = """SELECT o.id, o.canonical, o.language, o.kind, t.article, t.row AS place FROM statements st
        JOIN statements o ON o.passage_id = st.passage_id JOIN members m ON m.statement = o.row
        JOIN attributions t ON t.row = m.attribution WHERE st.row = ? ORDER BY t.row"""
    found = list(store.rows(sql, (row,)))
    told: dict[int, set[str]] = {}
    for one in found:
        told.setdefault(one["article"], set()).add(one["id"])
    order = sorted(found, key=lambda one: (-len(told[one["article"]]), one["article"], one["place"]))
    first = {one["id"]: one for one in reversed(order)}
    sentences = [first[id] for id in dict.fromkeys(one["id"] for one in order)]
    return tuple(Sentence(**{name: one[name] for name in Sentence.__dataclass_fields__}) for one in sentences)


def _card(row: Row) -> StatementCard:
    data = dict(row)
    del data["row"]
    if data.pop("others_that_day"):  # nobody is the first of two on one day
        data["first_outlet"] = None
    for name in ("outlets", "languages", "flags"):
        data[name] = shape.strings(data[name])
    for name in ("numbers_differ", "translated"):
        data[name] = bool(data[name])
    return StatementCard(**data)
