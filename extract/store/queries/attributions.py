"""Attributions read back, each with where it stands and what matching said of it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from sqlite3 import Row

from extract.model import Quote, Role, SpeakerMention, around
from extract.store.connection import Store
from extract.store.queries import shape
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.results import QuoteView
from extract.store.tables import as_json
from extract.store.versions import SUPERSEDED

# What people corrected lies over what was read.
LOCAL = "CASE WHEN x.unnamed THEN NULL ELSE coalesce(x.speaker, t.speaker) END AS local"
CHECKED = """(SELECT j.author || char(10) || j.created_at FROM checked k JOIN judgements j ON j.row = k.judgement
    WHERE k.id = {id} ORDER BY j.created_at DESC, j.row DESC LIMIT 1) AS checked"""
SELECT = f"""SELECT t.id, coalesce(x.text, t.text) AS text, coalesce(x.content, t.content) AS content, t.cue, t.source,
    t.kind, t.stance, t.cue_text, t.source_text, t.confidence, t.rule, t.context, t.context_start, {LOCAL},
    CASE WHEN x.unnamed OR x.speaker IS NOT NULL THEN '[]' ELSE t.resolution END AS resolution,
    coalesce(x.rejected, 0) AS rejected, {CHECKED.format(id="t.id")},
    a.language, a.outlet, a.id AS article_id, a.title AS article_title, a.uri AS article_uri,
    coalesce(a.published_at, a.dateline_date) AS date, s.id AS speaker_id, s.name AS speaker_name,
    st.id AS statement_id, m.relation, m.score, m.flags"""
FROM = """FROM attributions t JOIN articles a ON a.row = t.article
    LEFT JOIN spoken p ON p.attribution = t.row LEFT JOIN speakers s ON s.row = p.speaker
    LEFT JOIN members m ON m.attribution = t.row LEFT JOIN statements st ON st.row = m.statement
    LEFT JOIN corrected x ON x.attribution = t.row"""
FROM_MEMBERS = """FROM members m JOIN statements st ON st.row = m.statement JOIN attributions t ON t.row = m.attribution
    JOIN articles a ON a.row = t.article
    LEFT JOIN spoken p ON p.attribution = t.row LEFT JOIN speakers s ON s.row = p.speaker
    LEFT JOIN corrected x ON x.attribution = t.row"""
SORTED = "FROM members m JOIN statements st ON st.row = m.statement"
# Statement by statement as an index has them in order: the first comes at once, where a sort of all takes seconds.
IN_ORDER = "FROM statements st CROSS JOIN members m ON m.statement = st.row"
BY_OUTLETS = "ORDER BY st.outlet_count DESC, st.wordings DESC, st.members DESC, st.row, m.position"
FEW = 20_000
BATCH = 500


def of_article(store: Store, article: int) -> tuple[QuoteView, ...]:
    """Return the attributions of an article (its row), in text order."""
    rows = store.rows(f"{SELECT} {FROM} WHERE t.article = ? ORDER BY t.row", (article,))
    return tuple(_view(row) for row in rows)


def of_statement(store: Store, statement: int) -> tuple[QuoteView, ...]:
    """Return the members of a statement (its row), in the order that matching gave."""
    rows = store.rows(f"{SELECT} {FROM_MEMBERS} WHERE m.statement = ? ORDER BY m.position", (statement,))
    return tuple(_view(row) for row in rows)


def by_ids(store: Store, ids: Sequence[str]) -> dict[str, QuoteView]:
    """Return the attributions with these ids, those that there are."""
    rows = store.rows(f"{SELECT} {FROM} WHERE t.id IN (SELECT value FROM json_each(?))", (as_json(list(ids)),))
    return {row["id"]: _view(row) for row in rows}


def passing(store: Store, filters: Filters, limit: int = -1) -> Iterator[QuoteView]:
    """Yield the members that pass, without those that a person rejected, statement by statement; -1 is all of them."""
    return islice(_passing(store, filters), None if limit < 0 else limit)


def _passing(store: Store, filters: Filters) -> Iterator[QuoteView]:
    rows = _ordered(store, *where(filters, MEMBERS))
    while some := list(islice(rows, BATCH)):
        yield from (view for view in _members(store, some) if not view.rejected)


def _ordered(store: Store, condition: str, values: Sequence[object]) -> Iterator[int]:
    """Yield the rows of the attributions whose membership passes, statement by statement."""
    some = f"SELECT count(*) FROM (SELECT 1 FROM members m WHERE {condition} LIMIT ?)"
    # Few are sorted sooner than all statements are gone through.
    few = store.one(some, [*values, FEW + 1]) <= FEW
    sql = f"SELECT m.attribution {SORTED if few else IN_ORDER} WHERE {condition} {BY_OUTLETS}"
    return (row["attribution"] for row in store.rows(sql, values))


def _members(store: Store, rows: Sequence[int]) -> Iterator[QuoteView]:
    """Yield the attributions of these rows, in their order."""
    sql = f"{SELECT}, t.row {FROM_MEMBERS} WHERE m.attribution IN (SELECT value FROM json_each(?))"
    found = {row["row"]: row for row in store.rows(sql, (as_json(list(rows)),))}
    return (_view(found[row]) for row in rows)


def _view(row: Row) -> QuoteView:
    local = shape.speaker(row["local"])
    by, at = shape.checked(row["checked"])
    return QuoteView(
        id=row["id"],
        text=row["text"],
        content=shape.spans(row["content"]),
        cue=shape.spans(row["cue"]),
        source=shape.spans(row["source"]),
        kind=row["kind"],
        stance=row["stance"],
        language=row["language"],
        outlet=row["outlet"],
        article_id=row["article_id"],
        article_title=row["article_title"],
        date=row["date"],
        speaker_id=row["speaker_id"],
        speaker_name=row["speaker_name"] or (local.name if local else None),
        speaker_role=local.roles[0].text if local and local.roles else None,
        source_text=row["source_text"],
        cue_text=row["cue_text"],
        confidence=row["confidence"],
        rule=row["rule"],
        resolution=shape.mentions(row["resolution"]),
        context=row["context"],
        context_start=row["context_start"],
        statement_id=row["statement_id"],
        relation=row["relation"],
        score=row["score"],
        flags=shape.strings(row["flags"]),
        article_uri=row["article_uri"],
        rejected=bool(row["rejected"]),
        checked_by=by,
        checked_at=at,
    )


LAID_FLAT = """a.id AS article_id, a.outlet, a.language, coalesce(a.published_at, a.dateline_date) AS date
    FROM attributions t JOIN articles a ON a.row = t.article LEFT JOIN corrected x ON x.attribution = t.row"""
READ = f"coalesce(x.rejected, 0) = 0 AND t.article NOT IN ({SUPERSEDED})"


def quotes(store: Store) -> Iterator[Quote]:
    """Yield all attributions of speech for matching, in a fixed order, without those that a person rejected.

    The text is that of `read_spans(article.text, content)`; `speaker` is the name within the article, and `speaker_id`
    None, since speakers across articles are found anew.
    """
    sql = f"""SELECT t.id, coalesce(x.plain, x.text, t.plain, t.text) AS text, t.kind, t.cue_text,
        coalesce(x.content, t.content) AS content, {LOCAL}, {LAID_FLAT}"""
    for row in store.rows(f"{sql} WHERE t.stance = 'speech' AND {READ} ORDER BY a.id, t.row"):
        local = shape.speaker(row["local"])
        yield Quote(
            id=row["id"],
            text=row["text"],
            article_id=row["article_id"],
            outlet=row["outlet"],
            language=row["language"],
            date=row["date"],
            speaker=local.name if local else None,
            kind=row["kind"],
            cue=row["cue_text"] or None,
            speaker_kind=local.kind if local else None,
            span=around(shape.spans(row["content"])),
        )


def speaker_mentions(store: Store) -> Iterator[SpeakerMention]:
    """Yield the resolved speakers of all attributions, of every stance, in a fixed order, as people corrected them."""
    sql = f"SELECT t.id, {LOCAL}, {LAID_FLAT} WHERE local IS NOT NULL AND {READ} ORDER BY a.id, t.row"
    for row in store.rows(sql):
        local = shape.speaker(row["local"])
        assert local is not None  # the query leaves none without
        yield SpeakerMention(
            attribution_id=row["id"],
            article_id=row["article_id"],
            name=local.name,
            kind=local.kind,
            roles=_texts(local.roles),
            language=row["language"],
            outlet=row["outlet"],
            date=row["date"],
        )


def _texts(roles: Sequence[Role]) -> tuple[str, ...]:
    return tuple(role.text for role in roles)
