"""Sitemaps, and lists of them: only new pages are read, the newest first."""

import gzip
import time
from pathlib import Path

import pytest

from extract.model import Document, Failure
from extract.readers import read, read_bytes
from extract.readers.listing import lists
from extract.readers.listing.entries import Budget
from extract.readers.listing.sitemap import parsed
from extract.readers.options import Options
from extract.readers.seen import Memory
from tests.readers.hostile import Internet, internet, page
from tests.readers.test_feed import article

SITE = "http://ledger.example"
NEWS = """<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:publication><news:name>The Ledger
</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-05-03T08:30:00+02:00
</news:publication_date><news:title>The bridge &amp; the lock</news:title></news:news>"""


def url(name: str, modified: str = "", more: str = "", tag: str = "url") -> str:
    told = f"<lastmod>{modified}</lastmod>" if modified else ""
    return f"<{tag}><loc>{SITE}/{name}</loc>{told}{more}</{tag}>"


def urlset(*urls: str) -> str:
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'


def index(*maps: str) -> str:
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(maps)}</sitemapindex>'


def ingest(net: Internet, seen: Memory | None = None, name: str = "sitemap.xml") -> list[Document | Failure]:
    return list(read([f"{SITE}/{name}"], Options(fetcher=net.fetcher(), seen=seen)))


def served(body: str | bytes) -> bytes:
    return page(body, media_type="application/xml")


def names(found: list[Document | Failure]) -> list[str]:
    return [thing.uri.rpartition("/")[2] for thing in found if isinstance(thing, Document)]


ARTICLES = {f"/{name}": article(name) for name in ("bridge", "lock", "ferry", "quay")}


def test_pages_are_read_the_newest_first_and_only_once() -> None:
    sitemap = urlset(url("bridge", "2026-05-01"), url("lock", "2026-05-03"), url("ferry"))
    with internet({**ARTICLES, "/sitemap.xml": served(sitemap)}) as net:
        seen = Memory()
        assert names(ingest(net, seen)) == ["lock", "bridge", "ferry"]
        net.server.asked.clear()
        assert ingest(net, seen) == []
        assert net.server.paths == ["/robots.txt", "/sitemap.xml"]


def test_a_page_that_was_changed_is_read_again() -> None:
    with internet({**ARTICLES, "/sitemap.xml": served(urlset(url("bridge", "2026-05-01"), url("lock")))}) as net:
        seen = Memory()
        ingest(net, seen)
        net.server.pages["/sitemap.xml"] = served(urlset(url("bridge", "2026-05-02"), url("lock")))
        assert names(ingest(net, seen)) == ["bridge"]


def test_a_news_sitemap_tells_title_date_outlet_and_language() -> None:
    (entry,) = parsed(SITE, urlset(url("bridge", more=NEWS)).encode()).pages
    assert (entry.title, entry.outlet, entry.language) == ("The bridge & the lock", "The Ledger", "en")
    assert entry.published_at == "2026-05-03T08:30:00+02:00"
    with internet({**ARTICLES, "/sitemap.xml": served(urlset(url("bridge", more=NEWS)))}) as net:
        (document,) = ingest(net)
    assert isinstance(document, Document)
    assert document.metadata.published_at == "2026-05-03T08:30:00+02:00"


def test_sitemaps_that_a_sitemap_lists_are_read_packed_or_not_and_none_that_is_as_it_was() -> None:
    listed = index(url("a.xml", "2026-05-01", tag="sitemap"), url("b.xml.gz", "2026-05-03", tag="sitemap"))
    packed = page(gzip.compress(urlset(url("lock")).encode()), media_type="application/octet-stream")
    told = {"/sitemap.xml": served(listed), "/a.xml": served(urlset(url("bridge"))), "/b.xml.gz": packed}
    with internet({**ARTICLES, **told}) as net:
        seen = Memory()
        assert names(ingest(net, seen)) == ["lock", "bridge"]
        net.server.asked.clear()
        assert ingest(net, seen) == []
        assert net.server.paths == ["/robots.txt", "/sitemap.xml"]
        later = listed.replace("2026-05-01", "2026-05-04")
        net.server.pages |= {"/sitemap.xml": served(later), "/a.xml": served(urlset(url("ferry"), url("bridge")))}
        assert names(ingest(net, seen)) == ["ferry"]


