"""How many reports each outlet has over time: a chart, the same told in words, and the same as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.components.address import View, filtered
from dashboard.components.text import date_words, escape, no_date, no_outlet, number
from dashboard.words import _, n_
from extract.store.queries.results import Reported

MOST = 8  # outlets with a row of their own
LONGEST = 1300  # months
YEARS = 100  # a date that lies further back is taken for a slip, and stands in the table alone
PEAKS = 12  # outlets told of in words
ROWS = 24  # outlets with a row of the table; the others share one


def draw(found: Sequence[Reported], key: str, view: View, tabled: Sequence[Reported] | None = None) -> None:
    """Draw the chart of what has a date, and fold a table under it, of `tabled` where given.

    Both are of what passes the filters of `view`; each count of the table leads to what it counts.

    One day or month alone is no course of time, and has the table only.
    """
    latest = max((one.when for one in found), default="")
    dated = [one for one in found if one.when and int(latest[:4]) - int(one.when[:4]) < YEARS]
    several = len({one.when for one in dated}) > 1
    if several:
        frame = frame_of(dated)
        told = alt(frame)
        dark = st.context.theme.type == "dark"
        st.html(f"<h2>{title(frame)}</h2>")
        with st.container(key=f"chart-{key}"):
            st.plotly_chart(
                charts.over_time(frame, moments(frame["when"].min(), frame["when"].max()), dark),
                key=f"plot-{key}",
                theme=None,
                config={"staticPlot": True, "displayModeBar": False},
                alt=told,
            )
    shown = table(found if tabled is None else tabled, view)
    summary = f"<summary>{_('As a table')}</summary>"
    st.html(f'<details class="fold">{summary}{shown}</details>' if several else shown)


def frame_of(found: Sequence[Reported]) -> pd.DataFrame:
    """Return rows of `when`, `outlet` and `count`, the outlets with most reports first, the smallest as one."""
    order = by_count(found)
    own = order if len(order) <= MOST else order[: MOST - 1]
    rest = n_("{n} other outlet", "{n} other outlets", len(order) - len(own))
    rows = [(one.when, name(one.outlet) if one.outlet in own else rest, one.count) for one in found]
    frame = pd.DataFrame(rows, columns=["when", "outlet", "count"])
    place = {name(outlet): at for at, outlet in enumerate(own)}
    summed = frame.groupby(["when", "outlet"], as_index=False, sort=False)["count"].sum()
    return summed.sort_values("outlet", key=lambda column: column.map(lambda one: place.get(one, MOST)), kind="stable")


def by_count(found: Sequence[Reported]) -> list[str]:
    """Return the outlets, those with most reports first."""
    totals = Counter[str]()
    for one in found:
        totals[one.outlet] += one.count
    return [outlet for outlet, _count in totals.most_common()]


def moments(first: str, last: str) -> dict[str, str]:
    """Return all months or days from the first to the last, with the words for each; no more than `LONGEST`."""
    monthly = len(first) == len("2026-05")
    found = pd.period_range(first, last, freq="M" if monthly else "D")
    written = [str(moment) for moment in found[:LONGEST]]
    return {moment: when(moment) for moment in written}


def name(outlet: str) -> str:
    return outlet or no_outlet()


def when(bucket: str) -> str:
    """Return a day or a month in words; what has no full date says so."""
    return date_words(bucket) if bucket else no_date()


def title(frame: pd.DataFrame) -> str:
    monthly = len(frame["when"].iloc[0]) == len("2026-05")
    return _("Reports a month, by outlet") if monthly else _("Reports a day, by outlet")


def alt(frame: pd.DataFrame) -> str:
    """Return in words what the chart shows: of each outlet how many reports, from when to when, and when most."""
    said = []
    for outlet, rows in list(frame.groupby("outlet", sort=False))[:PEAKS]:
        most = rows.loc[rows["count"].idxmax()]
        said.append(
            _(
                "{outlet}: {reports}, from {first} to {last}, most ({count}) {peak}",
                outlet=outlet,
                reports=n_("{n} report", "{n} reports", int(rows["count"].sum())),
                first=when(rows["when"].min()),
                last=when(rows["when"].max()),
                count=number(most["count"]),
                peak=when(most["when"]),
            )
        )
    return f"{title(frame)}. {_('; ').join(said)}."


def table(found: Sequence[Reported], view: View) -> str:
    """Return the counts as a table, an outlet a row and a day or month a column."""
    columns = sorted({one.when for one in found}, key=lambda when: (not when, when))
    counts: dict[str, Counter[str]] = {}
    for one in found:
        counts.setdefault(one.outlet, Counter())[one.when] += one.count
    order = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    rows: list[tuple[str, str | None, Counter[str]]] = [(name(outlet), outlet, own) for outlet, own in order[:ROWS]]
    if order[ROWS:]:
        rest = Counter[str]()
        for _outlet, own in order[ROWS:]:
            rest.update(own)  # added up by `sum`, ten thousand outlets would be copied ten thousand times
        rows.append((n_("{n} other outlet", "{n} other outlets", len(order) - ROWS), None, rest))
    head = "".join(f'<th class="num" scope="col">{when(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(words)}</th>'
        + "".join(f"<td>{cell(own[column], outlet, column, view)}</td>" for column in columns)
        + f'<td class="total">{number(own.total())}</td></tr>'
        for words, outlet, own in rows
    )
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(_("Reports by outlet and time"))}">'
        f'<table class="plain matrix"><thead><tr><th scope="col">{_("Outlet")}</th>{head}'
        f'<th class="num" scope="col">{_("In all")}</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def cell(count: int, outlet: str | None, when: str, view: View) -> str:
    """Return a count, which leads to what an outlet reported on that day or in that month; of several it does not."""
    if not count or outlet is None:
        return number(count) if count else "·"
    daily = len(when) == len("2026-05-03")
    days = {"date_from": when, "date_to": when} if daily else {"months": (when,)}
    there = replace(view, page=1, filters=replace(view.filters, outlets=(outlet,), **days))
    return f'<a href="{filtered("./", there)}">{number(count)}</a>'
