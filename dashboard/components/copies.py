"""Which articles carry one text: whose it was first, which agency is credited, and the passages they share."""

from collections.abc import Sequence

from dashboard.components import diff
from dashboard.components.address import link
from dashboard.components.text import date_words, listed, one_line, outlet
from dashboard.words import _, n_
from extract import word_diff
from extract.model import Span
from extract.store.queries.results import ArticleName, PassageView, SharedTextView

SHOWN = 20


def notes(texts: Sequence[SharedTextView]) -> str:
    """Return, for a statement, who has whose text, each group with its passages folded."""
    return "".join(f'<section class="copies">{told(text)}{folded(text)}</section>' for text in texts)


def of_article(texts: Sequence[SharedTextView], id: str) -> str:
    """Return, for an article, with whom it shares a text, its own passages folded."""
    return "".join(f'<section class="copies">{told(text)}{folded(text, id)}</section>' for text in texts)


def told(text: SharedTextView) -> str:
    """Return who shares passages, which agency is credited, and with whose text the others are compared."""
    who = listed(list(dict.fromkeys(name(article) for article in text.articles)), 8)
    said = [_("<b>Same text</b>: {who} share passages outside the quotes.", who=who)]
    if text.credit:
        said.append(_("One of them credits {agency}.", agency=one_line(text.credit)))
    source = f'<a href="{link("article", id=text.articles[0].id)}">{name(text.articles[0])}</a>'
    said.append(
        _(
            "Compared with {source}, the first report with this text here; "
            "the original may not be among these articles.",
            source=source,
        )
    )
    return f"<p>{' '.join(said)}</p>"


def name(article: ArticleName) -> str:
    """Return an article's outlet and date."""
    return f"{outlet(article.outlet)}, {date_words(article.date)}"


def folded(text: SharedTextView, only: str | None = None) -> str:
    """Return the passages article by article, folded; of one article only, where that is not the source itself."""
    of = {article.id: article for article in text.articles}
    chosen = {id: found for id, found in text.passages.items() if only in (None, id, text.articles[0].id)}
    return "".join(shared(of[id], text.articles[0], found) for id, found in chosen.items())


def shared(article: ArticleName, source: ArticleName, passages: Sequence[PassageView]) -> str:
    """Return the passages that an article has in common with the source of its group, folded."""
    words = sum(passage.words for passage in passages)
    items = "".join(f"<li>{passage_shown(passage, source)}</li>" for passage in passages[:SHOWN])
    rest = len(passages) - SHOWN
    more = f"<li>{n_('and {n} more passage', 'and {n} more passages', rest)}</li>" if rest > 0 else ""
    said = _(
        "{article}: {words} in {passages}",
        article=name(article),
        words=n_("{n} word", "{n} words", words),
        passages=n_("{n} passage", "{n} passages", len(passages)),
    )
    return f'<details class="fold"><summary>{said}</summary><ul class="plain passages">{items}{more}</ul></details>'


def passage_shown(passage: PassageView, source: ArticleName) -> str:
    """Return a passage with its changes against the source, and the way to both places."""
    shown = diff.changes(word_diff(passage.source_text, passage.text), None, "indirect")
    here = link("article", id=passage.article_id, at=at(passage.span))
    there = link("article", id=source.id, at=at(passage.source_span))
    links = f'<a href="{here}">{_("in this article")}</a> · <a href="{there}">{_("in the first")}</a>'
    same = n_("{n} word the same", "{n} words the same", passage.words)
    return f'{shown}<p class="small quiet place">{same} · {links}</p>'


def at(span: Span) -> str:
    return f"{span.start}-{span.end}"
