"""Whether two articles are one: read at two addresses, or kept in two versions. Pure; `versions.py` keeps it.

A wire text in two outlets is two articles. Where the outlet is not known, the site stands for it; where neither is,
two texts are one article at one address, or where they are the same from the first letter to the last, furniture
included: two outlets would each have put their own around it, so it is one file in two places.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

WORD = re.compile(r"\w+")
FEWEST = 25
"""Words of a body from which on it says which article it is; "Subscribe to read on" is the body of many."""
LEAD = 10
SHINGLE = 3
# Shares of the shorter body's runs of three words, measured on versions written for the tests.
LIKE_AT_ONE_ADDRESS, LIKE_UNDER_ONE_TITLE, LIKE_AFTER_ONE_LEAD = 0.4, 0.6, 0.75
DAYS = 7
"""Days after which the same title opens another article (the weather, the rates of exchange)."""
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|mc_[a-z]+|xtor|at_[a-z]+|igshid|cmpid|cmp|s?ref|ref_src|ns_[a-z_]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is looked at of an article: `scope` is its outlet, else its site, else ""; `words` its body's, folded.

    `whole` is the digest of all of its text, furniture included; "" where nobody asks for copies.
    """

    address: str
    scope: str
    title: str
    words: tuple[str, ...]
    day: str | None = None
    whole: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what articles that may be one with it have in common with it: one of these at least."""
        found = [f"at {self.address}"]
        if self.scope and len(self.words) >= FEWEST:
            found += [f"body {_digest(self.scope, *self.words)}", f"lead {_digest(self.scope, *self.words[:LEAD])}"]
            found += [f"title {_digest(self.scope, self.title)}"] if self.title else []
        if self.whole and not self.scope and len(self.words) >= FEWEST:
            found.append(f"copy {self.whole}")
        return tuple(found)


def seen(
    uri: str, outlet: str | None, title: str | None, body: str, published_at: str | None = None, whole: str = ""
) -> Seen:
    """Return what is looked at of an article with this body; `whole` is all of its text."""
    site = urlsplit(plain_address(uri)).hostname if is_web(uri) else None
    return Seen(
        address=plain_address(uri),
        scope=(outlet or site or "").casefold(),
        title=" ".join(WORD.findall((title or "").casefold())),
        words=tuple(WORD.findall(body.casefold())),
        day=(published_at or "")[:10] or None,
        whole=_digest(whole) if whole else "",
    )


def same_article(one: Seen, other: Seen) -> str | None:
    """Return "same" for one text, "version" for an earlier or later state of it, None for two articles."""
    within = one.scope == other.scope
    at_one_address = one.address == other.address and within
    if _copies(one, other):
        return "same"
    if one.words == other.words and (at_one_address or (within and one.scope and len(one.words) >= FEWEST)):
        return "same"
    if at_one_address:
        return "version" if _likeness(one, other) >= LIKE_AT_ONE_ADDRESS else None
    if not within or not one.scope or _days_apart(one.day, other.day) > DAYS:
        return None
    titled = one.title == other.title and one.title
    led = one.words[:LEAD] == other.words[:LEAD]
    wanted = LIKE_UNDER_ONE_TITLE if titled else LIKE_AFTER_ONE_LEAD
    return "version" if (titled or led) and _likeness(one, other) >= wanted else None


def _copies(one: Seen, other: Seen) -> bool:
    """Whether a text of an unknown outlet lies in two places, under one title and with no other date."""
    unknown = not (one.scope or other.scope) and len(one.words) >= FEWEST
    whole = bool(one.whole) and one.whole == other.whole
    return unknown and whole and one.title == other.title and not _days_apart(one.day, other.day)


def is_web(uri: str) -> bool:
    """Whether an article was read from the web, not from a file."""
    return uri.lower().startswith(("http://", "https://"))


def plain_address(uri: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, fragment, and what tracks the reader."""
    if not is_web(uri):
        return uri
    try:
        parts = urlsplit(uri)
        asked = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name.lower())]
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return uri
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"http://{host}{parts.path.rstrip('/')}{query}"


def _likeness(one: Seen, other: Seen) -> float:
    """Return the share of the shorter body's runs of three words that the other has too, 0 for bodies of few words."""
    runs = [set(zip(*(found.words[at:] for at in range(SHINGLE)), strict=False)) for found in (one, other)]
    fewest = min(map(len, runs))
    return len(runs[0] & runs[1]) / fewest if fewest >= FEWEST - SHINGLE else 0.0


def _days_apart(one: str | None, other: str | None) -> int:
    """Return the days between two ISO days; 0 where one is not known."""
    try:
        return abs((date.fromisoformat(one or "") - date.fromisoformat(other or "")).days)
    except ValueError:
        return 0


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def texts(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the stretches of a text, one a line."""
    return "\n".join(text[start:end] for start, end in spans)
