"""What is fuzzed: a check of some bytes for each parser, and what its mutations start from."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

from extract import lang
from extract.article import article_from, paragraphs
from extract.claims import claims
from extract.claims.lexicon import digits_only, lexicon
from extract.claims.quantities import readings
from extract.model import Article, Document, Metadata, Span, Zone
from extract.quotes.marks import quotations
from extract.readers import pdf_text, read_bytes
from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.limits import Reach
from extract.readers.fetch.target import joined, target_of
from extract.readers.pdf_apart import APART
from tests.fuzz import seeds
from tests.fuzz.invariants import check_document, check_quantity, check_readings, check_spans

Check = Callable[[bytes], None]
CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Target:
    """`check` raises where what was read of some bytes breaks a promise; `words` are worth trying in them."""

    check: Check
    seeds: Callable[[], Sequence[bytes]]
    words: tuple[str, ...] = ()


def reading(name: str) -> Check:
    """Return the check of a file of this name."""

    def check(data: bytes) -> None:
        found = list(read_bytes(name, data))
        check_readings(found)
        if len(data) % 16 == 0:
            assert [thing.uri for thing in found] == [thing.uri for thing in read_bytes(name, data)]

    return check


def text_of(data: bytes) -> str:
    """Return what a reader hands on of any bytes: no lone surrogate, line ends as one character."""
    return data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def check_zones(data: bytes) -> None:
    """Check the zones of raw text, with and without a title that the source told."""
    text = text_of(data)
    if text.strip():
        title = text[: text.find("\n")].strip() if len(data) % 3 == 0 else None
        told = Metadata(title=title or None, clean=len(data) % 5 == 0)
        check_document(Document(id="x", uri="x.txt", media_type="text/plain", content=text, metadata=told))


def check_numbers(data: bytes) -> None:
    """Check the number grammar of every language, and the claims of a language that has none."""
    text = text_of(data)
    for words in (*(lexicon(lang.load(code)) for code in lang.supported()), digits_only()):
        at = 0
        for found in readings(text, words):
            check_quantity(text, found.quantity)
            assert found.number.start >= at, "one number read twice"
            assert found.number in found.quantity.span
            at = found.number.end
    zones = (Zone(kind="body", span=Span(0, len(text))),)
    article = Article(id="x", document_id="x", uri="x", text=text, zones=zones)
    for claim in claims(article, None, None, ()):
        check_quantity(text, claim.quantity)
        assert claim.quantity.span in claim.sentence


def check_quotes(data: bytes) -> None:
    """Check quotation spans: in order, apart, each in the body's paragraphs, what stands inside within its marks."""
    text = text_of(data)
    told = Metadata(clean=True)
    article = article_from(Document(id="x", uri="x.txt", media_type="text/plain", content=text, metadata=told))
    parts = paragraphs(article)
    at = 0
    for found in quotations(text, parts):
        assert at <= found.span.start < found.span.end <= len(text)
        assert found.inside in found.span
        assert any(part.start <= found.span.start < part.end for part in parts)
        assert any(part.start < found.span.end <= part.end for part in parts)
        check_spans(text, [found.inside] if len(found.inside) else [])
        at = found.span.end


def check_addresses(data: bytes) -> None:
    """Check that an address is refused or has one spelling, which the standard library reads as we do."""
    link = text_of(data)
    joined("https://ledger.example/news/", link)
    for url in (link, f"http://{link}", joined("https://ledger.example/news/", link)):
        try:
            target = target_of(url, Reach())
        except FetchError:
            continue
        target.url.encode("ascii")
        assert not any(mark in target.host for mark in "/\\@?#% \t\r\n")
        again = urlsplit(target.url)
        assert again.hostname == target.host
        assert (again.port or target.port) == target.port
        assert again.username is None
        assert target_of(target.url, Reach()).url == target.url


def check_member(data: bytes) -> None:
    """Check what lies whole in an archive: the first two bytes say of which type it is, and how it is packed."""
    if len(data) >= 2:
        name = seeds.MEMBERS[data[0] % len(seeds.MEMBERS)]
        outer, packed = seeds.packed(name, data[2:], data[1])
        check_readings(list(read_bytes(outer, packed)))