def test_one_sitemap_that_fails_does_not_cost_the_others_and_is_tried_again() -> None:
    listed = index(url("gone.xml", tag="sitemap"), url("down.xml", tag="sitemap"), url("a.xml", tag="sitemap"))
    down = page("", status="503 Later")
    with internet(
        {**ARTICLES, "/sitemap.xml": served(listed), "/a.xml": served(urlset(url("lock"))), "/down.xml": down}
    ) as net:
        seen = Memory()
        assert [type(thing) for thing in ingest(net, seen)] == [Failure, Failure, Document]
        net.server.pages["/down.xml"] = served(urlset(url("bridge")))
        assert names(ingest(net, seen)) == ["bridge"]


def test_a_list_that_lists_itself_ends() -> None:
    with internet(
        {"/sitemap.xml": served(index(url("sitemap.xml", tag="sitemap"), url("b.xml", tag="sitemap")))}
    ) as net:
        net.server.pages["/b.xml"] = net.server.pages["/sitemap.xml"]
        found = ingest(net)
        assert all("lists deep" in str(failure) for failure in found)
        assert len(net.server.paths) < 10


def test_no_more_pages_are_read_at_once_than_a_site_can_bear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "Budget", lambda: Budget(left=2))
    with internet({**ARTICLES, "/sitemap.xml": served(urlset(*map(url, ("bridge", "lock", "ferry"))))}) as net:
        seen = Memory()
        *documents, failure = ingest(net, seen)
        assert names(documents) == ["bridge", "lock"]
        assert isinstance(failure, Failure)
        assert "run it again" in failure.remedy
        assert names(ingest(net, seen)) == ["ferry"]


def test_what_breaks_off_is_read_as_far_as_it_goes_and_named() -> None:
    broken = urlset(url("bridge"), url("lock"))[:-30]
    with internet({**ARTICLES, "/sitemap.xml": served(broken)}) as net:
        document, failure = ingest(net)
    assert isinstance(document, Document)
    assert isinstance(failure, Failure)
    assert "breaks off in line 1" in failure.cause


def test_a_prefix_that_nobody_declared_costs_no_address() -> None:
    found = parsed(SITE, f"<urlset><url><loc>{SITE}/a</loc><news:title>x</news:title></url></urlset>".encode())
    assert [entry.link for entry in found.pages] == [f"{SITE}/a"]


def test_a_saved_sitemap_is_read_and_one_inside_an_archive_is_not_followed(tmp_path: Path) -> None:
    data = urlset(url("bridge")).encode()
    (tmp_path / "sitemap.xml").write_bytes(data)
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(data))
    with internet(dict(ARTICLES)) as net:
        options = Options(fetcher=net.fetcher())
        assert names(list(read([tmp_path / "sitemap.xml"], options))) == ["bridge"]
        assert names(list(read([tmp_path / "sitemap.xml.gz"], options))) == ["bridge"]
        (failure,) = read_bytes("sitemap.xml", data, Options(fetcher=net.fetcher(), depth=1))
    assert isinstance(failure, Failure)
    assert "not fetched from here" in failure.cause


ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(9_000))
LAUGHS = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
BOMBS = {
    "a billion laughs": f"<!DOCTYPE urlset [<!ENTITY a 'ha'>{LAUGHS}]>" + urlset(url("&j;"))[21:],
    "a quadratic blow-up": f"<!DOCTYPE urlset [<!ENTITY a '{'a' * 100_000}'>]>" + urlset(url("&a;" * 20_000))[21:],
    "a file as an entity": "<!DOCTYPE urlset [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + urlset(url("&a;"))[21:],
    "an outer definition": "<!DOCTYPE urlset SYSTEM 'http://169.254.169.254/x.dtd'>" + urlset(url("x"))[21:],
    "an entry of a million elements": "<urlset><url>" + "<a/>" * 1_000_000,
    "an entry of a million attributes": "<urlset><url>" + f"<a {ATTRIBUTES}/>" * 100,
    "an entry of a million name spaces": "<urlset><url>" + "".join(f"<a xmlns:n{n}='u'/>" for n in range(100_000)),
    "a hundred thousand depths": "<urlset>" + "<url>" * 100_000,
    "one address without end": f"<urlset><url><loc>{SITE}/{'a' * 20_000_000}",
    "more addresses than it may hold": urlset(url("a") * 60_000),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_sitemap_that_is_made_to_do_harm_does_none(bomb: str) -> None:
    begun, data = time.process_time(), bomb.encode()
    found = parsed(SITE, data)
    assert len(found.pages) <= 50_000
    assert all("root:" not in entry.id and len(entry.id) < 1_000 for entry in found.pages)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("data", ["<urlset></urlset>", "<urlset><url><loc> </loc></url></urlset>", "<sitemapindex><"])
def test_a_sitemap_that_lists_nothing_is_named(data: str) -> None:
    (failure,) = read_bytes("sitemap.xml", data.encode())
    assert isinstance(failure, Failure)
    assert failure.remedy
