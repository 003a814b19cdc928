"""What a page says of its article: title, outlet and its own address. Unknown is None."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit

from extract.readers.html.aligned import letters
from extract.readers.html.data import PageData, kinds, text_of

_TITLE_META = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "parsely-title",
    "title",
    "headline",
)
_SITE_META = (
    "og:site_name",
    "application-name",
    "al:ios:app_name",
    "dc.publisher",
    "publisher",
    "apple-mobile-web-app-title",
)
_PARTS = re.compile(r"(?<!\s)\s+[|–—•·»:/\\-]+\s+|\s?[|»]\s?")
_CUT = re.compile(r"(?:(?<!\s)\s+)?(?:…|\.\.\.)$")
_LONGEST = 300
# The most words of a site's name behind a title, and the share of the told title's words that a heading has.
_SITE, _MOST = 4, 0.5


def title(tree: Any, data: PageData) -> str | None:
    """Return the title as readers see it, without the name of the site.

    The heading of the page is it where another source agrees; else what the page tells machines.
    """
    told = [_line(value) for value in chain(_headlines(data), (data.meta.get(name) for name in _TITLE_META))]
    site = site_names(data)
    given = [_bare(value, site) for value in told if value]
    window = _line(tree.findtext(".//title"))
    window = _bare(window, site) if window else None
    headings = [
        text for text in (_line("".join(h.itertext())) for h in _headings(tree)) if text and letters(text) not in site
    ]
    others = [*given, window] if window else given
    seen = next((text for text in headings if any(_agree(text, other) for other in others)), None)
    if seen and (not given or len(seen.split()) >= _MOST * len(given[0].split())):
        return seen
    if given:
        return next((whole for whole in [*headings, window, *given] if whole and _completes(given[0], whole)), given[0])
    return _shortened(window) if window else (headings[0] if headings else None)


def _shortened(window: str) -> str:
    """Return the title of a window without its last part, where that is short as a site's name is."""
    at = [match.span() for match in _PARTS.finditer(window)]
    if at and len(window[at[-1][1] :].split()) <= _SITE and len(window[: at[-1][0]].split()) >= _SITE:
        return window[: at[-1][0]].strip()
    return window


def outlet(data: PageData) -> str | None:
    """Return the name of the site, else of its publisher."""
    named = next((data.meta[name] for name in _SITE_META if _is_name(data.meta.get(name))), None)
    publisher = next((text_of(node.get("publisher")) for node in data.articles() if node.get("publisher")), None)
    site = next((text_of(node.get("name")) for node in data.nodes if "WebSite" in kinds(node)), None)
    found = next((_line(name) for name in (named, publisher, site) if _is_name(name)), None)
    return found.removeprefix("www.") if found else None


def spelt_outlet(tree: Any, data: PageData, uri: str) -> str | None:
    """Return the first or last part of the window's title that its address spells: "Hill News" at hillnews.org."""
    at = _split(address(tree, data, uri))
    parts = [part.strip() for part in _PARTS.split(_line(tree.findtext(".//title")) or "")]
    if at is None or len(parts) < 2:
        return None
    hosts = {_plain(label) for label in (at.hostname or "").split(".")[:-1]} - {"www"}
    return next((part for part in (parts[-1], parts[0]) if _is_name(part) and _spellings(part) & hosts), None)


def _spellings(name: str) -> set[str]:
    """Return how an address may spell a name: whole, and without an article before two words or more."""
    words = name.split()
    return {_plain(name), _plain(" ".join(words[1:])) if len(words) > 2 else ""} - {""}


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", letters(text)) if not unicodedata.combining(sign))


def address(tree: Any, data: PageData, uri: str) -> str:
    """Return the page's own address where it is of the same site as `uri`, else `uri`."""
    asked = _split(uri)
    if asked is None:
        return uri
    link = tree.find(".//link[@rel='canonical']")
    for value in (None if link is None else link.get("href"), data.meta.get("og:url")):
        own = _split(value, uri) if value and len(value) < 2000 and "\n" not in value.strip() else None
        if (
            own
            and _same_site(own.hostname or "", asked.hostname or "")
            and (own.path.strip("/") or not asked.path.strip("/"))
        ):
            return str(own._replace(fragment="").geturl())
    return uri


def _split(uri: str, base: str = "") -> Any:
    try:
        parts = urlsplit(urljoin(base, uri.strip()))
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts are one site's: the same but for "www.", "m." or "amp."."""
    return _bare_host(one) == _bare_host(other)


def _bare_host(host: str) -> str:
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host.lower())


def _line(value: str | None) -> str | None:
    """Return a text in one line, None where it is empty or too long for a title."""
    text = " ".join((value or "").replace("\u00ad", "").split())
    return text if text and len(text) <= _LONGEST else None


def _headlines(data: PageData) -> Iterator[str | None]:
    for node in data.articles():
        yield text_of(node.get("headline")) or text_of(node.get("name"))


def _headings(tree: Any) -> list[Any]:
    first = list(tree.iter("h1"))[:5]
    return first or tree.xpath("//*[@itemprop='headline']")[:1] or list(tree.iter("h2"))[:5]


def site_names(data: PageData) -> set[str]:
    """Return the names of the site, as letters alone."""
    names = {data.meta.get(name) for name in (*_SITE_META, "twitter:site")}
    names |= {text_of(node.get("publisher")) for node in data.articles()}
    names |= {
        text_of(node.get("name"))
        for node in data.nodes
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(kinds(node))
    }
    return {letters(name) for name in names if name} - {""}


def _bare(value: str, site: set[str]) -> str:
    """Return a title without the site's name: the part that says so, else a short last part among several."""
    parts = _PARTS.split(value)
    if len(parts) < 2:
        return value
    at = [match.span() for match in _PARTS.finditer(value)]
    if letters(parts[-1]) in site or (site and any(letters(parts[-1]) == name.removesuffix("com") for name in site)):
        return _bare(value[: at[-1][0]].strip(), site)
    if letters(parts[0]) in site:
        return _bare(value[at[0][1] :].strip(), site)
    return value


def _agree(one: str, other: str) -> bool:
    """Whether two wordings are of one title: most words of the shorter are in the longer."""
    a, b = set(one.lower().split()), set(other.lower().split())
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b)) and len(a) >= 2


def _completes(cut: str, whole: str) -> bool:
    start = _CUT.sub("", cut)
    return start != cut and len(whole) > len(start) and whole.startswith(start)


def _is_name(value: str | None) -> bool:
    return (
        bool(value) and 2 <= len(value or "") <= 60 and "://" not in (value or "") and not (value or "").startswith("@")
    )
