"""Pairs what the product found with the gold.

A quote is found where the word tokens of its contents agree with an attribution's (Dice of at least .8, best pairs
first); a claim where a check-worthy number overlaps it with the same value. What is borderline counts for nothing,
found or not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.model import Attribution, Claim, Extraction, Span
from tests.gold.reading import Row, annotated

WORD = re.compile(r"\w+(?:[’'.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which attribution and claim of the product stands for which row of the gold, and what stands for none."""

    quotes: list[Row]
    claims: list[Row]
    attribution_of: dict[str, Attribution] = field(default_factory=dict)
    claim_of: dict[str, Claim] = field(default_factory=dict)
    false_quotes: list[tuple[str, Attribution]] = field(default_factory=list)
    false_claims: list[tuple[str, Claim]] = field(default_factory=list)


def agreement(extractions: Mapping[str, Extraction]) -> Agreement:
    """Pair the gold with what was extracted from each article of it."""
    result = Agreement(annotated("quote"), annotated("claim"))
    for article, extraction in extractions.items():
        _pair_quotes([row for row in result.quotes if row["article"] == article], extraction, article, result)
        _pair_claims([row for row in result.claims if row["article"] == article], extraction, article, result)
    return result


def _pair_quotes(gold: Sequence[Row], extraction: Extraction, article: str, result: Agreement) -> None:
    text = extraction.article.text
    wanted = [_tokens(text, [Span(start, end) for start, end, _ in row["content"]]) for row in gold]
    found = [_tokens(text, attribution.content) for attribution in extraction.attributions]
    scored = [
        (2 * len(w & f) / (len(w) + len(f)), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found) if w & f
    ]
    for i, j in _best_first(scored, 0.8):
        result.attribution_of[gold[i]["id"]] = extraction.attributions[j]
    known = frozenset[int]().union(*wanted)
    pairs = zip(extraction.attributions, found, strict=True)
    result.false_quotes.extend((article, attribution) for attribution, tokens in pairs if not tokens & known)


def _pair_claims(gold: Sequence[Row], extraction: Extraction, article: str, result: Agreement) -> None:
    worthy = [claim for claim in extraction.claims if claim.checkworthy]
    wanted = [row for row in gold if row["checkworthy"]]
    scored = [
        (float(_overlap(row["span"], claim.quantity.span)), i, j)
        for i, row in enumerate(wanted)
        for j, claim in enumerate(worthy)
        if _overlap(row["span"], claim.quantity.span) and _same_value(row, claim)
    ]
    for i, j in _best_first(scored, 0):
        result.claim_of[wanted[i]["id"]] = worthy[j]
    result.false_claims.extend(
        (article, claim) for claim in worthy if not any(_overlap(row["span"], claim.quantity.span) for row in wanted)
    )


def _tokens(text: str, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(match.start() for span in spans for match in WORD.finditer(text, span.start, span.end))


def _best_first(scored: Sequence[tuple[float, int, int]], floor: float) -> list[tuple[int, int]]:
    left, right, pairs = set[int](), set[int](), []
    for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score >= floor and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def _overlap(gold: Sequence[Any], found: Span) -> int:
    return max(0, min(gold[1], found.end) - max(gold[0], found.start))


def _same_value(row: Row, claim: Claim) -> bool:
    quantity = claim.quantity
    pairs = [(row["value"], quantity.value), (row["low"], quantity.low), (row["high"], quantity.high)]
    return all((w is None) == (f is None) and (w is None or abs(float(f or 0) - w) <= 1e-3 * w) for w, f in pairs)
