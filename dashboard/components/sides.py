"""The sides of a measure: who gives which figure, in a line; pair by pair only for who asks."""

from collections.abc import Iterable, Iterator

from dashboard.components import cards, reasons
from dashboard.components.text import escape, listed, number, one_line
from dashboard.components.text import outlet as outlet_name
from dashboard.components.vocabulary import BETWEEN_FIGURES, called
from dashboard.words import _, n_
from extract.store.queries.results import ClaimView, MeasureView

LINES = 6
PAIRS = 60
OUTLETS = 8
Side = tuple[object, ...]


def evidence(measure: MeasureView) -> str:
    """Return, as HTML, how the figures stand to each other: a line for two sides, each pair of claims folded."""
    if not measure.relations:
        return ""
    found = lines(measure)
    several = set(split(measure.claims))
    items = [f"<li>{line(name, sides, several)}</li>" for name, sides in found[:LINES]]
    return f'<div class="small evidence"><ul class="plain">{"".join(items)}</ul>{pairs(measure)}</div>'


def lines(measure: MeasureView) -> list[tuple[str, list[list[ClaimView]]]]:
    """Return a relation with its one or two sides (the claims of each), the gravest relation first.

    The lower figure stands first, and of an update the earlier one. That the claims of one side agree is said only
    where nothing else is to say: it is what makes them a side.
    """
    claims = {claim.id: claim for claim in measure.claims}
    found: dict[tuple[str, tuple[Side, ...]], dict[str, ClaimView]] = {}
    for relation in measure.relations:
        if relation.a in claims and relation.b in claims:
            ends = [claims[relation.a], claims[relation.b]]
            ends.sort(key=dated if relation.relation == "update" else lowest)
            sides = tuple(dict.fromkeys(side(end) for end in ends))
            found.setdefault((relation.relation, sides), {}).update({end.id: end for end in ends})
    telling = [key for key in found if key[0] != "agree" or len(key[1]) > 1] or list(found)
    order = sorted(telling, key=lambda key: rank(key[0]))
    return [(name, [members(found[name, sides], one) for one in sides]) for name, sides in order]


def rank(relation: str) -> int:
    return list(BETWEEN_FIGURES).index(relation) if relation in BETWEEN_FIGURES else len(BETWEEN_FIGURES)


def side(claim: ClaimView) -> Side:
    """Return what claims on one side have in common: the figure, whether "about" or not, and its unit."""
    comparator = "=" if claim.comparator == "~" else claim.comparator
    return claim.value, claim.low, claim.high, comparator, claim.unit


def lowest(claim: ClaimView) -> tuple[float, str]:
    """Return what sorts claims by figure, those of one side together."""
    known = [float(end) for end in (claim.value, claim.low, claim.high) if end is not None]
    return min(known, default=0.0), repr(side(claim))


def dated(claim: ClaimView) -> tuple[bool, str, str]:
    """Return what sorts claims by date, those without a full one last, then by outlet."""
    return not claim.date or claim.date.startswith("-"), claim.date or "", claim.outlet or ""


def ordered(claims: Iterable[ClaimView]) -> list[ClaimView]:
    """Return claims side by side, the lower figure first, by date within a side."""
    return sorted(claims, key=lambda claim: (lowest(claim), dated(claim)))


def members(found: dict[str, ClaimView], one: Side) -> list[ClaimView]:
    """Return the claims of a side by date and outlet."""
    return sorted((claim for claim in found.values() if side(claim) == one), key=dated)


def split(claims: tuple[ClaimView, ...]) -> Iterator[str | None]:
    """Yield the outlets that give two figures, whose source then has to be named."""
    first: dict[str | None, Side] = {}
    for claim in claims:
        if first.setdefault(claim.outlet, side(claim)) != side(claim):
            yield claim.outlet


def line(name: str, sides: list[list[ClaimView]], several: set[str | None]) -> str:
    """Return "cannot both be right: about 800 — A and B; 1,150 — C; 43.8% apart" as HTML."""
    said = _("; ").join(told(claims, several) for claims in sides)
    named = escape(called(BETWEEN_FIGURES, name))
    return _("<b>{relation}</b>: {sides}", relation=named, sides=said) + gap(name, sides)


def told(claims: list[ClaimView], several: set[str | None]) -> str:
    """Return a side's figure and the outlets that give it."""
    figures = _(" or ").join(dict.fromkeys(cards.figured(claim) for claim in claims))
    names = list(dict.fromkeys(outlet(claim, several) for claim in claims))
    return f'<span class="nobreak">{figures}</span> — {listed(names, OUTLETS)}'


def outlet(claim: ClaimView, several: set[str | None]) -> str:
    name = outlet_name(claim.outlet)
    by = claim.speaker_name or claim.source_text
    return f"{name} ({one_line(by)})" if by and claim.outlet in several else name


def gap(name: str, sides: list[list[ClaimView]]) -> str:
    """Return how far two figures in one unit lie apart, as a share of the lower one."""
    ends = [claims[0] for claims in sides]
    if name != "conflict" or len(ends) != 2 or ends[0].unit != ends[1].unit:
        return ""
    low, high = (end.value for end in ends)
    if low is None or high is None or low <= 0:
        return ""
    return _("; {share}% apart, of the lower figure", share=number(round((high - low) / low * 100, 1)))


def pairs(measure: MeasureView) -> str:
    """Return the reason for each pair of claims, folded."""
    claims = {claim.id: claim for claim in measure.claims}
    found = sorted(measure.relations, key=lambda relation: rank(relation.relation))
    told = dict.fromkeys((called(BETWEEN_FIGURES, one.relation), reasons.said(one, claims)) for one in found)
    items = "".join(
        f"<li>{_('<b>{relation}</b>: {sides}', relation=escape(name), sides=why)}</li>"
        for name, why in list(told)[:PAIRS]
    )
    rest = len(told) - PAIRS
    more = f"<li>{n_('and {n} more pair', 'and {n} more pairs', rest)}</li>" if rest > 0 else ""
    summary = f"<summary>{_('pair by pair ({n})', n=number(len(told)))}</summary>"
    return f'<details class="fold">{summary}<ul class="plain">{items}{more}</ul></details>'
