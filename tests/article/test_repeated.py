"""Lines that several documents of an outlet share are furniture."""

from extract.article import article_from, chrome_lines
from extract.article.zones import zones
from extract.model import Document

HEAD = "The harbour company keeps its boats and its people safe on every day of the year.\n\n"
APPEAL = "\nThe Daily Quay is written by forty people in three towns who like to hear what moves the river.\n"
STORIES = [
    "The bridge will close in June for eleven months, the council said on Monday after a survey.\n"
    '"We would rather have an angry driver than a drowned one," said the harbour master.\n',
    "Two bakers of the old town have won the prize for the best bread of the valley this year.\n"
    '"It is the water," said one of them, and would not say where it comes from.\n',
    "The ferry to the island will sail every twenty minutes from May until the end of the summer.\n"
    "Nobody has to pay for bicycles, the company said in a letter to its passengers.\n",
    "A school on the west bank has planted four hundred trees with its pupils since the autumn.\n"
    '"They water them before they eat," said the headmistress of the school.\n',
]
PAGES = [HEAD + story + APPEAL for story in STORIES]


def body(text: str, known: frozenset[str] = frozenset()) -> str:
    return "".join(zone.span.of(text) for zone in zones(text, known=known) if zone.kind == "body")


def test_what_all_pages_say_is_not_of_the_article() -> None:
    known = chrome_lines(PAGES)
    for page, story in zip(PAGES, STORIES, strict=True):
        assert "three towns" in body(page)
        assert body(page, known).strip() == story.strip()


def test_nothing_is_cut_and_the_article_keeps_its_id() -> None:
    known = chrome_lines(PAGES)
    document = Document(id="d", uri="u", media_type="text/plain", content=PAGES[0])
    plain, learned = article_from(document), article_from(document, known)
    assert (learned.id, learned.text) == (plain.id, plain.text)
    assert "".join(zone.span.of(PAGES[0]) for zone in learned.zones) == PAGES[0]


def test_a_line_of_two_pages_or_of_one_read_thrice_says_nothing() -> None:
    assert not chrome_lines(PAGES[:2])
    assert not chrome_lines([PAGES[0]] * 5)
    assert not chrome_lines([])


def test_a_line_of_few_of_many_pages_is_a_coincidence() -> None:
    many = [f"The council of ward {number} has met and has said nothing of the bridge.\n" for number in range(20)]
    assert chrome_lines([*PAGES[:3], *many[:3]])
    assert not chrome_lines([*PAGES[:3], *many])


def test_a_page_of_nothing_but_furniture_still_has_a_body() -> None:
    page = HEAD + APPEAL
    assert body(page, chrome_lines(PAGES))
