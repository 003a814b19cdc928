"""Where a judged attribution stands, and finding it again after its article was read anew.

An attribution's id is a hash of its spans: a model that draws them a little differently gives it another id. So a
judgement keeps an anchor (article, spans, words), and is looked up by it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from extract.errors import JudgementError
from extract.model import Anchor, Span, read_spans
from extract.store.connection import Store
from extract.store.derived import normal
from extract.store.places import OVERLAP, share, spans_of
from extract.store.queries.redirects import follow
from extract.store.tables import as_json
from extract.store.versions import stands_for

STANDS = """SELECT t.id, a.id AS article, a.uri, t.content, t.text FROM attributions t
    JOIN articles a ON a.row = t.article"""
CLAIMS = """SELECT c.id, a.id AS article, a.uri, c.start, c.end, c.surface || ': ' || c.sentence AS text FROM claims c
    JOIN articles a ON a.row = c.article"""
GAP = " … "  # between the parts of a split quote


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
        content=spans_of(found["content"]),
        text=found["text"],
    )


def of_claim(store: Store, id: str) -> Anchor | None:
    """Return where a claim stands; None where there is none."""
    found = store.row(f"{CLAIMS} WHERE c.id = ?", (id,))
    if found is None:
        return None
    place = (Span(found["start"], found["end"]),)
    return Anchor(
        attribution=found["id"], article_id=found["article"], uri=found["uri"], content=place, text=found["text"]
    )


def of_words(store: Store, attribution: str, places: str) -> Anchor | None:
    """Return the words that a person says a quote has: `places` are spans of its article, "120-180 200-230".

    None where the store has no such quote. Raises `JudgementError` where that is no stretch of its article.
    """
    sql = "SELECT a.id, a.uri, a.text FROM attributions t JOIN articles a ON a.row = t.article WHERE t.id = ?"
    found = store.row(sql, (attribution,))
    if found is None:
        return None
    spans = parse_places(places)
    if not spans or spans[-1].end > len(found["text"]) or not all(span.of(found["text"]).strip() for span in spans):
        raise JudgementError(f"{places!r} names no words of this article; give spans of its text such as 120-180")
    words = read_spans(found["text"], spans, GAP)
    return Anchor(attribution=attribution, article_id=found["id"], uri=found["uri"], content=spans, text=words)


def parse_places(places: str) -> tuple[Span, ...]:
    """Return the spans that "120-180 200-230" names, in order, none of them overlapping; () where it names none."""
    found = re.findall(r"(?:^| )(\d{1,9})-(\d{1,9})(?= |$)", places)
    spans = tuple(Span(int(start), int(end)) for start, end in found if int(start) < int(end))
    apart = all(one.end <= other.start for one, other in pairwise(spans))
    return spans if apart and len(spans) == len(places.split()) else ()


def moved(store: Store, anchor: Anchor) -> Anchor | None:
    """Return the anchored words where they stand now, in the newest version of their article; None where they do not.

    Where the article was read anew, they must stand there just once.
    """
    newest = stands_for(store, anchor.article_id)
    if not newest and store.one("SELECT 1 FROM articles WHERE id = ?", (anchor.article_id,)):
        return anchor
    sql = "SELECT id, text FROM articles WHERE id = ?1 OR (?1 IS NULL AND uri = ?2) ORDER BY id"
    for row in store.rows(sql, (newest, anchor.uri)):
        spans = [_once(row["text"], part) for part in anchor.text.split(GAP)]
        known = tuple(span for span in spans if span)
        if len(known) == len(spans) and all(one.end <= other.start for one, other in pairwise(known)):
            return replace(anchor, article_id=row["id"], content=known)
    return None


def _once(text: str, words: str) -> Span | None:
    """Return where a text has these words, however they are parted by white space; None where not just once."""
    found = list(islice(re.finditer(r"\s+".join(map(re.escape, words.split())), text), 2)) if words.strip() else []
    return Span(*found[0].span()) if len(found) == 1 else None


def find_claim(store: Store, anchor: Anchor) -> str | None:
    """Return the id that the anchored claim goes by now, None where nothing says the same figure there."""
    if newer := _in_newest(store, anchor, CLAIMS, "c.id"):
        return newer
    if store.one("SELECT 1 FROM claims WHERE id = ?", (anchor.attribution,)):
        return anchor.attribution
    here = store.rows(f"{CLAIMS} WHERE a.id = ? ORDER BY c.row", (anchor.article_id,))
    near = [row["id"] for row in here if Span(row["start"], row["end"]).overlaps(anchor.content[0])]
    if not near:
        there = store.rows(f"{CLAIMS} WHERE a.uri = ? ORDER BY c.row", (anchor.uri,))
        near = [row["id"] for row in there if normal(row["text"]) == normal(anchor.text)]
    return near[0] if len(near) == 1 else None


def find(store: Store, anchor: Anchor) -> str | None:
    """Return the id that the anchored attribution goes by now; None where nothing says the same words there.

    The id itself, else the attribution of the article whose spans agree most, by at least half; else, where the article
    has another text now, the one with the same words at its address. Where another version stands for the article, the
    one with the same words there goes before.
    """
    if newer := _in_newest(store, anchor, STANDS, "t.id"):
        return newer
    if store.one("SELECT 1 FROM attributions WHERE id = ?", (anchor.attribution,)):
        return anchor.attribution
    here = store.rows(f"{STANDS} WHERE a.id = ?", (anchor.article_id,))
    shares = sorted(((share(anchor.content, spans_of(row["content"])), row["id"]) for row in here), reverse=True)
    if shares and shares[0][0] >= OVERLAP and (len(shares) == 1 or shares[0][0] > shares[1][0]):
        return str(shares[0][1])
    wanted = normal(anchor.text)
    there = store.rows(f"{STANDS} WHERE a.uri = ? ORDER BY t.id", (anchor.uri,))
    same = [row["id"] for row in there if normal(row["text"]) == wanted] if wanted else []
    return same[0] if len(same) == 1 else None


def _in_newest(store: Store, anchor: Anchor, of: str, order: str) -> str | None:
    """Return what says the anchored words in the version that stands for their article; None where not just one."""
    newest = stands_for(store, anchor.article_id)
    rows = store.rows(f"{of} WHERE a.id = ? ORDER BY {order}", (newest,)) if newest else ()
    same = [str(row["id"]) for row in rows if normal(row["text"]) == normal(anchor.text)]
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
