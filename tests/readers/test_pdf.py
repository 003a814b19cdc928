"""PDF with a text layer: read as a person reads it, in paragraphs, and honest where it cannot be."""

from time import process_time

import pytest

from extract.article import article_from, paragraphs
from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers import pdf_text, read_bytes
from tests.readers.papers import Line, column, locked, pdf

LEFT = [
    "The harbour of Wexel will stay closed un-",
    "til the thaw, said Ada Brack of the board.",
    "“Nobody told us that the ice would come,”",
    "she said. Ships lie at the northern quay.",
    "The town counts 1,200 of them, and its re-",
]
RIGHT = [
    "presentatives have asked for help, which",
    "the follow-up office in Lind has refused.",
    "Yesterday Bo Lind, a pilot, called it a",
    "disgrace for the whole coast of Wexel, and",
    "left the meeting early on Monday evening.",
]
JOINED = (
    "The harbour of Wexel will stay closed until the thaw, said Ada Brack of the board. “Nobody told us that the ice "
    "would come,” she said. Ships lie at the northern quay. The town counts 1,200 of them, and its representatives "
    "have asked for help, which the follow-up office in Lind has refused. Yesterday Bo Lind, a pilot, called it a "
    "disgrace for the whole coast of Wexel, and left the meeting early on Monday evening."
)
TITLE: list[Line] = [(60, 780, 20, "The harbour of Wexel is shut until spring")]


def document(data: bytes) -> Document:
    (found,) = read_bytes("a.pdf", data)
    assert isinstance(found, Document), found
    return found


def failure(data: bytes) -> Failure:
    (found,) = read_bytes("a.pdf", data)
    assert isinstance(found, Failure), found.content
    return found


def test_columns_are_read_one_after_the_other_and_parted_words_put_together() -> None:
    found = document(pdf([*TITLE, *column(60, 740, LEFT), *column(320, 740, RIGHT)]))
    assert found.content.split("\n\n") == ["The harbour of Wexel is shut until spring", JOINED]


def test_the_order_of_the_lines_in_the_file_does_not_matter() -> None:
    lines = [*TITLE, *column(60, 740, LEFT), *column(320, 740, RIGHT)]
    assert document(pdf(lines[::-1])).content == document(pdf(lines)).content


def test_what_is_set_largest_is_the_title_and_the_original_is_kept() -> None:
    data = pdf([*TITLE, *column(60, 740, LEFT + RIGHT)])
    found = document(data)
    assert found.metadata.title == "The harbour of Wexel is shut until spring"
    assert (found.media_type, found.original) == ("application/pdf", data)


def test_a_line_over_both_columns_parts_what_stands_above_from_what_stands_below() -> None:
    wide: list[Line] = [
        (60, 660, 10, "This line goes over both of the columns of the page, from the left to the right.")
    ]
    page = [*column(60, 740, LEFT), *column(320, 740, RIGHT), *wide, *column(60, 640, LEFT), *column(320, 640, RIGHT)]
    assert document(pdf(page)).content.split("\n\n") == [JOINED, wide[0][3], JOINED]


def test_an_indent_or_a_gap_begins_a_paragraph_and_a_short_line_ends_one() -> None:
    lines = [
        *column(60, 740, LEFT[:4]),
        (75, 692, 10, "The next begins with an indent and is"),
        (60, 680, 10, "short."),
    ]
    lines += column(60, 668, ["Another begins after the short line of the", "one before it."]) + column(
        60, 630, RIGHT[3:]
    )
    got = document(pdf([*lines])).content.split("\n\n")
    assert [paragraph.split()[0] for paragraph in got] == ["The", "The", "Another", "disgrace"]


def test_paragraphs_are_those_of_the_article() -> None:
    page = [
        *TITLE,
        *column(60, 740, LEFT[:4]),
        *column(60, 680, ["“It is a disgrace,” said Bo Lind, a pilot, who left."]),
    ]
    article = article_from(document(pdf(page)))
    assert article.title == "The harbour of Wexel is shut until spring"
    assert [span.of(article.text).split()[0] for span in paragraphs(article)] == ["The", "“It"]


