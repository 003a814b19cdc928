"""How many reports of a statement stand on their own, where outlets carry one text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.model import Quote, SharedText, Span, Statement

REACH = 120
"""Characters about a shared passage within which a quote is taken for a part of it."""


def independent(
    statements: Iterable[Statement], quotes: Iterable[Quote], texts: Iterable[SharedText]
) -> tuple[Statement, ...]:
    """Return the statements with the number of their independent reports.

    Reports of one outlet count once. So do those of one group of articles where the quote stands in what they share.
    """
    of = {quote.id: quote for quote in quotes}
    groups: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for text in texts:
        for passage in text.passages:
            groups[passage.article].append((text.id, passage.span))
            groups[text.source].append((text.id, passage.source_span))
    return tuple(
        replace(found, independent=_origins([of[member.attribution] for member in found.members], groups))
        for found in statements
    )


def _origins(quotes: Sequence[Quote], groups: Mapping[str, Sequence[tuple[str, Span]]]) -> int:
    """Return how many sets of reports have neither an outlet nor a text in common."""
    if len(quotes) == 1:
        return 1
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for quote in quotes:
        own = root(f"report {quote.id}")
        for key in _behind(quote, groups):
            parent[root(key)] = own
    return len({root(f"report {quote.id}") for quote in quotes})


def _behind(quote: Quote, groups: Mapping[str, Sequence[tuple[str, Span]]]) -> Iterator[str]:
    """Yield what a report has from elsewhere: its outlet, its article, the texts that its words stand in."""
    if quote.outlet:
        yield f"outlet {quote.outlet}"
    if quote.article_id:
        yield f"article {quote.article_id}"
    for text, span in groups.get(quote.article_id or "", ()):
        if quote.span and span.start - REACH < quote.span.end and quote.span.start < span.end + REACH:
            yield f"text {text}"
