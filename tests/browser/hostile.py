"""Forty articles that mean harm, with their words wherever an article can put words, and a tame twin of each.

The twin has letters in place of every payload, as many and with the same spaces, so that a page over the one store must
be drawn as the page over the other is: the same elements with the same classes.
"""

import re
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
    Judgement,
    Matching,
    Measure,
    Member,
    Outlet,
    Quantity,
    Relation,
    Role,
    SharedPassage,
    SharedText,
    Span,
    Speaker,
    Statement,
    Zone,
    attribution_id,
    content_id,
)
from extract.store import dossiers, judgements, open_store, write

EVIL = "http://evil.example"
PAYLOADS = (
    "<script>alert(1)</script>",
    f"<img src={EVIL}/a.png onerror=alert(1)>",
    f"<svg onload=alert(1)><image href='{EVIL}/b.png'/></svg>",
    f"<iframe src='{EVIL}/c'></iframe>",
    f"</div></style></script><link rel=stylesheet href={EVIL}/d.css>",
    f"<style>*{{background:url({EVIL}/e.png)}}</style>",
    f"<a href='{EVIL}/f'>click</a> <b>bold</b><br>",
    f"<object data='{EVIL}/g'></object><embed src='{EVIL}/h'>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/i'>",
    f"<form action='{EVIL}/j'><input autofocus onfocus=alert(1)></form>",
    f"\"><img src='{EVIL}/k' onload=alert(1)>",
    f"' onmouseover='alert(1)' style='background:url({EVIL}/l)",
    f"![picture]({EVIL}/m.png)",
    f"[link]({EVIL}/n) and [javascript](javascript:alert(1))",
    f"<{EVIL}/o> and {EVIL}/p and www.evil.example",
    "$x^2$ and $$\\frac{1}{2}$$ and \\(y\\)",
    ":red[coloured] :blue-background[blue] :small[x]",
    ":material/delete: :streamlit: :smile: :+1:",
    "**bold** _slanted_ ~~struck~~ `code` # heading",
    "- one\n- two\n\n1. three\n\n> four\n\n---\n\n| a | b |\n|---|---|",
    "&lt;b&gt; &amp; &#60;i&#62; &#x3c;u&#x3e; &nbsp; &copy;",
    "abc \u202edrawkcab\u202c \u2066isolated\u2069 \u200fright",
    "zero\u200bwidth\u200cjoin\u200der\ufeff\u2060soft\u00ad",
    "bell\x07 back\x08 escape\x1b[31m delete\x7f next\x85line",
    "nul\x00byte",
    "lone \ud83d surrogate \udc00 here",
    '=HYPERLINK("http://evil.example/q","x")',
    "+1+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd -2+3",
    "javascript:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    f"%{{x}} %{{y:.2f}}<extra></extra> <a href='{EVIL}/r'>%{{text}}</a>",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {name} {n} {0!r}",
    "'; DROP TABLE articles; -- \" OR 1=1 NEAR(a b) * ^col : AND NOT",
    "expression(alert(1)); } body { display: none } /*",
    f"@import url({EVIL}/s.css); \\3c script \\3e",
    "Z\u0335\u0321a\u0336\u0322l\u0337\u0323g\u0338\u0324o\u0335\u0325" * 3,
    "🧨👩\u200d👩\u200d👧\u200d👦🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\ufdfd\U0001242b مرحبا بالعالم שלום 你好\u3000世界",
    "W" * 10_000,
)
"""Each with letters around it in its places, as an article has them."""

INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")
DAY = "2026-01-0{}"


