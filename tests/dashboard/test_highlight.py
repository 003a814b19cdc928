import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.highlight import Mark, among, marked, paragraphs
from extract.model import Span

TEXT = "The ferry stays shut, she said, for about 800 people."


def plain(html):
    return re.sub(r"<sup.*?</sup>|<[^>]*>", "", html)


def test_overlapping_marks_are_cut_into_pieces_that_nest():
    html = marked(TEXT, Span(0, len(TEXT)), [Mark(Span(0, 20), "quote", 1), Mark(Span(10, 30), "claim")])
    assert '<mark class="quote">The ferry </mark><mark class="quote claim">stays shut</mark>' in html
    assert plain(html) == TEXT


def test_a_mark_that_begins_in_the_paragraph_carries_the_number_of_its_note():
    html = marked(TEXT, Span(0, len(TEXT)), [Mark(Span(4, 9), "quote", 7)])
    assert '<a href="#note-7" id="ref-7">7</a></sup><mark class="quote">ferry</mark>' in html


def test_the_place_a_link_led_to_has_one_anchor():
    html = marked(TEXT, Span(0, len(TEXT)), [Mark(Span(6, 12), "quote")], place=Span(4, 20))
    assert html.count('id="place"') == 1


def test_text_of_the_article_never_becomes_markup():
    assert marked("<script>x</script>", Span(0, 18), [Mark(Span(0, 8), "quote")]).count("<script") == 0


spans = st.tuples(st.integers(0, 53), st.integers(0, 53)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.lists(st.builds(Mark, spans, st.sampled_from(["quote", "cue", "claim"]))), spans)
def test_no_mark_changes_the_text(marks, place):
    assert plain(marked(TEXT, Span(0, len(TEXT)), marks, place)) == TEXT


def test_a_blank_line_and_a_long_line_end_a_paragraph_and_a_hard_wrap_does_not():
    text = "One line\nwrapped.\n\n" + "x" * 120 + "\nThe next."
    assert [span.of(text) for span in paragraphs(text, Span(0, len(text)))] == [
        "One line\nwrapped.",
        "x" * 120,
        "The next.",
    ]


@given(st.text("a \n", max_size=200))
def test_paragraphs_hold_all_that_is_not_white_space(text):
    found = "".join(span.of(text) for span in paragraphs(text, Span(0, len(text))))
    assert "".join(found.split()) == "".join(text.split())


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12), st.lists(st.integers(1, 9), max_size=8))
def test_each_span_has_the_marks_that_overlap_it_in_their_order(placed, lengths):
    marks = [Mark(Span(start, start + length), str(at)) for at, (start, length) in enumerate(placed)]
    ends = list(itertools.accumulate(lengths, initial=0))
    spans = [Span(start, end) for start, end in itertools.pairwise(ends)]
    assert list(among(spans, marks)) == [(span, [mark for mark in marks if mark.span.overlaps(span)]) for span in spans]


def test_thousands_of_marks_and_paragraphs_are_looked_at_once(monkeypatch):
    """A report of a megabyte took a minute a page view: every paragraph asked every mark."""
    asked = []
    overlaps = Span.overlaps
    monkeypatch.setattr(Span, "overlaps", lambda one, other: bool(asked.append(1)) or overlaps(one, other))
    marks = [Mark(Span(start, start + 5), "quote") for start in range(0, 20_000, 10)]
    spans = [Span(start, start + 10) for start in range(0, 20_000, 10)]
    assert all(len(here) == 1 for _, here in among(spans, marks))
    marked("a" * 20_000, Span(0, 20_000), marks)
    assert len(asked) < 10 * len(marks)
