"""Web addresses are read as what lies there."""

import gzip

import pytest

from extract.model import Document, Failure
from extract.readers import read
from extract.readers.options import Options
from tests.readers.hostile import Behaviour, internet, moved, page

SENTENCE = "The bridge over the Wexel will stay shut until June, said Ada Brunel, the harbour master, on Monday. "
HTML = f"<!doctype html><title>The bridge</title><h1>The bridge</h1><article>{f'<p>{SENTENCE * 2}</p>' * 4}</article>"


def found(pages: dict[str, Behaviour], *urls: str) -> list[Document | Failure]:
    with internet(pages) as net:
        return list(read(urls, Options(fetcher=net.fetcher())))


def test_a_page_is_read_with_when_it_was_fetched_and_what_was_asked_for() -> None:
    (document,) = found({"/short": moved("/news/bridge"), "/news/bridge": page(HTML)}, "http://example.org/short")
    assert isinstance(document, Document)
    assert document.uri == "http://example.org/news/bridge"
    assert document.metadata.requested == "http://example.org/short"
    assert SENTENCE.strip() in document.content
    assert document.original == HTML.encode()
    assert document.fetched_at is not None


@pytest.mark.parametrize("media_type", ["text/plain", "application/octet-stream", "", "text/html; charset=utf-8"])
def test_what_the_bytes_show_goes_before_what_the_server_says(media_type: str) -> None:
    (document,) = found({"/a": page(HTML, media_type=media_type)}, "http://example.org/a")
    assert isinstance(document, Document)
    assert document.media_type == "text/html"


def test_plain_text_is_read_as_text() -> None:
    (document,) = found({"/a": page(SENTENCE, media_type="text/plain")}, "http://example.org/a")
    assert isinstance(document, Document)
    assert document.content == SENTENCE


def test_the_encoding_that_the_server_names_is_used() -> None:
    body = HTML.replace("Brunel", "Brûlé").encode("cp1252")
    (document,) = found({"/a": page(body, media_type="text/html; charset=windows-1252")}, "http://example.org/a")
    assert isinstance(document, Document)
    assert "Ada Brûlé" in document.content


def test_each_address_that_gives_nothing_is_one_failure_and_the_rest_is_read() -> None:
    pages: dict[str, Behaviour] = {"/image": page(b"\x89PNG\r\n", media_type="image/png"), "/good": page(HTML)}
    paths = ("gone", "image", "good", "packed")
    pages["/packed"] = page(gzip.compress(b"nothing known"), media_type="application/gzip")
    gone, image, good, packed = found(
        pages,
        *(f"http://example.org/{path}" for path in paths),
    )
    assert isinstance(good, Document)
    for failure, cause in ((gone, "no such page"), (image, "it is image/png"), (packed, "it is application/gzip")):
        assert isinstance(failure, Failure)
        assert cause in failure.cause
        assert failure.uri.startswith("http://example.org/")


@pytest.mark.parametrize(
    ("link", "feed"),
    [
        ("<link rel=alternate type='application/rss+xml' href='/feed?a=1&amp;b=2'>", "http://example.org/feed?a=1&b=2"),
        ('<LINK HREF="http://feeds.example.org/x" TYPE="application/atom+xml">', "http://feeds.example.org/x"),
        (
            "<link rel=stylesheet href=/a.css><link type=application/rss+xml href=rss.xml />",
            "http://example.org/rss.xml",
        ),
        ("<link rel=alternate type='application/rss+xml' href='javascript:alert(1)'>", None),
        ("<link rel=stylesheet href=/a.css>", None),
        ("<link " * 30_000, None),
    ],
)
def test_a_front_page_is_a_failure_that_names_its_feed(link: str, feed: str | None) -> None:
    html = f"<!doctype html><html><head><title>The Ledger</title>{link}</head><body><p>Today</p></body></html>"
    (failure,) = found({"/": page(html)}, "http://example.org/")
    assert isinstance(failure, Failure)
    assert failure.remedy.endswith(f"or give its feed: {feed}") is (feed is not None)


def test_a_password_in_an_address_is_not_told_again() -> None:
    (failure,) = found({}, "https://user:s3cret@example.org/page")
    assert "s3cret" not in str(failure)
    assert "//…@example.org/page" in str(failure)


def test_an_address_of_this_machine_is_a_failure_and_no_request() -> None:
    with internet({}) as net:
        (failure,) = read(["http://localhost:80/"], Options(fetcher=net.fetcher()))
        assert isinstance(failure, Failure)
        assert net.connected == []
