"""Where a judged attribution stands, and finding it again after its article was read anew.

An attribution's id is a hash of its spans: a model that draws them a little differently gives it another id. So a
judgement keeps an anchor (article, spans, words), and is looked up by it.
"""

import json
from collections.abc import Sequence

from extract.model import Anchor, Span
from extract.store.connection import Store
from extract.store.derived import normal
from extract.store.queries.redirects import follow
from extract.store.tables import as_json

# So much of all that two contents cover must be covered by both.
OVERLAP = 0.5
STANDS = """SELECT t.id, a.id AS article, a.uri, t.content, t.text FROM attributions t
    JOIN articles a ON a.row = t.article"""


def anchor_of(store: Store, id: str, known: Sequence[str] = (), beside: str | None = None) -> Anchor | None:
    """Return where an attribution stands, or the attribution that stands for a speaker; None where there is neither.

    For a speaker (or one that has merged into it) that is the first of its attributions that is `known` from another
    judgement, so that judgements of one speaker hang together; else the earliest. It is not the one that it is judged
    `beside`.
    """
    found = store.row(f"{STANDS} WHERE t.id = ?", (id,))
    if found is None:
        sql = f"""{STANDS} JOIN spoken p ON p.attribution = t.row JOIN speakers s ON s.row = p.speaker
            WHERE s.id = ? AND t.id IS NOT ?
            ORDER BY t.id NOT IN (SELECT value FROM json_each(?)), a.day IS NULL, a.day, a.id, t.id LIMIT 1"""
        found = store.row(sql, (follow(store, "speaker", id), beside, as_json(list(known))))
    if found is None:
        return None
    return Anchor(
        attribution=found["id"],
        article_id=found["article"],
        uri=found["uri"],
        content=_spans(found["content"]),
        text=found["text"],
    )


def find(store: Store, anchor: Anchor) -> str | None:
    """Return the id that the anchored attribution goes by now; None where nothing says the same words there.

    The id itself, else the attribution of the article whose spans agree most, by at least half; else, where the article
    has another text now, the one with the same words at its address.
    """
    if store.one("SELECT 1 FROM attributions WHERE id = ?", (anchor.attribution,)):
        return anchor.attribution
    here = store.rows(f"{STANDS} WHERE a.id = ?", (anchor.article_id,))
    shares = sorted(((_share(anchor.content, _spans(row["content"])), row["id"]) for row in here), reverse=True)
    if shares and shares[0][0] >= OVERLAP and (len(shares) == 1 or shares[0][0] > shares[1][0]):
        return str(shares[0][1])
    wanted = normal(anchor.text)
    there = store.rows(f"{STANDS} WHERE a.uri = ? ORDER BY t.id", (anchor.uri,))
    same = [row["id"] for row in there if normal(row["text"]) == wanted] if wanted else []
    return same[0] if len(same) == 1 else None


def to_json(anchor: Anchor | None) -> str | None:
    """Return an anchor as a column holds it."""
    if anchor is None:
        return None
    content = [[span.start, span.end] for span in anchor.content]
    return as_json([anchor.attribution, anchor.article_id, anchor.uri, content, anchor.text])


def from_json(text: str | None) -> Anchor | None:
    """Read the column back."""
    if text is None:
        return None
    attribution, article, uri, content, words = json.loads(text)
    spans = tuple(Span(start, end) for start, end in content)
    return Anchor(attribution=attribution, article_id=article, uri=uri, content=spans, text=words)


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(text))


def _share(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return which share of the code points that two contents cover is covered by both."""
    mine, others = ({place for span in spans for place in range(span.start, span.end)} for spans in (a, b))
    return len(mine & others) / len(mine | others) if mine and others else 0.0
