"""The nouns as the JSON Lines that the command line reads and writes (documented in README.md of this folder)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from extract.errors import RecordError
from extract.model import (
    Article,
    Attribution,
    Claim,
    Extraction,
    Measure,
    Outlet,
    Quantity,
    Quote,
    Role,
    Span,
    Speaker,
    Statement,
    Zone,
    content_id,
    read_spans,
)

Json = dict[str, Any]


def extraction_to_json(extraction: Extraction) -> Json:
    """Return the object that `onrecord extract` writes for one article."""
    article = extraction.article
    written: Json = {
        "id": article.id,
        "uri": article.uri,
        "outlet": article.outlet.name if article.outlet else None,
        "title": article.title,
        "author": article.author,
        "published_at": article.published_at,
        "dateline_date": article.dateline_date,
        "language": article.language,
        "text": article.text,
        "body": _pairs(article.body),
        "attributions": [_attribution(found, article.text) for found in extraction.attributions],
        "claims": [_claim(found) for found in extraction.claims],
    }
    if extraction.note:
        written["note"] = extraction.note
    return written


def extraction_from_json(data: Mapping[str, Any]) -> Extraction:
    """Read the object back; raises `RecordError` with the field that is amiss."""
    try:
        text = str(data["text"])
        article = Article(
            id=str(data["id"]),
            document_id=content_id("document", data.get("uri") or data["id"]),
            uri=str(data.get("uri") or data["id"]),
            text=text,
            zones=tuple(Zone(kind="body", span=span) for span in _spans(data["body"])),
            outlet=outlet_named(data.get("outlet")),
            title=data.get("title"),
            author=data.get("author"),
            published_at=data.get("published_at"),
            dateline_date=data.get("dateline_date"),
            language=data.get("language"),
        )
        return Extraction(
            article=article,
            attributions=tuple(_attribution_from(row, article.id) for row in data["attributions"]),
            claims=tuple(_claim_from(row, article.id) for row in data["claims"]),
            note=data.get("note"),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise RecordError(f"article {data.get('id')!r}: {type(error).__name__} {error}; extract it again") from error


def quote_from_json(data: Mapping[str, Any]) -> Quote:
    """Read a bare quote `{"id","outlet","language","date","speaker","text"}`; raises `RecordError`."""
    if not isinstance(data.get("id"), str) or not isinstance(data.get("text"), str):
        raise RecordError(f"quote {data.get('id')!r}: needs a string id and a string text; add them")
    fields = {name: data.get(name) for name in ("outlet", "language", "date", "speaker")}
    wrong = [name for name, value in fields.items() if value is not None and not isinstance(value, str)]
    if wrong:
        raise RecordError(f"quote {data['id']!r}: {wrong[0]} is neither a string nor null; correct it")
    return Quote(id=data["id"], text=data["text"], **fields)


def speaker_to_json(speaker: Speaker) -> Json:
    return {
        "type": "speaker",
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "roles": [{"role": role.text, "articles": list(role.articles)} for role in speaker.roles],
        "aliases": [alias.text for alias in speaker.aliases],
        "attributions": list(speaker.attributions),
    }


def statement_to_json(statement: Statement) -> Json:
    return {
        "type": "statement",
        "id": statement.id,
        "canonical": statement.canonical,
        "members": [
            {
                "attribution": member.attribution,
                "relation": member.relation,
                "score": round(member.score, 4),
                "flags": list(member.flags),
            }
            for member in statement.members
        ],
    }


def measure_to_json(measure: Measure) -> Json:
    return {
        "type": "measure",
        "id": measure.id,
        "entity": measure.entity,
        "members": list(measure.members),
        "relations": [
            {"a": found.a, "b": found.b, "relation": found.relation, "evidence": found.evidence}
            for found in measure.relations
        ],
    }


def outlet_named(name: str | None) -> Outlet | None:
    """Return the outlet of this name, or None without one."""
    return Outlet(id=content_id("outlet", name), name=name) if name else None


def number(value: Decimal | None) -> int | float | None:
    """Return a JSON number: whole where the value is whole and exact in JSON."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "type": speaker.kind, "role": speaker.roles[0].text if speaker.roles else None}


def _speaker_from(data: Mapping[str, Any] | None, article_id: str) -> Speaker | None:
    if data is None:
        return None
    roles = (Role(text=data["role"], articles=(article_id,)),) if data.get("role") else ()
    identifier = content_id("speaker", article_id, data["type"], data["name"])
    return Speaker(id=identifier, name=data["name"], kind=data["type"], roles=roles)


def _attribution(found: Attribution, text: str) -> Json:
    return {
        "id": found.id,
        "kind": found.kind,
        "stance": found.stance,
        "content": _pairs(found.content),
        "cue": _pairs(found.cue),
        "source": _pairs(found.source),
        "source_text": read_spans(text, found.source) or None,
        "speaker": _speaker(found.speaker),
        "confidence": round(found.confidence, 4),
        "rule": found.rule,
    }


def _attribution_from(data: Mapping[str, Any], article_id: str) -> Attribution:
    return Attribution(
        id=data["id"],
        article_id=article_id,
        kind=data["kind"],
        stance=data.get("stance", "speech"),
        content=_spans(data["content"]),
        cue=_spans(data["cue"]),
        source=_spans(data["source"]),
        speaker=_speaker_from(data.get("speaker"), article_id),
        confidence=float(data["confidence"]),
        rule=data["rule"],
    )


def _claim(found: Claim) -> Json:
    quantity = found.quantity
    return {
        "id": found.id,
        "span": [quantity.span.start, quantity.span.end],
        "sentence": [found.sentence.start, found.sentence.end],
        "value": number(quantity.value),
        "low": number(quantity.low),
        "high": number(quantity.high),
        "comparator": quantity.comparator,
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "kind": quantity.kind,
        "entity": found.entity,
        "predicate": found.predicate,
        "rate": found.rate,
        "period": found.period,
        "place": found.place,
        "scope": found.scope,
        "attribution": found.attribution_id,
        "source_text": found.source_text,
        "speaker": _speaker(found.speaker),
        "checkworthy": found.checkworthy,
        "reason": found.reason,
    }


def _claim_from(data: Mapping[str, Any], article_id: str) -> Claim:
    decimals = {name: None if data[name] is None else Decimal(str(data[name])) for name in ("value", "low", "high")}
    texts = {name: data[name] for name in ("entity", "predicate", "rate", "period", "place", "scope", "source_text")}
    return Claim(
        id=data["id"],
        article_id=article_id,
        quantity=Quantity(
            span=Span(*data["span"]),
            kind=data["kind"],
            comparator=data["comparator"],
            modifier=data["modifier"],
            unit=data["unit"],
            **decimals,
        ),
        sentence=Span(*data["sentence"]),
        attribution_id=data["attribution"],
        speaker=_speaker_from(data["speaker"], article_id),
        checkworthy=bool(data["checkworthy"]),
        reason=data["reason"],
        **texts,
    )
