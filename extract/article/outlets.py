"""Outlets as data: which one a domain or a spelling of a name is, from a table that people can edit and extend."""

import logging
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from extract.article.lexicon import lexicon
from extract.model import Outlet, content_id

log = logging.getLogger(__name__)

OWN = Path("data/outlets.tsv")
"""Where a person's own table lies, unless ONRECORD_OUTLETS names another file."""
_FEWEST, _MOST = 2, 5
# A name that is the site's address with or without its last part.
_DOMAIN = re.compile(r"(?:www\.)?([\w-]+(?:\.[\w-]+){1,3})")


@dataclass(frozen=True, slots=True)
class _Table:
    """The outlets by domain and by comparable spelling."""

    domains: Mapping[str, Outlet]
    spellings: Mapping[str, Outlet]


def outlet_of(address: str) -> Outlet | None:
    """Return the outlet of a domain or of a page's address; that of "bbc.co.uk" for "https://www.bbc.co.uk/news"."""
    host = _host(address)
    known = _known().domains
    while host.count("."):
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None


def outlet_called(name: str | None) -> Outlet | None:
    """Return the outlet of this name: the table's where it spells one of it, else as given; None without a name."""
    called = " ".join((name or "").split())
    if not called:
        return None
    listed = _known().spellings.get(_spelling(called)) or (outlet_of(called) if _DOMAIN.fullmatch(called) else None)
    return listed or Outlet(id=content_id("outlet", called), name=called)


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # "http://[" is no address
        return ""
    return host.rstrip(".").removeprefix("www.")


def _spelling(name: str) -> str:
    """Return a name without what spellings differ in: case, accents, marks, an article in front."""
    plain = "".join(part for part in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(part))
    words = re.findall(r"\w+", plain)
    articles = {article.rstrip("'") for article in lexicon().articles}
    return " ".join(words[1:] if len(words) > 1 and words[0] in articles else words)


def _known() -> _Table:
    """Return the table, read again when a person's own file has changed."""
    own = Path(os.environ.get("ONRECORD_OUTLETS") or OWN)
    try:
        return _table(own, own.stat().st_mtime_ns)
    except OSError:
        return _table(None, 0)


@cache
def _table(own: Path | None, changed: int) -> _Table:
    """Return the table of a person's own file, as of its last change, and of ours; theirs goes first."""
    ours = resources.files(__package__).joinpath("outlets.tsv").read_text(encoding="utf-8")
    theirs = own.read_text(encoding="utf-8-sig", errors="replace") if own else ""
    domains: dict[str, Outlet] = {}
    spellings: dict[str, Outlet] = {}
    for outlet, hosts, names in (*_rows(theirs, str(own)), *_rows(ours, "outlets.tsv")):
        for host in hosts:
            domains.setdefault(host, outlet)
        for name in (outlet.name, *names):
            spellings.setdefault(_spelling(name), outlet)
    return _Table(domains, spellings)


def _rows(text: str, source: str) -> Iterator[tuple[Outlet, list[str], list[str]]]:
    """Yield outlet, domains and other spellings of each line; one that has no name or domain is told and left out."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not _FEWEST <= len(cells) <= _MOST or not cells[0] or not cells[1]:
            log.warning(
                "%s, line %s: name, domains, country, language, other names; separate them by tabs", source, number
            )
            continue
        name, hosts, country, _, names = (*cells, *[""] * (_MOST - len(cells)))
        domains = [_host(host) for host in hosts.split()]
        outlet = Outlet(id=content_id("outlet", name), name=name, domain=domains[0], country=country or None)
        yield outlet, domains, [part for part in names.split("|") if part.strip()]
