"""Which blocks are the article: what an extractor lost beside its paragraphs comes back, what is furniture goes."""

from lxml import html

from extract.readers.html.aligned import standing_in
from extract.readers.html.blocks import blocks
from extract.readers.html.body import article, column


def sentence(number: int) -> str:
    return f"The harbour office gave reason number {number} for it on Monday, at the quay of Wexel."


def chosen(page: str, *lost: str, title: str | None = None) -> list[str]:
    """Return the blocks chosen where an extractor kept all that says "harbour" but what holds one of `lost`."""
    found = blocks(html.document_fromstring(page))
    kept = ["harbour" in block.text and not any(word in block.text for word in lost) for block in found]
    return [block.text for block in article(found, kept, title)]


COLUMN = "".join(f"<p>{sentence(number)}</p>" for number in range(1, 5))


def test_a_quote_passed_over_between_paragraphs_comes_back() -> None:
    quote = "“We would rather have an angry passenger than a wet one,” she said to them."
    assert quote in chosen(f"<div>{COLUMN}<p class=pq>{quote}</p>{COLUMN.replace('reason', 'cause')}</div>")


def test_a_lead_that_stands_apart_below_the_title_comes_back() -> None:
    lead = "Repairs take longer than planned, and the yard wants more money for them."
    page = f"<header><h1>Shut</h1><p class=standfirst>{lead}</p></header><div>{COLUMN}</div>"
    assert chosen(page)[0] == lead


def test_readers_comments_are_not_the_article_even_when_they_are_longer() -> None:
    said = "I told the harbour office so for years, and nobody there listened to me."
    reader = f"<div class='comment-body'><p>{said}</p></div>"
    assert not any("I told" in text for text in chosen(f"<div>{COLUMN}</div><div id=comments>{reader * 9}</div>"))


def test_teasers_below_the_article_go_and_its_own_last_paragraphs_stay() -> None:
    head = "<h3><a href=/x>Another piece from the harbour</a></h3>"
    card = f"<div class=card>{head}<p>What the harbour did next, in short.</p></div>"
    found = chosen(
        f"<main><div>{COLUMN}</div><p>The harbour itself will open again in May, she said.</p>{card * 4}</main>"
    )
    assert found[-1] == "The harbour itself will open again in May, she said."


def test_the_title_and_what_stands_above_it_are_no_body() -> None:
    page = f"<div><p>Transport, harbour</p><h1>Harbour shut</h1>{COLUMN}</div>"
    assert chosen(page, title="Harbour shut")[0] == sentence(1)


def test_a_heading_between_kept_paragraphs_stays_and_one_at_the_end_goes() -> None:
    found = chosen(
        f"<div>{COLUMN}<h2>What next</h2>{COLUMN.replace('reason', 'cause')}<h2>More on the harbour</h2></div>"
    )
    assert "What next" in found
    assert "More on the harbour" not in found


def test_of_blocks_that_read_the_same_the_one_among_its_neighbours_is_found() -> None:
    page = f"<aside><p>{sentence(1)}</p></aside><p>Elsewhere.</p><div>{COLUMN}</div>"
    found = blocks(html.document_fromstring(page))
    assert standing_in(found, "\n".join(sentence(number) for number in range(1, 5))) == [False, False] + [True] * 4


def test_line_breaks_part_paragraphs_where_there_are_two() -> None:
    found = blocks(html.document_fromstring("<div>One<br>line.<br><br>Two.<br> <br/>Three <b>bold</b>.</div>"))
    assert [block.text for block in found] == ["One\nline.", "Two.", "Three bold."]


def test_a_row_of_data_is_one_block_and_cells_of_layout_are_not() -> None:
    rows = "<table><tr><td>2024</td><td>412</td></tr><tr><td><p>Left.</p></td><td><p>Right.</p></td></tr></table>"
    assert [block.text for block in blocks(html.document_fromstring(rows))] == ["2024 | 412", "Left.", "Right."]


def test_the_densest_column_of_prose_is_an_article_that_nothing_else_found() -> None:
    found = blocks(html.document_fromstring(f"<nav><p>Home</p></nav><aside>{COLUMN}</aside><div>{COLUMN}</div>"))
    assert column(found) == [False] * 5 + [True] * 4


def test_a_quotation_that_browsers_mark_is_marked_once() -> None:
    page = "<p>He called it <q>a plank with a flag</q>, she <q>“a boat”</q>.</p>"
    assert [block.text for block in blocks(html.document_fromstring(page))] == [
        "He called it “a plank with a flag”, she “a boat”."
    ]


def test_a_quotation_that_the_layout_pulls_out_stands_once_where_it_was_said() -> None:
    said = "“We shall mill flour here again before the winter comes,” said Ada Oakes, the miller of the valley."
    pulled = "<blockquote>We shall mill flour here again before the winter comes</blockquote>"
    page = f"<div><p>{sentence(1)}</p><p>{said}</p><p>{sentence(2)}</p>{pulled}<p>{sentence(3)}</p></div>"
    assert chosen(page) == [sentence(1), said, sentence(2), sentence(3)]


def test_a_quotation_that_stands_nowhere_else_stays() -> None:
    own = "We shall mill flour here again before the winter comes"
    page = f"<div><p>{sentence(1)}</p><p>{sentence(2)}</p><blockquote>{own}</blockquote><p>{sentence(3)}</p></div>"
    assert own in chosen(page)
