"""What the quotes and claims that pass belong to, as flat rows: articles, speakers, relations of claims."""

from collections.abc import Iterator
from itertools import islice

from extract.store.connection import Store
from extract.store.queries import shape
from extract.store.queries.checked import checked
from extract.store.queries.filters import CLAIMS, MEMBERS, Condition, Filters, where
from extract.store.queries.numbers import FROM as FROM_CLAIMS
from extract.store.queries.results import CsvRow
from extract.store.versions import SUPERSEDED

BATCH = 500
FROM_MEMBERS = "FROM members m JOIN attributions t ON t.row = m.attribution"


def article_rows(store: Store, filters: Filters, checkworthy: bool | None = None) -> Iterator[CsvRow]:
    """Yield the articles of all quotes and claims that pass; without filters, every article."""
    condition, values = _either("a.row", filters, f"t.article {FROM_MEMBERS}", "c.article", checkworthy)
    sql = f"""SELECT a.id, a.outlet, a.title, a.author, a.published_at, a.updated_at, a.dateline_date, a.language,
        a.uri, d.media_type, d.fetched_at, d.sha256, a.note
        FROM articles a JOIN documents d ON d.id = a.document_id 
        WHERE {condition} AND a.row NOT IN ({SUPERSEDED}) ORDER BY a.row"""
    return (dict(row) for row in store.rows(sql, values))


def speaker_rows(store: Store, filters: Filters, checkworthy: bool | None = None) -> Iterator[CsvRow]:
    """Yield the speakers of all quotes and claims that pass; without filters, every speaker."""
    found = f"p.speaker {FROM_MEMBERS} JOIN spoken p ON p.attribution = m.attribution"
    condition, values = _either("s.row", filters, found, "f.speaker", checkworthy)
    sql = f"""SELECT s.id, s.name, s.kind, s.quotes,
        (SELECT json_group_array(text) FROM (SELECT text FROM speaker_words w WHERE w.speaker = s.row
            AND what = 'alias' ORDER BY position)) AS names,
        (SELECT json_group_array(text) FROM (SELECT text FROM speaker_words w WHERE w.speaker = s.row
            AND what = 'role' ORDER BY position)) AS roles
        FROM speakers s WHERE {condition} ORDER BY s.row"""
    rows = store.rows(sql, values)
    while some := list(islice(rows, BATCH)):
        looked = checked(store, [row["id"] for row in some])
        for row in some:
            _, by, at = looked.get(row["id"], (None, None, None))
            listed = {name: "; ".join(shape.strings(row[name])) for name in ("names", "roles")}
            yield dict(row) | listed | {"checked_by": by, "checked_at": at}


def relation_rows(store: Store, filters: Filters, checkworthy: bool | None = None) -> Iterator[CsvRow]:
    """Yield how claims about one measure stand to each other, of which one at least passes."""
    passing, values = _claims("c.id", filters, checkworthy)
    condition = "1" if passing == "1" else f"(r.a IN ({passing}) OR r.b IN ({passing}))"
    sql = f"""SELECT me.id AS measure_id, me.entity, r.a, r.b, r.relation, r.evidence
        FROM relations r JOIN measures me ON me.row = r.measure WHERE {condition} ORDER BY me.row, r.position"""
    return (dict(row) for row in store.rows(sql, [*values, *values] if passing != "1" else []))


def _either(row: str, filters: Filters, of_quotes: str, of_claims: str, checkworthy: bool | None) -> Condition:
    """Return that the row belongs to a quote or a claim that passes."""
    if filters == Filters() and checkworthy is None:
        return "1", []
    condition, values = where(filters, MEMBERS)
    claims, more = _claims(of_claims, filters, checkworthy)
    sql = f"({row} IN (SELECT {of_quotes} WHERE {condition}) OR {row} IN ({claims}))"
    return sql, [*values, *more]


def _claims(what: str, filters: Filters, checkworthy: bool | None) -> Condition:
    """Return a query of something of the claims that pass; "1" where all do."""
    condition, values = where(filters, CLAIMS)
    if checkworthy is not None:
        condition, values = f"{condition} AND c.checkworthy = ?", [*values, int(checkworthy)]
    elif condition == "1" and what == "c.id":
        return "1", []
    return f"SELECT {what} {FROM_CLAIMS} WHERE {condition}", values