def check_paper(data: bytes) -> None:
    """Check a PDF: as it is, or made of lines at places that the bytes say."""
    whole = data if data.startswith(b"%PDF") else seeds.drawn(data)
    with patch.object(APART, "told", pdf_text.told):  # in this process, which the fuzzer looks at
        check_readings(list(read_bytes("a.pdf", whole)))


def check_docx(data: bytes) -> None:
    """Check a Word document: as it is, or with these bytes as its text."""
    whole = data if data.startswith(b"PK") else seeds.word(data)
    check_readings(list(read_bytes("a.docx", whole)))


@cache
def _cases(name: str) -> tuple[bytes, ...]:
    cases = Path(__file__).parents[1] / "cases"
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(cases.glob(f"*/{name}.toml"))]
    return tuple(case["text"].encode() for table in tables for case in table["case"])


def _exports() -> Sequence[bytes]:
    return [seeds.sample(name) for name in ("coded.html", "plain.html", "europresse.html")]


MARKUP = ("<p>", "</p>", "<article>", "<script>", "<!--", "<table>", "&#0;", "&amp;", "<meta ", "property=", "<time ")
FEEDS = ("<rss>", "<item>", "<link>", "<entry>", "<urlset>", "<loc>", "<![CDATA[", "<!ENTITY ", "&a;", "lastmod")
LETTERS = ("Content-Type: ", "multipart/mixed", "boundary=", "=?utf-8?q?", "base64", "From: ", "quoted-printable")

TARGETS: dict[str, Target] = {
    "zones": Target(check_zones, seeds.articles, ("© ", "Read more", "By ", "LONDON (AP) — ", "\n\n", "- ")),
    "numbers": Target(
        check_numbers,
        lambda: _cases("numbers"),
        ("million", "milliards", "between ", "and", "entre", "%", "£", "½", "1/2", "dozens of", "per cent", "h", "°C"),
    ),
    "quotes": Target(check_quotes, lambda: _cases("quotes"), (*"“”„«»‹›\"'‘’`", "''", "``", "\n\n")),
    "html": Target(reading("a.html"), seeds.pages, MARKUP),
    "csv": Target(reading("a.csv"), lambda: [seeds.sample("a.csv"), b"text;date\na;b\n"], ('"', '""', ";", "\t", "\n")),
    "jsonl": Target(
        reading("a.jsonl"), lambda: [seeds.sample("a.jsonl")[:200]], ('{"id"', '"text"', "\\ud800", "1e999")
    ),
    "json": Target(reading("a.json"), lambda: [seeds.sample("a.json")], ('"articles"', '"content"', "\\ud800", "NaN")),
    "parquet": Target(reading("a.parquet"), lambda: [seeds.sample("a.parquet")]),
    "zip": Target(reading("a.zip"), lambda: [seeds.sample("a.zip"), seeds.sample("stored.zip")]),
    "member": Target(check_member, seeds.members, MARKUP),
    "warc": Target(
        reading("a.warc"), lambda: [seeds.sample("a.warc")], ("WARC/1.0", "Content-Length: ", "HTTP/1.1 200")
    ),
    "gzip": Target(reading("a.warc.gz"), lambda: [seeds.sample("a.warc.gz"), seeds.sample("a.jsonl.gz")]),
    "eml": Target(reading("a.eml"), lambda: [seeds.sample("a.eml")], LETTERS),
    "mbox": Target(reading("a.mbox"), lambda: [seeds.sample("a.mbox")], LETTERS),
    "docx": Target(check_docx, seeds.words_of, ("<w:p>", "<w:t>", "<w:r>", "<w:tbl>", "<w:del>", "w:footnote")),
    "pdf": Target(check_paper, seeds.papers),
    "feed": Target(reading("a.xml"), seeds.feeds, FEEDS),
    "nexis": Target(reading("a.txt"), lambda: [seeds.sample("nexis.txt"), *seeds.odd_text()], ("BYLINE:", "DOCUMENTS")),
    "export": Target(reading("a.html"), _exports, ("HD", "SN", "PD", "<article>", 'class="article')),
    "address": Target(check_addresses, seeds.addresses, ("http://", "[::1]", "%00", "。", "xn--", "@", ":80", "0x7f.")),
}


def regressions() -> list[tuple[str, Path]]:
    """Return the inputs that once broke a promise, with the target of each."""
    return sorted((path.parent.name, path) for path in CORPUS.glob("*/*") if path.is_file())
