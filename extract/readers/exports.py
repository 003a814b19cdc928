"""What press databases export: many articles in one file, recognised by what is in it and not by its name.

Nexis (text: "2 of 50 DOCUMENTS"; Word and text: "End of Document"), Factiva (HTML) and Europresse (HTML).
"""

import re

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import MIB
from extract.readers.decode import decode, storable
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.rows import told_document

# An export of 500 articles, the most that a database gives at once, with its pictures.
LARGEST = 100 * MIB
_FACTIVA = re.compile(rb"""class=["']article [a-z]{2}Article["']""")
_EUROPRESSE = re.compile(rb"""class=["'][^"']*\bDocPublicationName\b""")
# Counts have an end, so that ten million digits take no longer than ten million letters.
_NEXIS = re.compile(rb"\d (?:of|von|de) \d{1,6}(?: DOCUMENTS?)?[ \t]{0,80}\r?\n|End of Document")


def page_export(uri: str, data: bytes, options: Options) -> list[Document | Failure] | None:
    """Return the articles of a page that is an export of Factiva or Europresse; None of any other page."""
    coded = _FACTIVA.search(data)
    if len(data) > LARGEST or not (coded or _EUROPRESSE.search(data)):
        return None
    from extract.readers.exports_html import europresse, factiva  # loads lxml: with the first export, not before

    try:
        rows = list(factiva(decode(data)) if coded else europresse(decode(data)))
        if not rows:
            raise SourceError("no article is found in the export; export the full texts")
        return [_found(row, uri, number, options, "text/html") for number, row in enumerate(rows, 1)]
    except SourceError as error:
        return [failed(uri, error)]


def text_export(uri: str, data: bytes, options: Options) -> list[Document | Failure] | None:
    """Return the articles of a file of text that is an export of Nexis; None of any other text."""
    if len(data) > LARGEST or not _NEXIS.search(data):
        return None
    try:
        return articles_in(decode(data), uri, options, "text/plain") or None
    except SourceError:
        return None


def articles_in(text: str, uri: str, options: Options, media_type: str) -> list[Document | Failure]:
    """Return the articles of a text that is an export of Nexis; nothing of another text."""
    from extract.readers.exports_nexis import nexis

    return [_found(row, uri, number, options, media_type) for number, row in enumerate(nexis(text), 1)]


def _found(row: dict[str, str], uri: str, number: int, options: Options, media_type: str) -> Document | Failure:
    if not row.get("text", "").strip():
        return failed(uri, "there is no text in it; export it with its full text", f"article {number}")
    told = {name: " ".join(storable(value).split()) for name, value in row.items() if name != "text"}
    return told_document(told, f"{uri}#{told.get('id') or number}", None, row["text"], options, media_type)
