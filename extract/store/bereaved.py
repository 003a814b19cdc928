"""What people made of articles that are taken out for good: it loses their words, and stays where it has others.

A judgement of a speaker hangs on another of the speaker's quotes then; what a dossier keeps of a statement is what the
other articles say.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Anchor
from extract.store import anchors
from extract.store.connection import Store, bindable
from extract.store.queries.dossier_things import packed, unpacked
from extract.store.queries.results import Entry
from extract.store.tables import as_json

OF_SPEAKERS = ("speaker", "spoken")
NAMED = "SELECT id FROM articles WHERE row IN (SELECT value FROM json_each(?))"


def take_words_out(store: Store, rows: Sequence[int], gone: set[str]) -> None:
    """Take the words of articles, and of the `things` in them, out of judgements and dossiers, while they are there."""
    articles = {str(id) for (id,) in store.rows(NAMED, (as_json(list(rows)),))}
    _judgements(store, rows, articles, gone)
    _dossiers(store, articles)


def things(store: Store, rows: Sequence[int]) -> set[str]:
    """Return the ids of what was found in articles: quotes and claims."""
    sql = """SELECT id FROM attributions WHERE article IN (SELECT value FROM json_each(?1))
        UNION ALL SELECT id FROM claims WHERE article IN (SELECT value FROM json_each(?1))"""
    return {str(id) for (id,) in store.rows(sql, (as_json(list(rows)),))}


def _judgements(store: Store, rows: Sequence[int], articles: set[str], gone: set[str]) -> None:
    run = store.connection.execute
    sql = "SELECT row, about, left, right, left_at, right_at FROM judgements"
    for number, about, left, right, left_at, right_at in [tuple(row) for row in store.rows(sql)]:
        places = {"left_at": anchors.from_json(left_at), "right_at": anchors.from_json(right_at)}
        lost = {side: at for side, at in places.items() if at and at.article_id in articles}
        beside = [at.attribution for side, at in places.items() if at and side not in lost]
        others = {
            side: _same_name(store, at, rows, beside) if about in OF_SPEAKERS else None for side, at in lost.items()
        }
        if left in gone or right in gone or None in others.values():
            run("DELETE FROM checked WHERE judgement = ?", (number,))
            run("DELETE FROM judgements WHERE row = ?", (number,))
            continue
        for side, other in others.items():
            run(f"UPDATE judgements SET {side} = ? WHERE row = ?", (bindable(anchors.to_json(other)), number))


def _same_name(store: Store, lost: Anchor, rows: Sequence[int], beside: Sequence[str]) -> Anchor | None:
    """Return the earliest quote of the same speaker, under the same name, in no article of these rows."""
    sql = f"""{anchors.STANDS} JOIN spoken p ON p.attribution = t.row JOIN attributions o ON o.id = ?
        JOIN spoken q ON q.attribution = o.row AND q.speaker = p.speaker
        WHERE json_extract(t.speaker, '$.name') = json_extract(o.speaker, '$.name')
        AND t.article NOT IN (SELECT value FROM json_each(?)) AND t.id NOT IN (SELECT value FROM json_each(?))
        ORDER BY a.day IS NULL, a.day, a.id, t.id LIMIT 1"""
    found = store.row(sql, (lost.attribution, as_json(list(rows)), as_json(list(beside))))
    return anchors.anchor_of(store, found["id"]) if found else None


def _dossiers(store: Store, articles: set[str]) -> None:
    items = [tuple(row) for row in store.rows("SELECT row, kept FROM dossier_items")]
    gone = "\n".join(_text(store, id) for id in articles) if items else ""  # of an outlet they may be thousands
    for row, kept in items:
        entry = unpacked(kept)
        left = _without(store, entry, articles, gone)
        if left is None:
            store.connection.execute("DELETE FROM dossier_items WHERE row = ?", (row,))
        elif left != entry:
            store.connection.execute("UPDATE dossier_items SET kept = ? WHERE row = ?", (bindable(packed(left)), row))


def _without(store: Store, entry: Entry, articles: set[str], gone: str) -> Entry | None:
    """Return an entry with what its other sources say; None where it has none."""
    others = [source for source in entry.sources if source.article_id not in articles]
    if not others:
        return None
    texts = {source.article_id: _text(store, source.article_id) for source in others}
    left = tuple(replace(one, speaker=_named(one.speaker, gone, texts[one.article_id])) for one in others)
    speaker = _named(entry.speaker, gone, *texts.values())
    if len(left) == len(entry.sources):
        return replace(entry, sources=left, speaker=speaker)
    shown = next((source for source in left if source.words == entry.text), left[0])
    told = replace(entry, sources=left, text=shown.words, language=shown.language)
    return replace(told, quote_kind=shown.kind, speaker=speaker)


def _named(name: str | None, gone: str, *texts: str) -> str | None:
    """Return a name unless it was known from what goes and stands in none of these texts."""
    return name if not name or name not in gone or any(name in text for text in texts) else None


def _text(store: Store, article: str) -> str:
    return str(store.one("SELECT text FROM articles WHERE id = ?", (article,)) or "")
