"""What a watch looks for: what a speaker said, where words were said or counted, which figures are in conflict."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Row

from extract.store.connection import Store
from extract.store.queries import shape
from extract.store.queries.filters import Condition, all_of, words
from extract.store.tables import as_json
from extract.store.versions import SUPERSEDED

ARTICLE = """a.id AS article_id, a.uri, a.title, a.outlet, a.language,
    coalesce(a.published_at, a.dateline_date) AS date"""
STANDING = (f"a.row NOT IN ({SUPERSEDED})", list[object]())
SAID = f"""SELECT coalesce(x.text, t.text) AS text, t.kind, s.name AS speaker, t.speaker AS local, {ARTICLE}
    FROM attributions t JOIN articles a ON a.row = t.article LEFT JOIN corrected x ON x.attribution = t.row
    LEFT JOIN spoken p ON p.attribution = t.row LEFT JOIN speakers s ON s.row = p.speaker"""
CLAIMED = f"""SELECT c.sentence AS text, NULL AS kind, s.name AS speaker, c.speaker AS local, {ARTICLE}
    FROM claims c JOIN articles a ON a.row = c.article
    LEFT JOIN claim_facts f ON f.claim = c.row LEFT JOIN speakers s ON s.row = f.speaker"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A quote, or the sentence of a claim (of no `kind`), and where it stands; `other` is what it contradicts."""

    text: str
    kind: str | None
    speaker: str | None
    article_id: str
    uri: str
    title: str | None
    outlet: str | None
    language: str | None
    date: str | None
    other: "Heard | None" = None
    why: str | None = None


def said_by(store: Store, name: str) -> Iterator[Heard]:
    """Yield what speakers of this name, or with this spelling of theirs, said; case and accents do not matter."""
    wanted = folded(name)
    spellings = store.rows(
        "SELECT row, name FROM speakers UNION SELECT speaker, text FROM speaker_words WHERE what = 'alias'"
    )
    found = sorted({row["row"] for row in spellings if folded(row["name"]) == wanted})
    yield from _heard(store, SAID, [("s.row IN (SELECT value FROM json_each(?))", [as_json(found)]), QUOTES])


QUOTES: Condition = ("coalesce(x.rejected, 0) = 0", [])


def said(store: Store, phrase: str) -> Iterator[Heard]:
    """Yield the quotes that hold a phrase; case, accents and the end of its last word do not matter."""
    yield from _heard(store, SAID, [words(_phrase(phrase), "t.row", "attribution_words"), QUOTES])


def counted(store: Store, measure: str) -> Iterator[Heard]:
    """Yield the check-worthy claims whose sentence or thing holds all words."""
    yield from _heard(store, CLAIMED, [words(measure, "c.row", "claim_words"), ("c.checkworthy = 1", [])])


def conflicts(store: Store) -> Iterator[Heard]:
    """Yield the first of each two claims that contradict each other, with the other and why."""
    sql = f"{CLAIMED} WHERE c.id = ?"
    for a, b, why in list(store.rows("SELECT a, b, evidence FROM relations WHERE relation = 'conflict' ORDER BY a, b")):
        first, second = store.row(sql, (a,)), store.row(sql, (b,))
        if first and second:
            yield _one(first, _one(second), why)


def folded(name: str) -> str:
    """Return a name for comparing: without case, accents and folds of white space."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _phrase(text: str) -> str:
    return '"{}"'.format(text.replace('"', " "))


def _heard(store: Store, sql: str, conditions: list[Condition]) -> Iterator[Heard]:
    condition, values = all_of([*conditions, STANDING])
    yield from (_one(row) for row in list(store.rows(f"{sql} WHERE {condition} ORDER BY a.row, 1", values)))


def _one(row: Row, other: Heard | None = None, why: str | None = None) -> Heard:
    local = shape.speaker(row["local"])
    return Heard(
        text=" ".join(row["text"].split()),
        kind=row["kind"],
        speaker=row["speaker"] or (local.name if local else None),
        article_id=row["article_id"],
        uri=row["uri"],
        title=row["title"],
        outlet=row["outlet"],
        language=row["language"],
        date=row["date"],
        other=other,
        why=why,
    )
