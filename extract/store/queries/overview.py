"""The store as a whole: its revision, its figures, what failed."""

import json
from collections.abc import Sequence

from extract.model import Failure
from extract.store.connection import Store
from extract.store.queries.results import StoredFailure, Summary
from extract.store.versions import SUPERSEDED

SAMPLE, AFTER_SAMPLE = "sample:", "sample;"
"""What addresses of the sample begin with, and what comes after all of them."""


def revision(store: Store) -> int:
    """Return a number that rises with every change of the store."""
    return int(store.one("SELECT value FROM meta WHERE key = 'revision'"))


def matched(store: Store) -> str:
    """Return what tells one matching from another: what matching derived changes with it alone.

    Where there is none (something was taken out since), the revision stands for it.
    """
    digest = store.one("SELECT value FROM meta WHERE key = 'matching'")
    return str(digest or revision(store))


def article_texts(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """Return the texts of those of the ids that are articles of the store."""
    rows = store.rows(
        "SELECT a.id, a.text FROM json_each(?) j JOIN articles a ON a.id = j.value",
        (json.dumps(list(ids), ensure_ascii=False),),
    )
    return dict(tuple(row) for row in rows)


def underived(store: Store) -> bool:
    """Return whether articles were added since speakers, statements and measures were last derived."""
    return store.one("SELECT value FROM meta WHERE key = 'underived'") is not None


def summary(store: Store) -> Summary:
    """Return the corpus in figures; invented are the articles of the sample and all of its outlets."""
    row = store.row(
        f"""SELECT (SELECT count(*) FROM articles WHERE row NOT IN ({SUPERSEDED})) AS articles,
        (SELECT count(DISTINCT outlet_id) FROM articles) AS outlets,
        (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM speakers) AS speakers,
        (SELECT count(*) FROM statements WHERE outlet_count >= 2) AS shared,
        (SELECT count(*) FROM statements WHERE outlet_count >= 2 AND reworded) AS reworded,
        (SELECT count(*) FROM measures WHERE conflict) AS conflicts,
        (SELECT count(*) FROM articles WHERE row NOT IN ({SUPERSEDED}) AND ((uri >= ?1 AND uri < ?2)
            OR outlet_id IN (SELECT outlet_id FROM articles WHERE uri >= ?1 AND uri < ?2))) AS invented_articles,
        (SELECT count(*) FROM failures) AS failures""",
        (SAMPLE, AFTER_SAMPLE),
    )
    assert row is not None  # a SELECT without FROM has one row
    return Summary(invented=row["invented_articles"] > 0, **dict(row))


def failures(store: Store) -> tuple[StoredFailure, ...]:
    """Return what gave no article, the last tried first."""
    rows = store.rows("SELECT uri, place, cause, remedy, time FROM failures ORDER BY time DESC, row DESC")
    return tuple(
        StoredFailure(failure=Failure(uri=uri, cause=cause, remedy=remedy, place=place or None), time=time)
        for uri, place, cause, remedy, time in rows
    )
