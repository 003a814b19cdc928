"""The bytes of a page → its document."""

from typing import Any

from lxml import etree, html
from trafilatura import bare_extraction

from extract.errors import SourceError
from extract.model import Document, Metadata, content_id
from extract.readers.decode import decode, storable
from extract.readers.options import Options


def document(uri: str, data: bytes, options: Options, charset: str | None = None) -> Document:
    """Return the document of a page; raises `SourceError` where it holds no article."""
    text = decode(data)
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, ValueError) as error:
        raise SourceError("the page is empty; save it again, or give its text as a .txt file") from error
    found: Any = bare_extraction(tree, url=uri, include_comments=False, with_metadata=True)
    if found is None or not found.text:
        raise SourceError("no article is found in the page; give its text as a .txt file")
    content = storable(found.text)
    metadata = Metadata(
        title=found.title,
        outlet=options.outlet or found.sitename,
        author=found.author,
        published_at=found.date,
        clean=True,
    )
    return Document(
        id=content_id("document", uri, content),
        uri=uri,
        media_type="text/html",
        content=content,
        metadata=metadata,
        original=data,
    )
