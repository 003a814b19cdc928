"""How a report is cited."""

from urllib.parse import unquote

from dashboard.components import citations
from extract.model import Span
from extract.store.queries.results import QuoteView

SAID = "The lock will stay shut until every single gate of it has been tested twice"


def quote(**changes):
    empty = dict.fromkeys(QuoteView.__dataclass_fields__)
    known = {
        "id": "abcdef0123456789",
        "text": SAID,
        "content": (Span(0, 9),),
        "outlet": "Vale Herald",
        "kind": "direct",
    }
    more = {"article_title": "Lock shut\nafter 5 % fall", "date": "2026-03-02T08:00Z", "speaker_name": "Tilda Maron"}
    return QuoteView(**{**empty, **known, **more, "article_uri": "https://vale.example/a#top", **changes})


def test_apa_names_outlet_day_title_and_address():
    cited = citations.apa(quote(), "https://vale.example/a")
    assert cited == "Vale Herald. (2026, March 2). Lock shut after 5 % fall. https://vale.example/a"
    assert citations.apa(quote(date="--03-02"), None) == "Vale Herald. (n.d.). Lock shut after 5 % fall."


def test_bibtex_is_one_entry_that_no_title_can_break():
    entry = citations.bibtex(quote(article_title=r"Gate} \input{x} & 5 %"), "https://vale.example/a")
    assert r"title = {{Gate) /input(x) \& 5 \%}}," in entry
    assert entry.count("{") == entry.count("}")
    assert "note = {Tilda Maron: “The lock will" in entry


def test_the_text_fragment_gives_both_ends_of_a_long_wording():
    address = citations.with_fragment("https://vale.example/a#top", quote())
    start, end = unquote(address.split("#:~:text=")[1]).split(",")
    assert address.startswith("https://vale.example/a#:~:text=")
    assert SAID.startswith(start)
    assert SAID.endswith(end)


def test_dashes_and_commas_of_the_words_are_no_syntax_of_the_fragment():
    address = citations.with_fragment("https://vale.example/a", quote(text="well-known, said"))
    assert address.endswith("#:~:text=well%2Dknown%2C%20said")


def test_what_was_read_from_a_file_has_no_address_of_its_words():
    assert "#:~:text=" not in citations.folded(quote(article_uri="file:a.txt"), "article?id=a")
    assert "#:~:text=" in citations.folded(quote(), "article?id=a")


def test_words_of_an_article_never_become_markup_in_a_citation():
    shown = citations.folded(quote(article_title="<img src=x>", outlet="<b>Herald"), "article?id=a")
    assert "<img" not in shown
    assert "<b>Herald" not in shown
