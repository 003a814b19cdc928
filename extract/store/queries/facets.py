"""What lists can be filtered by, each value with how much it leaves.

Without a filter the counts are those that were written when matching had ended; with filters they are counted anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extract.store.connection import Store, bindable
from extract.store.derived_counts import CLAIM_FACETS, FACETS, MOST_SPEAKERS
from extract.store.queries.filters import CLAIMS, MEMBERS, Condition, Filters, all_of, where
from extract.store.queries.redirects import follow
from extract.store.queries.results import ClaimFacets, Count, Facets, SpeakerCount

# The plus keeps the planner from an index that holds nearly all claims.
CHECKWORTHY: Condition = ("+c.checkworthy = 1", [])
FROM_CLAIMS = """FROM claims c JOIN articles a ON a.row = c.article LEFT JOIN claim_facts f ON f.claim = c.row
    LEFT JOIN speakers s ON s.row = f.speaker"""
FIELDS = {"outlet": "outlets", "language": "languages", "kind": "kinds", "relation": "relations", "month": "months"}
CLAIM_FIELDS = {"claim unit": "units", "claim outlet": "outlets", "claim language": "languages"}
NONE = Filters()


def facets(store: Store, filters: Filters) -> Facets:
    """Return what statements can be filtered by; each list counts what all filters but its own leave.

    What is chosen stands in its list even where it is left with 0, or is not among the most frequent speakers.
    """
    with store.snapshot():
        first, last = next(store.rows("SELECT min(day), max(day) FROM articles"))
        if filters != NONE:
            _hold(store, filters)
        counted = {
            field: _counts(store, name, _without(filters, field), getattr(filters, field), filters)
            for name, field in FIELDS.items()
        }
        return Facets(
            speakers=_speakers(store, replace(filters, speakers=()), filters.speakers, filters),
            flags=_flags(store, replace(filters, flags=()), filters.flags, filters),
            first_day=first,
            last_day=last,
            **counted,
        )


def claim_facets(store: Store, filters: Filters) -> ClaimFacets:
    """Return what check-worthy claims can be filtered by, as `facets` does for statements; the counts are of claims."""
    with store.snapshot():
        first, last = next(store.rows("SELECT min(day), max(day) FROM articles"))
        counted = {
            field: _claim_counts(store, name, _without(filters, field), getattr(filters, field))
            for name, field in CLAIM_FIELDS.items()
        }
        speakers = _claim_speakers(store, replace(filters, speakers=()), filters.speakers)
        return ClaimFacets(speakers=speakers, first_day=first, last_day=last, **counted)


def _without(filters: Filters, field: str) -> Filters:
    changes: dict[str, Any] = {field: ()}
    return replace(filters, **changes)


def _hold(store: Store, filters: Filters) -> None:
    """Lay aside the members that pass all filters: most facets count among these, and finding them takes longest."""
    condition, values = where(filters, MEMBERS)
    store.connection.execute("DROP TABLE IF EXISTS temp.passing")
    sql = f"CREATE TEMP TABLE passing AS SELECT {HELD} FROM members m WHERE {condition}"
    store.connection.execute(sql, [bindable(value) for value in values])


HELD = "m.statement, m.outlet, m.language, m.kind, m.relation, m.day, m.speaker_id"


def _members(filters: Filters, held: Filters) -> tuple[str, str, list[object]]:
    """Return where to count members that pass: the table, the condition and its values."""
    return ("temp.passing", "1", []) if filters == held else ("members", *where(filters, MEMBERS))


def _counts(store: Store, name: str, filters: Filters, chosen: tuple[str, ...], held: Filters) -> tuple[Count, ...]:
    if filters == NONE:
        return _merged(_written(store, name), chosen)
    table, condition, values = _members(filters, held)
    sql = f"""SELECT {FACETS[name]}, count(DISTINCT m.statement) FROM {table} m WHERE {condition} GROUP BY 1"""
    return _merged(dict(tuple(row) for row in store.rows(sql, values)), chosen)


def _flags(store: Store, filters: Filters, chosen: tuple[str, ...], held: Filters) -> tuple[Count, ...]:
    if filters == NONE:
        return _merged(_written(store, "flag"), chosen)
    if filters == held:
        among = "SELECT flag, count(*) FROM flagged WHERE statement IN (SELECT statement FROM temp.passing) GROUP BY 1"
        return _merged(dict(tuple(row) for row in store.rows(among)), chosen)
    condition, values = where(filters, MEMBERS)
    # Few statements bear a flag: it is asked of those which of them pass.
    sql = f"""SELECT g.flag, count(*) FROM flagged g WHERE EXISTS
        (SELECT 1 FROM members m WHERE m.statement = g.statement AND {condition}) GROUP BY 1"""
    return _merged(dict(tuple(row) for row in store.rows(sql, values)), chosen)


def _claim_counts(store: Store, name: str, filters: Filters, chosen: tuple[str, ...]) -> tuple[Count, ...]:
    if filters == NONE:
        return _merged(_written(store, name), chosen)
    condition, values = all_of([CHECKWORTHY, where(filters, CLAIMS)])
    sql = f"SELECT {CLAIM_FACETS[name]}, count(*) {FROM_CLAIMS} WHERE {condition} GROUP BY 1"
    return _merged(dict(tuple(row) for row in store.rows(sql, values)), chosen)


def _written(store: Store, name: str) -> dict[str, int]:
    rows = store.rows("SELECT value, count FROM facet_counts WHERE field = ?", (name,))
    return dict(tuple(row) for row in rows)


def _merged(found: dict[str, int], chosen: tuple[str, ...]) -> tuple[Count, ...]:
    """Return the counts, most frequent first; what is chosen with 0 where nothing is left of it."""
    every = dict.fromkeys(chosen, 0) | found
    return tuple(Count(name=name, count=count) for name, count in sorted(every.items(), key=lambda one: (-one[1], one)))


def _speakers(store: Store, filters: Filters, chosen: tuple[str, ...], held: Filters) -> tuple[SpeakerCount, ...]:
    table, condition, values = _members(filters, held)
    if filters == NONE:
        found = _named(store, "speaker")
    else:
        counted = f"""SELECT m.speaker_id AS id, count(DISTINCT m.statement) AS count FROM {table} m
            WHERE m.speaker_id IS NOT NULL AND {condition} GROUP BY 1"""
        found = _most(store, counted, values)
    of = f"SELECT count(DISTINCT m.statement) FROM {table} m WHERE m.speaker_id = ? AND {condition}"
    return (*found, *_chosen(store, chosen, found, of, values))


def _claim_speakers(store: Store, filters: Filters, chosen: tuple[str, ...]) -> tuple[SpeakerCount, ...]:
    condition, values = all_of([CHECKWORTHY, where(filters, CLAIMS)])
    if filters == NONE:
        found = _named(store, "claim speaker")
    else:
        counted = f"""SELECT s.id, count(*) AS count {FROM_CLAIMS} WHERE s.id IS NOT NULL AND {condition} GROUP BY 1"""
        found = _most(store, counted, values)
    of = f"SELECT count(*) {FROM_CLAIMS} WHERE s.id = ? AND {condition}"
    return (*found, *_chosen(store, chosen, found, of, values))


def _named(store: Store, name: str) -> list[SpeakerCount]:
    sql = """SELECT s.id, s.name, f.count FROM facet_counts f JOIN speakers s ON s.id = f.value WHERE f.field = ?
        ORDER BY f.count DESC, s.name, s.id"""
    return [SpeakerCount(**dict(row)) for row in store.rows(sql, (name,))]


def _most(store: Store, counted: str, values: list[object]) -> list[SpeakerCount]:
    sql = f"""SELECT s.id, s.name, found.count FROM ({counted}) found JOIN speakers s ON s.id = found.id
        ORDER BY found.count DESC, s.name, s.id LIMIT {MOST_SPEAKERS}"""
    return [SpeakerCount(**dict(row)) for row in store.rows(sql, values)]


def _chosen(
    store: Store, chosen: tuple[str, ...], found: list[SpeakerCount], sql: str, values: list[object]
) -> Iterator[SpeakerCount]:
    """Yield the chosen speakers that are not listed, under the ids chosen; nothing where there never was one."""
    listed = {speaker.id for speaker in found}
    for id in chosen:
        now = follow(store, "speaker", id)
        name = None if id in listed else store.one("SELECT name FROM speakers WHERE id = ?", (now,))
        if name is not None:
            yield SpeakerCount(id=id, name=name, count=store.one(sql, [now, *values]))
