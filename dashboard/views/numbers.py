"""Which figures were claimed for one thing, those that cannot all be right first; below, every claim."""

from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from math import isinf

import pandas as pd
import streamlit as st

from dashboard import charts, data
from dashboard.components import address, cards, downloads, filters, sides, states
from dashboard.components.text import counted, date_words, escape
from extract.store import queries
from extract.store.queries.results import ClaimView, MeasureView

MEASURES = 8
CLAIMS = 20


def show() -> None:
    """Draw the page."""
    view = address.current()
    facets = data.ask(queries.facets, view.filters)
    filters.sidebar(view, facets, search="Words in the sentence", fields=("speakers", "outlets", "languages"))
    total, found, page = data.page(queries.measures, view.filters, view.page, MEASURES)
    if not total and not view.filtered and not data.ask(queries.claims, view.filters, limit=1)[0]:
        states.empty("No figures yet", "The store holds no number yet. Add articles, and what they count stands here.")
        return
    st.html(f'<h1>Numbers</h1><p class="lead">{lead(view, total)}</p>')
    if not total and view.filtered:
        states.nothing_left("measure")
    elif total:
        states.past_the_end(view.page, page)
    for measure in found:
        draw(replace(measure, claims=tuple(sides.ordered(measure.claims))))
    filters.pages(view, total, MEASURES)
    claims(view)


def lead(view: address.View, total: int) -> str:
    """Return how many things are counted in several reports, and on how many the reports disagree."""
    disputed, _ = data.ask(queries.measures, view.filters, only_conflicts=True, limit=1)
    said = f"<b>{counted(total, 'thing')}</b> counted or measured"
    return f"{said}; on {disputed:,} the figures cannot all be right, and those come first." if disputed else f"{said}."


def draw(measure: MeasureView) -> None:
    """Draw one measure: its figures as dots, what speaks for a conflict, and the sentences."""
    mark = cards.flag("figures cannot all be right") if measure.conflict else ""
    st.html(f'<div class="measure-head"><h2>{escape(capital(measure.entity))}</h2><p class="flags">{mark}</p></div>')
    frame = frame_of(measure)
    # A plot of one figure that all agree on shows nothing, and plotly takes its time.
    if len(frame[["low", "high"]].drop_duplicates()) > 1:
        dark = st.context.theme.type == "dark"
        with st.container(key=f"chart-{measure.id}"):
            st.plotly_chart(
                charts.dots(frame, dark),
                key=f"plot-{measure.id}",
                theme=None,
                config={"staticPlot": True, "displayModeBar": False},
            )
        st.html(f'<p class="hidden">{escape(charts.alt(measure.entity, frame))}</p>')
    st.html(sides.evidence(measure) + sentences(measure.claims))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def frame_of(measure: MeasureView) -> pd.DataFrame:
    """Return the claims of a measure that give a figure, as rows for the plot."""
    disputed = {
        id for relation in measure.relations if relation.relation == "conflict" for id in (relation.a, relation.b)
    }
    rows: list[tuple[str, float, float, str, bool, str]] = []
    for claim in measure.claims:
        low, high = bounds(claim)
        if not (isinf(low) and isinf(high)):
            name = named(claim, measure.claims)
            rows.append((name, low, high, cards.figured(claim), claim.id in disputed, below(claim, name)))
    return pd.DataFrame(rows, columns=charts.COLUMNS)


def named(claim: ClaimView, claims: tuple[ClaimView, ...]) -> str:
    """Return the outlet of a claim, and where it claims twice, by whom."""
    outlet = claim.outlet or "outlet not given"
    several = sum(other.outlet == claim.outlet for other in claims) > 1
    by = claim.speaker_name or claim.source_text
    return f"{outlet}: {by}" if several and by else outlet


def below(claim: ClaimView, name: str) -> str:
    """Return the date of a claim and who is named as its source, where the name of the row does not say so."""
    by = claim.speaker_name or claim.source_text
    day = unescape(date_words(claim.date))
    return f"{day} · {by}" if by and not name.endswith(f": {by}") else day