def tame(bad: str, at: int) -> str:
    """Return letters in place of a payload: another word for each, the spaces where they were."""
    letters = re.sub(r"[^\s-]", "x", INVISIBLE.sub("", bad))
    return letters.replace("x", chr(97 + at // 10), 1).replace("x", chr(97 + at % 10), 1)


@dataclass(frozen=True)
class Told:
    """An article of a payload, with the one quote and the one figure in it."""

    document: Document
    found: Extraction

    @property
    def quote(self) -> Attribution:
        return self.found.attributions[0]

    @property
    def claim(self) -> Claim:
        return self.found.claims[0]


def told(bad: str, at: int, second: bool) -> Told:
    """Return the first or the second article with a payload, each of another outlet and with another figure."""
    outlet = f"{'Post' if second else 'Out'} {bad} end"
    said = f"We say {bad} again" + (" and again" if second else "")
    name, cue, figure = f"Ann {bad} Roe", f"told {bad} us", 9 if second else 7
    head, words = f"Menu {bad} end\n\n", f"{figure} {bad} boats"
    sentence = f"There were {words} at {bad}."
    text = f"{head}“{said},” {cue} {name}, the role {bad} holder.\n\n{sentence}"
    uri = f"javascript:alert({at})//{bad}" if at % 2 else f"http://evil.example/{at}/{int(second)}?{bad}"
    id = content_id("hostile", str(at), str(second))

    def span(part: str) -> Span:
        start = text.index(part, len(head))
        return Span(start, start + len(part))

    zones = (Zone(kind="chrome", span=Span(0, len(head))), Zone(kind="body", span=Span(len(head), len(text))))
    article = Article(
        id=id,
        document_id=content_id(id),
        uri=uri,
        text=text,
        zones=zones,
        outlet=Outlet(id=content_id(outlet), name=outlet, domain=bad),
        title=f"Title {bad} end",
        author=f"By {bad} end",
        published_at=DAY.format(2 if second else 1),
        language="en",
    )
    speaker = Speaker(
        id=f"here-{id}", name=name, kind="person", roles=(Role(text=f"role {bad} holder", articles=(id,)),)
    )
    quote = Attribution(
        id=attribution_id(id, [span(said)]),
        article_id=id,
        kind="direct",
        content=(span(said),),
        cue=(span(cue),),
        source=(span(name),),
        confidence=0.5,
        rule=f"rule {bad}",
        speaker=speaker,
    )
    quantity = Quantity(span=span(words), kind="count", value=Decimal(figure), comparator="=", modifier=f"some {bad}")
    claim = Claim(
        id=content_id("claim", id),
        article_id=id,
        quantity=quantity,
        sentence=span(sentence),
        entity=f"boats {bad} end",
        predicate=f"were {bad}",
        rate=f"per {bad}",
        period=f"since {bad}",
        place=f"at {bad}",
        scope=f"of {bad}",
        attribution_id=quote.id,
        source_text=f"by {bad} end",
        speaker=speaker,
    )
    aside = replace(
        claim,
        id=content_id("aside", id),
        checkworthy=False,
        reason=f"reason {bad}",
        quantity=replace(quantity, span=Span(quantity.span.start, quantity.span.start + 1), unit=f"unit {bad}"),
    )
    document = Document(id=content_id(id), uri=uri, media_type=f"text/{bad}", content=text)
    note = f"note {bad} end"
    return Told(document, Extraction(article=article, attributions=(quote,), claims=(claim, aside), note=note))


def matched(pairs: list[tuple[str, Told, Told]]) -> Matching:
    """Return the matching: a speaker, a statement of two wordings, a conflict and a shared text for each payload."""
    speakers, statements, measures, texts = [], [], [], []
    for bad, one, two in pairs:
        ids = (one.found.article.id, two.found.article.id)
        key, quotes = ids[0], (one.quote.id, two.quote.id)
        names = (f"Ann {bad} Roe", f"Roe {bad} end")
        aliases = tuple(
            Alias(text=name, articles=(id,), evidence=f"the same {bad} (+1.5)")
            for name, id in zip(names, ids, strict=True)
        )
        roles = tuple(
            Role(text=f"{word} {bad} holder", articles=(id,)) for word, id in zip(("old", "new"), ids, strict=True)
        )
        speakers.append(
            Speaker(
                id=content_id("speaker", key),
                name=names[0],
                kind="person",
                roles=roles,
                aliases=aliases,
                attributions=quotes,
            )
        )
        members = (
            Member(attribution=quotes[0], relation="exact", score=1.0),
            Member(attribution=quotes[1], relation="edited", score=0.6, flags=(f"flag {bad}",)),
        )
        said = one.quote.content[0].of(one.found.article.text)
        statements.append(Statement(id=content_id("statement", key), canonical=said, members=members, independent=1))
        relation = Relation(a=one.claim.id, b=two.claim.id, relation="conflict", evidence=f"seven {bad} nine")
        measures.append(
            Measure(
                id=content_id("measure", key),
                entity=f"boats {bad} end",
                members=(one.claim.id, two.claim.id),
                relations=(relation,),
            )
        )
        spans = one.quote.content[0], two.quote.content[0]
        passage = SharedPassage(article=ids[1], span=spans[1], source_span=spans[0], words=30)
        texts.append(
            SharedText(
                id=content_id("text", key), source=ids[0], articles=ids, passages=(passage,), credit=f"Wire {bad}"
            )
        )
    return Matching(
        speakers=tuple(speakers), statements=tuple(statements), measures=tuple(measures), shared_texts=tuple(texts)
    )


@dataclass(frozen=True)
class Made:
    """A store, its payloads as they stand in it, and the pages that show each of them."""

    path: Path
    words: tuple[str, ...]
    paths: tuple[str, ...]
    own: dict[str, tuple[str, ...]]  # by kind, one a payload


def build(path: Path, harmless: bool = False) -> Made:
    """Write the store and return it; a lone surrogate and what cannot be bound stand in it as the store keeps them."""
    used = [tame(bad, at) if harmless else bad for at, bad in enumerate(PAYLOADS)]
    pairs = [(bad, told(bad, at, False), told(bad, at, True)) for at, bad in enumerate(used)]
    failures = [Failure(uri=f"made:{bad}", cause=f"cause {bad}", remedy=f"remedy {bad}", place=bad) for bad in used]
    with open_store(path, create=True) as store:
        write.add(store, [(one.document, one.found) for _, *both in pairs for one in both], failures)
        write.replace_derived(store, matched(pairs))
        # Ids that nobody can guess would make the two stores differ.
        kept = []
        for at, (bad, one, _two) in enumerate(pairs):
            judgements.record(store, judged(bad, one.quote.id, "quote", at))
            judgements.record(store, judged(bad, one.claim.id, "claim", at))
            dossier = dossiers.make(store, f"Dossier {bad} end", f"Author {bad} end", DAY.format(3))
            dossiers.rename(store, dossier, f"Dossier {bad} end", f"Note {bad} end")
            row = dossiers.add(
                store, dossier, "statement", content_id("statement", one.found.article.id), DAY.format(3)
            )
            dossiers.annotate(store, row, f"Note {bad} end")
            dossiers.add(store, dossier, "claim", one.claim.id, DAY.format(3))
            kept.append(dossier)
    ids = [one.found.article.id for _, one, _ in pairs]
    own = {page: [f"{page}?id={content_id(page, id)}" for id in ids] for page in ("statement", "speaker")}
    own["article"] = [f"article?id={id}" for id in ids]
    own["folder"] = [f"dossier?id={id}" for id in kept]
    own["taken"] = [f"dossier?add=statement:{content_id('statement', id)}" for id in ids]
    for about in ("quote", "spoken"):
        own[about] = [f"review?ask={about}:{one.quote.id}" for _, one, _ in pairs]
    return Made(path, tuple(used), LISTS, {kind: tuple(each) for kind, each in own.items()})


def judged(bad: str, id: str, about: str, at: int) -> Judgement:
    """Return what somebody of a hostile name judged."""
    when = f"2026-01-04T00:00:{at:02d}Z"
    return Judgement(
        left=id,
        right="",
        verdict="same",
        evidence=f"evidence {bad}",
        author=f"Judge {bad} end",
        created_at=when,
        about=about,
    )


KINDS = ("statement", "speaker", "article", "folder", "taken", "quote", "spoken")
"""The pages that show one payload each: a dossier is one, and so is choosing one."""
LISTS = (
    "",
    "?page=3",
    "?view=time",
    "numbers",
    "numbers?claims=2",
    "speakers",
    "compare",
    "articles",
    "articles?page=2",
    "review",
    "dossier",
    "export",
    "export?what=claims&format=jsonl",
    "export?what=quotes&format=jsonld",
    "add",
    "about",
)
"""The pages that show many of them at once."""
