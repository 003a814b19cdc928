import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components import diff
from extract import word_diff


def plain(html: str) -> str:
    """Return what stands on the page of a wording: without what is gone, tags and words for screen readers."""
    heard = re.sub(r"<del>.*?</del>|<span class=\"hidden\">[^<]*</span>", " ", html)
    return " ".join(re.sub(r"<[^>]*>", "", heard).split())


def test_what_is_new_is_underlined_and_what_is_gone_struck_each_with_a_word():
    html = diff.changes(word_diff("every boat was tested", "most boats were tested"), "en", "direct")
    assert '<del><span class="hidden">[gone: </span>every boat was<span class="hidden">]</span></del>' in html
    assert '<ins><span class="hidden">[new: </span>most boats were<span class="hidden">]</span></ins> tested”' in html


def test_what_is_gone_at_the_end_does_not_stick_to_the_last_word():
    html = diff.changes(word_diff("we wait here until noon", "we wait"), "en", "indirect")
    assert "wait <del>" in html


def test_changed_words_of_an_article_never_become_markup():
    html = diff.changes(word_diff("<b>one</b>", "<script>two</script>"), "en", "direct")
    assert "<script" not in html
    assert "<b>" not in html


words = st.lists(st.sampled_from(["the", "lock", "stays", "shut,", "open.", "“not”", "today"]), max_size=8).map(
    " ".join
)


@given(words, words)
def test_without_what_is_gone_the_wording_stands_as_it_was_said(base, other):
    html = diff.changes(word_diff(base, other), "en", "indirect")
    assert plain(html).replace(" ", "") == other.replace(" ", "")
    assert plain(html) == " ".join(other.split())


def test_a_translation_stands_clause_beside_clause_without_changes():
    html = diff.clauses([("We wait.", "Nous attendons.")], "en", "fr")
    assert '<span lang="fr" dir="auto">Nous attendons.</span>' in html
    assert "<ins" not in html
    assert "<del" not in html


def test_wordings_that_share_nothing_are_known_as_such():
    assert diff.shared(word_diff("one two three", "four five six")) == 0.0
    assert diff.shared(word_diff("one two three", "one two three")) == 1.0
