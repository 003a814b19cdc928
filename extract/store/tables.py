"""The derived tables: their columns, in the order in which rows give them, and writing many rows at once."""

import json
from collections.abc import Iterable

from extract.store.connection import Store, bindable

EMPTIED = (
    "day_counts", "facet_counts", "flagged",
    "shared_passages", "shared_articles", "shared_texts",
    "relations", "claim_facts", "measures", "members", "statements", "spoken", "speaker_words", "speakers",
)  # fmt: skip
"""In an order that no foreign key minds."""

COLUMNS = {
    "statements": """row, id, canonical, passage_id, language, kind, speaker, outlets, outlet_count, members, wordings,
        reworded, languages, first_outlet, first_date, first_day, last_day, translated, independent, flags,
        numbers_differ""",
    "members": """statement, position, attribution, relation, score, flags, speaker_id, outlet, language, kind, day,
        numbers_differ""",
    "speakers": "row, id, name, kind, role, quotes, articles, outlets",
    "speaker_words": "speaker, what, position, text, articles, evidence",
    "spoken": "attribution, speaker",
    "measures": "row, id, entity, conflict, outlet_count, members",
    "relations": "measure, position, a, b, relation, evidence",
    "shared_texts": "row, id, source, credit",
    "shared_articles": "text, position, article",
    "shared_passages": "text, position, article, start, end, source_start, source_end, words",
    "claim_facts": "claim, measure, position, speaker, quote_kind, disputed",
}
Rows = list[tuple[object, ...]]


def insert(store: Store, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows into an empty derived table."""
    marks = ", ".join("?" * (COLUMNS[table].count(",") + 1))
    sql = f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})"
    store.connection.executemany(sql, ([bindable(value) for value in row] for row in rows))


def as_json(value: object) -> str:
    """Return a small list as a column holds it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
