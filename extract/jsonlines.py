"""The nouns as the JSON Lines that the command line reads and writes (documented in README.md of this folder)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite
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
    """Read the object back; raises `RecordError` with what is amiss."""
    try:
        return _extraction_from(data)
    except KeyError as error:
        raise RecordError(f"article {data.get('id')!r}: no field {error}; extract it again") from error
    except (TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
        amiss = str(error) if isinstance(error, FieldError) else "a field is not of its documented form"
        raise RecordError(f"article {data.get('id')!r}: {amiss}; extract it again") from error


class FieldError(ValueError):
    """A field does not hold what it should; its message names the field."""


def _extraction_from(data: Mapping[str, Any]) -> Extraction:
    text = _string(data, "text")
    article = Article(
        id=_string(data, "id"),
        document_id=content_id("document", data.get("uri") or data["id"]),
        uri=_optional(data, "uri") or data["id"],
        text=text,
        zones=tuple(Zone(kind="body", span=span) for span in _spans(data["body"], text)),
        outlet=outlet_named(_optional(data, "outlet")),
        title=_optional(data, "title"),
        author=_optional(data, "author"),
        published_at=_optional(data, "published_at"),
        dateline_date=_optional(data, "dateline_date"),
        language=_optional(data, "language"),
    )
    return Extraction(
        article=article,
        attributions=tuple(_attribution_from(row, article) for row in data["attributions"]),
        claims=tuple(_claim_from(row, article) for row in data["claims"]),
        note=_optional(data, "note"),
    )


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
        "evidence": {alias.text: alias.evidence for alias in speaker.aliases if alias.evidence},
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


def _spans(pairs: Sequence[Sequence[int]], text: str) -> tuple[Span, ...]:
    return tuple(_span(pair, text) for pair in pairs)


def _span(pair: Sequence[int], text: str) -> Span:
    start, end = pair
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(text):
        raise FieldError(f"the span {list(pair)[:2]} does not lie in the text")
    return Span(start, end)


def _string(data: Mapping[str, Any], name: str) -> str:
    if not isinstance(data[name], str):
        raise FieldError(f"{name} is no string")
    return str(data[name])


def _optional(data: Mapping[str, Any], name: str) -> str | None:
    return None if data.get(name) is None else _string(data, name)


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "type": speaker.kind, "role": speaker.roles[0].text if speaker.roles else None}


def _speaker_from(data: Mapping[str, Any] | None, article_id: str) -> Speaker | None:
    if data is None:
        return None
    name, kind, role = _string(data, "name"), _string(data, "type"), _optional(data, "role")
    if not name:
        raise FieldError("a speaker's name is empty")
    roles = (Role(text=role, articles=(article_id,)),) if role else ()
    return Speaker(id=content_id("speaker", article_id, kind, name), name=name, kind=kind, roles=roles)


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


def _attribution_from(data: Mapping[str, Any], article: Article) -> Attribution:
    return Attribution(
        id=_string(data, "id"),
        article_id=article.id,
        kind=_string(data, "kind"),
        stance=_optional(data, "stance") or "speech",
        content=_spans(data["content"], article.text),
        cue=_spans(data["cue"], article.text),
        source=_spans(data["source"], article.text),
        speaker=_speaker_from(data.get("speaker"), article.id),
        confidence=float(data["confidence"]),
        rule=_string(data, "rule"),
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


def _claim_from(data: Mapping[str, Any], article: Article) -> Claim:
    decimals = {name: _decimal(data[name], name) for name in ("value", "low", "high")}
    names = ("entity", "predicate", "rate", "period", "place", "scope", "source_text", "reason")
    return Claim(
        id=_string(data, "id"),
        article_id=article.id,
        quantity=Quantity(
            span=_span(data["span"], article.text),
            kind=_string(data, "kind"),
            comparator=_string(data, "comparator"),
            modifier=_optional(data, "modifier"),
            unit=_optional(data, "unit"),
            **decimals,
        ),
        sentence=_span(data["sentence"], article.text),
        attribution_id=_optional(data, "attribution"),
        speaker=_speaker_from(data["speaker"], article.id),
        checkworthy=bool(data["checkworthy"]),
        **{name: _optional(data, name) for name in names},
    )


def _decimal(value: object, name: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise FieldError(f"{name} is no number")
    return Decimal(str(value))
