"""What the lists of the dashboard would otherwise count anew for every reader: facets and days, without any filter."""

from extract.store.connection import Store
from extract.store.versions import SUPERSEDED

MOST_SPEAKERS = 100
FACETS = {
    "outlet": "m.outlet",
    "language": "m.language",
    "kind": "m.kind",
    "relation": "m.relation",
    "month": "coalesce(substr(m.day, 1, 7), '')",
}
"""A facet's name, and what of a member it counts; "" is not given."""

CLAIM_FACETS = {
    "claim unit": "coalesce(c.unit, '')",
    "claim outlet": "coalesce(a.outlet, '')",
    "claim language": "coalesce(a.language, '')",
}
STANDING = f"c.checkworthy AND c.article NOT IN ({SUPERSEDED})"
OF_CLAIMS = f"FROM claims c JOIN articles a ON a.row = c.article WHERE {STANDING}"
MOST_UNITS = 100


def write_counts(store: Store) -> None:
    """Count the statements of each facet's value, the claims of each, and the reports of each day and outlet."""
    run = store.connection.execute
    run(
        """INSERT INTO flagged (flag, statement) SELECT DISTINCT f.value, m.statement
        FROM members m, json_each(m.flags) f"""
    )
    run("INSERT INTO facet_counts SELECT 'flag', flag, count(*) FROM flagged GROUP BY flag")
    for name, column in FACETS.items():
        counted = f"SELECT ?, {column}, count(DISTINCT m.statement) FROM members m GROUP BY 2"
        run(f"INSERT INTO facet_counts {counted}", (name,))
    run(
        f"""INSERT INTO facet_counts SELECT 'speaker', m.speaker_id, count(DISTINCT m.statement) AS found
        FROM members m WHERE m.speaker_id IS NOT NULL GROUP BY m.speaker_id
        ORDER BY found DESC, m.speaker_id LIMIT {MOST_SPEAKERS}"""
    )
    for name, column in CLAIM_FACETS.items():
        most = f"SELECT ?, {column}, count(*) AS found {OF_CLAIMS} GROUP BY 2"
        run(f"INSERT INTO facet_counts {most} ORDER BY found DESC LIMIT {MOST_UNITS}", (name,))
    run(
        f"""INSERT INTO facet_counts SELECT 'claim speaker', s.id, count(*) AS found FROM claims c
        JOIN claim_facts f ON f.claim = c.row JOIN speakers s ON s.row = f.speaker WHERE {STANDING}
        GROUP BY s.id ORDER BY found DESC, s.id LIMIT {MOST_SPEAKERS}"""
    )
    run(
        """INSERT INTO day_counts SELECT m.day, m.outlet, count(*) FROM members m WHERE m.day IS NOT NULL
        GROUP BY m.day, m.outlet"""
    )
