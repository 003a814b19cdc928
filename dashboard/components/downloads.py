"""The CSV of what a page shows, made only when somebody asks for it."""

from collections.abc import Callable
from urllib.parse import urljoin

import streamlit as st

from dashboard import data
from dashboard.words import _
from extract.store.queries import Filters


def quotes_and_claims(filters: Filters) -> None:
    """Draw the two downloads for exactly what the filters show."""
    with st.container(horizontal=True, key="downloads", width="content"):
        base = base_url()
        _csv(_("CSV of these quotes"), "onrecord-quotes.csv", lambda: data.quotes_csv(filters, base))
        _csv(_("CSV of their claims"), "onrecord-claims.csv", lambda: data.claims_csv(filters, base))


def claims(filters: Filters, checkworthy: bool | None) -> None:
    """Draw the download of claims alone."""
    with st.container(horizontal=True, key="downloads"):
        base = base_url()
        _csv(_("CSV of these claims"), "onrecord-claims.csv", lambda: data.claims_csv(filters, base, checkworthy))


def base_url() -> str:
    """Return the dashboard's address as the browser knows it, with its last slash; "" where it is not known."""
    return urljoin(st.context.url, "./") if st.context.url else ""


def _csv(words: str, name: str, made: Callable[[], bytes]) -> None:
    st.download_button(words, made, file_name=name, mime="text/csv", on_click="ignore", type="tertiary", key=name)
