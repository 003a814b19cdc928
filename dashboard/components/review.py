"""A question for a person: what is asked, the evidence side by side, and why the machine thinks what it does."""

from collections.abc import Mapping, Sequence

from dashboard.components import cards, checked, likenesses
from dashboard.components.highlight import Mark, marked
from dashboard.components.text import date_words, escape, lang, one_line
from dashboard.components.vocabulary import REASONS, RELATIONS, called
from dashboard.words import N_, _
from extract.model import Span
from extract.store.queries.results import ClaimView, QuoteView
from extract.store.queries.review import Evidence, Question

ASKED = {
    "speaker": N_("Is this one speaker?"),
    "statement": N_("Do these two report the same statement?"),
    "spoken": N_("Is this said by {name}?"),
    "quote": N_("Is this a quote at all?"),
    "claim": N_("Is this a claim worth checking?"),
}
KINDS = {
    "speaker": N_("one speaker?"),
    "statement": N_("one statement?"),
    "spoken": N_("right speaker?"),
    "quote": N_("a quote?"),
    "claim": N_("a claim?"),
}
YES = {
    "speaker": N_("Yes, one speaker"),
    "statement": N_("Yes, the same"),
    "spoken": N_("Yes"),
    "quote": N_("Yes, a quote"),
    "claim": N_("Yes, worth checking"),
}
NO = {
    "speaker": N_("No, two speakers"),
    "statement": N_("No, two statements"),
    "spoken": N_("No, somebody else"),
    "quote": N_("No, not a quote"),
    "claim": N_("No, not worth checking"),
}


def asked(question: Question, names: Mapping[str, str]) -> str:
    """Return the question in words, escaped."""
    return _(ASKED[question.about], name=one_line(names.get(question.right, question.right)))


def shown(question: Question, found: Evidence) -> str:
    """Return the evidence as HTML: one or two sides, then what the machine says."""
    quotes = [found.quotes[id] for id in (question.left, question.right) if id in found.quotes]
    claim = found.claims.get(question.left)
    sides = "".join(side(quote) for quote in quotes) + (claimed(claim) if claim else "")
    two = " two" if len(quotes) == 2 else ""
    judged = "".join(f'<p class="small">{checked.of(one)}</p>' for one in [*quotes, claim] if one and one.checked_by)
    return f'<div class="sides{two}">{sides}</div>{machine(question, quotes, claim)}{judged}'


def side(quote: QuoteView) -> str:
    """Return a quote with the sentences around it, where it stands, and whom it names."""
    said_by = cards.speaker(quote.speaker_id, quote.speaker_name, quote.speaker_role)
    told = " · ".join([said_by, cards.kind(quote.kind), cards.language(quote.language)])
    return f'<section class="side-of">{where(quote)}{context(quote)}<p class="small">{told}</p></section>'


def where(found: QuoteView | ClaimView) -> str:
    """Return the outlet, the date and the way to the place in the article."""
    outlet = one_line(found.outlet) if found.outlet else _("outlet not given")
    spans = found.content if isinstance(found, QuoteView) else (found.span,)
    link = f'<a href="{cards.place(found.article_id, spans)}">{_("in the article")}</a>'
    return f'<p class="small where"><b>{outlet}</b> · {date_words(found.date)} · {link}</p>'


def context(quote: QuoteView) -> str:
    """Return the sentences around a quote with its words, its cue and its source marked."""
    named = (("quote", quote.content), ("cue", quote.cue), ("source", quote.source))
    moved = [(name, _inside(span, quote)) for name, spans in named for span in spans]
    marks = [Mark(span, name) for name, span in moved if span is not None]
    body = marked(quote.context, Span(0, len(quote.context)), marks)
    return f'<p class="context"{lang(quote.language)} dir="auto">{body}</p>'


def _inside(span: Span, quote: QuoteView) -> Span | None:
    """Return a span of the article as one of the sentences shown; None where they do not reach there."""
    start, end = span.start - quote.context_start, min(span.end - quote.context_start, len(quote.context))
    return Span(max(0, start), end) if end > max(0, start) else None


def claimed(claim: ClaimView) -> str:
    """Return a claim with its sentence, and what is measured."""
    by = claim.speaker_name or claim.source_text
    parts = [cards.figured(claim), *(escape(one) for one in (claim.entity, claim.period, claim.place, by) if one)]
    sentence = f'<p class="context">{cards.sentence(claim)}</p>'
    return f'<section class="side-of">{where(claim)}{sentence}<p class="small">{" · ".join(parts)}</p></section>'


def machine(question: Question, quotes: Sequence[QuoteView], claim: ClaimView | None) -> str:
    """Return what the machine holds as long as nobody answers, and why, as HTML."""
    about = question.about
    if about == "speaker":
        reason = likenesses.said(question.reason)
        said = _("The machine takes them for one: {reason}.", reason=reason) if reason else ""
        said = said if question.now else apart()
    elif about == "statement" and not question.now:
        said = _("The machine holds them apart, though they share many words.")
    elif about == "statement" and question.reason:
        reason = escape(called(RELATIONS, question.reason))
        sure = cards.sure(1 - question.doubt)
        said = _("The machine takes them for one statement: {relation}, {sure}.", relation=reason, sure=sure)
    elif about == "claim":
        why = escape(called(REASONS, claim.reason)) if claim and claim.reason else ""
        said = _("The machine takes it for one.") if question.now else _("The machine does not: {reason}.", reason=why)
    elif about == "spoken" and quotes:
        said = chain(quotes[0])
    else:
        said = cards.found_by(quotes[0]) if quotes else ""
    return f'<p class="small quiet machine">{said}</p>'


def apart() -> str:
    """Return why the machine holds two speakers apart."""
    return _("The machine holds them apart: the names are alike, and nothing else speaks for one.")


def chain(quote: QuoteView) -> str:
    """Return how the words that name the speaker led to whom, as HTML."""
    steps = [f"“{escape(mention.text)}”" for mention in quote.resolution] or [f"“{escape(quote.source_text)}”"]
    return _("The machine read: {chain}; {how}.", chain=" → ".join(dict.fromkeys(steps)), how=cards.found_by(quote))
