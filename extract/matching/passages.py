"""What stands above a statement and beside it: the speech that it is a sentence of, and the day it was said again.

A passage is a run of direct quotes by one speaker that follow each other in an article, with nobody else between; runs
of several articles that share a statement are one passage. Each run joins the longest such run itself, so that an
interview of last year does not chain to one of today.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.matching.report import day, days_between
from extract.model import Member, Quote, Statement, content_id

APART = 250
"""Characters between two quotes of one speech: room for "she said, and went on"."""

LATER = 30
"""Days after which the same line is said on another occasion."""

Run = tuple[Quote, ...]


def placed(statements: Sequence[Statement], quotes: Sequence[Quote]) -> tuple[Statement, ...]:
    """Return the statements with their passages, and what was said again marked as repeated."""
    of = {quote.id: quote for quote in quotes}
    told = [_with_occasions(found, of) if len(found.members) > 1 else found for found in statements]
    passage = _passages(told, quotes)
    return tuple(
        found if found.passage_id == passage.get(found.id) else replace(found, passage_id=passage.get(found.id))
        for found in told
    )


def _with_occasions(found: Statement, of: Mapping[str, Quote]) -> Statement:
    members = _occasions(found.members, of)
    return found if members == found.members else replace(found, members=members)


def _occasions(members: Sequence[Member], of: Mapping[str, Quote]) -> tuple[Member, ...]:
    """Mark as repeated what is dated more than `LATER` after the last report of the first occasion.

    Reports without a date belong to the first occasion: nothing says that they do not.
    """
    dated = sorted((str(of[one.attribution].date), one.attribution) for one in members if _has_day(of[one.attribution]))
    first = {attribution for _, attribution in dated[:1]}
    for (before, _), (date, attribution) in pairwise(dated):
        if (days_between(day(before), day(date)) or 0) > LATER:
            break
        first.add(attribution)
    later = {attribution for _, attribution in dated} - first
    return tuple(replace(member, relation=REPEATED) if member.attribution in later else member for member in members)


REPEATED = "repeated"


def _has_day(quote: Quote) -> bool:
    found = day(quote.date)
    return found is not None and found.year is not None


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
