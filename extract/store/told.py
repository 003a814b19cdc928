"""What watches were told of, so that nothing is told twice, whenever a watch is begun again."""

import json
from collections.abc import Iterable
from typing import Any

from extract.store.connection import Store, bindable


def begun(store: Store, watch: str) -> bool:
    """Return whether anything was watched for this before."""
    return store.one("SELECT 1 FROM watched WHERE watch = ?", (watch,)) is not None


def begin(store: Store, watch: str, there: Iterable[str], time: str) -> None:
    """Begin to watch: what is there already (ids of news) is none. All of it or, after an exception, nothing."""
    with store.writing():
        store.connection.execute("INSERT OR IGNORE INTO watched (watch, since) VALUES (?, ?)", (bindable(watch), time))
        rows = ((id, bindable(watch), time) for id in there)
        store.connection.executemany("INSERT OR IGNORE INTO told (id, watch, time) VALUES (?, ?, ?)", rows)


def is_told(store: Store, id: str) -> bool:
    """Return whether this was told, or was there when its watch began."""
    return store.one("SELECT 1 FROM told WHERE id = ?", (id,)) is not None


def note(store: Store, id: str, watch: str, time: str, news: dict[str, Any]) -> None:
    """Remember that this was told."""
    values = (id, bindable(watch), time, bindable(json.dumps(news, ensure_ascii=False)))
    with store.writing():
        store.connection.execute("INSERT OR IGNORE INTO told (id, watch, time, news) VALUES (?, ?, ?, ?)", values)


def latest(store: Store, watches: Iterable[str], most: int) -> list[dict[str, Any]]:
    """Return the last news of these watches, the newest first."""
    sql = """SELECT news FROM told WHERE news IS NOT NULL AND watch IN (SELECT value FROM json_each(?))
        ORDER BY row DESC LIMIT ?"""
    names = json.dumps([bindable(watch) for watch in watches], ensure_ascii=False)
    return [json.loads(row["news"]) for row in store.rows(sql, (names, most))]
