"""What the filters show, as flat rows; `extract.export.columns` names the tables and their columns."""

from collections.abc import Iterator

from extract.store.connection import Store
from extract.store.queries import attributions, numbers
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.linked import article_rows, relation_rows, speaker_rows
from extract.store.queries.results import CsvRow


def table_rows(store: Store, table: str, filters: Filters, checkworthy: bool | None = None) -> Iterator[CsvRow]:
    """Yield the rows of a table: quotes, claims, articles, speakers or relations; raises `KeyError` for another name.

    `checkworthy` says which claims count; None is all of them.
    """
    if table == "quotes":
        return quote_rows(store, filters)
    rows = {"claims": claim_rows, "articles": article_rows, "speakers": speaker_rows, "relations": relation_rows}
    return rows[table](store, filters, checkworthy)


def preview(
    store: Store, table: str, filters: Filters, limit: int = 5, checkworthy: bool | None = None
) -> tuple[int, tuple[CsvRow, ...]]:
    """Return how many rows quotes or claims have, and the first of them."""
    with store.snapshot():
        if table == "quotes":
            condition, values = where(filters, MEMBERS)
            total = store.one(f"SELECT count(*) FROM members m WHERE {condition}", values)
            return total, tuple(quote_rows(store, filters, limit))
        total, _ = numbers.claims(store, filters, checkworthy, limit=0)
        return total, tuple(claim_rows(store, filters, checkworthy, limit))


def quote_rows(store: Store, filters: Filters, limit: int = -1) -> Iterator[CsvRow]:
    """Yield every member that passes, statement by statement, in the order of the cards by outlets."""
    for quote in attributions.passing(store, filters, limit):
        yield {
            "statement_id": quote.statement_id,
            "attribution_id": quote.id,
            "kind": quote.kind,
            "text": quote.text,
            "speaker": quote.speaker_name,
            "speaker_id": quote.speaker_id,
            "role": quote.speaker_role,
            "source_text": quote.source_text,
            "cue": quote.cue_text,
            "outlet": quote.outlet,
            "date": quote.date,
            "language": quote.language,
            "relation": quote.relation,
            "score": quote.score,
            "flags": "; ".join(quote.flags),
            "confidence": quote.confidence,
            "rule": quote.rule,
            "context": " ".join(quote.context.split()),
            "article_id": quote.article_id,
            "article_title": quote.article_title,
            "article_uri": quote.article_uri,
            "start": quote.content[0].start if quote.content else None,
            "end": quote.content[-1].end if quote.content else None,
            "checked_by": quote.checked_by,
            "checked_at": quote.checked_at,
        }


def claim_rows(store: Store, filters: Filters, checkworthy: bool | None = None, limit: int = -1) -> Iterator[CsvRow]:
    """Yield every claim that passes, by article; `checkworthy` None is all of them."""
    for claim in numbers.passing(store, filters, checkworthy, limit):
        yield {
            "id": claim.id,
            "surface": claim.surface,
            "value": claim.value,
            "low": claim.low,
            "high": claim.high,
            "comparator": claim.comparator,
            "modifier": claim.modifier,
            "unit": claim.unit,
            "kind": claim.kind,
            "entity": claim.entity,
            "predicate": claim.predicate,
            "rate": claim.rate,
            "period": claim.period,
            "place": claim.place,
            "scope": claim.scope,
            "attribution": claim.attribution_id,
            "source_text": claim.source_text,
            "speaker": claim.speaker_name,
            "speaker_id": claim.speaker_id,
            "checkworthy": claim.checkworthy,
            "reason": claim.reason,
            "measure_id": claim.measure_id,
            "sentence": " ".join(claim.sentence.split()),
            "outlet": claim.outlet,
            "date": claim.date,
            "language": claim.language,
            "article_id": claim.article_id,
            "article_title": claim.article_title,
            "article_uri": claim.article_uri,
            "start": claim.span.start,
            "end": claim.span.end,
            "sentence_start": claim.sentence_span.start,
            "sentence_end": claim.sentence_span.end,
            "checked_by": claim.checked_by,
            "checked_at": claim.checked_at,
        }
