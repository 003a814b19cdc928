"""Who copied whom: the articles that share a text, and the passages that show it."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from sqlite3 import Row

from extract.model import Body, Span
from extract.store.connection import Store
from extract.store.queries import shape
from extract.store.queries.results import ArticleName, PassageView, SharedTextView
from extract.store.versions import SUPERSEDED

BODY = ("body", "dateline")


def bodies(store: Store) -> Iterator[Body]:
    """Yield the bodies of all articles for matching, with their direct quotes, in a fixed order."""
    sql = f"""SELECT a.id, a.text, a.zones, a.outlet, a.language, coalesce(a.published_at, a.dateline_date) AS date,
        (SELECT json_group_array(json(t.content)) FROM attributions t WHERE t.article = a.row AND t.kind = 'direct')
        AS quoted FROM articles a WHERE a.row NOT IN ({SUPERSEDED}) ORDER BY a.id"""
    for row in store.rows(sql):
        yield Body(
            article_id=row["id"],
            text=row["text"],
            spans=tuple(zone.span for zone in shape.zones(row["zones"]) if zone.kind in BODY),
            quoted=tuple(Span(start, end) for content in json.loads(row["quoted"]) for start, end in content),
            outlet=row["outlet"],
            language=row["language"],
            date=row["date"],
        )


def of_articles(store: Store, ids: Sequence[str]) -> tuple[SharedTextView, ...]:
    """Return the groups that hold one of these articles (ids), each whole."""
    sql = """SELECT DISTINCT x.row, x.id, x.credit FROM shared_texts x JOIN shared_articles m ON m.text = x.row
        JOIN articles a ON a.row = m.article WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY x.row"""
    return tuple(_view(store, row) for row in list(store.rows(sql, (json.dumps(list(ids)),))))


def _view(store: Store, row: Row) -> SharedTextView:
    named = """SELECT a.id, a.title, a.outlet, coalesce(a.published_at, a.dateline_date) AS date
        FROM shared_articles m JOIN articles a ON a.row = m.article WHERE m.text = ? ORDER BY m.position"""
    shared = """SELECT a.id AS article_id, a.text, s.text AS source_text, p.start, p.end, p.source_start, p.source_end,
        p.words FROM shared_passages p JOIN articles a ON a.row = p.article JOIN shared_texts x ON x.row = p.text
        JOIN articles s ON s.row = x.source WHERE p.text = ? ORDER BY p.position"""
    passages = [_passage(found) for found in store.rows(shared, (row["row"],))]
    return SharedTextView(
        id=row["id"],
        credit=row["credit"],
        articles=tuple(ArticleName(**dict(found)) for found in store.rows(named, (row["row"],))),
        passages={id: tuple(found) for id, found in groupby(passages, key=lambda passage: passage.article_id)},
    )


def _passage(row: Row) -> PassageView:
    span, source = Span(row["start"], row["end"]), Span(row["source_start"], row["source_end"])
    return PassageView(
        article_id=row["article_id"],
        span=span,
        source_span=source,
        text=" ".join(span.of(row["text"]).split()),
        source_text=" ".join(source.of(row["source_text"]).split()),
        words=row["words"],
    )
