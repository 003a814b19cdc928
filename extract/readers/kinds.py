"""What a source is: by the suffix of its name, by the media type a server gave, and by its first bytes.

A kind is written as a suffix (".html", ".warc.gz"); `READERS` says who reads it.
"""

import re
import zlib
from pathlib import PurePath

HEAD = 65_536
"""How many first bytes `sniff` is to be given."""

# Suffixes that mean nothing without the one before them.
_OUTER = {".gz"}
MEDIA_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/warc": ".warc",
    "application/zip": ".zip",
    "application/vnd.apache.parquet": ".parquet",
}
# Names of the first elements of what is read as XML, and of pages.
FEEDS = {"rss", "feed", "rdf"}
SITEMAPS = {"urlset", "sitemapindex"}
PAGES = {"html", "head", "body", "title", "article", "main", "div", "p", "h1"}
_NAME = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_LETTER = re.compile(rb"(?:^|\n)(?:mime-version|message-id|received):[^\n]", re.IGNORECASE)


def suffix_of(name: str) -> str:
    """Return the suffix of a name in lower case, with the one before it where it says only how that is packed."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    if suffixes and suffixes[-1] in _OUTER:
        return "".join(suffixes[-2:])
    return suffixes[-1] if suffixes else ""


def of_media_type(media_type: str | None) -> str | None:
    """Return the kind that a media type names; None for one that is unknown, or that may be anything."""
    return MEDIA_TYPES.get(media_type or "")


def sniff(head: bytes) -> str | None:
    """Return the kind that the first bytes of a source show; None where they show none, as plain text does."""
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/" in head else ".zip"
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith(b"WARC/"):
        return ".warc"
    if head.startswith(b"\x1f\x8b"):
        return _packed(head)
    name = root(head)
    if name in FEEDS or name in SITEMAPS:
        return ".xml"
    if name in PAGES:
        return ".html"
    if head.lstrip().startswith(b'{"'):
        return ".jsonl"
    return ".eml" if name is None and _LETTER.search(head[:4096]) else None


def root(head: bytes) -> str | None:
    """Return the local name of the first element of a page or an XML file, in lower case; None where none begins it."""
    text = _text(head)
    while text.startswith("<"):
        if text.startswith("<?"):
            end = "?>"
        elif text.startswith("<!--"):
            end = "-->"
        elif text.startswith("<!"):
            if text[:14].lower() == "<!doctype html":
                return "html"
            declared = text.partition(">")[0]
            end = "]>" if "[" in declared else ">"
        else:
            name = _NAME.match(text)
            return name[1].lower() if name else None
        text = text.partition(end)[2].lstrip()
    return None


def _text(head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff \t\r\n\f")


def _packed(head: bytes) -> str | None:
    try:
        inner = zlib.decompressobj(wbits=31).decompress(head, 4096)
    except zlib.error:
        return None
    kind = sniff(inner) if not inner.startswith(b"\x1f\x8b") else None
    return {".warc": ".warc.gz", ".xml": ".xml.gz"}.get(kind or "")
