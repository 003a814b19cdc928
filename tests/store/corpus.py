"""A little invented corpus: a harbour, three outlets, two languages, as extraction and matching would give it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import (
    Alias,
    Article,
    Attribution,
    Claim,
    Document,
    Extraction,
    Matching,
    Measure,
    Member,
    Mention,
    Metadata,
    Outlet,
    Quantity,
    Relation,
    Role,
    Span,
    Speaker,
    Statement,
    Zone,
    attribution_id,
    content_id,
)

Item = tuple[Document, Extraction]
ADA = Speaker(id="local-ada", name="Ada Brunel", kind="person", roles=(Role(text="harbour master"),))


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def item(
    text: str,
    outlet: str | None = None,
    said: Sequence[str] = (),
    figures: Sequence[str] = (),
    date: str | None = None,
    language: str = "en",
    uri: str | None = None,
) -> Item:
    """Return an article of one line: `said` are the contents by Ada Brunel, `figures` the numbers in the text."""
    uri = uri or f"{outlet or 'nowhere'}.txt"
    id = content_id("article", outlet or uri, text)
    full = date if date and not date.startswith("--") else None
    article = Article(
        id=id,
        document_id=content_id("document", uri, text),
        uri=uri,
        text=text,
        zones=(Zone(kind="body", span=Span(0, len(text))),),
        outlet=Outlet(id=content_id("outlet", outlet), name=outlet) if outlet else None,
        title=text[:20],
        published_at=full,
        dateline_date=None if full else date,
        language=language,
    )
    quotes = tuple(_attribution(article, find(text, words)) for words in said)
    claims = tuple(_claim(article, find(text, words), quotes) for words in figures)
    document = Document(
        id=article.document_id, uri=uri, media_type="text/plain", content=text, metadata=Metadata(outlet=outlet)
    )
    return document, Extraction(article=article, attributions=quotes, claims=claims)


def _attribution(article: Article, content: Span) -> Attribution:
    return Attribution(
        id=attribution_id(article.id, (content,)),
        article_id=article.id,
        kind="direct" if article.text[: content.start].rstrip().endswith(("“", "«")) else "indirect",
        content=(content,),
        cue=(),
        source=(Span(0, 3),),
        confidence=0.9,
        rule="invented",
        speaker=ADA,
        resolution=(Mention(span=Span(0, 3), text=article.text[:3], kind="name"),),
    )


def _claim(article: Article, span: Span, quotes: Sequence[Attribution]) -> Claim:
    holder = next((quote.id for quote in quotes if span in quote.content[0]), None)
    return Claim(
        id=content_id("claim", article.id, str(span.start)),
        article_id=article.id,
        quantity=Quantity(span=span, kind="count", value=Decimal(span.of(article.text).replace(",", ""))),
        sentence=Span(0, len(article.text)),
        entity="passengers",
        attribution_id=holder,
        speaker=ADA,
    )


def in_quote(found: Item) -> Item:
    """Return the article with its claims standing in its first quote."""
    document, extraction = found
    holder = extraction.attributions[0].id
    claims = tuple(replace(claim, attribution_id=holder) for claim in extraction.claims)
    return document, replace(extraction, claims=claims)


POST = item(
    "Ada Brunel said “we will not sail before every lifeboat is tested”. About 800 passengers wait.",
    outlet="The Estuary Post",
    said=["we will not sail before every lifeboat is tested"],
    figures=["800"],
    date="2026-05-03",
)
LEDGER = item(
    "Ada Brunel said that they would not sail before both lifeboats were tested. Some 1,150 passengers wait.",
    outlet="Morning Ledger",
    said=["they would not sail before both lifeboats were tested"],
    figures=["1,150"],
    date="2026-05-04T08:00:00+01:00",
)
COURRIER = item(
    "Ada Brunel l’a dit : « nous ne partirons pas avant l’essai de chaque canot ». Elle attend.",
    outlet="Le Courrier du Port",
    said=["nous ne partirons pas avant l’essai de chaque canot"],
    date="--05-04",
    language="fr",
)
ALONE = item("Ada Brunel said that the quay is closed.", said=["the quay is closed"], uri="alone.txt")
ITEMS = (POST, LEDGER, COURRIER, ALONE)


def quote_ids(*items: Item) -> tuple[str, ...]:
    return tuple(found.id for _, extraction in items for found in extraction.attributions)


def statement(id: str, *items: Item, relations: Sequence[str] = (), flags: Sequence[str] = ()) -> Statement:
    """Return a statement of all quotes of the articles; `flags` are the last member's."""
    ids = quote_ids(*items)
    relations = relations or ["exact"] * len(ids)
    members = [Member(attribution=one, relation=how, score=1.0) for one, how in zip(ids, relations, strict=True)]
    members[-1] = Member(attribution=ids[-1], relation=relations[-1], score=1.0, flags=tuple(flags))
    first = items[0][1]
    return Statement(id=id, canonical=first.attributions[0].content[0].of(first.article.text), members=tuple(members))


def speaker(id: str, *items: Item) -> Speaker:
    articles = tuple(extraction.article.id for _, extraction in items)
    return Speaker(
        id=id,
        name="Ada Brunel",
        kind="person",
        roles=(Role(text="engineer", articles=articles[:1]), Role(text="harbour master", articles=articles)),
        aliases=(Alias(text="Ada Brunel", articles=articles),),
        attributions=quote_ids(*items),
    )


def measure(id: str, relation: str = "conflict") -> Measure:
    a, b = POST[1].claims[0].id, LEDGER[1].claims[0].id
    evidence = Relation(a=a, b=b, relation=relation, evidence="800 and 1,150 do not meet")
    return Measure(id=id, entity="passengers", members=(a, b), relations=(evidence,))


SHARED = statement("shared", POST, LEDGER, COURRIER, relations=["exact", "paraphrase", "translation"])
MATCHING = Matching(
    speakers=(speaker("ada", *ITEMS),), statements=(SHARED, statement("alone", ALONE)), measures=(measure("waiting"),)
)
