"""Claims, and the measures that they are of."""

from collections.abc import Iterator, Sequence
from sqlite3 import Row

from extract.model import Article, Claim, Quantity, Relation, ReportedClaim, Span
from extract.store.connection import Store
from extract.store.queries import shape
from extract.store.queries.attributions import CHECKED
from extract.store.queries.filters import CLAIMS, Condition, Filters, all_of, where
from extract.store.queries.redirects import follow
from extract.store.queries.results import ClaimView, MeasureView
from extract.store.tables import as_json
from extract.store.versions import SUPERSEDED

# What people corrected lies over what was read.
WORTHY = "coalesce(y.checkworthy, c.checkworthy)"
SELECT = f"""SELECT c.*, {WORTHY} AS worthy, {CHECKED.format(id="c.id")},
    CASE WHEN y.unnamed THEN NULL ELSE coalesce(y.speaker, c.speaker) END AS local,
    a.id AS article_id, a.title AS article_title, a.uri AS article_uri, a.outlet, a.language,
    coalesce(a.published_at, a.dateline_date) AS date,
    s.id AS speaker_id, s.name AS speaker_name, me.id AS measure_id"""
FROM = """FROM claims c JOIN articles a ON a.row = c.article LEFT JOIN claim_facts f ON f.claim = c.row
    LEFT JOIN speakers s ON s.row = f.speaker LEFT JOIN measures me ON me.row = f.measure
    LEFT JOIN corrected_claims y ON y.claim = c.row"""
# What is worth checking first, in points: figures that cannot all be right, what several report, what somebody is named
# for, what says of which thing it is, and money, shares and counts before ages and lengths of time.
WORTH = """8 * coalesce(f.disputed, 0) + 4 * (f.measure IS NOT NULL)
    + 2 * (c.source_text IS NOT NULL OR c.attribution_id IS NOT NULL) + 2 * (c.entity IS NOT NULL)
    + (c.kind IN ('money', 'percent', 'count', 'ratio', 'multiple')) - 2 * (c.kind IN ('age', 'duration', 'ordinal'))"""
RANKED = 50_000  # claims; to rank more would take longer than a reader waits
NONE = Filters()
COPIED = [
    "id",
    "article_id",
    "article_title",
    "article_uri",
    "outlet",
    "language",
    "date",
    "surface",
    "sentence",
    "kind",
    "comparator",
    "modifier",
    "unit",
    "entity",
    "predicate",
    "rate",
    "period",
    "place",
    "scope",
    "attribution_id",
    "source_text",
    "speaker_id",
    "reason",
    "measure_id",
]


def claims(
    store: Store, filters: Filters, checkworthy: bool | None = None, offset: int = 0, limit: int = 20
) -> tuple[int, tuple[ClaimView, ...]]:
    """Return how many claims pass, and one page of them; `checkworthy` None is all of them.

    What is worth checking comes first, by `WORTH`; more than `RANKED` come by article.
    """
    condition, values = _condition(filters, checkworthy)
    with store.snapshot():
        total = _total(store, filters, checkworthy)
        ranked = f"{WORTHY} DESC, {WORTH} DESC, " if total <= RANKED else ""
        page = f"{SELECT} {FROM} WHERE {condition} ORDER BY {ranked}c.article, c.start, c.row LIMIT ? OFFSET ?"
        return total, tuple(_view(row) for row in store.rows(page, [*values, limit, offset]))


def _total(store: Store, filters: Filters, checkworthy: bool | None) -> int:
    """Return how many claims pass; where nothing is asked of them, from an index, as people corrected them."""
    condition, values = _condition(filters, checkworthy)
    if filters != NONE:
        return int(store.one(f"SELECT count(*) {FROM} WHERE {condition}", values))
    standing = f"c.article NOT IN ({SUPERSEDED})"
    if checkworthy is None:
        return int(store.one(f"SELECT count(*) FROM claims c WHERE {standing}"))
    read = f"SELECT count(*) FROM claims c WHERE c.checkworthy = ? AND {standing}"
    corrected = f"""SELECT coalesce(sum((y.checkworthy = ?1) - (c.checkworthy = ?1)), 0) FROM corrected_claims y
        JOIN claims c ON c.row = y.claim WHERE y.checkworthy IS NOT NULL AND {standing}"""
    return int(store.one(read, (int(checkworthy),)) + store.one(corrected, (int(checkworthy),)))


def passing(store: Store, filters: Filters, checkworthy: bool | None, limit: int = -1) -> Iterator[ClaimView]:
    """Yield the claims that pass, by article; -1 is all of them."""
    condition, values = _condition(filters, checkworthy)
    sql = f"{SELECT} {FROM} WHERE {condition} ORDER BY c.article, c.start, c.row LIMIT ?"
    return (_view(row) for row in store.rows(sql, [*values, limit]))


def of_article(store: Store, article: int) -> tuple[ClaimView, ...]:
    """Return all claims of an article (its row), in text order."""
    rows = store.rows(f"{SELECT} {FROM} WHERE c.article = ? ORDER BY c.start, c.row", (article,))
    return tuple(_view(row) for row in rows)


