"""Outlets side by side: the events that two of them report, whom each quotes there, and what one alone carries.

Articles report one event where they carry one statement within `NEAR` days of each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from extract.store.connection import Store
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.results import ArticleName, StatementCard
from extract.store.queries.statements import cards

NEAR = 7  # days
MOST_REPORTS = 100_000  # the latest; more are not looked through while a reader waits
MOST_EVENTS = 12
MOST_SPEAKERS = 50
MOST_STATEMENTS = 20
MOST_PAIRS = 5000  # statements that most outlets carry, among which the two that share most are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Articles that report one event, the first of them first; its `id` is that one's."""

    id: str
    title: str | None
    first_day: str | None
    last_day: str | None
    articles: tuple[ArticleName, ...]
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one outlet has of what is compared; `only` counts the statements that none of the others carries."""

    outlet: str
    articles: int
    quotes: int
    kinds: Mapping[str, int]
    speakers: int
    statements: int
    only: int
    cards: tuple[StatementCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """How often each outlet quotes a speaker, by kind; `id` None counts those whose speaker is not known."""

    id: str | None
    name: str | None
    outlets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Outlets side by side; `shared` statements are carried by two of them at least, the first of `shared_count`."""

    sides: tuple[Side, ...]
    events: tuple[Event, ...]
    event_count: int
    event: Event | None
    speakers: tuple[Quoted, ...]
    speaker_count: int
    shared: tuple[StatementCard, ...]
    shared_count: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Report:
    statement: int
    article: int
    outlet: str
    kind: str
    speaker: str | None
    day: str | None


def closest(store: Store) -> tuple[str, ...]:
    """Return the two outlets that carry most statements together; fewer where there are no two."""
    sql = f"""SELECT DISTINCT m.statement, m.outlet FROM members m JOIN (SELECT row FROM statements
        WHERE outlet_count > 1 ORDER BY outlet_count DESC, wordings DESC, members DESC, row LIMIT {MOST_PAIRS}) s
        ON s.row = m.statement WHERE m.outlet <> '' ORDER BY m.statement, m.outlet"""
    carried: dict[int, list[str]] = defaultdict(list)
    for statement, outlet in store.rows(sql):
        carried[statement].append(outlet)
    pairs = Counter(
        (one, other) for outlets in carried.values() for at, one in enumerate(outlets) for other in outlets[at + 1 :]
    )
    if pairs:
        return min(pairs, key=lambda pair: (-pairs[pair], pair))
    sql = "SELECT outlet FROM articles WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2"
    named = store.rows(sql)
    return tuple(outlet for (outlet,) in named)


def comparison(store: Store, filters: Filters, event: str | None = None, everything: bool = False) -> Comparison:
    """Return the outlets of the filters side by side: in one event (the id of an article of it), in all that two of
    them report, or in `everything` of theirs.
    """
    with store.snapshot():
        found = _reports(store, filters)
        events = _events(found)
        chosen = _event_of(store, events, event)
        if chosen is not None or not everything:
            kept = set(chosen if chosen is not None else (row for one in events for row in one))
            found = [report for report in found if report.article in kept]
        return _compared(store, filters.outlets, found, events, chosen)


def _reports(store: Store, filters: Filters) -> list[_Report]:
    condition, values = where(filters, MEMBERS)
    sql = f"""SELECT m.statement, t.article, m.outlet, m.kind, m.speaker_id, m.day FROM members m
        JOIN attributions t ON t.row = m.attribution WHERE {condition} ORDER BY m.day DESC, m.statement, m.position
        LIMIT {MOST_REPORTS}"""
    return [_Report(*row) for row in store.rows(sql, values)]


def _events(reports: Iterable[_Report]) -> list[list[int]]:
    """Return the articles of each event of two outlets, those with most shared statements first."""
    carried: dict[int, list[_Report]] = defaultdict(list)
    for report in reports:
        carried[report.statement].append(report)
    joined = _Joined()
    weight: Counter[int] = Counter()
    for carriers in carried.values():
        for earlier, later in pairwise(sorted(carriers, key=lambda one: (one.day or "", one.article))):
            if earlier.article != later.article and _near(earlier.day, later.day):
                joined.join(earlier.article, later.article)
        if len({one.outlet for one in carriers}) > 1:
            weight.update({one.article for one in carriers})
    outlets: dict[int, set[str]] = defaultdict(set)
    groups: dict[int, set[int]] = defaultdict(set)
    for report in reports:
        root = joined.root(report.article)
        groups[root].add(report.article)
        outlets[root].add(report.outlet)
    several = [sorted(groups[root]) for root in groups if len(outlets[root]) > 1]
    return sorted(several, key=lambda rows: (-sum(weight[row] for row in rows), rows))


