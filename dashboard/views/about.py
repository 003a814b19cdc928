"""What the marks mean, how sure the machine is, what it cannot do, and which version this is."""

import streamlit as st

from dashboard import data
from dashboard.components.text import escape
from extract import __version__, reason_missing
from extract.errors import OnRecordError
from extract.store import queries

TEXT = """
<h1>About On Record</h1>
<div class="prose">
<p class="lead">On Record reads news articles of many outlets, finds who said what and which numbers were claimed, and
puts reports of the same statement and of the same measure side by side. It does not say who is right.</p>
<h2>What the marks mean</h2>
<table class="plain"><tbody>
<tr><td>“ ” and « »</td><td>A direct quote, in the marks of its language. What is reported indirectly stands without
marks.</td></tr>
<tr><td><ins>underlined</ins></td><td>New in this wording, not in the base wording that you chose.</td></tr>
<tr><td><del>struck through</del></td><td>In the base wording, gone from this one.</td></tr>
<tr><td><span class="flag">a number differs</span></td><td>Two reports of one statement give different
figures.</td></tr>
<tr><td><span class="flag">a denial</span></td><td>A report says that the speaker denied what stands here, and did not
say it.</td></tr>
<tr><td><span class="flag mild">translated</span></td><td>The reports are in more than one language. Clauses stand
beside each other; a translation is not shown as a change.</td></tr>
<tr><td>2 independent reports</td><td>Several outlets carry one text, from an agency or a press release, say: they
count as one report. The passages they share are shown. What stands in quotation marks is no sign of it.</td></tr>
<tr><td>said again</td><td>The same line more than a month after the reports of the first occasion; both dates are
given.</td></tr>
<tr><td>conflict</td><td>Two figures for one thing that cannot both be right: their ranges do not meet. An update or a
part of a whole is no conflict.</td></tr>
<tr><td>no date given</td><td>The article does not state its full date. None is guessed.</td></tr>
</tbody></table>
<h2>How sure it is</h2>
<p>Everything here was found by rules and small language models, without a person checking it. Each quote says what
found it and how sure that was, from 0 to 1: 0.85 and more is “sure”, 0.6 and more “fairly sure”, below that “unsure”.
In 84 English news articles with 1,376 quotes, which it had not learnt from, of those called 0.96 sure 97 of 100 were
right in their wording and in who said them, of those called 0.89 sure 89, and of those called 0.56 sure 57; it found
four of five in all. In French it has been measured on six articles only.</p>
<p>Expect mistakes: quotes that were missed, a pronoun given to the wrong person, two statements taken for one. Every
quote and every figure links to its place in the article, so that you can check it before you use it.</p>
<h2>What it cannot do</h2>
<ul>
<li>It finds quotes in English and French. Articles in other languages are kept and shown, without quotes.</li>
<li>It knows only the articles that were added, and only what they say of themselves.</li>
<li>A missing statement in an outlet means that it is not in these articles, not that the outlet left it out.</li>
<li>Outlets are listed by date or by name, never ranked.</li>
</ul>
<h2>Where the data are</h2>
<p>On this machine alone. Nothing is sent anywhere, and the pages load nothing from other sites.</p>
</div>
"""


def show() -> None:
    """Draw the page."""
    st.html(TEXT)
    facts = {"Version": __version__, "Store": str(data.store_path())}
    facts["Sentence vectors"] = reason_missing() or "installed; translations and reworded reports are recognised"
    try:
        summary = data.ask(queries.summary)
        facts["Revision of the store"] = str(data.ask(queries.revision))
        facts["Articles"] = f"{summary.articles:,}"
        facts["Sources that failed"] = f"{summary.failures:,}"
    except OnRecordError as error:
        facts["State"] = str(error)
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    st.html(f'<dl class="facts">{rows}</dl>')


show()