def test_running_heads_and_page_numbers_part_no_sentence() -> None:
    def page(number: int, lines: list[Line]) -> list[Line]:
        head: Line = (60, 810, 8, "Wexel Harbour Board")
        return [head, *lines, (280, 30, 8, f"Page {number} of 3"), (60, 30, 8, "www.board.example")]

    last: list[Line] = [(75, 740, 10, "The end is told here, with an indent"), (60, 728, 10, "before it.")]
    got = document(pdf(page(1, column(60, 740, LEFT)), page(2, column(60, 740, RIGHT)), page(3, last))).content
    end = "The end is told here, with an indent before it."
    assert got.split("\n\n") == ["Wexel Harbour Board", JOINED, end, "www.board.example Page 3 of 3"]


def test_a_hyphen_stays_where_the_word_has_one_of_its_own() -> None:
    lines = [
        "The follow-",
        "up office, said the long-",
        "term board of Saint-",
        "Lind, gave an inter-",
        "view. « Non », dit-",
    ]
    got = document(pdf(column(60, 740, [*lines, "il. The interview was long."]))).content
    assert " ".join(got.split()) == (
        "The follow-up office, said the long-term board of Saint-Lind, gave an interview. « Non », dit-il. "
        "The interview was long."
    )


def test_the_mark_of_a_note_is_no_digit_of_a_number() -> None:
    line: list[Line] = [
        (60, 740, 10, "The board counts 63 ships"),
        (176.8, 743.5, 6, "1"),
        (183, 740, 10, "in the harbour."),
    ]
    assert "63 ships¹ in" in document(pdf(line)).content


def test_a_turned_page_is_read_as_it_is_held() -> None:
    assert document(pdf([*TITLE, *column(60, 740, LEFT)], rotate=90)).content.count("\n\n") == 1


def test_rows_of_a_table_stay_rows() -> None:
    rows = [(60.0 + 150 * place, 740.0 - 14 * row, 10.0, f"{row}{place}") for row in range(5) for place in range(3)]
    assert "10 11 12" in document(pdf([*rows, *column(60, 600, LEFT)])).content


def test_the_day_on_which_a_file_was_made_is_no_date_and_its_clerk_no_author() -> None:
    info = "/Title (Microsoft Word - draft3.doc) /Author (jdoe) /CreationDate (D:20260503100000Z)"
    told = document(pdf(column(60, 740, LEFT), info=info)).metadata
    assert (told.title, told.author, told.published_at) == (None, None, None)
    told = document(pdf([*TITLE, *column(60, 740, LEFT)], info=f"/Title ({TITLE[0][3]}) /Author (Ada Brack)")).metadata
    assert (told.title, told.author) == (TITLE[0][3], "Ada Brack")


def test_a_protected_file_says_so() -> None:
    found = failure(locked(column(60, 740, LEFT)))
    assert "password" in found.cause
    assert "without" in found.remedy


def test_pages_that_are_pictures_ask_for_their_text() -> None:
    for pages in ([[]], [[(280, 30, 8, "1")], [(280, 30, 8, "2")]]):
        assert "no text layer" in failure(pdf(*pages)).cause


def test_a_damaged_file_is_one_line() -> None:
    data = pdf(column(60, 740, LEFT))
    for bad in (b"", b"%PDF-1.4", b"%PDF-1.4 and then nothing of it", data[:60], b"\x00" * 3000):
        assert "damaged" in failure(bad).cause


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    four = pdf(*[column(60, 740, LEFT)] * 4)
    monkeypatch.setattr(pdf_text, "PAGES", 3)
    with pytest.raises(SourceError, match=r"has 4 pages.*; split it"):
        pdf_text.told(four)
    monkeypatch.undo()
    monkeypatch.setattr(pdf_text, "TEXT", 300)
    with pytest.raises(SourceError, match=r"more than 300 characters; split it"):
        pdf_text.told(four)


