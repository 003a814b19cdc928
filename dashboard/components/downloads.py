"""The CSV of what a page shows, made only when somebody asks for it."""

import streamlit as st

from dashboard import data, login, streams
from dashboard.components.text import escape
from dashboard.streams import Order
from dashboard.words import _
from extract.store.queries import Filters

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
