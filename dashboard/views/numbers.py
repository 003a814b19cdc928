"""Which figures were claimed for one thing, those that cannot all be right first; below, every claim."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from math import isinf

import pandas as pd
import streamlit as st

from dashboard import charts, data
from dashboard.components import address, cards, checked, dossier, downloads, filters, sides, states
from dashboard.components.text import date_words, escape, lang, number, one_line, outlet
from dashboard.components.vocabulary import REASONS, called
from dashboard.words import _, interface, n_
from extract.store import queries
from extract.store.queries.results import ClaimFacets, ClaimView, MeasureView

MEASURES = 6
CLAIMS = 20
FIELDS = ("units", "speakers", "outlets", "languages")


def show() -> None:
    """Draw the page."""
    view = address.current()
    facets = data.ask(queries.claim_facets, view.filters)
    filters.sidebar(view, facets, search=_("Words in the sentence"), fields=FIELDS, counts=True, entity=True)
    total, found, page = data.page(queries.measures, view.filters, view.page, MEASURES)
    if not total and not view.filtered and not data.ask(queries.claims, view.filters, limit=1)[0]:
        title = _("No figures yet")
        states.empty(title, _("The store holds no number yet. Add articles, and what they count stands here."))
        return
    st.html(f'<h1>{_("Numbers")}</h1><p class="lead">{lead(view, facets, total)}</p>')
    states.misread(view.notes)
    if not total and view.filtered:
        states.nothing_left()
    elif total:
        states.past_the_end(view.page, page)
    for measure in found:
        draw(replace(measure, claims=tuple(sides.ordered(measure.claims))))
    filters.pages(view, total, MEASURES)
    claims(view)


def lead(view: address.View, facets: ClaimFacets, total: int) -> str:
    """Return how many things are counted in several reports, and on how many the reports disagree."""
    disputed, _found = data.ask(queries.measures, view.filters, only_conflicts=True, limit=1)
    counted = n_("{n} thing counted or measured", "{n} things counted or measured", total)
    said = filters.said(view, facets, counted)
    if not disputed:
        return f"{said}."
    return said + n_(
        "; on {n} the figures cannot all be right, and it comes first.",
        "; on {n} the figures cannot all be right, and those come first.",
        disputed,
    )


def draw(measure: MeasureView) -> None:
    """Draw one measure: its figures as dots, what speaks for a conflict, and the sentences."""
    mark = cards.flag(_("figures cannot all be right")) if measure.conflict else ""
    name, language = titled(measure)
    st.html(
        f'<div class="measure-head"><h2{lang(language)} dir="auto">{escape(capital(name))}</h2>'
        f'<p class="flags">{mark}</p></div>'
    )
    frame = frame_of(measure)
    # A plot of one figure that all agree on shows nothing, and plotly takes its time.
    if len(frame[["low", "high"]].drop_duplicates()) > 1:
        dark = st.context.theme.type == "dark"
        told = charts.alt(capital(name), frame)
        with st.container(key=f"chart-{measure.id}"):
            st.plotly_chart(
                charts.dots(frame, dark),
                key=f"plot-{measure.id}",
                theme=None,
                config={"staticPlot": True, "displayModeBar": False},
                alt=told,
            )
    st.html(sides.evidence(measure) + sentences(measure.claims))


def titled(measure: MeasureView) -> tuple[str, str | None]:
    """Return what a measure is of, and the language that says so: the page's where an article has it, else the most
    common one among its articles; in it the measure's own words, or where they are another language's, the commonest.
    """
    spoken = Counter(claim.language for claim in measure.claims if claim.entity)
    if not spoken:
        return measure.entity or _("what is counted is not said"), None
    language = interface() if spoken[interface()] else spoken.most_common(1)[0][0]
    words = Counter(
        " ".join(claim.entity.split()) for claim in measure.claims if claim.entity and claim.language == language
    )
    own = next((word for word in words if word.casefold() == measure.entity.casefold()), None)
    # What the engine chose may be more than a claim's own words ("boats waiting"); it stands where it has one of them.
    said = set(measure.entity.casefold().split())
    foreign = {
        " ".join((claim.entity or "").casefold().split()) for claim in measure.claims if claim.language != language
    }
    if (
        own is None
        and measure.entity.casefold() not in foreign
        and any(said & set(one.casefold().split()) for one in words)
    ):
        return measure.entity, language
    return own or words.most_common(1)[0][0], language


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
    name = claim.outlet or unescape(outlet(None))
    several = sum(other.outlet == claim.outlet for other in claims) > 1
    by = claim.speaker_name or claim.source_text
    return f"{name}: {by}" if several and by else name


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
    titles = (_("Figure"), _("Sentence"), _("Claimed by"), _("Where"))
    head = "".join(f"<th>{title}</th>" for title in titles)
    return f'<table class="plain wide claims"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def row(claim: ClaimView) -> str:
    """Return one claim as a row of the table."""
    at = f"{claim.span.start}-{claim.span.end}"
    link = address.link("article", id=claim.article_id, at=at)
    place = f'<a href="{link}">{outlet(claim.outlet)}</a><br><span class="quiet">{date_words(claim.date)}</span>'
    by = (
        cards.speaker(claim.speaker_id, claim.speaker_name) if claim.speaker_name else one_line(claim.source_text or "")
    )
    return (
        f"<tr><td class='figure'>{cards.figured(claim)}{about(claim)}{checked.below(claim)}<br>"
        f'<span class="small">{dossier.adder("claim", claim.id)}</span></td>'
        f"<td>{cards.sentence(claim)}</td>"
        f"<td data-label='{escape(_('Claimed by'))}'>{by or outlet_itself()}</td><td>{place}</td></tr>"
    )


def outlet_itself() -> str:
    return f'<span class="quiet">{_("the outlet itself")}</span>'


def about(claim: ClaimView) -> str:
    """Return what is counted, and why a number is no claim."""
    parts = [claim.entity or "", claim.rate or "", claim.period or "", claim.place or ""]
    words = " · ".join(one_line(part) for part in parts if part)
    why = called(REASONS, claim.reason) if claim.reason else _("not check-worthy")
    reason = "" if claim.checkworthy else _("no claim: {reason}", reason=escape(why))
    if not words and not reason:
        return ""
    said = f"<span{lang(claim.language)}>{words}</span>" if words else ""
    return f'<br><span class="quiet small">{" · ".join(filter(None, [said, reason]))}</span>'


def claims(view: address.View) -> None:
    """Draw the list of all claims, with the numbers that are none where asked for."""
    st.html(f"<h2>{_('Every figure')}</h2>")
    everything = st.query_params.get("all") == "1"
    st.session_state["all"] = everything

    def changed() -> None:
        address.go(replace(view, page=1))
        if st.session_state["all"]:
            st.query_params["all"] = "1"
        else:
            st.query_params.pop("all", None)
        st.query_params.pop("claims", None)

    words = _("Also dates, telephone numbers and other numbers that claim nothing")
    st.checkbox(words, key="all", on_change=changed)
    checkworthy = None if everything else True
    asked = address.page_number(st.query_params.get("claims", "1")) or 1
    total, found, page = data.page(queries.claims, view.filters, asked, CLAIMS, checkworthy=checkworthy)
    st.html(f"<p>{n_('{n} figure', '{n} figures', total)}</p>")
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

    told = _("page {page} of {last}", page=number(page), last=number(last))
    with st.container(horizontal=True, vertical_alignment="center", key="turn"):
        st.button(_("Previous"), key="previous", type="tertiary", disabled=page <= 1, on_click=go, args=(page - 1,))
        st.html(f'<p class="quiet">{told}</p>', width="content")
        st.button(_("Next"), key="next", type="tertiary", disabled=page >= last, on_click=go, args=(page + 1,))


show()
