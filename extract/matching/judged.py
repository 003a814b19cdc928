"""What people decided about statements, laid over what the machine joined.

Judgements name attributions. "same" joins the statements that hold the two; "different" parts the one that holds both;
"unsure" changes nothing. Only what the judgements ask for is changed: the rest of a parted statement follows the side
whose words it shares most, else the side that has the canonical wording.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.matching.alignment import align
from extract.matching.report import denies, plain_words
from extract.matching.variation import compare
from extract.model import Judgement, Member, Quote, Statement, content_id
from extract.verdicts import Links, taken

# What a judgement may be about; others are not for statements.
ABOUT = ("statement",)
Side = list[str]
"""The ids of the attributions of one statement to be."""


def judged_statements(
    statements: Sequence[Statement], quotes: Sequence[Quote], judgements: Iterable[Judgement]
) -> tuple[Statement, ...]:
    """Return the machine's statements, sorted by id, with what people decided.

    Where judgements contradict each other, the later one counts.
    """
    holder = {member.attribution: place for place, found in enumerate(statements) for member in found.members}
    links, counting = taken({id: id for id in holder}, judgements, ABOUT)
    if not counting:
        return tuple(statements)
    of = {quote.id: quote for quote in quotes}
    joined = Links()
    for one in counting:
        if one.verdict == "same":
            joined.add(_name(holder[one.left]), _name(holder[one.right]), "same")
    touched = {place for one in counting for side in (one.left, one.right) for place in [holder[side]]}
    groups: dict[str, list[Statement]] = defaultdict(list)
    for place in sorted(touched):
        groups[joined.head(_name(place))].append(statements[place])
    made = [found for place, found in enumerate(statements) if place not in touched]
    for group in groups.values():
        made += [_made(side, group, of) for side in _sides(group, links, of)]
    return tuple(sorted(made, key=lambda found: found.id))


def _name(place: int) -> str:
    return f"{place:09}"


def _ranked(group: Sequence[Statement]) -> list[Statement]:
    """Return the statements of a group, the one with most reports first: its canonical wording stays."""
    return sorted(group, key=lambda found: (-len(found.members), found.id))


def _sides(group: Sequence[Statement], links: Links, of: Mapping[str, Quote]) -> list[Side]:
    """Return the members of a group in as few sides as people hold apart."""
    bases = {member.attribution: found.id for found in group for member in found.members}
    parted = {frozenset((links.head(a), links.head(b))) for a, b in links.parted if a in bases and b in bases}
    members = [member.attribution for found in _ranked(group) for member in found.members]
    if not parted:
        return [members]
    units: dict[str, Side] = defaultdict(list)
    for id in members:
        units[links.head(id)].append(id)
    told = frozenset().union(*parted)
    sides: list[tuple[set[str], Side]] = []
    for head in (head for head in units if head in told):
        free = next((side for side in sides if not any(frozenset((head, other)) in parted for other in side[0])), None)
        if free is None:
            sides.append(({head}, list(units[head])))
        else:
            free[0].add(head)
            free[1].extend(units[head])
    seeds = [list(side) for _, side in sides]
    for head, unit in units.items():
        if head not in told:
            near = [max(_nearness(of[a], of[b], bases) for a in unit for b in seed) for seed in seeds]
            sides[near.index(max(near))][1].extend(unit)
    return [side for _, side in sides]


def _nearness(a: Quote, b: Quote, bases: Mapping[str, str]) -> tuple[bool, float]:
    """Return whether the machine had two reports in one statement, and which share of their words they have in common.

    Two languages have none: what is a translation stays with the first side.
    """
    first, second = plain_words(a), plain_words(b)
    if first.language != second.language:
        return bases[a.id] == bases[b.id], 0.0
    return bases[a.id] == bases[b.id], 1.0 if first.words == second.words else align(first, second).coverage


def _made(side: Side, group: Sequence[Statement], of: Mapping[str, Quote]) -> Statement:
    """Return the statement of a side: as it was where nothing of it changed, else verified by people."""
    ranked = _ranked(group)
    whole = next((found for found in ranked if {one.attribution for one in found.members} == set(side)), None)
    if whole is not None:
        return whole
    base = next((found for found in ranked if found.members[0].attribution in side), None)
    centre = of[base.members[0].attribution] if base else of[min(side, key=lambda id: _rank(of[id]))]
    home = base or next(found for found in ranked if centre.id in {one.attribution for one in found.members})
    known = {member.attribution: member for member in base.members} if base else {}
    members = [known[id] if id in known else _member(centre, of[id]) for id in side]
    return replace(
        home,
        id=content_id("statement", centre.id),
        canonical=centre.text,
        members=tuple(sorted(members, key=lambda one: (one.attribution != centre.id, -one.score, one.attribution))),
    )


def _rank(quote: Quote) -> tuple[bool, int, str, str]:
    return quote.kind != "direct", -len(quote.text), quote.date or "~", quote.id


def _member(centre: Quote, quote: Quote) -> Member:
    """Return a report that a person put beside a wording: nobody needs to be surer than that."""
    found = compare(centre.text, quote.text, centre.language, quote.language, centre.kind, quote.kind)
    denial = (("denied",) if denies(quote) else ()) + (("negation changed",) if denies(centre) != denies(quote) else ())
    flags = (*denial, *(flag for flag in found.flags if flag not in denial))
    return Member(attribution=quote.id, relation=found.relation, score=1.0, flags=flags)
