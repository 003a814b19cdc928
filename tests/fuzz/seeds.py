"""What mutations start from: whole files of every kind, invented for this project."""

import gzip
import io
import json
import tomllib
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.readers.papers import column, pdf
from tests.readers.test_archive_damage import sample
from tests.readers.test_docx import QUOTE, changed, written
from tests.readers.test_feed import BOMBS, LONG
from tests.readers.test_html import PAGES

__all__ = ["addresses", "articles", "drawn", "feeds", "members", "pages", "papers", "sample", "word", "words_of"]

ROOT = Path(__file__).parents[2]
MEMBERS = (
    "a.txt",
    "a.html",
    "a.csv",
    "a.jsonl",
    "a.json",
    "a.eml",
    "a.mbox",
    "a.xml",
    "a.warc",
    "a",
    "b.zip",
    "../a.txt",
)
_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPHS = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The bridge stays shut</w:t></w:r></w:p>'
    f"<w:p><w:r><w:t>{QUOTE}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:tab/><w:br/></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def articles() -> Sequence[bytes]:
    """Return the texts of the sample corpus, those that were copied with their pages among them."""
    folder = ROOT / "data" / "sample"
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].encode() for line in lines[:12]]
    return [*(path.read_bytes() for path in sorted(folder.glob("*.txt"))), *texts]


def pages() -> Sequence[bytes]:
    return [path.read_bytes() for path in PAGES]


def feeds() -> Sequence[bytes]:
    entry = f"<title>Quay</title><link>https://l.example/a</link><description>{LONG}</description>"
    rss = f"<?xml version='1.0'?><rss version='2.0'><channel><title>L</title><item>{entry}</item></channel></rss>"
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>L</title><entry><title type='html'>Q&amp;amp;</title>"
        f"<updated>2026-05-03T10:00:00Z</updated><link href='/a'/>"
        f"<content type='html'>&lt;p&gt;{LONG}</content></entry></feed>"
    )
    urls = "<url><loc>https://l.example/a</loc><lastmod>2026-05-03</lastmod></url>" * 2
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
    index = sitemap.replace("urlset", "sitemapindex").replace("<url>", "<sitemap>").replace("</url>", "</sitemap>")
    small = [bomb for bomb in BOMBS.values() if len(bomb) < 4_000]
    return [one.encode() for one in (rss, atom, sitemap, index, *small)]


def addresses() -> Sequence[bytes]:
    table = tomllib.loads((ROOT / "tests/readers/hostile_urls.toml").read_text(encoding="utf-8"))
    good = [
        "https://www.ledger.example/a?b=c#d",
        "HTTP://Ledger.example:80/%C3%A9",
        "https://préfecture.example/é",
        "../a?b",
    ]
    return [one.encode() for one in (*good, *(url for row in table["refused"] for url in row["urls"]))]


def odd_text() -> Sequence[bytes]:
    """Return texts in encodings of old machines."""
    text = "Été à Wexel : « le bac reste à quai », dit la maire. " * 3
    return [text.encode(code) for code in ("utf-8", "cp1252", "utf-16", "utf-8-sig", "mac_roman")]


def packed(name: str, data: bytes, how: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an archive with one member, whole: its sums are right."""
    if how % 4 == 0:
        return f"{name}.gz", gzip.compress(data, mtime=0)
    stream = io.BytesIO()
    method = zipfile.ZIP_STORED if how % 4 == 1 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
        if how % 4 == 3:
            archive.writestr(zipfile.ZipInfo("b/" + name), data[::-1])
    return "a.zip", stream.getvalue()


def members() -> Sequence[bytes]:
    inner = [
        b"Ada Brunel said the quay is shut.",
        *(sample(name) for name in ("a.csv", "a.json", "a.eml", "stored.zip")),
    ]
    return [bytes([number, how]) + data for number, data in enumerate(inner) for how in (0, 1, 2, 3)]


def drawn(data: bytes) -> bytes:
    """Return a PDF with lines at the places, in the sizes and with the letters that the bytes say."""
    lines, at = [], 0
    while at + 4 <= len(data) and len(lines) < 60:
        x, y, size, length = data[at : at + 4]
        text = "".join(chr(32 + byte % 95) for byte in data[at + 4 : at + 4 + length % 90])
        lines.append((x * 2.4, y * 3.4, 4 + size % 30, text or " "))
        at += 4 + length % 90
    turn = (data[0] % 4) * 90 if data else 0
    return pdf(lines[::2], lines[1::2], rotate=turn)


@cache
def _letterhead() -> bytes:
    return pdf(column(60, 740, [QUOTE, "and the words run on here, so that the para-", "graph has three lines."] * 5))


def papers() -> Sequence[bytes]:
    places = [
        bytes([25, 240 - 6 * row, 6, 60]) + b"The harbour office said on Monday that the bridge stays shut"[:60]
        for row in range(12)
    ]
    return [sample("a.pdf"), _letterhead(), b"".join(places), b"".join(places[::-1])]


@cache
def _paper() -> bytes:
    return written(lambda paper: paper.add_paragraph(QUOTE) and None)


def word(data: bytes) -> bytes:
    """Return a Word document with these bytes between the marks of its body."""
    body = _WORD.encode().replace(b"{}", data)
    return changed(_paper(), {"word/document.xml": body})


def words_of() -> Sequence[bytes]:
    return [sample("stored.docx"), PARAGRAPHS.encode()]
