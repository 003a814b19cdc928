"""The CSV of what a page shows, made only when somebody asks for it."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from dashboard import data, login, streams
from dashboard.components import timeline
from dashboard.components.text import escape
from dashboard.streams import Order
from dashboard.words import _
from extract.export.columns import Column
from extract.export.csv import write_csv
from extract.store.queries import Filters
from extract.store.queries.results import Reported

HELD = 20_000
"""Statements of a store whose CSV may lie in the server's memory whole, as Streamlit's button has it; the CSV of a
larger one is streamed."""


def quotes_and_claims(filters: Filters) -> None:
    """Draw the two downloads for exactly what the filters show."""
    with st.container(horizontal=True, key="downloads", width="content"):
        _csv(_("CSV of these quotes"), "quotes", filters)
        _csv(_("CSV of their claims"), "claims", filters, checkworthy=True)


def claims(filters: Filters, checkworthy: bool | None) -> None:
    """Draw the download of claims alone."""
    with st.container(horizontal=True, key="downloads"):
        _csv(_("CSV of these claims"), "claims", filters, checkworthy)


def matrix(reported: Sequence[Reported], name: str) -> None:
    """Draw the download of how often each outlet reported a speaker, an outlet a row and a month a column."""
    months = sorted({one.when for one in reported}, key=lambda when: (not when, when))
    columns = [Column("speaker", "whose quotes"), Column("outlet", "who published them")]
    columns += [Column(month or "no date", "quotes of that month", "integer") for month in months]

    def rows() -> Iterator[Mapping[str, object]]:
        for outlet in timeline.by_count(reported):
            counts = {one.when or "no date": one.count for one in reported if one.outlet == outlet}
            yield {"speaker": name, "outlet": outlet, **{month or "no date": 0 for month in months}, **counts}

    st.download_button(
        _("CSV of outlets and months"),
        lambda: b"".join(write_csv(rows(), columns)),
        file_name="onrecord-outlets-months.csv",
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key="more-matrix",
    )


def _csv(words: str, what: str, filters: Filters, checkworthy: bool | None = None) -> None:
    base, path = streams.base_url(st.context.url), data.store_path()
    order = Order(what=what, format="csv", filters=filters, checkworthy=checkworthy, base_url=base)
    summary = data.summary()
    if summary and summary.statements > HELD:
        address = escape(streams.address(order, path, login.holder(st.context.cookies)))
        st.html(f'<a class="download" href="{address}" target="_self">{escape(words)}</a>', width="content")
        return
    st.download_button(
        words,
        lambda: b"".join(streams.pieces(order, path)),
        file_name=order.name,
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key=order.name,
    )
