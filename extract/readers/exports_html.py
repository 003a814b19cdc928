"""Factiva and Europresse as HTML: the place of each field.

They were learned from the R packages tm.plugin.factiva, newspapers and tm.plugin.europresse.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from extract.errors import SourceError

_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS = re.compile(r"^\d[\d\s.,]{0,12}\s\w{1,20}$")
_TIME = re.compile(r"^\d{1,2}:\d\d")
_ISSUE = re.compile(r",? n[o°]\.? ?\d.*$", re.IGNORECASE)
_HEADED = re.compile(r"\d{1,2}(?:er)? [^\W\d]{3,12} \d{4}|[^\W\d]{3,12} \d{1,2}, \d{4}")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
# Codes of Factiva's fields: headline, byline, paper, day, language; LP and TD hold the text.
_CODES = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "published_at", "AN": "id"}


def factiva(text: str) -> Iterator[dict[str, str]]:
    """Yield what each article of a page of Factiva says of itself, with its text."""
    for article in _tree(text).xpath('//div[starts-with(@class, "article ") and contains(@class, "Article")]'):
        row = {"language": article.get("class")[8:10], "text": _paragraphs(_classed(article, "p", "articleParagraph"))}
        cells = [cell for cell in article.xpath(".//tr") if len(cell.findall("td")) == 2]
        row |= _coded(cells) if cells else _listed(article)
        if identity := re.search(r"Document ([A-Za-z]+\d\w+)$", _words(article)[-200:].rstrip()):
            row.setdefault("id", identity[1])
        yield row


def europresse(text: str) -> Iterator[dict[str, str]]:
    """Yield what each article of a page of Europresse says of itself, with its text."""
    for article in _tree(text).iter("article"):
        outlet = _first(article, "DocPublicationName").partition("\n")[0]
        header = _HEADED.search(_first(article, "DocHeader"))
        body = _classed(article, "div", "docOcurrContainer") or _classed(article, "*", "DocText")
        row = {
            "outlet": _ISSUE.sub("", " ".join(outlet.split())),
            "published_at": header[0] if header else "",
            "title": _first(article, "titreArticleVisu") or _first(article, "titreArticle"),
            "author": _first(article, "docAuthors") or _first(article, "sm-margin-bottomNews"),
            "id": _first(article, "publiC-lblNodoc"),
        }
        paragraphs = [one for container in body[:1] for one in container.iter("p")]
        yield {**row, "text": _paragraphs(paragraphs or body[:1])}


def _tree(text: str) -> Any:
    try:
        return html.document_fromstring(_DECLARED.sub("", text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the page of the export is empty or damaged; export it again") from error


def _coded(rows: list[Any]) -> dict[str, str]:
    """Return the fields of an article that was exported with their codes."""
    found = {}
    for row in rows:
        code, cell = row.findall("td")
        name = _CODES.get(_words(code).strip())
        if name:
            found[name] = _words(cell).removeprefix("Document ").strip()
    return found


def _listed(article: Any) -> dict[str, str]:
    """Return the fields of an article that was exported without codes: words, day, hour, paper, one under the other."""
    plain = [" ".join(_words(div).split()) for div in article.iter("div") if not div.attrib and not div.findall("div")]
    row = {"title": _first(article, "Headline"), "author": _first(article, "author")}
    counted = next((index for index, line in enumerate(plain) if _WORDS.match(line) and not _DATED.search(line)), -1)
    dated = next((index for index in range(counted + 1, len(plain)) if _DATED.search(plain[index])), None)
    if dated is not None:
        row["published_at"] = plain[dated]
        rest = [line for line in plain[dated + 1 :] if line and not _TIME.match(line)]
        row["outlet"] = rest[0] if rest else ""
    return row


def _classed(element: Any, tag: str, name: str) -> list[Any]:
    found: list[Any] = element.xpath(f'.//{tag}[contains(@class, "{name}")]')
    return found


def _first(element: Any, name: str) -> str:
    return next((words for one in _classed(element, "*", name) if (words := _words(one).strip())), "")


def _paragraphs(elements: list[Any]) -> str:
    texts: list[str] = []
    for element in elements:
        words = _words(element)
        # Without paragraphs of their own, texts are parted by breaks.
        parts = [words] if element.tag == "p" else words.split("\n")
        texts += [" ".join(part.split()) for part in parts]
    return "\n\n".join(text for text in texts if text)


def _words(element: Any) -> str:
    """Return an element's text; only a break within it is a line end."""
    found = []
    for piece in element.xpath(".//text()"):
        broken = piece.is_tail and piece.getparent().tag == "br"
        found.append(("\n" if broken else "") + re.sub(r"\s+", " ", piece))
    return "".join(found)
