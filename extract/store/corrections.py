"""What judgements correct of single quotes and claims, laid over what was read: whether it is one, whose, which words.

Rows of the articles are never edited. Beside them stand `corrected` and `corrected_claims`, written anew from the
judgements that stand whenever these change, and `checked`, which says what a person has looked at.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from extract.model import Judgement, content_id, read_spans
from extract.store.connection import Store, bindable
from extract.store.contradictions import PAIRS
from extract.store.searched import add_words, forget_words
from extract.store.tables import as_json

ID = re.compile(r"[0-9a-f]{16}")
Numbered = tuple[int, Judgement]
QUOTES = "attribution, rejected, unnamed, speaker, content, text, plain"
CLAIMS = "claim, checkworthy, unnamed, speaker"


@dataclass(slots=True)
class Correction:
    """What is corrected of one quote; `speaker` is one of an article, as JSON."""

    rejected: int = 0
    unnamed: int = 0
    speaker: str | None = None
    content: str | None = None
    text: str | None = None
    plain: str | None = None


def write(store: Store, standing: Sequence[Numbered], things: Collection[str] | None = None) -> bool:
    """Write what the judgements (with the ids of now, oldest first) correct, and return whether that is another.

    With `things` (ids that hang together, see `beside`), only what these are; `standing` are then the judgements about
    them.
    """
    before = _tables(store) if things is None else []
    old = _wordings(store, things)
    _empty(store, things)
    quotes = corrections(store, [one for _, one in standing])
    for row, found in quotes.items():
        values = (row, found.rejected, found.unnamed, found.speaker, found.content, found.text, found.plain)
        _insert(store, f"corrected ({QUOTES})", values)
    _write_claims(store, [one for _, one in standing], quotes)
    for number, one in standing:
        for id in about(one) if one.verdict != "unsure" else ():
            if things is None or id in things:
                _insert(store, "checked (id, judgement)", (id, number))
    _reindex(store, old, _wordings(store, things))
    return things is not None or _tables(store) != before


def about(judgement: Judgement) -> set[str]:
    """Return the ids that a judgement is about: of two things, or of one."""
    return {judgement.left, judgement.right} if judgement.about in PAIRS else {judgement.left}


def beside(store: Store, ids: Collection[str]) -> tuple[str, ...]:
    """Return the ids with those that are corrected together with them: a quote's claims, a claim's quote."""
    sql = """WITH given (id) AS (SELECT value FROM json_each(?)), quotes (id) AS (
        SELECT id FROM given UNION SELECT attribution_id FROM claims WHERE id IN (SELECT id FROM given))
        SELECT id FROM quotes WHERE id IS NOT NULL
        UNION SELECT id FROM claims WHERE attribution_id IN (SELECT id FROM quotes)"""
    return tuple(row["id"] for row in store.rows(sql, (as_json(sorted(ids)),)))


def _empty(store: Store, things: Collection[str] | None) -> None:
    run = store.connection.execute
    if things is None:
        for table in ("corrected", "corrected_claims", "checked"):
            run(f"DELETE FROM {table}")
        return
    named = (as_json(list(things)),)
    among = "IN (SELECT value FROM json_each(?))"
    run(f"DELETE FROM corrected WHERE attribution IN (SELECT row FROM attributions WHERE id {among})", named)
    run(f"DELETE FROM corrected_claims WHERE claim IN (SELECT row FROM claims WHERE id {among})", named)
    run(f"DELETE FROM checked WHERE id {among}", named)


def corrections(store: Store, standing: Iterable[Judgement]) -> dict[int, Correction]:
    """Return what is corrected of each quote, by its row; of judgements that contradict each other the later counts."""
    found: dict[int, Correction] = {}
    for one in standing:
        row = store.one("SELECT row FROM attributions WHERE id = ?", (one.left,))
        if row is None or one.verdict == "unsure":
            continue
        if one.about == "quote":
            found.setdefault(row, Correction()).rejected = int(one.verdict == "different")
        elif one.about == "spoken":
            _name(store, one, found.setdefault(row, Correction()))
        elif one.about == "span" and one.right_at and one.verdict == "same":
            _word(store, one, found.setdefault(row, Correction()))
    return {row: one for row, one in found.items() if one != Correction()}


def _name(store: Store, one: Judgement, correction: Correction) -> None:
    """Note who says a quote; where a person has said who, it does not matter who does not."""
    if one.verdict == "same":
        correction.speaker, correction.unnamed = _speaker(store, one), 0
    elif correction.speaker is None:
        correction.unnamed = int(_is_by(store, one.left, one.right))


def _is_by(store: Store, left: str, right: str) -> bool:
    """Return whether a quote is read as said by whom a judgement names: by that name; of an id nobody can tell."""
    named = store.one("SELECT json_extract(speaker, '$.name') FROM attributions WHERE id = ?", (left,))
    return named is not None and (ID.fullmatch(right) is not None or named.casefold() == right.casefold())


def _speaker(store: Store, one: Judgement) -> str | None:
    """Return the speaker that a judgement names, as a column holds it; None where that is the one whom it had."""
    sql = "SELECT json_extract(speaker, '$.name') AS name, json_extract(speaker, '$.kind') AS kind FROM attributions"
    own = store.row(f"{sql} WHERE id = ?", (one.left,))
    known = store.row(f"{sql} WHERE id = ?", (one.right,))
    if known is None:
        known = store.row("SELECT name, kind FROM speakers WHERE id = ?", (one.right,))
    # Of a speaker that is gone, the judgement kept the name.
    typed = one.evidence if ID.fullmatch(one.right) else one.right
    name, kind = (known["name"], known["kind"]) if known else (typed, "person")
    if not name or (own is not None and own["name"] == name):
        return None
    id = content_id("named speaker", name, kind)
    return as_json({"id": id, "name": name, "kind": kind, "roles": [], "aliases": [], "attributions": []})


def _word(store: Store, one: Judgement, correction: Correction) -> None:
    """Note the words that a person says a quote has, where its article has them."""
    sql = """SELECT a.id, a.text, t.content FROM attributions t JOIN articles a ON a.row = t.article WHERE t.id = ?"""
    row = store.row(sql, (one.left,))
    assert row is not None  # it was looked up before
    if one.right_at is None or row["id"] != one.right_at.article_id:
        return
    spans = one.right_at.content
    content = as_json([[span.start, span.end] for span in spans])
    if content != row["content"]:
        correction.content = content
        correction.text = read_spans(row["text"], spans, " … ")
        correction.plain = read_spans(row["text"], spans) if len(spans) > 1 else None


def _write_claims(store: Store, standing: Iterable[Judgement], quotes: dict[int, Correction]) -> None:
    """Write what is corrected of claims: whether one is worth checking, and whose it is in a quote of another's."""
    found: dict[int, list[object]] = {}
    for row, one in quotes.items():
        if one.speaker or one.unnamed:
            sql = "SELECT c.row FROM claims c JOIN attributions t ON t.id = c.attribution_id WHERE t.row = ?"
            for (claim,) in store.rows(sql, (row,)):
                found[claim] = [None, one.unnamed, one.speaker]
    for judgement in standing:
        claim = store.one("SELECT row FROM claims WHERE id = ?", (judgement.left,))
        if judgement.about == "claim" and judgement.verdict != "unsure" and claim is not None:
            found.setdefault(claim, [None, 0, None])[0] = int(judgement.verdict == "same")
    for claim, values in found.items():
        _insert(store, f"corrected_claims ({CLAIMS})", (claim, *values))


