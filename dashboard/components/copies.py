"""Which articles carry one text: whose it was first, which agency is credited, and the passages they share."""

from collections.abc import Sequence

from dashboard.components import diff
from dashboard.components.address import link
from dashboard.components.text import counted, date_words, escape, listed
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
    """Return "Same text: Post, 3 May, and Echo, 4 May share passages. The earliest here: Post."."""
    names = list(dict.fromkeys(name(article) for article in text.articles))
    who = listed(names, 8)
    credited = f" One of them credits {escape(text.credit)}." if text.credit else ""
    return (
        f"<p><b>Same text</b>: {who} share passages outside the quotes.{credited} "
        f'Compared with <a href="{link("article", id=text.articles[0].id)}">{name(text.articles[0])}</a>, the first '
        "report with this text here; the original may not be among these articles.</p>"
    )


def name(article: ArticleName) -> str:
    """Return an article's outlet and date."""
    return f"{escape(article.outlet or 'outlet not given')}, {date_words(article.date)}"


def folded(text: SharedTextView, only: str | None = None) -> str:
    """Return the passages article by article, folded; of one article only, where that is not the source itself."""
    of = {article.id: article for article in text.articles}
    chosen = {id: found for id, found in text.passages.items() if only in (None, id, text.articles[0].id)}
    return "".join(shared(of[id], text.articles[0], found) for id, found in chosen.items())


def shared(article: ArticleName, source: ArticleName, passages: Sequence[PassageView]) -> str:
    """Return the passages that an article has in common with the source of its group, folded."""
    words = sum(passage.words for passage in passages)
    items = "".join(f"<li>{passage_shown(passage, source)}</li>" for passage in passages[:SHOWN])
    more = f"<li>and {len(passages) - SHOWN:,} more passages</li>" if len(passages) > SHOWN else ""
    summary = f"{name(article)}: {counted(words, 'word')} in {counted(len(passages), 'passage')}"
    return f'<details class="fold"><summary>{summary}</summary><ul class="plain passages">{items}{more}</ul></details>'


def passage_shown(passage: PassageView, source: ArticleName) -> str:
    """Return a passage with its changes against the source, and the way to both places."""
    shown = diff.changes(word_diff(passage.source_text, passage.text), None, "indirect")
    here = link("article", id=passage.article_id, at=at(passage.span))
    there = link("article", id=source.id, at=at(passage.source_span))
    links = f'<a href="{here}">in this article</a> · <a href="{there}">in the first</a>'
    return f'{shown}<p class="small quiet place">{counted(passage.words, "word")} the same · {links}</p>'


def at(span: Span) -> str:
    return f"{span.start}-{span.end}"
