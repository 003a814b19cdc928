"""The paragraphs of a body."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.article import article_from, paragraphs
from extract.article.blocks import blocks
from extract.model import Document, Metadata

ONE = (
    "The harbour bridge will close to all traffic in June after engineers found cracks in two of its nine pillars, "
    "the city council said on Monday. Ambassador Ida Blum, Director of the Bridge Fund, called it a day of shame."
)
TWO = '"We would rather have an angry driver than a drowned one," said the harbour master, Tomas Ekeland, at the quay.'
THREE = "About 14,000 cars a day use the crossing, and the council put the cost of its repair at more than £31 million."

FOUR = "Traders in the old town said that the closure would ruin them, and that nobody would drive so far for bread."


def read(text: str, clean: bool = False) -> list[str]:
    document = Document(id="d", uri="u", media_type="text/plain", content=text, metadata=Metadata(clean=clean))
    article = article_from(document)
    return [" ".join(span.of(text).split()) for span in paragraphs(article)]


def wrapped(paragraph: str, width: int = 62) -> str:
    return "\n".join(textwrap.wrap(paragraph, width, break_on_hyphens=False))


def test_hard_wrapped_lines_are_joined_where_blank_lines_separate() -> None:
    assert read("\n\n".join(map(wrapped, (ONE, TWO, THREE)))) == [ONE, TWO, THREE]


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    assert read("\n".join(map(wrapped, (ONE, TWO, THREE)))) == [ONE, TWO, THREE]


def test_a_line_that_is_short_by_chance_does_not_end_its_paragraph() -> None:
    # Pages that were wrapped with "&eacute;" in them have lines of every length.
    ragged = wrapped(ONE).replace("in June after", "in June\nafter").replace(" council", "\ncouncil")
    assert read(ragged + "\n" + wrapped(TWO)) == [ONE, TWO]


def test_a_title_without_a_blank_line_is_no_part_of_the_lead() -> None:
    assert read("Harbour Bridge to Close for Eleven Months\n" + "\n".join(map(wrapped, (ONE, TWO)))) == [ONE, TWO]


def test_each_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    assert read("\n".join((ONE, TWO, THREE))) == [ONE, TWO, THREE]


def test_a_short_stretch_after_a_caption_is_wrapped_like_the_rest() -> None:
    page = "\n\n".join([wrapped(ONE), wrapped(TWO), wrapped(THREE), "Photo: the bridge at night", wrapped(FOUR)])
    assert read(page) == [ONE, TWO, THREE, FOUR]


def test_clean_text_keeps_every_line() -> None:
    assert read("Share this article\nMenu\n" + ONE, clean=True) == ["Share this article", "Menu", ONE]


@given(st.text(alphabet=st.sampled_from('aA.,\n "«»:-é1')))
def test_paragraphs_are_in_order_and_lose_no_word_of_clean_text(text: str) -> None:
    assert " ".join(read(text, clean=True)).split() == text.split()


def test_a_link_that_stands_in_a_line_of_its_own_is_part_of_its_sentence() -> None:
    page = "\n".join(
        [
            "The harbour bridge will close in June, said",
            "Ida Blum",
            ", who runs the port for the",
            "Marlow council",
            ". The ferry goes on, and",
            "its timetable",
            "is on the quay.",
            "“We would rather wait than drown,” said the harbour master, whose",
            "last report",
            "'s figures were wrong.",
        ]
    )
    found = [block.text for block in blocks(page)]
    assert found[0].startswith("The harbour bridge")
    assert found[0].endswith("is on the quay.")
    assert [text[:14] for text in found[1:]] == ["“We would rath"]


def test_marks_that_a_hard_wrap_puts_first_make_no_fragments() -> None:
    wrapped = """La maire de la ville a dit lundi que le pont du port resterait ouvert « aux riverains
» et que le quai serait fermé pendant onze mois ; la capitaine du port, Ida Blum, a ajouté
: « Personne ne passera, ni à pied ni à vélo, tant que les piles ne seront pas réparées
». Le bac partira toutes les vingt minutes, a promis la compagnie du fleuve, que préside
Amina Brandt, boulangère de son état. Il coûtera deux euros.

Les commerçants de la rive ouest ont demandé un rendez-vous à la préfète du département
"""
    assert [block.lines for block in blocks(wrapped)] == [5, 1]


@pytest.mark.parametrize("clean", [True, False])
@pytest.mark.parametrize("heading", ["Traders call for a vote", "Trois ponts, un chantier", "14,000 cars a day"])
def test_a_sub_heading_is_no_paragraph_though_of_the_body(heading: str, clean: bool) -> None:
    text = "\n\n".join([ONE, heading, THREE, FOUR])
    assert read(text, clean) == [ONE, THREE, FOUR]
    article = article_from(Document(id="d", uri="u", media_type="text/plain", content=text))
    assert any(heading in span.of(text) for span in article.body)


@pytest.mark.parametrize("line", ["“We will not go”, she said", "- more money for the ferry", "he went on", "No."])
def test_a_short_line_that_is_no_sub_heading_stays_a_paragraph(line: str) -> None:
    assert line in read("\n\n".join([ONE, line, THREE, FOUR]), clean=True)
