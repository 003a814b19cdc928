"""When something was reported: by day or month, and by outlet."""

from collections.abc import Sequence

from extract.store.connection import Store
from extract.store.queries.filters import MEMBERS, Filters, where
from extract.store.queries.results import Reported

MONTHLY_FROM = 92  # days; what spans more is counted by month
NONE = Filters()


def over_time(store: Store, filters: Filters) -> tuple[Reported, ...]:
    """Return how many reports pass, by outlet and day, or month where they span more than three months.

    What has no full date is not among them.
    """
    condition, values = where(filters, MEMBERS)
    with store.snapshot():
        if filters == NONE:
            table, condition, counted = "day_counts m", "1", "sum(m.count)"
        else:
            table, counted = "members m", "count(*)"
        dated = f"FROM {table} WHERE m.day IS NOT NULL AND {condition}"
        first, last = next(store.rows(f"SELECT min(m.day), max(m.day) {dated}", values))
        if first is None:
            return ()
        length = store.one("SELECT julianday(?) - julianday(?)", (last, first))
        bucket = "substr(m.day, 1, 7)" if length > MONTHLY_FROM else "m.day"
        rows = store.rows(f"SELECT {bucket}, m.outlet, {counted} {dated} GROUP BY 1, 2 ORDER BY 1, 2", values)
        return tuple(Reported(when=when, outlet=outlet, count=count) for when, outlet, count in rows)


def months_of_speaker(store: Store, ids: Sequence[str]) -> tuple[Reported, ...]:
    """Return how often each outlet quotes the speakers, by month; "" is an unknown outlet, or no full date."""
    marks = ", ".join("?" * len(ids))
    sql = f"""SELECT coalesce(substr(m.day, 1, 7), ''), m.outlet, count(*) FROM members m
        WHERE m.speaker_id IN ({marks}) GROUP BY 1, 2 ORDER BY 1, 2"""
    return tuple(Reported(when=when, outlet=outlet, count=count) for when, outlet, count in store.rows(sql, list(ids)))
