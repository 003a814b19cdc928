"""What a source is, by its name and by its first bytes."""

import gzip

import pytest

from extract.model import Document
from extract.readers import read_bytes, reader_for, reader_for_type
from extract.readers.html import read_html
from extract.readers.kinds import of_media_type, sniff, suffix_of
from extract.readers.text import read_text


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.TXT", ".txt"), ("crawl.WARC.gz", ".warc.gz"), ("v1.2.html", ".html"), ("x.gz", ".gz"), ("noname", "")],
)
def test_a_suffix_that_only_packs_stands_with_the_one_before_it(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"PK\x03\x04....word/document.xml", ".docx"),
        (b"PK\x03\x04....articles/1.html", ".zip"),
        (b"PAR1\x15\x04", ".parquet"),
        (b"WARC/1.1\r\nWARC-Type: response", ".warc"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo", mtime=0), ".warc.gz"),
        (gzip.compress(b"<?xml version='1.0'?><urlset>", mtime=0), ".xml.gz"),
        (gzip.compress(b"A text.", mtime=0), None),
        (b"\x1f\x8bnothing of the kind", None),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- made <b>by</b> hand -->\n<rss version='2.0'>", ".xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", ".xml"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", ".xml"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>', ".xml"),
        ("<?xml version='1.0' encoding='utf-16'?><urlset>".encode("utf-16"), ".xml"),
        (b"<sm:sitemapindex>", ".xml"),
        (b"\n<!doctype HTML>\n<meta charset=utf-8>", ".html"),
        (b"<!-- saved --><HTML lang=fr>", ".html"),
        (b'{"id": "1", "text": "The bridge is shut."}\n', ".jsonl"),
        (b"Return-Path: <a@example.org>\r\nReceived: from mail.example.org\r\n", ".eml"),
        (b"The bridge is shut, said the mayor.", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"<!-- " * 10_000, None),
        (b"<" * 60_000, None),
        (b"", None),
    ],
)
def test_the_first_bytes_show_what_a_source_is(head: bytes, kind: str | None) -> None:
    assert sniff(head) == kind


def test_the_name_of_a_file_goes_before_its_bytes_and_a_servers_word_goes_after_them() -> None:
    page = b"<!doctype html><title>The bridge</title>"
    assert reader_for("page.txt", page) is read_text
    assert reader_for("page", page) is read_html
    assert reader_for_type("text/plain", page) is read_html
    assert reader_for_type("text/plain", b"The bridge is shut.") is read_text
    assert reader_for_type("application/octet-stream", b"The bridge is shut.", "a.txt") is read_text
    assert reader_for_type("image/png", b"\x89PNG") is None
    assert of_media_type("text/html") == ".html"


def test_an_upload_without_a_suffix_is_read_by_what_it_is() -> None:
    (found,) = read_bytes("download", b'{"id": "1", "text": "The bridge is shut."}\n')
    assert isinstance(found, Document)
