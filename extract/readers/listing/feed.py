"""RSS and Atom → entries, from bytes that are here; feedparser itself asks nobody for anything."""

import codecs
import hashlib
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from extract.errors import SourceError
from extract.readers.decode import decode, storable
from extract.readers.fetch.target import joined
from extract.readers.listing.entry import Entry
from extract.readers.listing.plain import plain

LARGEST = 5_000_000
# Feeds of a thousand entries have some thirty thousand marks; what has many more is made to keep a parser busy.
MARKS = 200_000
# Nor does one mark, or the text behind it, fill a fifth of a feed; half a million attributes would.
_STRETCH = re.compile(rb"<[^<]{1000000}")
# So long is no teaser.
FULL = 800
_CUT = ("…", "...", "[…]", "[...]", "…]", "...]")
_ENCODINGS = ("utf-8", "iso8859", "cp", "koi8", "mac", "gb", "big5", "shift_jis", "euc_", "ascii")
# Numbers of characters that there are not, at which feedparser fails.
_OUT_OF_RANGE = re.compile(r"&#(?:\d{7,}|[xX][0-9a-fA-F]{6,});?")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""", re.IGNORECASE)


def entries_of(uri: str, data: bytes, charset: str | None = None) -> list[Entry]:
    """Return the entries of a feed, in its order; raises `SourceError` where there is none."""
    if len(data) > LARGEST or data.count(b"<") > MARKS or _STRETCH.search(data):
        raise SourceError("it is larger than feeds are; give the addresses of its pages")
    feed = _parsed(uri, _OUT_OF_RANGE.sub("\ufffd", _text(data, charset)))
    if not feed.entries:
        broken = f" ({type(feed.bozo_exception).__name__})" if feed.bozo else ""
        raise SourceError(f"the feed holds no entry{broken}; look at it in a browser")
    language = _clean(feed.feed.get("language"))
    # Of a saved feed that writes its links short, the site that it names tells the rest.
    base = uri if "://" in uri else _clean(feed.feed.get("link")) or ""
    return [_entry(entry, base, language) for entry in feed.entries]


def _parsed(uri: str, text: str) -> Any:
    told = {"content-type": "application/xml; charset=utf-8", "content-location": uri}
    try:
        return feedparser.parse(text.encode(), response_headers=told, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # whatever it makes of a feed that is damaged
        raise SourceError(f"the feed is damaged ({type(error).__name__}); look at it in a browser") from error


def _told(found: Any, name: str) -> Any:
    """Return what an entry says; feedparser's own `get` fails where what it would look at instead is missing."""
    try:
        return found.get(name)
    except KeyError:
        return None


def _entry(found: Any, base: str, language: str | None) -> Entry:
    link = _clean(_told(found, "feedburner_origlink") or _told(found, "link"))
    # Not `found.get`, which gives the date of publication where there is none of a change.
    updated = _clean(dict.get(found, "updated"))
    content = _content(found)
    own = _clean(_told(found, "id")) or hashlib.sha256((content or str(_told(found, "title"))).encode()).hexdigest()
    link = joined(base, link) if link else None
    return Entry(
        id=link or own,
        link=link,
        version=updated or "",
        title=plain(_told(found, "title") or "") or None,
        author=_clean(_told(found, "author")),
        language=_clean(_told(found, "language")) or language,
        published_at=_iso(_clean(_told(found, "published"))),
        updated_at=_iso(updated),
        content=content,
    )


def _content(found: Any) -> str | None:
    """Return the article itself, if the feed carries all of it; a teaser, or what is cut off, is none."""
    carried = [part.get("value") or "" for part in _told(found, "content") or ()]
    texts = [plain(value) for value in (*carried, _told(found, "summary") or "")]
    longest = max(texts, key=len)
    return longest if len(longest) >= FULL and not longest.endswith(_CUT) else None


def _text(data: bytes, charset: str | None) -> str:
    """Return a feed as text: UTF-8 where all of it is, else as its server or it says itself, or as the bytes show."""
    declared = _DECLARED.match(data.lstrip()[:300])
    for name in ("utf-8", charset, declared[1].decode("ascii") if declared else None):
        try:
            # Of the codecs that Python has some take for ever ("punycode"), or turn no bytes into text ("zlib").
            if name and codecs.lookup(name).name.startswith(_ENCODINGS):
                return storable(data.decode(name).lstrip("\ufeff"))
        except (LookupError, ValueError):
            continue
    return decode(data).lstrip("\ufeff")


def _clean(value: object) -> str | None:
    return " ".join(storable(value).split()) or None if isinstance(value, str) else None


def _iso(date: str | None) -> str | None:
    """Return a date of a feed as ISO, with its own time zone; as it stands where it is in no usual form."""
    if not date:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            parsed = parse(date)
            return parsed.isoformat() if "T" in date or ":" in date else parsed.date().isoformat()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return date
