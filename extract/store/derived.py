"""What matching found, written anew as a whole, with all that the lists of the dashboard need counted beforehand."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.errors import StoreError
from extract.model import Alias, Matching, Member, Role, Speaker, Statement
from extract.store.connection import Store
from extract.store.derived_counts import write_counts
from extract.store.derived_measures import conflicts_within, write_measures
from extract.store.derived_texts import write_shared_texts
from extract.store.redirects import groups, redirect
from extract.store.tables import EMPTIED, Rows, as_json, insert

NO_LETTER = re.compile(r"[\W_]+")
NUMBER_FLAG = "number"  # "number changed", as Member documents its flags

SpeakerOf = dict[str, tuple[int, str]]
"""By attribution: the row and the id of who said it across articles."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attribution stands, and its words: as shown, as matching has them, and in normal form."""

    row: int
    article: int
    kind: str
    text: str
    plain: str
    wording: str
    outlet: str | None
    language: str | None
    date: str | None
    day: str | None


def replace_derived(store: Store, matching: Matching, seen: int | None = None) -> None:
    """Write the speakers, statements and measures in place of the last ones, in one transaction.

    An id that goes is redirected to the one that now holds most of its members. The same matching of the same articles
    changes nothing. `seen` is the revision that was matched: where more has come or been judged since, the store stays
    marked as not derived, and where a later one was matched meanwhile, by another process, that one stays. Raises
    `StoreError`, also where the matching names what the store does not hold.
    """
    with store.writing():
        seen = store.one("SELECT value FROM meta WHERE key = 'revision'") if seen is None else seen
        if seen < (store.one("SELECT value FROM meta WHERE key = 'derived'") or 0):
            return
        store.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('derived', ?)", (seen,))
        # An older store notes with "1" that it is not derived.
        store.connection.execute("DELETE FROM meta WHERE key = 'underived' AND CAST(value AS INTEGER) <= ?", (seen,))
        digest = _digest(store, matching)
        if store.one("SELECT value FROM meta WHERE key = 'matching'") == digest:
            return
        _replace(store, matching)
        store.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('matching', ?)", (digest,))
        store.raise_revision()


def _replace(store: Store, matching: Matching) -> None:
    before = groups(store)
    for table in EMPTIED:
        store.connection.execute(f"DELETE FROM {table}")
    try:
        _write(store, matching)
    except KeyError as error:
        cause = f"the matching names {error}, which the store does not hold"
        raise StoreError(f"{store.path}: {cause}; ingest again") from error
    redirect(store, before)


def _digest(store: Store, matching: Matching) -> str:
    """Return what tells one matching from another: with new articles and corrections other rows follow from it."""
    counted = store.one("SELECT count(*) FROM articles")
    corrected = [tuple(row) for row in store.rows("SELECT * FROM corrected ORDER BY attribution")]
    return hashlib.sha256(f"{counted} {corrected} {matching!r}".encode("utf-8", "surrogatepass")).hexdigest()


def _write(store: Store, matching: Matching) -> None:
    places = _places(store)
    speaker_of = _write_speakers(store, matching.speakers, places)
    members_of = conflicts_within(store, matching)
    differing = _write_statements(store, matching.statements, places, speaker_of, members_of)
    write_measures(store, matching.measures, differing)
    write_shared_texts(store, matching.shared_texts)
    write_counts(store)


def _places(store: Store) -> dict[str, Place]:
    """Return all attributions by id."""
    sql = """SELECT t.id, t.row, t.article, t.kind, coalesce(x.text, t.text),
        coalesce(x.plain, x.text, t.plain, t.text), a.outlet, a.language,
        coalesce(a.published_at, a.dateline_date), a.day FROM attributions t
        JOIN articles a ON a.row = t.article LEFT JOIN corrected x ON x.attribution = t.row"""
    return {
        id: Place(row, article, kind, text, plain, normal(text), outlet, language, date, day)
        for id, row, article, kind, text, plain, outlet, language, date, day in store.rows(sql)
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
        outlets = as_json(sorted({place.outlet for place in said if place.outlet}))
        counts = len(said), len({place.article for place in said})
        rows.append((row, speaker.id, speaker.name, speaker.kind, role.text if role else None, *counts, outlets))
        words.extend((row, *word) for word in _words(speaker))
        spoken.extend((place.row, row) for place in said)
        speaker_of.update(dict.fromkeys(speaker.attributions, (row, speaker.id)))
    insert(store, "speakers", rows)
    insert(store, "speaker_words", words)
    insert(store, "spoken", spoken)
    return speaker_of


def _words(speaker: Speaker) -> Iterator[tuple[object, ...]]:
    named: tuple[tuple[str, Sequence[Alias | Role]], ...] = (("alias", speaker.aliases), ("role", speaker.roles))
    for what, namings in named:
        for position, naming in enumerate(namings):
            evidence = naming.evidence if isinstance(naming, Alias) else ""
            yield what, position, naming.text, as_json(naming.articles), evidence


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
        rows.append((row, *own, as_json(flags), int(differs)))
        for position, member in enumerate(statement.members):
            said_by = speaker_of.get(member.attribution, (None, None))[1]
            members.append((row, position, *_member_row(member, places[member.attribution], said_by), int(differs)))
    insert(store, "statements", rows)
    insert(store, "members", members)
    return differing


def _member_row(member: Member, place: Place, speaker_id: str | None) -> tuple[object, ...]:
    own = (place.row, member.relation, member.score, as_json(member.flags))
    return (*own, speaker_id, place.outlet or "", place.language or "", place.kind, place.day)


def _statement_row(statement: Statement, places: Sequence[Place], speaker_of: SpeakerOf) -> tuple[object, ...]:
    canonical = normal(statement.canonical)
    worded = next((place for place in places if place.wording == canonical), places[0])
    said_by = Counter(speaker_of[m.attribution][0] for m in statement.members if m.attribution in speaker_of)
    first = min(places, key=lambda place: (place.day is None, place.day or "", place.date is None, place.date or ""))
    outlets = list(dict.fromkeys(place.outlet for place in places if place.outlet))
    wordings = {(place.language, place.wording) for place in places}
    return (
        statement.id,
        # A split quote reads with its gaps, like the members beside it.
        next((place.text for place in places if place.plain == statement.canonical), statement.canonical),
        statement.passage_id,
        worded.language,
        worded.kind,
        said_by.most_common(1)[0][0] if said_by else None,
        as_json(outlets),
        len(outlets),
        len(places),
        len({place.wording for place in places}),
        int(len({language for language, _ in wordings}) < len(wordings)),
        as_json(list(dict.fromkeys(place.language for place in places if place.language))),
        first.outlet,
        first.date,
        min((place.day for place in places if place.day), default=None),
        max((place.day for place in places if place.day), default=None),
        int(any(member.relation == "translation" for member in statement.members)),
        statement.independent,
    )