def test_a_sidebar_parts_no_sentence_of_the_page() -> None:
    side = column(420, 740, ["Press office", "Ada Brack, Wexel", "+44 20 7946 0000", "press@board.example"], 8, 11)
    found = document(pdf([*TITLE, *column(60, 738, LEFT), *side], column(60, 740, RIGHT)))
    assert JOINED in found.content.split("\n\n")
    assert "press@board.example" in found.content


def test_wide_spaces_of_a_justified_line_are_no_gutter() -> None:
    words = [
        (60.0 + 48 * place, 752.0, 10.0, word) for place, word in enumerate(["Ships", "lie", "there,", "it", "said."])
    ]
    found = document(pdf([*words, *column(60, 740, LEFT), *column(320, 740, RIGHT)]))
    assert found.content.startswith("Ships lie there, it said. The harbour of Wexel")


def test_lines_of_an_address_stay_lines() -> None:
    lines = ["Contact", "Ada Brack", "Quay 3, Wexel"]
    got = document(pdf([*column(60, 740, LEFT), *column(60, 660, lines)])).content
    assert got.split("\n\n")[1:] == lines


def test_a_number_or_a_dash_at_the_beginning_of_a_line_is_no_item_within_a_sentence() -> None:
    lines = [
        "The board will meet again at half past 18 h",
        "30. The ice, it said – and it has said so be-",
        "fore – is too thick.",
    ]
    assert "\n\n" not in document(pdf(column(60, 740, lines))).content


def test_a_page_of_ten_thousand_scattered_signs_is_read_in_bounded_time() -> None:
    page = [(20.0 + 0.5 * place, 800.0 - 2 * row, 0.2, "x") for row in range(10) for place in range(1000)]
    started = process_time()
    assert len(pdf_text.told(pdf(page)).content) > 10_000
    assert process_time() - started < 10


def test_what_stands_under_the_left_column_is_read_after_the_right_one_whatever_the_foot_of_the_page_holds() -> None:
    notes: list[Line] = [(60, 640, 12, "Notes to editors: press@wexel.example")]
    foot: list[Line] = [(40, 20, 8, "The board of Wexel"), (570, 20, 8, "1/1")]
    found = document(pdf([*TITLE, *column(60, 740, LEFT), *column(320, 740, RIGHT), *notes, *foot]))
    assert found.content.split("\n\n")[1:3] == [JOINED, notes[0][3]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("11/22/26, 3:32 PM The harbour of Wexel is shut", "https://ledger.example/wexel?page=1 1/2"),
        ("22/11/2026 15:32 The harbour of Wexel is shut", "file:///home/ada/wexel.html 1/2"),
        ("22.11.2026, 15:32 The harbour of Wexel is shut", "1 of 2 22.11.2026, 15:32"),
    ],
)
def test_what_a_browser_prints_around_a_page_is_no_part_of_it(above: str, below: str) -> None:
    around: list[Line] = [(24, 820, 8, above), (24, 12, 8, below)]
    for pages in (
        ([*around, *TITLE, *column(60, 740, LEFT + RIGHT)],),
        (
            [*around, *TITLE, *column(60, 740, LEFT)],
            [*around, *column(60, 740, RIGHT)],
        ),
    ):
        assert document(pdf(*pages)).content.split("\n\n") == [TITLE[0][3], JOINED]


def test_an_address_or_an_hour_within_the_text_is_kept() -> None:
    lines = [*LEFT[:4], "https://wexel.example/thaw", "22/11/2026 15:32 The quay opens.", *RIGHT[1:]]
    found = document(pdf([*TITLE, *column(60, 740, lines)])).content
    assert "https://wexel.example/thaw" in found
    assert "22/11/2026 15:32 The quay opens." in found
