"""A small invented store, written from the nouns: one statement in three outlets and two languages, a conflict, a long
list of single statements, and, where asked for, hostile words wherever an article can put words."""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from extract.model import (
    Alias,
    Article,
    Attribution,
    Claim,
    Document,
    Extraction,
    Failure,
    Matching,
    Measure,
    Member,
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
from extract.store import open_store, write

HOSTILE = (
    "<script>alert(1)</script>",
    "$x$",
    ":red[x]",
    "![](http://evil.example/p.png)",
    "=1+1",
    "http://evil.example",
    ":smile:",
    "<img src=http://evil.example/q.png onerror=alert(1)>",
)
KEPT_SHUT = "The lock will stay shut until every gate has been tested"
SOME_GATES = "The lock will stay shut until most gates have been tested"
RESTE_FERMEE = "L'écluse restera fermée tant que chaque vanne n'aura pas été testée"


@dataclass(frozen=True)
class Piece:
    """An article with what stands in it, written as words that the text holds once."""

    outlet: str
    title: str
    language: str | None
    date: str | None
    text: str
    quotes: tuple[tuple[str, str, str], ...] = ()  # content, source, cue
    figures: tuple[tuple[str, int], ...] = ()  # words, value
    menu: str = ""
    name: str = "Tilda Maron"
    role: str = "lock keeper"


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def extraction(piece: Piece) -> tuple[Document, Extraction]:
    """Return a piece as it would have been extracted."""
    text = piece.menu + piece.text
    uri = f"made:{piece.outlet}/{piece.title}"
    id = content_id("article", piece.outlet, text)
    zones = [Zone(kind="body", span=Span(len(piece.menu), len(text)))]
    if piece.menu:
        zones.insert(0, Zone(kind="chrome", span=Span(0, len(piece.menu))))
    article = Article(
        id=id,
        document_id=content_id(uri),
        uri=uri,
        text=text,
        zones=tuple(zones),
        outlet=Outlet(id=content_id(piece.outlet), name=piece.outlet),
        title=piece.title,
        published_at=piece.date,
        language=piece.language,
    )
    speaker = Speaker(id=f"here-{id}", name=piece.name, kind="person", roles=(Role(text=piece.role, articles=(id,)),))
    attributions = tuple(
        Attribution(
            id=attribution_id(id, [span(text, said)]),
            article_id=id,
            kind="direct",
            content=(span(text, said),),
            cue=(span(text, cue),),
            source=(span(text, source),),
            confidence=0.9,
            rule="marks and cue",
            speaker=speaker,
        )
        for said, source, cue in piece.quotes
    )
    claims = tuple(
        Claim(
            id=content_id("claim", id, words),
            article_id=id,
            quantity=Quantity(span=span(text, words), kind="count", value=Decimal(value)),
            sentence=Span(len(piece.menu), len(text)),
            entity="boats",
        )
        for words, value in piece.figures
    )
    document = Document(id=content_id(uri), uri=uri, media_type="text/plain", content=text)
    return document, Extraction(article=article, attributions=attributions, claims=claims)


def pieces() -> list[Piece]:
    """Return the articles of the world."""
    return [
        Piece(
            "Vale Herald",
            "Lock shut after gate jams",
            "en",
            "2026-03-02",
            f"“{KEPT_SHUT},” said Tilda Maron, the lock keeper. About 40 boats are waiting.",
            ((KEPT_SHUT, "Tilda Maron", "said"),),
            (("About 40", 40),),
            menu="Home News Sport\n\n",
        ),
        Piece(
            "Canal Times",
            "Boats queue at lock",
            "en",
            "2026-03-03",
            f"“{SOME_GATES},” Maron told reporters. Some 90 boats are waiting.",
            ((SOME_GATES, "Maron", "told"),),
            (("Some 90", 90),),
            role="engineer",
        ),
        Piece(
            "Le Halage",
            "L'écluse fermée",
            "fr",
            None,
            f"« {RESTE_FERMEE} », a déclaré Tilda Maron.",
            ((RESTE_FERMEE, "Tilda Maron", "a déclaré"),),
        ),
    ]


def singles(count: int) -> list[Piece]:
    """Return articles with one statement each that nobody else reports."""
    return [
        Piece(
            "Vale Herald",
            f"Notice {number}",
            "en",
            "2026-02-01",
            f"“Notice {number} stands,” said Oda Brill.",
            ((f"Notice {number} stands", "Oda Brill", "said"),),
            name="Oda Brill",
            role="clerk",
        )
        for number in range(count)
    ]


def hostile() -> list[Piece]:
    """Return an article a hostile string, with it in outlet, title, quote, name and role."""
    return [
        Piece(
            f"Out {bad}",
            f"Title {bad}",
            "en",
            "2026-01-01",
            f"“We say {bad} again,” said Ann {bad} Roe. It was 7 boats.",
            ((f"We say {bad} again", f"Ann {bad} Roe", "said"),),
            (("7", 7),),
            name=f"Ann {bad} Roe",
            role=f"role {bad}",
        )
        for bad in HOSTILE
    ]


def matching(found: list[Extraction]) -> Matching:
    """Return the matching of a world: the first three articles say one thing, every other quote stands alone."""
    said = [(extraction.article, quote) for extraction in found for quote in extraction.attributions]
    names: dict[str, list[tuple[Article, Attribution]]] = {}
    for article, quote in said:
        assert quote.speaker is not None
        names.setdefault(quote.speaker.name, []).append((article, quote))
    speakers = tuple(
        Speaker(
            id=content_id("speaker", name),
            name=name,
            kind="person",
            roles=tuple(
                Role(text=text, articles=tuple(a.id for a, q in group if q.speaker and q.speaker.roles[0].text == text))
                for text in dict.fromkeys(q.speaker.roles[0].text for _, q in group if q.speaker)
            ),
            aliases=(Alias(text=name, articles=tuple(article.id for article, _ in group)),),
            attributions=tuple(quote.id for _, quote in group),
        )
        for name, group in names.items()
    )
    shared = tuple(
        Member(attribution=quote.id, relation=relation, score=1.0, flags=flags)
        for (_, quote), (relation, flags) in zip(
            said, [("exact", ()), ("edited", ("number changed",)), ("translation", ())], strict=False
        )
    )
    statements = [Statement(id=content_id("statement", "shared"), canonical=KEPT_SHUT, members=shared)]
    for article, quote in said[3:]:
        member = Member(attribution=quote.id, relation="exact", score=1.0)
        text = quote.content[0].of(article.text)
        statements.append(Statement(id=content_id("statement", quote.id), canonical=text, members=(member,)))
    claims = [claim.id for extraction in found for claim in extraction.claims]
    evidence = "40 and 90 do not meet; same day, same lock"
    measure = Measure(
        id=content_id("measure", "boats"),
        entity="boats waiting",
        members=tuple(claims[:2]),
        relations=(Relation(a=claims[0], b=claims[1], relation="conflict", evidence=evidence),),
    )
    return Matching(speakers=speakers, statements=tuple(statements), measures=(measure,))


def build(path: Path, more: list[Piece] | None = None, failed: bool = False, made: list[Piece] | None = None) -> Path:
    """Write the world (its first three articles as `made`, where given) into a new store and return its path."""
    found = [extraction(piece) for piece in [*(made or pieces()), *(more or [])]]
    failures = (Failure(uri="made:broken.txt", cause="not a text", remedy="give a text file"),) if failed else ()
    with open_store(path, create=True) as store:
        write.add(store, found, failures)
        write.replace_derived(store, matching([item for _, item in found]))
    return path


def carried_twice(path: Path) -> Path:
    """Write a store in which two outlets carry one wire text and a third words it otherwise; return its path."""
    first, reworded = pieces()[0], pieces()[1]
    wire = replace(first, outlet="Canal Times", title="The same from a wire")
    found = [extraction(piece) for piece in (first, wire, replace(reworded, outlet="Lock Letter"))]
    said = matching([item for _, item in found])
    shared = tuple(replace(member, relation="exact", flags=()) for member in said.statements[0].members[:2])
    last = replace(said.statements[0].members[2], relation="edited", flags=("number changed",))
    with open_store(path, create=True) as store:
        write.add(store, found, ())
        write.replace_derived(store, replace(said, statements=(replace(said.statements[0], members=(*shared, last)),)))
    return path


def denied(path: Path) -> Path:
    """Write a store in which one outlet reports that the speaker denied what two others quote; return its path."""
    found = [extraction(piece) for piece in pieces()]
    document, last = found[1]
    article, quote = last.article, last.attributions[0]
    text = f"{article.text} Maron denied it."
    indirect = replace(quote, kind="indirect", cue=(span(text, "denied"),), rule="that clause")
    article = replace(article, text=text, zones=(Zone(kind="body", span=Span(0, len(text))),))
    found[1] = (replace(document, content=text), replace(last, article=article, attributions=(indirect,)))
    said = matching([item for _, item in found])
    members = list(said.statements[0].members)
    members[1] = replace(members[1], flags=("denied",))
    with open_store(path, create=True) as store:
        write.add(store, found, ())
        write.replace_derived(store, replace(said, statements=(replace(said.statements[0], members=tuple(members)),)))
    return path


def statement_id() -> str:
    """Return the id of the statement that three outlets carry."""
    return content_id("statement", "shared")


def article_id(number: int = 0) -> str:
    """Return the id of one of the first articles."""
    return extraction(pieces()[number])[1].article.id


def speaker_id(name: str = "Tilda Maron") -> str:
    """Return the id of a speaker."""
    return content_id("speaker", name)