def by_ids(store: Store, ids: Sequence[str]) -> dict[str, ClaimView]:
    """Return the claims with these ids, those that there are."""
    rows = store.rows(f"{SELECT} {FROM} WHERE c.id IN (SELECT value FROM json_each(?))", (as_json(list(ids)),))
    return {row["id"]: _view(row) for row in rows}


def measures(
    store: Store, filters: Filters, only_conflicts: bool = False, offset: int = 0, limit: int = 20
) -> tuple[int, tuple[MeasureView, ...]]:
    """Return how many measures have a claim that passes, and one page of them, whole; conflicts first."""
    condition, values = where(filters, CLAIMS) if filters != NONE else ("1", [])  # matching has left out the superseded
    chosen = "1" if condition == "1" else f"x.row IN (SELECT f.measure {FROM} WHERE {condition})"
    if only_conflicts or filters.numbers_differ:
        chosen += " AND x.conflict = 1"
    with store.snapshot():
        total = store.one(f"SELECT count(*) FROM measures x WHERE {chosen}", values)
        order = "ORDER BY x.conflict DESC, x.outlet_count DESC, x.members DESC, x.row"
        page = list(
            store.rows(f"SELECT * FROM measures x WHERE {chosen} {order} LIMIT ? OFFSET ?", [*values, limit, offset])
        )
        return total, tuple(_measure(store, row, None) for row in page)


def measure(store: Store, id: str) -> MeasureView | None:
    """Return a measure, or the one that it has merged into; None if there never was one."""
    with store.snapshot():
        found = follow(store, "measure", id)
        row = store.row("SELECT * FROM measures WHERE id = ?", (found,))
        return None if row is None else _measure(store, row, id if found != id else None)


def _measure(store: Store, row: Row, redirected_from: str | None) -> MeasureView:
    members = store.rows(f"{SELECT} {FROM} WHERE f.measure = ? ORDER BY f.position", (row["row"],))
    sql = "SELECT a, b, relation, evidence FROM relations WHERE measure = ? ORDER BY position"
    return MeasureView(
        id=row["id"],
        entity=row["entity"],
        conflict=bool(row["conflict"]),
        outlet_count=row["outlet_count"],
        claims=tuple(_view(member) for member in members),
        relations=tuple(Relation(**dict(relation)) for relation in store.rows(sql, (row["row"],))),
        redirected_from=redirected_from,
    )


def _condition(filters: Filters, checkworthy: bool | None) -> Condition:
    own: Condition = ("", []) if checkworthy is None else (f"{WORTHY} = ?", [int(checkworthy)])
    return all_of([where(filters, CLAIMS), own])


def _view(row: Row) -> ClaimView:
    local = shape.speaker(row["local"])
    by, at = shape.checked(row["checked"])
    return ClaimView(
        **{name: row[name] for name in COPIED},
        span=Span(row["start"], row["end"]),
        sentence_span=Span(row["sentence_start"], row["sentence_end"]),
        value=shape.decimal(row["value"]),
        low=shape.decimal(row["low"]),
        high=shape.decimal(row["high"]),
        speaker_name=row["speaker_name"] or (local.name if local else None),
        checkworthy=bool(row["worthy"]),
        checked_by=by,
        checked_at=at,
    )


def reported_claims(store: Store) -> Iterator[ReportedClaim]:
    """Yield all check-worthy claims for matching, in a fixed order."""
    topics = _topics(store)
    for row in store.rows(f"{SELECT} {FROM} WHERE {WORTHY} = 1 AND a.row NOT IN ({SUPERSEDED}) ORDER BY a.id, c.row"):
        yield ReportedClaim(
            claim=_claim(row),
            surface=row["surface"],
            sentence=" ".join(row["sentence"].split()),
            outlet=row["outlet"],
            language=row["language"],
            date=row["date"],
            topic=topics[row["article_id"]],
        )


def _topics(store: Store) -> dict[str, str | None]:
    """Return what each article with claims is about, by its id."""
    sql = "SELECT id, document_id, uri, title, text, zones FROM articles WHERE row IN (SELECT article FROM claims)"
    return {row["id"]: Article(**(dict(row) | {"zones": shape.zones(row["zones"])})).topic for row in store.rows(sql)}


def _claim(row: Row) -> Claim:
    quantity = Quantity(
        span=Span(row["start"], row["end"]),
        kind=row["kind"],
        value=shape.decimal(row["value"]),
        low=shape.decimal(row["low"]),
        high=shape.decimal(row["high"]),
        comparator=row["comparator"],
        modifier=row["modifier"],
        unit=row["unit"],
    )
    words = ("entity", "predicate", "rate", "period", "place", "scope", "attribution_id", "source_text", "reason")
    return Claim(
        id=row["id"],
        article_id=row["article_id"],
        quantity=quantity,
        sentence=Span(row["sentence_start"], row["sentence_end"]),
        speaker=shape.speaker(row["local"]),
        checkworthy=bool(row["worthy"]),
        **{name: row[name] for name in words},
    )
