"""What matching found, written anew as a whole, with all that the lists of the dashboard need counted beforehand."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.errors import StoreError
from extract.model import Alias, Matching, Measure, Member, Role, Speaker, Statement
from extract.store.connection import Store, bindable
from extract.store.redirects import groups, redirect

TABLES = ["relations", "claim_facts", "measures", "members", "statements", "spoken", "speaker_words", "speakers"]
NO_LETTER = re.compile(r"[\W_]+")
NUMBER_FLAG = "number"  # "number changed", as Member documents its flags

Rows = list[tuple[object, ...]]
SpeakerOf = dict[str, tuple[int, str]]
"""By attribution: the row and the id of who said it across articles."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attribution stands, and its words in normal form."""

    row: int
    article: int
    kind: str
    wording: str
    outlet: str | None
    language: str | None
    date: str | None
    day: str | None


def replace_derived(store: Store, matching: Matching) -> None:
    """Write the speakers, statements and measures in place of the last ones, in one transaction.

    An id that goes is redirected to the one that now holds most of its members. The same matching of the same articles
    changes nothing. Raises `StoreError`, also where the matching names what the store does not hold.
    """
    with store.writing():
        digest = _digest(store, matching)
        if store.one("SELECT value FROM meta WHERE key = 'matching'") == digest:
            return
        before = groups(store)
        for table in TABLES:
            store.connection.execute(f"DELETE FROM {table}")
        try:
            _write(store, matching)
        except KeyError as error:
            cause = f"the matching names {error}, which the store does not hold"
            raise StoreError(f"{store.path}: {cause}; ingest again") from error
        redirect(store, before)
        store.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('matching', ?)", (digest,))
        store.raise_revision()


def _digest(store: Store, matching: Matching) -> str:
    """Return what tells one matching from another; new articles make it another, since claims may take its speakers."""
    counted = store.one("SELECT count(*) FROM articles")
    return hashlib.sha256(f"{counted} {matching!r}".encode("utf-8", "surrogatepass")).hexdigest()


def _write(store: Store, matching: Matching) -> None:
    places = _places(store)
    speaker_of = _write_speakers(store, matching.speakers, places)
    members_of = _conflicts_within(store, matching)
    differing = _write_statements(store, matching.statements, places, speaker_of, members_of)
    _write_measures(store, matching.measures, differing)


def _places(store: Store) -> dict[str, Place]:
    """Return all attributions by id."""
    sql = """SELECT t.id, t.row, t.article, t.kind, t.text, a.outlet, a.language,
        coalesce(a.published_at, a.dateline_date), a.day FROM attributions t JOIN articles a ON a.row = t.article"""
    return {
        id: Place(row, article, kind, normal(text), outlet, language, date, day)
        for id, row, article, kind, text, outlet, language, date, day in store.rows(sql)
    }


def normal(text: str) -> str:
    """Return the words of a text without case, compatibility forms and punctuation: what makes two wordings one."""
    return NO_LETTER.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _write_speakers(store: Store, speakers: Sequence[Speaker], places: Mapping[str, Place]) -> SpeakerOf:
    """Write the speakers, and return by attribution id the row and the id of who said it."""
    rows: Rows = []
    words: Rows = []
    spoken: Rows = []
    speaker_of: SpeakerOf = {}
    for row, speaker in enumerate(speakers, 1):
        said = [places[id] for id in speaker.attributions]
        role = max(speaker.roles, key=lambda role: len(role.articles), default=None)
        outlets = _json(sorted({place.outlet for place in said if place.outlet}))
        counts = len(said), len({place.article for place in said})
        rows.append((row, speaker.id, speaker.name, speaker.kind, role.text if role else None, *counts, outlets))
        words.extend((row, *word) for word in _words(speaker))
        spoken.extend((place.row, row) for place in said)
        speaker_of.update(dict.fromkeys(speaker.attributions, (row, speaker.id)))
    _insert(store, "speakers", rows)
    _insert(store, "speaker_words", words)
    _insert(store, "spoken", spoken)
    return speaker_of


def _words(speaker: Speaker) -> Iterator[tuple[object, ...]]:
    named: tuple[tuple[str, Sequence[Alias | Role]], ...] = (("alias", speaker.aliases), ("role", speaker.roles))
    for what, namings in named:
        for position, naming in enumerate(namings):
            yield what, position, naming.text, _json(naming.articles)


def _conflicts_within(store: Store, matching: Matching) -> set[str]:
    """Return the attributions whose claim is in conflict with a claim of another member of their statement."""
    statement_of = {member.attribution: one.id for one in matching.statements for member in one.members}
    sql = "SELECT id, attribution_id FROM claims WHERE attribution_id IS NOT NULL"
    attribution_of = dict(tuple(row) for row in store.rows(sql))
    found: set[str] = set()
    for measure in matching.measures:
        for relation in measure.relations:
            a, b = attribution_of.get(relation.a), attribution_of.get(relation.b)
            if relation.relation == "conflict" and a in statement_of and statement_of[a] == statement_of.get(b or ""):
                found |= {a, b or ""}
    return found


