"""What a reader of the dashboard may ask for, and the SQL conditions that say so. Bound parameters only."""

import re
from dataclasses import dataclass
from itertools import islice

from extract.store.versions import SUPERSEDED

MOST_WORDS = 32  # a thousand take seconds, a hundred thousand minutes
WORD = re.compile(r"\w+")
SEARCHED = re.compile(r'"([^"]*)"|([^"]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Everything given must hold; of several speakers (ids), outlets (names), languages or kinds one must.

    `words` must all occur, each as the beginning of a word, "in quotation marks" as a phrase; the first 32
    count. An outlet or a language "" is one that is not given. `kinds` are those of quotes (direct, indirect, mixed);
    of claims, the kind of the quote they stand in or of their quantity (money, percent …). Days are inclusive,
    "2026-05-03"; what has no full date passes no filter of days. `numbers_differ` leaves statements whose numbers
    differ, measures with a conflict, and the claims in them. `relations` are how a wording stands to its statement's
    (edited, translation …), `flags` what differs in one wording of it at least ("number changed"); `months` are
    "2026-05", or "" for no full date; `units` are of claims, "" for counted things; `entity` occurs in what is counted.
    """

    words: str = ""
    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    numbers_differ: bool = False
    relations: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    entity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the things filtered keep what is filtered by: SQL expressions, and the FTS table of their words.

    `related`, `flagged` and `counted` are conditions with a place for one on members `m`, on flags and on claims `c`.
    `standing` leaves out what stands in an older version of an article; matching has left it out of members.
    """

    row: str
    words: str
    speaker: str
    outlet: str
    language: str
    day: str
    kinds: tuple[str, ...]
    differ: str
    related: str
    flagged: str
    counted: str
    standing: str = ""


MEMBERS = Columns(
    row="m.attribution",
    words="attribution_words",
    speaker="m.speaker_id",
    outlet="m.outlet",
    language="m.language",
    day="m.day",
    kinds=("m.kind",),
    differ="m.numbers_differ",
    related="{}",
    flagged="m.statement IN (SELECT statement FROM flagged WHERE {})",
    counted="""m.attribution IN (SELECT t.row FROM claims c JOIN attributions t ON t.id = c.attribution_id
        WHERE {})""",
)
CLAIMS = Columns(
    row="c.row",
    words="claim_words",
    speaker="f.speaker",
    outlet="coalesce(a.outlet, '')",
    language="coalesce(a.language, '')",
    day="a.day",
    kinds=("c.kind", "f.quote_kind"),
    differ="coalesce(f.disputed, 0)",
    related="""EXISTS (SELECT 1 FROM attributions t JOIN members m ON m.attribution = t.row
        WHERE t.id = c.attribution_id AND {})""",
    flagged="""EXISTS (SELECT 1 FROM attributions t JOIN members m ON m.attribution = t.row
        JOIN flagged ON flagged.statement = m.statement WHERE t.id = c.attribution_id AND {})""",
    counted="{}",
    standing=f"c.article NOT IN ({SUPERSEDED})",
)
Condition = tuple[str, list[object]]
LONGEST = 10_000
"""Characters of what is looked for within a text; SQLite refuses a pattern of more than 50,000 bytes."""


def where(filters: Filters, columns: Columns) -> Condition:
    """Return a condition fit to stand after WHERE, and its parameters."""
    conditions = [
        words(filters.words, columns.row, columns.words),
        speakers(filters.speakers, columns.speaker),
        among(columns.outlet, filters.outlets),
        among(columns.language, filters.languages),
        kinds(filters.kinds, columns.kinds),
        days(filters, columns.day),
        months(filters.months, columns.day),
        within(columns.related, among("m.relation", filters.relations)),
        within(columns.flagged, among("flag", filters.flags)),
        within(columns.counted, among("coalesce(c.unit, '')", filters.units)),
        within(columns.counted, containing("c.entity", filters.entity)),
    ]
    if filters.numbers_differ:
        conditions.append((f"{columns.differ} = 1", []))
    if columns.standing:
        conditions.append((columns.standing, []))
    return all_of(conditions)


def all_of(conditions: list[Condition]) -> Condition:
    """Return the conditions joined by AND; empty ones are left out."""
    kept = [condition for condition in conditions if condition[0]]
    return " AND ".join(sql for sql, _ in kept) or "1", [value for _, values in kept for value in values]


def among(column: str, values: tuple[str, ...]) -> Condition:
    """Return that the column is one of the values."""
    return (f"{column} IN ({', '.join('?' * len(values))})", list(values)) if values else ("", [])


def within(condition: str, inner: Condition) -> Condition:
    """Return the condition with the inner one put in its place; nothing where that is nothing."""
    return (condition.format(inner[0]), inner[1]) if inner[0] else ("", [])


def containing(column: str, text: str) -> Condition:
    """Return that the text stands in the column, in any case."""
    escaped = re.sub(r"([\\%_])", r"\\\1", text.strip())
    if len(escaped) > LONGEST:
        return "0", []
    return (f"{column} LIKE ? ESCAPE '\\'", [f"%{escaped}%"]) if escaped else ("", [])


def months(values: tuple[str, ...], column: str) -> Condition:
    """Return that the day in the column lies in one of the months; "" is no day."""
    conditions: list[Condition] = [
        (f"({column} >= ? AND {column} <= ?)", [f"{value}-01", f"{value}-31"]) if value else (f"{column} IS NULL", [])
        for value in values
    ]
    joined = " OR ".join(sql for sql, _ in conditions)
    return (f"({joined})", [value for _, found in conditions for value in found]) if conditions else ("", [])


def kinds(values: tuple[str, ...], columns: tuple[str, ...]) -> Condition:
    """Return that one of the columns is one of the values."""
    conditions = [among(column, values) for column in columns]
    if not values:
        return "", []
    return f"({' OR '.join(sql for sql, _ in conditions)})", [value for _, found in conditions for value in found]


def speakers(ids: tuple[str, ...], column: str) -> Condition:
    """Return that the column, of ids or of rows, is one of the speakers, or what one of them has merged into."""
    if not ids:
        return "", []
    marks = ", ".join("?" * len(ids))
    merged = f"""WITH RECURSIVE led (id) AS (SELECT new FROM redirects WHERE what = 'speaker' AND old IN ({marks})
        UNION SELECT r.new FROM redirects r JOIN led ON r.old = led.id WHERE r.what = 'speaker') SELECT id FROM led"""
    if column in ("s.row", "f.speaker"):
        return f"{column} IN (SELECT row FROM speakers WHERE id IN ({marks}) OR id IN ({merged}))", [*ids, *ids]
    return f"({column} IN ({marks}) OR {column} IN ({merged}))", [*ids, *ids]


def days(filters: Filters, column: str) -> Condition:
    """Return that the column lies between the two days."""
    conditions: list[Condition] = []
    if filters.date_from:
        conditions.append((f"{column} >= ?", [filters.date_from[:10]]))
    if filters.date_to:
        conditions.append((f"{column} <= ?", [filters.date_to[:10]]))
    return all_of(conditions) if conditions else ("", [])


def words(text: str, row: str, table: str) -> Condition:
    """Return that the row's words match the text; a text without a word, like "?!", matches nothing."""
    if not text.strip():
        return "", []
    query = fts_query(text)
    return (f"{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [query]) if query else ("0", [])


def fts_query(text: str) -> str:
    """Return the user's text as an FTS5 query: every word quoted, so that no text can break the query."""
    terms: list[str] = []
    left = MOST_WORDS
    for phrase, loose in SEARCHED.findall(text):
        found = [match[0] for match in islice(WORD.finditer(phrase or loose), left)]
        left -= len(found)
        if phrase and found:
            terms.append(f'"{" ".join(found)}"')
        else:
            terms.extend(f'"{word}"*' for word in found)
    return " ".join(terms)
