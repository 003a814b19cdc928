"""Web pages give their article: its text, and no furniture."""

from io import BytesIO

from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.html import read_html
from extract.readers.options import DEFAULT

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry to stay in dock – The Wexel Courier</title>
<meta property="og:site_name" content="The Wexel Courier"></head><body>
<nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
<article><h1>Ferry to stay in dock</h1>
<p>The ferry between Wexel and Lorn will stay in dock until the spring, the harbour office said on Monday.</p>
<p>“We would rather have an angry passenger than a wet one,” said Ada Quill, the harbour master, at the quay.</p>
<p>Repairs to the hull began in September and have cost 40,000 crowns so far, according to the office’s accounts.</p>
</article><script>var quote = "said nobody";</script></body></html>"""


def read(page: str) -> Document | Failure:
    (found,) = read_html("https://courier.example/ferry", BytesIO(page.encode()), DEFAULT)
    return found


def test_a_page_gives_the_paragraphs_of_its_article() -> None:
    found = read(PAGE)
    assert isinstance(found, Document), found
    assert "“We would rather have an angry passenger than a wet one,” said Ada Quill" in found.content
    assert "Sport" not in found.content
    assert "said nobody" not in found.content
    assert found.media_type == "text/html"
    assert found.original == PAGE.encode()


def test_the_suffix_of_a_page_is_known() -> None:
    for name in ("a.html", "a.HTM", "a.xhtml"):
        (found,) = read_bytes(name, PAGE.encode())
        assert isinstance(found, Document), found


def test_a_page_without_text_is_a_failure() -> None:
    found = read("<html><body></body></html>")
    assert isinstance(found, Failure)
    assert found.remedy