def bounds(claim: ClaimView) -> tuple[float, float]:
    """Return what a claim says at least and at most; infinite where it is open."""
    endless = float("inf")
    if claim.value is not None:
        value = float(claim.value)
        return (-endless if claim.comparator in ("<", "<=") else value), (
            endless if claim.comparator in (">", ">=") else value
        )
    low = -endless if claim.low is None else float(claim.low)
    return low, endless if claim.high is None else float(claim.high)


def sentences(claims: Sequence[ClaimView]) -> str:
    """Return claims as a table: the figure, its sentence, who says so and where."""
    body = "".join(row(claim) for claim in claims)
    head = "<th>Figure</th><th>Sentence</th><th>Claimed by</th><th>Where</th>"
    return f'<table class="plain wide claims"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def row(claim: ClaimView) -> str:
    """Return one claim as a row of the table."""
    at = f"{claim.span.start}-{claim.span.end}"
    outlet = escape(claim.outlet) if claim.outlet else "outlet not given"
    link = address.link("article", id=claim.article_id, at=at)
    place = f'<a href="{link}">{outlet}</a><br><span class="quiet">{date_words(claim.date)}</span>'
    by = cards.speaker(claim.speaker_id, claim.speaker_name) if claim.speaker_name else escape(claim.source_text or "")
    return (
        f"<tr><td class='figure'>{cards.figured(claim)}{about(claim)}</td><td>{cards.sentence(claim)}</td>"
        f"<td data-label='Claimed by'>{by or outlet_itself()}</td><td>{place}</td></tr>"
    )


def outlet_itself() -> str:
    return '<span class="quiet">the outlet itself</span>'


def about(claim: ClaimView) -> str:
    """Return what is counted, and why a number is no claim."""
    parts = [claim.entity or "", claim.rate or "", claim.period or "", claim.place or ""]
    words = " · ".join(escape(part) for part in parts if part)
    reason = "" if claim.checkworthy else f"no claim: {escape(claim.reason or 'not check-worthy')}"
    return (
        f'<br><span class="quiet small">{" · ".join(filter(None, [words, reason]))}</span>' if words or reason else ""
    )


def claims(view: address.View) -> None:
    """Draw the list of all claims, with the numbers that are none where asked for."""
    st.html("<h2>Every figure</h2>")
    everything = st.query_params.get("all") == "1"
    st.session_state["all"] = everything

    def changed() -> None:
        address.go(replace(view, page=1))
        if st.session_state["all"]:
            st.query_params["all"] = "1"
        else:
            st.query_params.pop("all", None)
        st.query_params.pop("claims", None)

    st.checkbox("Also dates, phone numbers and other numbers that claim nothing", key="all", on_change=changed)
    checkworthy = None if everything else True
    asked = address.page_number(st.query_params.get("claims", "1")) or 1
    total, found, page = data.page(queries.claims, view.filters, asked, CLAIMS, checkworthy=checkworthy)
    st.html(f"<p>{counted(total, 'figure')}</p>")
    if found:
        states.past_the_end(asked, page)
        st.html(sentences(found))
    turn(page, -(-total // CLAIMS))
    if total:
        downloads.claims(view.filters, checkworthy)


def turn(page: int, last: int) -> None:
    """Draw the ways to the pages before and after; a second row of page numbers would be one too many."""
    if last <= 1:
        return

    def go(to: int) -> None:
        st.query_params["claims"] = str(to)

    with st.container(horizontal=True, vertical_alignment="center", key="turn"):
        st.button("Previous", key="previous", type="tertiary", disabled=page <= 1, on_click=go, args=(page - 1,))
        st.html(f'<p class="quiet">page {page:,} of {last:,}</p>', width="content")
        st.button("Next", key="next", type="tertiary", disabled=page >= last, on_click=go, args=(page + 1,))


show()
