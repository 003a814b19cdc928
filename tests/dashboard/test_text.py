import pytest

from dashboard.components import text


def test_markup_of_an_article_is_only_text():
    assert text.escape('<b onclick="x">&') == "&lt;b onclick=&quot;x&quot;&gt;&amp;"


def test_a_character_that_turns_the_line_around_is_dropped():
    assert text.escape("a\u202eb\u0000c") == "abc"


@pytest.mark.parametrize("hostile", ["$x$", ":red[x]", "![](http://evil.example/)", "*a*", "[a](b)", "`c`", "<i>"])
def test_no_mark_of_markdown_stays_bare_in_a_label(hostile):
    written = text.label(hostile)
    for at, character in enumerate(written):
        if character in "$[]*`!<>:#_":
            assert written[at - 1] == "\\"


@pytest.mark.parametrize("hostile", [":smile:", "http://evil.example", "www.evil.example", "a@b.example", "->", "--"])
def test_what_streamlit_looks_for_in_finished_text_is_broken_up_in_a_label(hostile):
    shown = text.label(hostile).replace("\\", "")
    assert hostile not in shown
    assert shown.replace(text.WORD_JOINER, "") == hostile


def test_a_quotation_has_the_marks_of_its_language():
    assert "“We wait.”" in text.quotation("We wait.", "en")
    assert "«\u202fNous attendons.\u202f»" in text.quotation("Nous attendons.", "fr")
    assert 'lang="fr"' in text.quotation("Nous attendons.", "fr")


def test_what_is_reported_indirectly_has_no_marks():
    assert "“" not in text.quotation("the ferry would wait", "en", kind="indirect")


def test_marks_around_the_whole_are_not_doubled():
    assert text.unmarked("“We wait.”") == "We wait."
    assert text.unmarked("“We wait” and “go”") == "“We wait” and “go”"
    assert text.unmarked('"') == '"'


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-05-03", "3 May 2026"),
        ("2026-05-03T08:00:00Z", "3 May 2026"),
        ("2026-05", "May 2026"),
        ("--09-10", "10 September, no year given"),
        (None, "no date given"),
        ("<soon>", "&lt;soon&gt;"),
    ],
)
def test_dates_are_said_as_people_say_them(date, words):
    assert text.date_words(date) == words


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ((1150, None, None), "1,150"),
        ((800, None, None, "~"), "about 800"),
        ((63, None, None, ">=", "percent"), "at least 63%"),
        ((None, 750, 850), "750 to 850"),
        ((None, 200000, None), "200,000 or more"),
        (("2.50", None, None, "=", "USD"), "USD 2.5"),
        ((3, None, None, "=", "month"), "3 months"),
        ((1, None, None, "=", "month"), "1 month"),
        ((12, None, None, "=", "km"), "12 km"),
        ((100, None, None), "100"),
    ],
)
def test_figures_are_said_as_people_say_them(quantity, said):
    assert text.figure(*quantity) == said


def test_a_long_list_of_names_is_cut():
    assert text.listed(["A", "B", "C"]) == "A, B and C"
    assert text.listed(list("ABCDEF"), at_most=3) == "A, B and 4 more"
    assert text.listed([]) == ""


def test_a_common_name_needs_no_escape_that_a_screen_reader_would_speak():
    assert text.label("Dr. Mark P. O'Lagon-Smith (IOM)") == "Dr. Mark P. O'Lagon-Smith (IOM)"


def test_no_dot_stands_right_behind_www_in_a_label():
    # Markdown makes a link of "www." whatever follows the dot, an invisible character too.
    assert "www." not in text.label("see www.evil.example, WWW.evil.example").lower()
