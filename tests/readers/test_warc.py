"""Web archives: pages that were brought whole are articles with their address and date."""

import gzip
import io
import tracemalloc

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.options import Options
from extract.readers.warc import read_warc

PARAGRAPH = "The harbour of Wexel stays shut until spring, said Ada Brack, who runs it. “Nobody told us,” she added."


def page(title: str, paragraphs: int = 6) -> bytes:
    body = "".join(f"<p>{number}. {PARAGRAPH}</p>" for number in range(paragraphs))
    head = f"<meta charset='utf-8'><title>{title}</title>"
    return f"<html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


class Archive:
    """A web archive in the making."""

    def __init__(self, packed: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=packed)

    def add(
        self,
        uri: str,
        data: bytes,
        status: str = "200 OK",
        kind: str = "response",
        media: str = "text/html",
        **more: str,
    ) -> "Archive":
        headers = [("Content-Type", media), *((name.replace("_", "-"), value) for name, value in more.items())]
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        record = self.writer.create_warc_record(
            uri,
            kind,
            payload=io.BytesIO(data),
            http_headers=http,
            warc_content_type="" if http else media,
            warc_headers_dict={"WARC-Date": "2026-05-03T10:00:00Z"},
        )
        self.writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self.stream.getvalue()


def read(data: bytes, name: str = "a.warc.gz") -> tuple[list[Document], list[Failure]]:
    found = list(read_bytes(name, data))
    documents = [thing for thing in found if isinstance(thing, Document)]
    return documents, [thing for thing in found if isinstance(thing, Failure)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_known_by_its_address_and_the_day_it_was_brought(packed: bool) -> None:
    data = Archive(packed).add("https://ledger.example/a", page("The harbour is shut")).bytes()
    (document,), failures = read(data, "a.warc.gz" if packed else "a.warc")
    assert (document.uri, document.fetched_at) == ("https://ledger.example/a", "2026-05-03T10:00:00Z")
    assert "stays shut until spring" in document.content
    assert failures == []


def test_redirects_errors_revisits_and_pictures_are_passed_over() -> None:
    archive = Archive().add("https://ledger.example/a", page("The harbour is shut"))
    archive.add("https://ledger.example/b", b"", status="301 Moved").add(
        "https://ledger.example/c", b"", status="404 No"
    )
    archive.add("https://ledger.example/d", b"\x89PNG", media="image/png").add(
        "dns:ledger.example", b"x", kind="resource", media="text/dns"
    )
    documents, failures = read(archive.bytes())
    assert ([document.uri for document in documents], failures) == (["https://ledger.example/a"], [])


def test_an_archive_without_a_page_counts_what_it_holds() -> None:
    archive = Archive().add("https://ledger.example/b", b"", status="301 Moved")
    archive.add("https://ledger.example/d", b"\x89PNG", media="image/png")
    documents, (failure,) = read(archive.bytes())
    assert documents == []
    assert "1 redirects, 1 of type image/png" in failure.cause


def test_a_page_that_the_server_packed_is_unpacked() -> None:
    data = gzip.compress(page("The harbour is shut"))
    (document,), _ = read(Archive().add("https://l.example/a", data, Content_Encoding="gzip").bytes())
    assert "stays shut" in document.content
    documents, (failure,) = read(Archive().add("https://l.example/a", data, Content_Encoding="br").bytes())
    assert documents == []
    assert "packed as br" in failure.cause


def test_the_encoding_that_the_server_named_is_taken() -> None:
    text = f"<html><body><article><h1>L’été</h1>{'<p>« Les élèves de Wexel étaient là », a dit Zoé Brûlé.</p>' * 8}"
    data = text.encode("cp1252")
    (document,), _ = read(Archive().add("https://l.example/a", data, media="text/html; charset=windows-1252").bytes())
    assert "« Les élèves de Wexel étaient là »" in document.content


def test_a_bad_page_is_named_within_its_archive_and_the_rest_is_kept() -> None:
    archive = Archive().add("https://l.example/bad", b"<html></html>").add("https://l.example/a", page("Shut"))
    documents, (failure,) = read(archive.bytes())
    assert [document.uri for document in documents] == ["https://l.example/a"]
    assert failure.uri == "a.warc.gz!/https://l.example/bad"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.55, 0.93])
def test_an_archive_cut_off_gives_the_pages_before_and_one_line(packed: bool, share: float) -> None:
    archive = Archive(packed)
    for number in range(10):
        archive.add(f"https://l.example/{number}", page(f"Report {number} of the harbour"))
    data = archive.bytes()
    documents, failures = read(data[: int(len(data) * share)], "a.warc.gz" if packed else "a.warc")
    assert len(documents) == int(10 * share)  # ten of a size
    assert len(failures) == 1
    assert "cut off" in failures[0].cause


@pytest.mark.parametrize("data", [b"", b"plain text", b"x" * 100_000, gzip.compress(b"a", mtime=0), b"WARC/1.0\r\n"])
def test_what_is_no_web_archive_is_one_line(data: bytes) -> None:
    documents, failures = read(data, "a.warc")
    assert (documents, len(failures)) == ([], 1)


def test_a_web_archive_in_a_zip_is_read_and_so_is_one_of_another_name() -> None:
    data = Archive().add("https://l.example/a", page("The harbour is shut")).bytes()
    assert len(read(data, "crawl.gz")[0]) == 1
    assert len(read(data, "crawl")[0]) == 1


def test_a_big_archive_is_read_in_little_memory() -> None:
    archive, text = Archive(), (PARAGRAPH * 2000).encode()
    for number in range(60):
        archive.add(f"https://l.example/{number}", f"{number}\n".encode() + text, media="text/plain")
    stream = io.BytesIO(archive.bytes())
    tracemalloc.start()
    count = sum(isinstance(found, Document) for found in read_warc("a.warc.gz", stream, Options()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 15 * len(text)