def _write_statements(
    store: Store,
    statements: Sequence[Statement],
    places: Mapping[str, Place],
    speaker_of: SpeakerOf,
    conflicting: set[str],
) -> set[str]:
    """Write the statements, and return the attributions of those whose numbers differ."""
    rows: Rows = []
    members: Rows = []
    differing: set[str] = set()
    for row, statement in enumerate(statements, 1):
        ids = [member.attribution for member in statement.members]
        flags = list(dict.fromkeys(flag for member in statement.members for flag in member.flags))
        differs = any(flag.startswith(NUMBER_FLAG) for flag in flags) or not conflicting.isdisjoint(ids)
        if differs:
            differing.update(ids)
        own = _statement_row(statement, [places[id] for id in ids], speaker_of)
        rows.append((row, *own, _json(flags), int(differs)))
        for position, member in enumerate(statement.members):
            said_by = speaker_of.get(member.attribution, (None, None))[1]
            members.append((row, position, *_member_row(member, places[member.attribution], said_by), int(differs)))
    _insert(store, "statements", rows)
    _insert(store, "members", members)
    return differing


def _member_row(member: Member, place: Place, speaker_id: str | None) -> tuple[object, ...]:
    own = (place.row, member.relation, member.score, _json(member.flags))
    return (*own, speaker_id, place.outlet or "", place.language or "", place.kind, place.day)


def _statement_row(statement: Statement, places: Sequence[Place], speaker_of: SpeakerOf) -> tuple[object, ...]:
    canonical = normal(statement.canonical)
    worded = next((place for place in places if place.wording == canonical), places[0])
    said_by = Counter(speaker_of[m.attribution][0] for m in statement.members if m.attribution in speaker_of)
    first = min(places, key=lambda place: (place.day is None, place.day or "", place.date is None, place.date or ""))
    outlets = list(dict.fromkeys(place.outlet for place in places if place.outlet))
    return (
        statement.id,
        statement.canonical,
        statement.passage_id,
        worded.language,
        worded.kind,
        said_by.most_common(1)[0][0] if said_by else None,
        _json(outlets),
        len(outlets),
        len(places),
        len({place.wording for place in places}),
        _json(list(dict.fromkeys(place.language for place in places if place.language))),
        first.outlet,
        first.date,
        min((place.day for place in places if place.day), default=None),
        max((place.day for place in places if place.day), default=None),
        int(any(member.relation == "translation" for member in statement.members)),
    )


def _write_measures(store: Store, measures: Sequence[Measure], differing: set[str]) -> None:
    """Write the measures, and for every claim its measure, its speaker and whether its figure is disputed."""
    sql = """SELECT c.id, c.row, a.outlet, c.attribution_id, t.kind, coalesce(p.speaker, local.speaker)
        FROM claims c JOIN articles a ON a.row = c.article
        LEFT JOIN attributions t ON t.id = c.attribution_id LEFT JOIN spoken p ON p.attribution = t.row
        LEFT JOIN (SELECT o.article, json_extract(o.speaker, '$.id') AS id, min(p.speaker) AS speaker
            FROM attributions o JOIN spoken p ON p.attribution = o.row GROUP BY 1, 2) local
        ON local.article = c.article AND local.id = json_extract(c.speaker, '$.id')"""
    claims = {row[0]: tuple(row) for row in store.rows(sql)}
    rows: Rows = []
    relations: Rows = []
    measure_of: dict[str, tuple[int | None, int | None, int]] = {}
    for row, measure in enumerate(measures, 1):
        conflict = int(any(relation.relation == "conflict" for relation in measure.relations))
        outlets = {claims[id][2] for id in measure.members} - {None}
        rows.append((row, measure.id, measure.entity, conflict, len(outlets), len(measure.members)))
        for position, found in enumerate(measure.relations):
            relations.append((row, position, found.a, found.b, found.relation, found.evidence))
        for position, id in enumerate(measure.members):
            measure_of[id] = (row, position, conflict)
    facts: Rows = []
    for id, row, _, attribution, kind, speaker in claims.values():
        measure_row, position, conflict = measure_of.get(id, (None, None, 0))
        facts.append((row, measure_row, position, speaker, kind, int(conflict or attribution in differing)))
    _insert(store, "measures", rows)
    _insert(store, "relations", relations)
    _insert(store, "claim_facts", facts)


COLUMNS = {
    "statements": """row, id, canonical, passage_id, language, kind, speaker, outlets, outlet_count, members, wordings,
        languages, first_outlet, first_date, first_day, last_day, translated, flags, numbers_differ""",
    "members": """statement, position, attribution, relation, score, flags, speaker_id, outlet, language, kind, day,
        numbers_differ""",
    "speakers": "row, id, name, kind, role, quotes, articles, outlets",
    "speaker_words": "speaker, what, position, text, articles",
    "spoken": "attribution, speaker",
    "measures": "row, id, entity, conflict, outlet_count, members",
    "relations": "measure, position, a, b, relation, evidence",
    "claim_facts": "claim, measure, position, speaker, quote_kind, disputed",
}


def _insert(store: Store, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (COLUMNS[table].count(",") + 1))
    sql = f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})"
    store.connection.executemany(sql, ([bindable(value) for value in row] for row in rows))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