class _Joined:
    """Sets of articles that only ever grow together."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, row: int) -> int:
        above = self._above.setdefault(row, row)
        while above != self._above[above]:
            self._above[row] = above = self._above[above]
        return above

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low


def _near(one: str | None, other: str | None) -> bool:
    """Whether two days are near each other; one that is not known may be."""
    if not one or not other:
        return True
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= NEAR


def _event_of(store: Store, events: Sequence[Sequence[int]], id: str | None) -> Sequence[int] | None:
    if id is None:
        return None
    row = store.one("SELECT row FROM articles WHERE id = ?", (id,))
    return next((rows for rows in events if row in rows), None)


def _compared(
    store: Store,
    outlets: Sequence[str],
    reports: Sequence[_Report],
    events: Sequence[Sequence[int]],
    chosen: Sequence[int] | None,
) -> Comparison:
    carriers: dict[int, set[str]] = defaultdict(set)
    for report in reports:
        carriers[report.statement].add(report.outlet)
    shared = [statement for statement, names in carriers.items() if len(names) > 1]
    speakers = _quoted(store, reports)
    return Comparison(
        sides=tuple(_side(store, outlet, reports, carriers) for outlet in outlets),
        events=tuple(_event(store, rows, reports) for rows in events[:MOST_EVENTS]),
        event_count=len(events),
        event=_event(store, chosen, reports) if chosen is not None else None,
        speakers=speakers[:MOST_SPEAKERS],
        speaker_count=len(speakers),
        shared=cards(store, shared, MOST_STATEMENTS),
        shared_count=len(shared),
        cut=len(reports) == MOST_REPORTS,
    )


def _side(store: Store, outlet: str, reports: Sequence[_Report], carriers: Mapping[int, set[str]]) -> Side:
    own = [report for report in reports if report.outlet == outlet]
    only = {report.statement for report in own if carriers[report.statement] == {outlet}}
    return Side(
        outlet=outlet,
        articles=len({report.article for report in own}),
        quotes=len(own),
        kinds=Counter(report.kind for report in own),
        speakers=len({report.speaker for report in own if report.speaker}),
        statements=len({report.statement for report in own}),
        only=len(only),
        cards=cards(store, sorted(only), MOST_STATEMENTS),
    )


def _quoted(store: Store, reports: Sequence[_Report]) -> tuple[Quoted, ...]:
    """Return who is quoted, those whom most outlets quote and then the most quoted first, the unknown last."""
    counts: dict[str | None, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for report in reports:
        counts[report.speaker][report.outlet][report.kind] += 1
    names: dict[str, str] = {}
    for id in counts:
        if id is not None:
            names[id] = store.one("SELECT name FROM speakers WHERE id = ?", (id,)) or id

    def rank(id: str | None) -> tuple[bool, int, int, str]:
        quotes = sum(found.total() for found in counts[id].values())
        return id is None, -len(counts[id]), -quotes, names.get(id or "", "")

    return tuple(Quoted(id=id, name=names.get(id or ""), outlets=counts[id]) for id in sorted(counts, key=rank))


def _event(store: Store, rows: Sequence[int], reports: Sequence[_Report]) -> Event:
    marks = ", ".join("?" * len(rows[:100]))
    sql = f"""SELECT id, title, outlet, coalesce(published_at, dateline_date) AS date, day FROM articles
        WHERE row IN ({marks}) ORDER BY day IS NULL, day, row"""
    found = list(store.rows(sql, list(rows[:100])))
    days = [row["day"] for row in found if row["day"]]
    names = tuple(ArticleName(**{name: row[name] for name in ("id", "title", "outlet", "date")}) for row in found)
    carriers: dict[int, set[str]] = defaultdict(set)
    own = set(rows)
    for report in reports:
        if report.article in own:
            carriers[report.statement].add(report.outlet)
    return Event(
        id=found[0]["id"],
        title=next((row["title"] for row in found if row["title"]), None),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        articles=names,
        shared=sum(len(outlets) > 1 for outlets in carriers.values()),
    )
