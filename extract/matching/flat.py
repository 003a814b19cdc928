"""An article's extraction laid flat for matching, so that a store need not read whole articles back."""

from extract.model import (
    Article,
    Attribution,
    Body,
    Extraction,
    Quote,
    ReportedClaim,
    SpeakerMention,
    around,
    read_spans,
)

Flat = tuple[list[SpeakerMention], list[Quote], list[ReportedClaim]]


def body_of(extraction: Extraction) -> Body:
    """Return an article's body laid flat, with the direct quotes in it."""
    article = extraction.article
    return Body(
        article_id=article.id,
        text=article.text,
        spans=article.body,
        quoted=tuple(span for found in extraction.attributions if found.kind == "direct" for span in found.content),
        outlet=article.outlet.name if article.outlet else None,
        language=article.language,
        date=article.published_at or article.dateline_date,
    )


def flatten(extraction: Extraction) -> Flat:
    """Return an article's speaker mentions, quotes (stance speech) and check-worthy claims."""
    article = extraction.article
    outlet = article.outlet.name if article.outlet else None
    date = article.published_at or article.dateline_date
    mentions = [_mention(found, article, outlet, date) for found in extraction.attributions if found.speaker]
    quotes = [
        Quote(
            id=found.id,
            text=read_spans(article.text, found.content),
            article_id=article.id,
            outlet=outlet,
            language=article.language,
            date=date,
            speaker=found.speaker.name if found.speaker else None,
            kind=found.kind,
            cue=read_spans(article.text, found.cue, " … ") or None,
            speaker_kind=found.speaker.kind if found.speaker else None,
            span=around(found.content),
        )
        for found in extraction.attributions
        if found.stance == "speech"
    ]
    topic = article.topic
    claimed = [
        ReportedClaim(
            claim=claim,
            surface=read_spans(article.text, (claim.quantity.span,)),
            sentence=read_spans(article.text, (claim.sentence,)),
            outlet=outlet,
            language=article.language,
            date=date,
            topic=topic,
        )
        for claim in extraction.claims
        if claim.checkworthy
    ]
    return mentions, quotes, claimed


def _mention(found: Attribution, article: Article, outlet: str | None, date: str | None) -> SpeakerMention:
    assert found.speaker is not None
    return SpeakerMention(
        attribution_id=found.id,
        article_id=article.id,
        name=found.speaker.name,
        kind=found.speaker.kind,
        roles=tuple(role.text for role in found.speaker.roles),
        language=article.language,
        outlet=outlet,
        date=date,
    )
