"""An extraction as the rows of the tables: the spans as JSON, and beside them the words that they cover."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict

from extract.model import Article, Attribution, Claim, Document, Metadata, Span, Speaker, read_spans
from extract.store.tables import as_json

FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
CONTEXT = 240  # code points before and after, at most
SENTENCE_END = re.compile(r"\n\s*\n|[.!?…][\"'”’»)\]]*\s")
UNTOLD = asdict(Metadata())
Row = dict[str, object]


def document_row(document: Document, article: Article) -> Row:
    """Return a document; its content is left out where it is the article's text."""
    content = document.content
    told = {name: value for name, value in asdict(document.metadata).items() if value != UNTOLD[name]}
    return {
        "id": document.id,
        "uri": document.uri,
        "media_type": document.media_type,
        "fetched_at": document.fetched_at,
        "sha256": hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        "content": None if content == article.text else content,
        "metadata": as_json(told),
    }


def article_row(article: Article, document: Document, note: str | None) -> Row:
    """Return an article; `day` is the day of its full date, or None."""
    return {
        "id": article.id,
        "document_id": document.id,
        "uri": article.uri,
        "outlet_id": article.outlet.id if article.outlet else None,
        "outlet": article.outlet.name if article.outlet else None,
        "title": article.title,
        "author": article.author,
        "published_at": article.published_at,
        "updated_at": article.updated_at,
        "dateline_date": article.dateline_date,
        "day": day_of(article.published_at),
        "language": article.language,
        "text": article.text,
        "zones": as_json([[zone.kind, zone.span.start, zone.span.end] for zone in article.zones]),
        "note": note,
    }


def attribution_row(found: Attribution, article: Article, row: int) -> Row:
    """Return an attribution of the article with this row."""
    text = article.text
    around = _context(text, (*found.content, *found.cue, *found.source))
    return {
        "id": found.id,
        "article": row,
        "kind": found.kind,
        "stance": found.stance,
        "content": _spans(found.content),
        "cue": _spans(found.cue),
        "source": _spans(found.source),
        "text": read_spans(text, found.content, " … "),
        "plain": read_spans(text, found.content) if len(found.content) > 1 else None,
        "cue_text": read_spans(text, found.cue, " … "),
        "source_text": read_spans(text, found.source, " … "),
        "context": around.of(text),
        "context_start": around.start,
        "confidence": found.confidence,
        "rule": found.rule,
        "speaker": _speaker(found.speaker),
        "resolution": as_json([[m.span.start, m.span.end, m.text, m.kind] for m in found.resolution]),
    }


def claim_row(found: Claim, article: Article, row: int) -> Row:
    """Return a claim of the article with this row; decimals as text, digit for digit."""
    quantity = found.quantity
    return {
        "id": found.id,
        "article": row,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "sentence_start": found.sentence.start,
        "sentence_end": found.sentence.end,
        "surface": read_spans(article.text, (quantity.span,)),
        "sentence": found.sentence.of(article.text),
        "kind": quantity.kind,
        "value": None if quantity.value is None else str(quantity.value),
        "low": None if quantity.low is None else str(quantity.low),
        "high": None if quantity.high is None else str(quantity.high),
        "comparator": quantity.comparator,
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "entity": found.entity,
        "predicate": found.predicate,
        "rate": found.rate,
        "period": found.period,
        "place": found.place,
        "scope": found.scope,
        "attribution_id": found.attribution_id,
        "source_text": found.source_text,
        "speaker": _speaker(found.speaker),
        "checkworthy": int(found.checkworthy),
        "reason": found.reason,
    }


def day_of(date: str | None) -> str | None:
    """Return the day of a full ISO date or time, None for a month, a year or a dateline."""
    found = FULL_DATE.match(date or "")
    return found[0] if found else None


def _context(text: str, spans: Iterable[Span]) -> Span:
    """Return the sentences that hold the spans, cut at a word where they are longer than `CONTEXT`."""
    found = list(spans)
    start, end = min((span.start for span in found), default=0), max((span.end for span in found), default=0)
    first = max(0, start - CONTEXT)
    ends = [match.end() for match in SENTENCE_END.finditer(text, first, start)]
    if ends:
        first = ends[-1]
    elif first:
        first = max(first, text.find(" ", first, start) + 1)
    last = min(len(text), end + CONTEXT)
    closing = SENTENCE_END.search(text, max(start, end - 1), last)
    if closing:
        last = max(end, closing.end())
    elif last < len(text):
        last = max(end, text.rfind(" ", end, last))
    return _stripped(text, Span(first, last))


def _stripped(text: str, span: Span) -> Span:
    covered = span.of(text)
    lead = len(covered) - len(covered.lstrip())
    return Span(span.start + lead, max(span.start + lead, span.start + len(covered.rstrip())))


def _spans(spans: Iterable[Span]) -> str:
    return as_json([[span.start, span.end] for span in spans])


def _speaker(speaker: Speaker | None) -> str | None:
    if speaker is None:
        return None
    return as_json(
        {
            "id": speaker.id,
            "name": speaker.name,
            "kind": speaker.kind,
            "roles": [[role.text, role.articles] for role in speaker.roles],
            "aliases": [[alias.text, alias.articles] for alias in speaker.aliases],
            "attributions": speaker.attributions,
        }
    )
