"""What the marks mean, how sure the machine is, what it cannot do, and which version this is."""

import streamlit as st

from dashboard import data
from dashboard.components import cards, problems, states
from dashboard.components.text import number, one_line
from dashboard.words import N_, _
from extract import __version__, reason_missing
from extract.errors import OnRecordError
from extract.store import queries

MARKS = (
    (
        "“ ” « »",
        N_("A direct quote, in the marks of its language. What is reported indirectly stands without marks."),
    ),
    (N_("<ins>underlined</ins>"), N_("New in this wording, not in the base wording that you chose.")),
    (N_("<del>struck through</del>"), N_("In the base wording, gone from this one.")),
    (
        N_('<span class="flag">a number differs</span>'),
        N_("Two reports of one statement give different figures."),
    ),
    (
        N_('<span class="flag">a denial</span>'),
        N_("A report says that the speaker denied what stands here, and did not say it."),
    ),
    (
        N_('<span class="flag mild">translated</span>'),
        N_(
            "The reports are in more than one language. Clauses stand beside each other; a translation is not shown as "
            "a change."
        ),
    ),
    (
        N_("2 independent reports"),
        N_(
            "Several outlets carry one text, from an agency or a press release, say: they count as one report. The "
            "passages they share are shown. What stands in quotation marks is no sign of it."
        ),
    ),
    (
        N_("said again"),
        N_(
            "The same line on another occasion: the articles tell another day, place or programme, "
            "or a month lies between; both dates are given."
        ),
    ),
    (
        N_("figures cannot all be right"),
        N_(
            "Two figures for one thing whose ranges do not meet. An update or a part of a whole is no conflict."
        ),
    ),
    (
        N_("no date given"),
        N_("The article does not state its full date. None is guessed."),
    ),
)  # fmt: skip
LIMITS = (
    N_("It finds quotes in English and French. Articles in other languages are kept and shown, without quotes."),
    N_("It knows only the articles that were added, and only what they say of themselves."),
    N_("A missing statement in an outlet means that it is not in these articles, not that the outlet left it out."),
    N_("Outlets are listed by date or by name, never ranked."),
)


def show() -> None:
    """Draw the page."""
    rows = "".join(f"<tr><td>{shown(mark)}</td><td>{_(meaning)}</td></tr>" for mark, meaning in MARKS)
    limits = "".join(f"<li>{_(limit)}</li>" for limit in LIMITS)
    st.html(
        f'<h1>{_("About On Record")}</h1><div class="prose"><p class="lead">{purpose()}</p>'
        f'<h2>{_("What the marks mean")}</h2><table class="plain wide"><tbody>{rows}</tbody></table>'
        f"<h2>{_('How sure it is')}</h2><p>{sure()}</p><p>{measured()}</p><p>{mistakes()}</p>"
        f"<h2>{_('What it cannot do')}</h2><ul>{limits}</ul>"
        f"<h2>{_('Where the data are')}</h2><p>"
        + _("On this machine alone. Nothing is sent anywhere, and the pages load nothing from other sites.")
        + "</p></div>"
    )
    st.html(f'<h2>{_("This copy")}</h2><dl class="facts">{facts()}</dl>')


def shown(mark: str) -> str:
    """Return a mark as the pages show it; quotation marks are no words."""
    return mark if mark.startswith("“") else _(mark)


def purpose() -> str:
    return _(
        "On Record reads news articles of many outlets, finds who said what and which numbers were claimed, and puts "
        "reports of the same statement and of the same measure side by side. It does not say who is right."
    )


def sure() -> str:
    return _(
        "Everything here was found by rules and small language models; where a person has checked or corrected it, "
        "it says so. Each quote says what found it and how sure that was, from 0 to 1: {sure} and more is “sure”, "
        "{fairly} and more “fairly sure”, below that “unsure”.",
        sure=cards.decimals(0.85),
        fairly=cards.decimals(0.6),
    )


def measured() -> str:
    """Return how the confidence was measured: tests/README.md has the figures."""
    return _(
        "In {articles} English news articles with {quotes} quotes, which it had not learnt from, of those called "
        "{high} sure 97 of 100 were right in their wording and in who said them, of those called {middle} sure 89, and "
        "of those called {low} sure 57; it found four of five in all. In French it has been measured on six "
        "articles only.",
        articles=number(84),
        quotes=number(1376),
        high=cards.decimals(0.96),
        middle=cards.decimals(0.89),
        low=cards.decimals(0.56),
    )


def mistakes() -> str:
    return _(
        "Expect mistakes: quotes that were missed, a pronoun given to the wrong person, two statements taken for one. "
        "Every quote and every figure links to its place in the article, so that you can check it before you use it."
    )


def facts() -> str:
    """Return which version this is, over which store, as rows."""
    told = {
        _("Version"): one_line(__version__),
        _("Store"): one_line(data.store_path()),
        _("Sentence vectors"): states.no_vectors()
        if reason_missing()
        else _("installed: translations and reworded reports are recognised"),
    }
    try:
        summary = data.ask(queries.summary)
        told[_("Revision of the store")] = number(data.ask(queries.revision))
        told[_("Articles")] = number(summary.articles)
        told[_("Sources that failed")] = states.unread(summary) or number(0)
    except OnRecordError as error:
        told[_("State")] = problems.told(error)
    return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in told.items())


show()
