"""Speakers: the cards of a list, and one with every name and role."""

from sqlite3 import Row

from extract.store.connection import Store
from extract.store.queries import shape
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.redirects import follow
from extract.store.queries.results import ArticleName, Naming, SpeakerCard, SpeakerView
from extract.store.queries.statements import statement_cards

FIRST_STATEMENTS = 50
# Without filters, those whom only attributions of another stance name are speakers too.
WHOLE = """SELECT s.row, s.id, s.name, s.kind, s.quotes, s.articles, s.outlets,
    (SELECT count(DISTINCT m.statement) FROM members m WHERE m.speaker_id = s.id) AS statements FROM speakers s"""


def speakers(store: Store, filters: Filters, offset: int = 0, limit: int = 20) -> tuple[int, tuple[SpeakerCard, ...]]:
    """Return how many speakers said something that passes, and one page of them, most quoted first."""
    condition, values = where(filters, MEMBERS)
    with store.snapshot():
        if condition == "1":
            total = store.one("SELECT count(*) FROM speakers")
            page = f"{WHOLE} ORDER BY s.quotes DESC, s.name, s.id LIMIT ? OFFSET ?"
            return total, tuple(_card(store, row) for row in list(store.rows(page, (limit, offset))))
        counted = "SELECT count(DISTINCT m.speaker_id) FROM members m"
        total = store.one(f"{counted} WHERE m.speaker_id IS NOT NULL AND {condition}", values)
        found = list(store.rows(_filtered(condition), [*values, limit, offset]))
        return total, tuple(_card(store, row) for row in found)


def _filtered(condition: str) -> str:
    return f"""SELECT s.row, s.id, s.name, s.kind, found.* FROM
        (SELECT m.speaker_id, count(*) AS quotes, count(DISTINCT m.statement) AS statements,
         count(DISTINCT t.article) AS articles, json_group_array(DISTINCT m.outlet) AS outlets
         FROM members m JOIN attributions t ON t.row = m.attribution
         WHERE m.speaker_id IS NOT NULL AND {condition} GROUP BY m.speaker_id) found
        JOIN speakers s ON s.id = found.speaker_id ORDER BY found.quotes DESC, s.name, s.id LIMIT ? OFFSET ?"""


def speaker(store: Store, id: str) -> SpeakerView | None:
    """Return a speaker, or the one that it has merged into; None if there never was one."""
    with store.snapshot():
        found = follow(store, "speaker", id)
        row = store.row(f"{WHOLE} WHERE s.id = ?", (found,))
        if row is None:
            return None
        total, cards = statement_cards(store, Filters(speakers=(found,)), limit=FIRST_STATEMENTS)
        return SpeakerView(
            card=_card(store, row),
            aliases=_namings(store, row["row"], "alias"),
            roles=_namings(store, row["row"], "role"),
            statements=cards,
            statement_count=total,
            redirected_from=id if found != id else None,
        )


def _card(store: Store, row: Row) -> SpeakerCard:
    sql = "SELECT text FROM speaker_words WHERE speaker = ? AND what = 'role' ORDER BY position"
    roles = store.rows(sql, (row["row"],))
    return SpeakerCard(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        roles=tuple(text for (text,) in roles),
        quotes=row["quotes"],
        statements=row["statements"],
        articles=row["articles"],
        outlets=tuple(sorted(name for name in shape.strings(row["outlets"]) if name)),
    )


def _namings(store: Store, speaker: int, what: str) -> tuple[Naming, ...]:
    sql = "SELECT text, articles, evidence FROM speaker_words WHERE speaker = ? AND what = ? ORDER BY position"
    found = list(store.rows(sql, (speaker, what)))
    return tuple(
        Naming(text=row["text"], articles=_names(store, row["articles"]), evidence=row["evidence"]) for row in found
    )


def _names(store: Store, ids: str) -> tuple[ArticleName, ...]:
    sql = """SELECT a.id, a.title, a.outlet, coalesce(a.published_at, a.dateline_date) AS date
        FROM json_each(?) j JOIN articles a ON a.id = j.value ORDER BY j.key"""
    return tuple(ArticleName(**dict(row)) for row in store.rows(sql, (ids,)))
