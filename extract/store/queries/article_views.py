"""Articles: the cards of a list, and one whole."""

import json
from sqlite3 import Row

from extract.model import Metadata
from extract.store.connection import Store
from extract.store.queries import attributions, numbers, shape, shared_texts
from extract.store.queries.filters import Condition, Filters, all_of, among, days, kinds, months, speakers, words
from extract.store.queries.results import ArticleCard, ArticleView
from extract.store.versions import SUPERSEDED

SELECT = """SELECT a.id, a.title, a.outlet, a.language, coalesce(a.published_at, a.dateline_date) AS date, a.uri,
    a.note, (SELECT count(*) FROM attributions t LEFT JOIN corrected x ON x.attribution = t.row
        WHERE t.article = a.row AND coalesce(x.rejected, 0) = 0) AS attributions,
    (SELECT count(*) FROM claims c LEFT JOIN corrected_claims y ON y.claim = c.row
        WHERE c.article = a.row AND coalesce(y.checkworthy, c.checkworthy)) AS claims"""

COPIED = (
    "text", "author", "published_at", "updated_at", "dateline_date",
    "document_id", "document_uri", "document_sha256", "media_type", "fetched_at",
)  # fmt: skip


def articles(store: Store, filters: Filters, offset: int = 0, limit: int = 20) -> tuple[int, tuple[ArticleCard, ...]]:
    """Return how many articles pass, and one page of them, newest first, undated last.

    The words are searched in title and text; of the attributions one must pass the speakers and kinds, and with
    `numbers_differ` one must be of a statement whose numbers differ, or a claim of a measure with a conflict.
    """
    condition, values = _condition(filters)
    with store.snapshot():
        total = store.one(f"SELECT count(*) FROM articles a WHERE {condition}", values)
        page = f"{SELECT} FROM articles a WHERE {condition} ORDER BY a.day DESC, a.outlet, a.row LIMIT ? OFFSET ?"
        return total, tuple(ArticleCard(**dict(row)) for row in store.rows(page, [*values, limit, offset]))


def _condition(filters: Filters) -> Condition:
    said = all_of([speakers(filters.speakers, "s.row"), kinds(filters.kinds, ("t.kind",))])
    if filters.speakers:  # few quotes, found by their speaker
        quoting = f"""a.row IN (SELECT t.article FROM speakers s JOIN spoken p ON p.speaker = s.row
            JOIN attributions t ON t.row = p.attribution WHERE {said[0]})"""
    else:
        quoting = f"EXISTS (SELECT 1 FROM attributions t WHERE t.article = a.row AND {said[0]})"
    differing = """(EXISTS (SELECT 1 FROM claims c JOIN claim_facts f ON f.claim = c.row
        WHERE c.article = a.row AND f.disputed) OR EXISTS (SELECT 1 FROM attributions t
        JOIN members m ON m.attribution = t.row WHERE t.article = a.row AND m.numbers_differ))"""
    return all_of(
        [
            (f"a.row NOT IN ({SUPERSEDED})", []),
            words(filters.words, "a.row", "article_words"),
            among("coalesce(a.outlet, '')", filters.outlets),
            among("coalesce(a.language, '')", filters.languages),
            days(filters, "a.day"),
            months(filters.months, "a.day"),
            (quoting, said[1]) if said[0] != "1" else ("", []),
            (differing, []) if filters.numbers_differ else ("", []),
        ]
    )


def article(store: Store, id: str) -> ArticleView | None:
    """Return an article with all that was found in it, or None."""
    sql = f"""{SELECT}, a.row, a.text, a.zones, a.author, a.published_at, a.updated_at, a.dateline_date, a.document_id,
        d.uri AS document_uri, d.sha256 AS document_sha256, d.media_type, d.fetched_at, d.metadata
        FROM articles a JOIN documents d ON d.id = a.document_id WHERE a.id = ?"""
    with store.snapshot():
        row = store.row(sql, (id,))
        return None if row is None else _view(store, row)


def _view(store: Store, row: Row) -> ArticleView:
    data = dict(row)
    card = ArticleCard(**{name: data[name] for name in ArticleCard.__dataclass_fields__})
    return ArticleView(
        card=card,
        **{name: data[name] for name in COPIED},
        zones=shape.zones(data["zones"]),
        metadata=Metadata(**json.loads(data["metadata"])),
        attributions=attributions.of_article(store, data["row"]),
        claims=numbers.of_article(store, data["row"]),
        shared_texts=shared_texts.of_articles(store, [card.id]),
    )