def _insert(store: Store, table: str, values: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(values))
    sql = f"INSERT OR IGNORE INTO {table} VALUES ({marks})"
    store.connection.execute(sql, [bindable(value) for value in values])


def _tables(store: Store) -> list[tuple[object, ...]]:
    names = ("corrected", "corrected_claims", "checked")
    return [tuple(row) for name in names for row in store.rows(f"SELECT * FROM {name} ORDER BY 1, 2")]


def _wordings(store: Store, things: Collection[str] | None) -> dict[int, str]:
    sql = "SELECT attribution, text FROM corrected WHERE text IS NOT NULL"
    if things is None:
        return dict(tuple(row) for row in store.rows(sql))
    among = "attribution IN (SELECT row FROM attributions WHERE id IN (SELECT value FROM json_each(?)))"
    return dict(tuple(row) for row in store.rows(f"{sql} AND {among}", (as_json(list(things)),)))


def _reindex(store: Store, old: dict[int, str], new: dict[int, str]) -> None:
    """Let searches find a quote by the words that it has now; the index wants to be told the words that go."""
    for row in sorted({*old, *new}):
        read = store.one("SELECT text FROM attributions WHERE row = ?", (row,))
        gone, come = old.get(row, read), new.get(row, read)
        if gone != come:
            forget_words(store, "attributions", row, (gone,))
            add_words(store, "attributions", row, (come,))
