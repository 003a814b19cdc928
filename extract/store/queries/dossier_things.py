"""What a dossier may hold, as it stands in the store: a statement, a claim, a passage of an article."""

import json
import re
from dataclasses import asdict, replace

from extract.store.connection import Store
from extract.store.queries import attributions, numbers
from extract.store.queries.redirects import follow
from extract.store.queries.results import ClaimView, Entry, QuoteView, Source
from extract.store.tables import as_json

PASSAGE = re.compile(r"(.+):(\d{1,9})-(\d{1,9})", re.ASCII)
LONGEST = 20_000
"""Characters of a passage."""


def entry(store: Store, kind: str, thing: str) -> Entry | None:
    """Return a statement, a claim or a passage with its sources; None where the store has it no more."""
    found = {"statement": _statement, "claim": _claim, "passage": _passage}.get(kind)
    return found(store, thing) if found else None


def _statement(store: Store, id: str) -> Entry | None:
    now = follow(store, "statement", id)
    row = store.row(
        """SELECT st.row, st.canonical, st.language, st.kind, s.name, s.id AS speaker FROM statements st
        LEFT JOIN speakers s ON s.row = st.speaker WHERE st.id = ?""",
        (now,),
    )
    if row is None:
        return None
    members = [one for one in attributions.of_statement(store, row["row"]) if not one.rejected]
    return Entry(
        kind="statement",
        thing=now,
        text=row["canonical"],
        language=row["language"],
        quote_kind=row["kind"],
        speaker=row["name"],
        speaker_id=row["speaker"],
        sources=tuple(_said(one) for one in members),
        merged=now != id,
    )


def _said(quote: QuoteView) -> Source:
    return Source(
        outlet=quote.outlet,
        title=quote.article_title,
        date=quote.date,
        language=quote.language,
        uri=quote.article_uri,
        article_id=quote.article_id,
        start=quote.content[0].start if quote.content else 0,
        end=quote.content[-1].end if quote.content else 0,
        words=quote.text,
        kind=quote.kind,
        speaker=quote.speaker_name,
        checked_by=quote.checked_by,
        checked_at=quote.checked_at,
    )


def _claim(store: Store, id: str) -> Entry | None:
    now = follow(store, "claim", id)
    claim = numbers.by_ids(store, [now]).get(now)
    if claim is None:
        return None
    return Entry(
        kind="claim",
        thing=now,
        text=" ".join(claim.sentence.split()),
        language=claim.language,
        quote_kind="indirect",
        speaker=claim.speaker_name or claim.source_text,
        speaker_id=claim.speaker_id,
        figure=claim.surface,
        sources=(_figured(claim),),
    )


def _figured(claim: ClaimView) -> Source:
    return Source(
        outlet=claim.outlet,
        title=claim.article_title,
        date=claim.date,
        language=claim.language,
        uri=claim.article_uri,
        article_id=claim.article_id,
        start=claim.sentence_span.start,
        end=claim.sentence_span.end,
        words=" ".join(claim.sentence.split()),
        kind="claim",
        speaker=claim.speaker_name or claim.source_text,
        checked_by=claim.checked_by,
        checked_at=claim.checked_at,
    )


def _passage(store: Store, thing: str) -> Entry | None:
    named = PASSAGE.fullmatch(thing)
    if named is None:
        return None
    start, end = int(named[2]), int(named[3])
    row = store.row(
        """SELECT id, outlet, title, coalesce(published_at, dateline_date) AS date, language, uri, text FROM articles
        WHERE id = ?""",
        (named[1],),
    )
    if row is None or not 0 <= start < end <= len(row["text"]) or end - start > LONGEST:
        return None
    words = " ".join(row["text"][start:end].split())
    told = {name: row[name] for name in ("outlet", "title", "date", "language", "uri")}
    source = Source(**told, article_id=row["id"], start=start, end=end, words=words, kind="passage", speaker=None)
    return Entry(
        kind="passage",
        thing=thing,
        text=words,
        language=row["language"],
        quote_kind="indirect",
        speaker=None,
        speaker_id=None,
        sources=(source,),
    )


def packed(entry: Entry) -> str:
    """Return an entry as a column keeps it."""
    return as_json(asdict(entry))


def unpacked(text: str) -> Entry:
    """Return the entry that was packed."""
    data = json.loads(text)
    data["sources"] = tuple(Source(**source) for source in data["sources"])
    return Entry(**data)


def lasting(store: Store, kind: str, thing: str, kept: str) -> Entry:
    """Return a thing as it stands now; as it was kept, and `gone`, where the store has it no more."""
    return entry(store, kind, thing) or replace(unpacked(kept), gone=True)
