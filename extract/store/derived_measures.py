"""The measures that matching found, and for every claim what filters and lists ask of it."""

from collections.abc import Sequence

from extract.model import Matching, Measure
from extract.store.connection import Store
from extract.store.tables import Rows, insert

Place = tuple[int | None, int | None, int]
"""The row of a claim's measure, its position there, and whether the measure has a conflict."""

NO_MEASURE: Place = (None, None, 0)


def conflicts_within(store: Store, matching: Matching) -> set[str]:
    """Return the attributions whose claim is in conflict with a claim of another member of their statement."""
    statement_of = {member.attribution: one.id for one in matching.statements for member in one.members}
    sql = "SELECT id, attribution_id FROM claims WHERE attribution_id IS NOT NULL"
    attribution_of = dict(tuple(row) for row in store.rows(sql))
    found: set[str] = set()
    for measure in matching.measures:
        for relation in measure.relations:
            a, b = attribution_of.get(relation.a), attribution_of.get(relation.b)
            if relation.relation == "conflict" and a in statement_of and statement_of[a] == statement_of.get(b or ""):
                found |= {a, b or ""}
    return found


def write_measures(store: Store, measures: Sequence[Measure], differing: set[str]) -> None:
    """Write the measures, and for every claim its measure, its speaker and whether its figure is disputed."""
    sql = """SELECT c.id, c.row, a.outlet, c.attribution_id, t.kind,
        CASE WHEN x.unnamed THEN NULL ELSE coalesce(p.speaker, local.speaker) END
        FROM claims c JOIN articles a ON a.row = c.article
        LEFT JOIN attributions t ON t.id = c.attribution_id LEFT JOIN spoken p ON p.attribution = t.row
        LEFT JOIN corrected x ON x.attribution = t.row
        LEFT JOIN (SELECT o.article, json_extract(o.speaker, '$.id') AS id, min(p.speaker) AS speaker
            FROM attributions o JOIN spoken p ON p.attribution = o.row GROUP BY 1, 2) local
        ON local.article = c.article AND local.id = json_extract(c.speaker, '$.id')"""
    claims = {row[0]: tuple(row) for row in store.rows(sql)}
    rows: Rows = []
    relations: Rows = []
    measure_of: dict[str, Place] = {}
    for row, measure in enumerate(measures, 1):
        conflict = int(any(relation.relation == "conflict" for relation in measure.relations))
        outlets = {claims[id][2] for id in measure.members} - {None}
        rows.append((row, measure.id, measure.entity, conflict, len(outlets), len(measure.members)))
        for position, found in enumerate(measure.relations):
            relations.append((row, position, found.a, found.b, found.relation, found.evidence))
        for position, id in enumerate(measure.members):
            measure_of[id] = (row, position, conflict)
    facts: Rows = []
    for id, row, _, attribution, kind, speaker in claims.values():
        place = measure_of.get(id, NO_MEASURE)
        disputed = int(place[2] or attribution in differing)
        facts.append((row, place[0], place[1], speaker, kind, disputed))
    insert(store, "measures", rows)
    insert(store, "relations", relations)
    insert(store, "claim_facts", facts)
