"""Statements, speakers and claims as they stand in a list."""

from collections.abc import Sequence

from dashboard.components.address import link
from dashboard.components.text import LANGUAGES, counted, date_words, escape, figure, lang, listed, quotation
from extract.model import Span
from extract.store.queries.results import ArticleCard, ClaimView, QuoteView, StatementCard

CUT = 420
SAMPLE = "sample:"
FLAGS = {
    "number changed": "a number differs",
    "number dropped": "a number is left out",
    "number added": "a number is added",
    "denied": "a denial",
    "negation changed": "a negation differs",
    "hedge dropped": "a hedge is gone",
    "hedge added": "a hedge is added",
    "agent changed": "who acts is said otherwise",
    "cut before a condition": "cut before a “but” or an “if”",
    "cut after a condition": "cut after an “if”",
    "cut after a negation": "cut after a “not”",
}
AS_SAID = ("ratio", "multiple", "ordinal")
KINDS = {"direct": "direct", "indirect": "reported indirectly", "mixed": "partly quoted"}


def statement(card: StatementCard) -> str:
    """Return a statement's card: what was said, by whom, where it was reported, and whether reports differ."""
    page = link("statement", id=card.id)
    said = quotation(shortened(card.canonical), card.language, card.kind)
    by = speaker(card.speaker_id, card.speaker_name, card.speaker_role)
    compare = f'<a href="{page}">compare {counted(card.wordings, "wording")}</a>' if card.wordings > 1 else ""
    return (
        f'<li class="row card"><div><a class="whole" href="{page}">{said}</a><p class="said-by">{by}</p></div>'
        f'<div class="about"><p>{reported(card, "<br>")}</p><p class="flags">{marks(card)}{compare}</p></div></li>'
    )


def statements(cards: Sequence[StatementCard]) -> str:
    """Return the cards of statements as a list."""
    return f'<ul class="plain rows">{"".join(statement(card) for card in cards)}</ul>'


def shortened(text: str) -> str:
    """Return a wording cut at a word where it is too long for a card."""
    return text if len(text) <= CUT else text[:CUT].rsplit(" ", 1)[0] + " …"


def speaker(id: str | None, name: str | None, role: str | None = None) -> str:
    """Return a speaker's name, linked, and what the speaker is called."""
    if not name:
        return '<span class="quiet">speaker not known</span>'
    shown = f"<b>{escape(name)}</b>"
    linked = f'<a href="{link("speaker", id=id)}">{shown}</a>' if id else shown
    return f"{linked}, {escape(role)}" if role else linked


def reported(card: StatementCard, apart: str = " · ") -> str:
    """Return in how many outlets a statement was reported, which, and where first, parted by `apart`."""
    names = [escape(name) for name in card.outlets if name]
    if not names:
        return f"outlet not given · {date_words(card.first_date)}"
    if len(names) == 1:
        return f"{names[0]} · {date_words(card.first_date)}"
    first = f"{apart}first: {escape(card.first_outlet)}, {date_words(card.first_date)}" if card.first_outlet else ""
    fewer = card.independent is not None and card.independent < card.outlet_count
    own = f", {counted(card.independent or 0, 'independent report')}" if fewer else ""
    return f"{counted(card.outlet_count, 'outlet')}{own}: {listed(names)}{first}"


def marks(card: StatementCard) -> str:
    """Return in words what sets the reports of a statement apart."""
    words = [flag(escape(word)) for word in flagged(card.flags, card.numbers_differ)]
    if card.translated:
        words.append(flag("translated", mild=True))
    if card.kind == "indirect":
        words.append(flag(kind(card.kind), mild=True))
    return "".join(words)


def flagged(flags: tuple[str, ...], numbers_differ: bool) -> list[str]:
    """Return the flags in words, each once, "a number differs" first."""
    words = [FLAGS["number changed"]] if numbers_differ else []
    return list(dict.fromkeys(words + [FLAGS.get(name, name) for name in flags]))


def flag(words: str, mild: bool = False) -> str:
    """Return one flag; `words` come escaped."""
    return f'<span class="flag{" mild" if mild else ""}">{words}</span>'


def remarks(card: ArticleCard) -> str:
    """Return what is to be known of an article before it is read: that it is invented, what could not be done."""
    words = [flag("invented sample", mild=True)] if card.uri.startswith(SAMPLE) else []
    words += [flag(escape(card.note))] if card.note else []
    return f'<p class="flags">{"".join(words)}</p>' if words else ""


def place(article_id: str, spans: tuple[Span, ...]) -> str:
    """Return the escaped address of a stretch of an article."""
    at = f"{spans[0].start}-{spans[-1].end}" if spans else None
    return link("article", id=article_id, at=at)


def sure(confidence: float) -> str:
    """Return a confidence in words with its figure."""
    word = "sure" if confidence >= 0.85 else "fairly sure" if confidence >= 0.6 else "unsure"
    return f"{word} ({confidence:.2f})"


def found_by(quote: QuoteView) -> str:
    """Return which rule found a quote, and how sure it is."""
    return f"found by machine, rule “{escape(quote.rule)}”, {sure(quote.confidence)}"


def kind(name: str) -> str:
    """Return the kind of a quote in words."""
    return escape(KINDS.get(name, name))


def language(code: str | None) -> str:
    """Return a language's name."""
    return escape(LANGUAGES.get(code or "", code))


def figured(claim: ClaimView) -> str:
    """Return a claim's figure in words, escaped; "one in five" as the article says it."""
    if claim.kind in AS_SAID:
        return f"“{escape(' '.join(claim.surface.split()))}”"
    return figure(claim.value, claim.low, claim.high, claim.comparator, claim.unit)


def sentence(claim: ClaimView) -> str:
    """Return the sentence of a claim with its figure marked."""
    start = claim.span.start - claim.sentence_span.start
    end = claim.span.end - claim.sentence_span.start
    text = claim.sentence
    if not 0 <= start <= end <= len(text):
        return escape(text)
    inner = f'{escape(text[:start])}<mark class="claim">{escape(text[start:end])}</mark>{escape(text[end:])}'
    return f'<span{lang(claim.language)} dir="auto">{inner}</span>'
