"""One question at a time, the most doubtful first, answered by keys; below, what was decided, each with its undo."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import data, judge, judging
from dashboard.components import looks, problems, review, review_choose, review_log, review_repair, states
from dashboard.components.address import link, short
from dashboard.components.text import escape, one_line
from dashboard.words import _, n_
from extract.errors import OnRecordError
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.review import ASKED, MOST, PAIRS, Evidence, Question

OWN = ("about", "outlet", "speaker")


def show() -> None:
    """Draw the page."""
    looks.wear("review.css")
    given = named(st.query_params.get("ask", ""))
    st.html(f"<h1>{_('Review')}</h1>")
    judges = judge.ask()
    if given is not None:
        single(given, judges)
    else:
        queue(judges)
    behind()
    review_log.draw()


def behind() -> None:
    """Say that what the last decisions join or part is still being worked out, where the store is large."""
    if judging.derived_soon():
        states.behind(decided=True)


def named(ask: str) -> Question | None:
    """Return the question that an address names ("quote:ID", "speaker:ID:ID"), None where it names none."""
    about, *ids = ask.split(":")
    if about not in ASKED or not ids or not ids[0]:
        return None
    return Question(about=about, left=ids[0], right=ids[1] if len(ids) > 1 else "", doubt=0.0)


def single(question: Question, judges: bool) -> None:
    """Draw the one question that the address names, and the way to the others."""
    st.html(f'<p><a href="{link("review")}">{_("All questions")}</a></p>')
    said()
    draw(question, judges, opened=True)


def queue(judges: bool) -> None:
    """Draw the filters, how much is left, and the first question."""
    narrowed = {name: st.query_params.get(name) or None for name in OWN}
    about = narrowed["about"] if narrowed["about"] in ASKED else None
    if narrowed["about"] and not about:
        states.misread([_("there is no question about “{given}”", given=short(narrowed["about"]))])
    found = data.ask(queries.questions, about, narrowed["outlet"], narrowed["speaker"])
    filters(about, narrowed["outlet"], narrowed["speaker"])
    passed = st.session_state.get("passed", frozenset())
    left = [one for one in found if key(one) not in passed] or list(found)
    said()
    if not left:
        done(any(narrowed.values()))
        return
    words = n_("{n} question is left", "{n} questions are left", len(left))
    more = f", {_('and more behind them')}" if len(found) >= MOST else ""
    st.html(f'<p class="left" role="status">{words}{more}</p>')
    draw(left[0], judges)


def done(narrowed: bool) -> None:
    """Say that nothing is left, and what to do next."""
    everything = f'<a href="{link("review")}">{_("All questions")}</a>' if narrowed else ""
    home = f'<a href="{link("./")}">{_("All statements")}</a>'
    ways = " · ".join(filter(None, [everything, home]))
    st.html(f'<p class="lead">{_("Nothing is left to decide here.")}</p><p>{ways}</p>')


def filters(about: str | None, outlet: str | None, speaker: str | None) -> None:
    """Draw the choice of a kind of question, an outlet and a speaker, kept in the address."""
    facets = data.ask(queries.facets, Filters())
    outlets = {one.name: one.name or _("outlet not given") for one in facets.outlets}
    speakers = {one.id: one.name for one in facets.speakers}
    if speaker and speaker not in speakers:
        speakers |= data.ask(queries.speaker_names, (speaker,))
    kinds = {name: _(words) for name, words in review.KINDS.items()}
    with st.container(horizontal=True, key="review-filters"):
        for name, words, options, now in (
            ("about", _("Question"), kinds, about),
            ("outlet", _("Outlet"), outlets, outlet),
            ("speaker", _("Speaker"), speakers, speaker),
        ):
            st.session_state[f"by-{name}"] = now if now in options else None
            st.selectbox(
                words,
                list(options),
                key=f"by-{name}",
                format_func=lambda value, options=options: options.get(value, value),
                placeholder=_("all"),
                on_change=_narrow,
                args=(name,),
                width=240,
            )


def _narrow(name: str) -> None:
    chosen = st.session_state[f"by-{name}"]
    if chosen is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen


def draw(question: Question, judges: bool, opened: bool = False) -> None:
    """Draw a question with its evidence and the answers; `opened` shows at once how to put a quote right, which is
    what somebody wants to whom it looked wrong.
    """
    question, found = loaded(question)
    if question.left not in found.quotes and question.left not in found.claims:
        st.html(f'<p class="lead">{_("What this question is about is not in the store any more.")}</p>')
        return
    quote = found.quotes.get(question.left)
    if question.about in PAIRS and question.right not in found.quotes and quote:
        st.html(review.side(quote))
        review_choose.draw(question, quote)
        return
    if question.about == "spoken" and not question.right and quote:
        question = Question(about="spoken", left=question.left, right=quote.speaker_id or "", doubt=0.0)
    names = data.ask(queries.speaker_names, (question.right,)) if question.about == "spoken" else {}
    st.html(f'<h2 class="asked">{review.asked(question, names)}</h2>{review.shown(question, found)}')
    answers(question, evidence(question, names, found), judges)
    if quote and question.about in ("quote", "spoken"):
        with st.expander(_("Put it right: another speaker, other words"), expanded=opened):
            review_repair.draw(quote, judges)


def loaded(question: Question) -> tuple[Question, Evidence]:
    """Return the question with its evidence; a statement or a speaker that it names is its first quote."""
    ids = tuple(id for id in (question.left, question.right) if id)
    found = data.ask(queries.evidence, ids)
    if question.about in PAIRS and any(id not in found.quotes for id in ids):
        firsts = data.ask(queries.first_reports, tuple(id for id in ids if id not in found.quotes))
        sides = [firsts.get(id, id) for id in (question.left, question.right)]
        question = replace(question, left=sides[0], right=sides[1])
        found = data.ask(queries.evidence, tuple(id for id in sides if id))
    return question, found


def evidence(question: Question, names: Mapping[str, str], found: Evidence) -> str:
    """Return the names that an answer is about, which the log tells; "" where it is about none."""
    if question.about == "speaker":
        sides = (found.quotes.get(question.left), found.quotes.get(question.right))
        return " / ".join(dict.fromkeys(side.speaker_name for side in sides if side and side.speaker_name))
    return names.get(question.right, "")


def answers(question: Question, about: str, judges: bool) -> None:
    """Draw the four answers, each with its key; `about` is the names that the log will tell."""
    with st.container(horizontal=True, vertical_alignment="center", key="answers"):
        choices = (
            ("same", _(review.YES[question.about]), "Y"),
            ("different", _(review.NO[question.about]), "N"),
            ("unsure", _("Not sure"), "U"),
        )
        for verdict, words, shortcut in choices:
            st.button(
                words,
                key=f"answer-{verdict}",
                shortcut=shortcut,
                disabled=not judges,
                on_click=answer,
                args=(question, verdict, about),
            )
        last = st.session_state.get("review-last")
        st.button(_("Undo"), key="undo-last", shortcut="Z", type="tertiary", disabled=last is None, on_click=undo)
    if not judges:
        st.html(f'<p class="small quiet">{_("Say who judges first; then Y, N, U and Z answer.")}</p>')


def answer(question: Question, verdict: str, name: str) -> None:
    """Write an answer; what is refused is said at the next drawing."""
    try:
        st.session_state["review-last"] = judging.decide(question.about, question.left, question.right, verdict, name)
        st.session_state["review-said"] = _("Written.")
    except OnRecordError as error:
        st.session_state["review-failed"] = problems.said(error)
        st.session_state["passed"] = st.session_state.get("passed", frozenset()) | {key(question)}


def undo() -> None:
    """Take back the last answer of this session."""
    number = st.session_state.pop("review-last", None)
    if number is not None:
        review_log.undo(number)


def key(question: Question) -> tuple[str, str, str]:
    return question.about, question.left, question.right


def said() -> None:
    """Say what became of the last answer."""
    if failed := st.session_state.pop("review-failed", None):
        st.html(f'<p class="flags" role="alert"><span class="flag">{one_line(failed)}</span></p>')
    elif words := st.session_state.pop("review-said", None):
        st.html(f'<p class="small quiet" role="status">{escape(words)}</p>')


show()
