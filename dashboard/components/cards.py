"""Statements, speakers and claims as they stand in a list."""

import re
from collections.abc import Sequence

from dashboard.components import checked, problems
from dashboard.components.address import link
from dashboard.components.text import date_words, escape, figure, lang, listed, number, one_line, outlet, quotation
from dashboard.components.text import marks as marks_of
from dashboard.components.vocabulary import FLAGS, KINDS, RULES, called
from dashboard.words import N_, _, n_
from dashboard.words import language as language_name
from extract import as_clause
from extract.model import Span
from extract.store.queries.results import ArticleCard, ClaimView, QuoteView, StatementCard

CUT = 420
SAMPLE = "sample:"
AS_SAID = ("ratio", "multiple", "ordinal")
UNTOLD = N_("its language could not be told; quotes are found in English and French")
UNSUPPORTED = re.compile(r"its language \((\w+)\) is not supported yet; quotes are found in English and French")


def statement(card: StatementCard, looked: str = "") -> str:
    """Return a statement's card: what was said, by whom, where it was reported, and whether reports differ.

    `looked` is HTML that says who checked it.
    """
    page = link("statement", id=card.id)
    said = headline(shortened(card.canonical), card.language, card.kind)
    by = speaker(card.speaker_id, card.speaker_name, card.speaker_role)
    compare = ""
    if card.wordings > 1:
        words = n_("compare {n} wording", "compare {n} wordings", card.wordings)
        compare = f'<a href="{page}">{words}</a>'
    return (
        f'<li class="row card"><div><a class="whole" href="{page}">{said}</a><p class="said-by">{by}</p></div>'
        f'<div class="about"><p>{reported(card, "<br>")}</p>'
        f'<p class="flags">{marks(card)}{compare}{looked}</p></div></li>'
    )


def headline(text: str, language: str | None, kind: str) -> str:
    """Return a wording as it stands on top of a card: indirect speech as a sentence, without a leading "that"."""
    if kind == "direct":
        return quotation(text, language, kind)
    said = as_clause(text, kind, language)
    return quotation(said[:1].upper() + said[1:], language, kind)


def statements(cards: Sequence[StatementCard]) -> str:
    """Return the cards of statements as a list."""
    looked = checked.words(card.id for card in cards)
    return f'<ul class="plain rows">{"".join(statement(card, looked.get(card.id, "")) for card in cards)}</ul>'


def shortened(text: str) -> str:
    """Return a wording cut at a word where it is too long for a card."""
    return text if len(text) <= CUT else text[:CUT].rsplit(" ", 1)[0] + " …"


def speaker(id: str | None, name: str | None, role: str | None = None) -> str:
    """Return a speaker's name, linked, and what the speaker is called."""
    if not name:
        return f'<span class="quiet">{_("speaker not known")}</span>'
    shown = f"<b>{escape(name)}</b>"
    linked = f'<a href="{link("speaker", id=id)}">{shown}</a>' if id else shown
    return f"{linked}, {escape(role)}" if role else linked


def reported(card: StatementCard, apart: str = " · ") -> str:
    """Return in how many outlets a statement was reported, which, and where first, parted by `apart`."""
    names = [one_line(name) for name in card.outlets if name]
    day = date_words(card.first_date)
    if len(names) < 2:
        return f"{names[0] if names else outlet(None)} · {day}"
    first = ""
    if card.first_outlet:
        first = apart + _("first: {outlet}, {date}", outlet=one_line(card.first_outlet), date=day)
    elif card.first_date:
        first = apart + _("first reports: {date}", date=day)
    said = n_("{n} outlet", "{n} outlets", card.outlet_count)
    if card.independent is not None and card.independent < card.outlet_count:
        said += ", " + n_("{n} independent report", "{n} independent reports", card.independent)
    return _("{counts}: {names}", counts=said, names=listed(names)) + first


def marks(card: StatementCard) -> str:
    """Return in words what sets the reports of a statement apart."""
    words = [flag(escape(word)) for word in flagged(card.flags, card.numbers_differ)]
    if card.translated:
        words.append(flag(_("translated"), mild=True))
    if card.kind == "indirect":
        words.append(flag(kind(card.kind), mild=True))
    return "".join(words)


def flagged(flags: tuple[str, ...], numbers_differ: bool) -> list[str]:
    """Return the flags in words, each once, "a number differs" first."""
    words = [called(FLAGS, "number changed")] if numbers_differ else []
    return list(dict.fromkeys(words + [called(FLAGS, name) for name in flags]))


def flag(words: str, mild: bool = False) -> str:
    """Return one flag; `words` come escaped."""
    return f'<span class="flag{" mild" if mild else ""}">{words}</span>'


def remarks(card: ArticleCard) -> str:
    """Return what is to be known of an article before it is read: that it is invented, what could not be done."""
    words = [flag(_("invented sample"), mild=True)] if card.uri.startswith(SAMPLE) else []
    words += [flag(one_line(note(card.note)))] if card.note else []
    return f'<p class="flags">{"".join(words)}</p>' if words else ""


def place(article_id: str, spans: tuple[Span, ...]) -> str:
    """Return the escaped address of a stretch of an article."""
    at = f"{spans[0].start}-{spans[-1].end}" if spans else None
    return link("article", id=article_id, at=at)


def note(written: str) -> str:
    """Return what reading or searching an article left undone, in the words of the page."""
    if found := UNSUPPORTED.fullmatch(written):
        told = N_("its language ({language}) is not supported yet; quotes are found in English and French")
        return _(told, language=language_name(found[1]))
    return _(written) if written == UNTOLD else problems.said(written)


def sure(confidence: float) -> str:
    """Return a confidence in words with its figure."""
    word = _("sure") if confidence >= 0.85 else _("fairly sure") if confidence >= 0.6 else _("unsure")
    return f"{word} ({decimals(confidence)})"


def decimals(value: float) -> str:
    """Return a confidence with two decimals, and the mark that the language parts them by."""
    return f"{value:.2f}".replace(".", number("0.5")[1])


def found_by(quote: QuoteView) -> str:
    """Return which rule found a quote, and how sure it is."""
    rule = escape(called(RULES, quote.rule))
    return _("found by machine: {rule}, {sure}", rule=rule, sure=sure(quote.confidence))


def kind(name: str) -> str:
    """Return the kind of a quote in words."""
    return escape(called(KINDS, name))


def language(code: str | None) -> str:
    """Return a language's name."""
    return escape(language_name(code))


def figured(claim: ClaimView) -> str:
    """Return a claim's figure in words, escaped; "one in five" as the article says it."""
    if claim.kind in AS_SAID:
        opening, closing = marks_of(claim.language)
        return f"{opening}{escape(' '.join(claim.surface.split()))}{closing}"
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


def acts(*ways: str) -> str:
    """Return ways to do something about what stands before them, which paper leaves out with their dots."""
    return f'<span class="acts">{"".join(f" · {way}" for way in ways if way)}</span>'
