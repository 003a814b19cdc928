"""The store as a whole: its revision, its figures, what can be filtered by, what failed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import Failure
from extract.store.connection import Store
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.redirects import follow
from extract.store.queries.results import Count, Facets, SpeakerCount, StoredFailure, Summary

MOST_SPEAKERS = 100
SAMPLE = "sample:"


def revision(store: Store) -> int:
    """Return a number that rises with every change of the store."""
    return int(store.one("SELECT value FROM meta WHERE key = 'revision'"))


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
        """SELECT (SELECT count(*) FROM articles) AS articles,
        (SELECT count(DISTINCT outlet) FROM articles) AS outlets,
        (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM speakers) AS speakers,
        (SELECT count(*) FROM statements WHERE outlet_count >= 2) AS shared,
        (SELECT count(*) FROM statements WHERE outlet_count >= 2 AND reworded) AS reworded,
        (SELECT count(*) FROM measures WHERE conflict) AS conflicts,
        (SELECT count(*) FROM articles WHERE substr(uri, 1, ?1) = ?2
            OR outlet IN (SELECT outlet FROM articles WHERE substr(uri, 1, ?1) = ?2)) AS invented_articles,
        (SELECT count(*) FROM failures) AS failures""",
        (len(SAMPLE), SAMPLE),
    )
    assert row is not None  # a SELECT without FROM has one row
    return Summary(invented=row["invented_articles"] > 0, **dict(row))


def facets(store: Store, filters: Filters) -> Facets:
    """Return what can be filtered by; each list counts what all filters but its own leave.

    What is chosen stands in its list even where it is left with 0, or is not among the most frequent speakers.
    """
    with store.snapshot():
        first, last = next(store.rows("SELECT min(day), max(day) FROM articles"))
        return Facets(
            speakers=_speakers(store, replace(filters, speakers=()), filters.speakers),
            outlets=_counts(store, "outlet", replace(filters, outlets=()), filters.outlets),
            languages=_counts(store, "language", replace(filters, languages=()), filters.languages),
            kinds=_counts(store, "kind", replace(filters, kinds=()), filters.kinds),
            first_day=first,
            last_day=last,
        )


def _counts(store: Store, column: str, filters: Filters, chosen: tuple[str, ...]) -> tuple[Count, ...]:
    condition, values = where(filters, MEMBERS)
    rows = store.rows(
        f"""SELECT m.{column} AS name, count(DISTINCT m.statement) AS count FROM members m WHERE {condition}
        GROUP BY m.{column} ORDER BY count DESC, name""",
        values,
    )
    found = dict.fromkeys(chosen, 0) | dict(tuple(row) for row in rows)
    return tuple(Count(name=name, count=count) for name, count in sorted(found.items(), key=lambda item: -item[1]))


def _speakers(store: Store, filters: Filters, chosen: tuple[str, ...]) -> tuple[SpeakerCount, ...]:
    condition, values = where(filters, MEMBERS)
    rows = store.rows(
        f"""SELECT s.id, s.name, found.count FROM
        (SELECT m.speaker_id, count(DISTINCT m.statement) AS count FROM members m
         WHERE m.speaker_id IS NOT NULL AND {condition} GROUP BY m.speaker_id) found
        JOIN speakers s ON s.id = found.speaker_id ORDER BY found.count DESC, s.name, s.id LIMIT {MOST_SPEAKERS}""",
        values,
    )
    found = [SpeakerCount(**dict(row)) for row in rows]
    listed = {speaker.id for speaker in found}
    return (*found, *(one for id in chosen if id not in listed for one in _chosen(store, id, condition, values)))


def _chosen(store: Store, id: str, condition: str, values: list[object]) -> Iterator[SpeakerCount]:
    """Yield the speaker that goes by this id now, under this id; nothing if there never was one."""
    sql = f"""SELECT s.name, (SELECT count(DISTINCT m.statement) FROM members m
        WHERE m.speaker_id = s.id AND {condition}) AS count FROM speakers s WHERE s.id = ?"""
    for row in store.rows(sql, [*values, follow(store, "speaker", id)]):
        yield SpeakerCount(id=id, **dict(row))


def failures(store: Store) -> tuple[StoredFailure, ...]:
    """Return what gave no article, the last tried first."""
    rows = store.rows("SELECT uri, place, cause, remedy, time FROM failures ORDER BY time DESC, row DESC")
    return tuple(
        StoredFailure(failure=Failure(uri=uri, cause=cause, remedy=remedy, place=place or None), time=time)
        for uri, place, cause, remedy, time in rows
    )
