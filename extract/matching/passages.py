"""What stands above a statement: the speech that it is a sentence of.

A passage is a run of direct quotes by one speaker that follow each other in an article, with nobody else between; runs
of several articles that share a statement are one passage. Each run joins the longest such run itself, so that an
interview of last year does not chain to one of today.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.matching.again import REPEATED, Told, marked
from extract.model import Body, Quote, Statement, content_id

APART = 250
"""Characters between two quotes of one speech: room for "she said, and went on"."""

Run = tuple[Quote, ...]


def placed(
    statements: Sequence[Statement], quotes: Sequence[Quote], bodies: Iterable[Body] = ()
) -> tuple[Statement, ...]:
    """Return the statements with their passages, and what was said again marked as repeated.

    Bodies of the quotes' articles tell of what occasion a quote is; without them, the dates of the articles do.
    """
    of, occasions = {quote.id: quote for quote in quotes}, Told(bodies)
    told = [marked(found, of, occasions) if len(found.members) > 1 else found for found in statements]
    passage = _passages(told, quotes)
    return tuple(
        found if found.passage_id == passage.get(found.id) else replace(found, passage_id=passage.get(found.id))
        for found in told
    )


def _passages(statements: Sequence[Statement], quotes: Sequence[Quote]) -> dict[str, str]:
    """Return the id of the passage by that of the statement, for the statements that are in one."""
    again = {member.attribution for found in statements for member in found.members if member.relation == REPEATED}
    found = sorted(_runs([quote for quote in quotes if quote.id not in again]), key=lambda run: (-len(run), run[0].id))
    spoken = {quote.id for run in found for quote in run}
    statement_of = {
        member.attribution: found.id for found in statements for member in found.members if member.attribution in spoken
    }
    founded: dict[str, str] = {}
    joined: dict[str, str] = {}
    for run in found:
        ids = list(dict.fromkeys(statement_of[quote.id] for quote in run))
        if len(ids) == 1:
            continue
        known = next((founded[id] for id in ids if id in founded), None)
        for id in ids:
            (founded if known is None else joined).setdefault(id, known or content_id("passage", run[0].id))
    return joined | founded


def _runs(quotes: Sequence[Quote]) -> Iterator[Run]:
    """Yield two and more direct quotes that follow each other in an article, by one speaker."""
    articles: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        if quote.article_id and quote.span:
            articles[quote.article_id].append(quote)
    for found in articles.values():
        if len(found) < 2:
            continue
        found.sort(key=lambda quote: (quote.span, quote.id))
        run: list[Quote] = []
        for quote in found:
            if run and not _goes_on(run[-1], quote):
                yield from [tuple(run)] if len(run) > 1 else []
                run = []
            run.append(quote)
        yield from [tuple(run)] if len(run) > 1 else []


def _goes_on(before: Quote, quote: Quote) -> bool:
    """Return whether a quote continues the speech of the one before."""
    if before.span is None or quote.span is None or not before.kind == quote.kind == "direct":
        return False
    one, other = (found.speaker_id or found.speaker for found in (before, quote))
    return one is not None and one == other and 0 <= quote.span.start - before.span.end <= APART
