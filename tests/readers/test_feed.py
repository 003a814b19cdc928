"""RSS and Atom: each new entry its own result, nothing read twice, one bad entry no loss of the others."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers import read, read_bytes
from extract.readers.listing.feed import entries_of
from extract.readers.options import Options
from extract.readers.seen import Memory
from tests.readers.hostile import Behaviour, Internet, internet, page

FEED, XML = "http://ledger.example/feed", "application/rss+xml"
LONG = "The bridge over the Wexel stays shut until June, Ada Brunel said. " * 16


def article(name: str) -> bytes:
    one = f"The {name} will stay shut until June, said Ada Brunel, the harbour master, on Monday. " * 4
    two = f"Repairs of the {name} had begun in March, and cost more than the council had thought. " * 4
    body = f"<article><h1>The {name}</h1><p>{one}</p><p>{two}</p></article>"
    return page(f"<!doctype html><title>The {name}</title><body>{body}")


def item(name: str, more: str = "") -> str:
    return f"<item><title>The {name}</title><link>http://ledger.example/{name}</link>{more}</item>"


def rss(*items: str) -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Ledger</title>{''.join(items)}</channel></rss>"


def ingest(net: Internet, seen: Memory | None = None, source: str = FEED) -> list[Document | Failure]:
    return list(read([source], Options(fetcher=net.fetcher(), seen=seen)))


def pages(*names: str) -> dict[str, Behaviour]:
    """Return a feed of these articles, and the articles."""
    return {"/feed": page(rss(*map(item, names)), media_type=XML), **{f"/{name}": article(name) for name in names}}


def test_each_entry_is_an_article_or_a_failure_of_its_own() -> None:
    told = pages("bridge", "lock", "ferry")
    told |= {"/lock": page("", status="500 Oops"), "/ferry": page(b"%PNG", media_type="image/png")}
    with internet(told) as net:
        bridge, lock, ferry = ingest(net)
    assert isinstance(bridge, Document)
    assert isinstance(lock, Failure)
    assert isinstance(ferry, Failure)
    assert bridge.uri == "http://ledger.example/bridge"
    assert bridge.fetched_at is not None
    assert (lock.uri, lock.cause) == ("http://ledger.example/lock", "the server answered with status 500")
    assert "it is image/png" in ferry.cause


def test_what_a_page_does_not_say_of_itself_its_entry_says() -> None:
    more = "<pubDate>Sun, 03 May 2026 08:30:00 +0200</pubDate><author>Jo Marsh</author>"
    feed = rss(item("bridge", more)).replace("<title>The Ledger", "<language>en</language><title>The Ledger")
    with internet({**pages("bridge"), "/feed": page(feed, media_type=XML)}) as net:
        (document,) = ingest(net)
    assert isinstance(document, Document)
    assert document.metadata.published_at == "2026-05-03T08:30:00+02:00"
    assert document.metadata.author == "Jo Marsh"


def test_a_feed_that_has_not_changed_costs_one_request_and_no_article() -> None:
    with internet(pages("bridge", "lock")) as net:
        feed = page(rss(item("bridge"), item("lock")), 'ETag: "1"', media_type=XML)

        def answer(connection, stopped) -> None:  # type: ignore[no-untyped-def]
            same = net.server.asked[-1][1].get("if-none-match") == '"1"'
            connection.sendall(page("", status="304 Not Modified") if same else feed)

        net.server.pages["/feed"] = answer
        seen = Memory()
        assert len(ingest(net, seen)) == 2
        net.server.asked.clear()
        assert ingest(net, seen) == []
        assert net.server.paths == ["/robots.txt", "/feed"]


def test_of_a_feed_that_has_changed_only_the_new_entries_are_asked_for() -> None:
    with internet(pages("bridge", "lock")) as net:
        seen = Memory()
        ingest(net, seen)
        net.server.pages |= pages("ferry", "bridge", "lock")
        net.server.asked.clear()
        (document,) = ingest(net, seen)
        assert document.uri == "http://ledger.example/ferry"
        assert net.server.paths == ["/robots.txt", "/feed", "/ferry"]


@pytest.mark.parametrize(("status", "again"), [("503 Later", True), ("404 Gone", False)])
def test_an_entry_that_could_not_be_fetched_is_tried_again_where_that_may_help(status: str, again: bool) -> None:
    with internet({**pages("bridge", "lock"), "/lock": page("", status=status)}) as net:
        seen = Memory()
        ingest(net, seen)
        assert (seen.validators(FEED) == (None, None)) or not again
        net.server.asked.clear()
        assert len(ingest(net, seen)) == again
        assert ("/lock" in net.server.paths) is again
        assert "/bridge" not in net.server.paths


def test_an_entry_that_was_changed_is_read_again() -> None:
    def atom(updated: str) -> bytes:
        entry = f"<entry><id>1</id><link href='/bridge'/><updated>{updated}</updated><title>x</title></entry>"
        return page(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>", media_type="text/xml")

    with internet({**pages("bridge"), "/feed": atom("2026-05-03T08:00:00Z")}) as net:
        seen = Memory()
        assert [len(ingest(net, seen)) for _ in range(2)] == [1, 0]
        net.server.pages["/feed"] = atom("2026-05-04T08:00:00Z")
        (document,) = ingest(net, seen)
    assert isinstance(document, Document)
    assert document.metadata.updated_at == "2026-05-04T08:00:00+00:00"


def test_an_article_that_two_feeds_name_is_fetched_once() -> None:
    with internet({**pages("bridge"), "/sport": page(rss(item("bridge")), media_type=XML)}) as net:
        fetcher, seen = net.fetcher(), Memory()
        assert len(list(read([FEED, "http://ledger.example/sport"], Options(fetcher=fetcher, seen=seen)))) == 1
        assert net.server.paths.count("/bridge") == 1


def test_nothing_is_noted_that_was_not_handed_over() -> None:
    with internet(pages("bridge", "lock", "ferry")) as net:
        seen = Memory()
        stopped = read([FEED], Options(fetcher=net.fetcher(), seen=seen))
        assert next(stopped).uri.endswith("/bridge")
        assert next(stopped).uri.endswith("/lock")
        del stopped
        assert [found.uri[-4:] for found in ingest(net, seen)] == ["lock", "erry"]


def test_where_a_page_cannot_be_had_the_text_that_the_feed_carries_serves_and_says_so() -> None:
    carried = f"<p>{LONG}</p><p>“Not before,” she <b>added</b>.</p><script>x</script>"
    content = f"<content:encoded><![CDATA[{carried}]]></content:encoded>"
    head = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
    feed = f"{head}{item('bridge', content)}{item('lock', f'<description>{LONG[:200]}</description>')}</channel></rss>"
    gone = page("", status="403 Forbidden")
    with internet({"/feed": page(feed, media_type=XML), "/bridge": gone, "/lock": gone}) as net:
        document, teaser = ingest(net)
    assert isinstance(document, Document)
    assert document.content == f"{LONG.strip()}\n\n“Not before,” she added."
    assert document.uri == "http://ledger.example/bridge"
    assert "the text that the feed itself carries" in str(document.metadata.note)
    assert "status 403" in str(document.metadata.note)
    assert isinstance(teaser, Failure)


def test_where_a_page_shows_a_part_the_text_that_the_feed_carries_goes_before_it() -> None:
    feed = rss(
        item("bridge", f"<description>{LONG * 2}</description>"), item("lock", f"<description>{LONG}</description>")
    )
    with internet({**pages("bridge", "lock"), "/feed": page(feed, media_type=XML)}) as net:
        bridge, lock = ingest(net)
    assert isinstance(bridge, Document)
    assert "shows only a part" in str(bridge.metadata.note)
    assert isinstance(lock, Document)
    assert lock.original is not None


def test_where_a_page_may_be_there_later_the_feed_does_not_stand_in_for_it() -> None:
    feed = page(rss(item("bridge", f"<description>{LONG}</description>")), media_type=XML)
    with internet({"/feed": feed, "/bridge": page("", status="503 Later")}) as net:
        (failure,) = ingest(net)
    assert isinstance(failure, Failure)


def test_two_entries_of_one_page_are_read_once() -> None:
    with internet(
        {**pages("bridge"), "/feed": page(rss(item("bridge"), item("bridge", "<guid>2</guid>")), media_type=XML)}
    ) as net:
        seen = Memory()
        assert [len(ingest(net, seen)) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("end", ["…", "...", "[…]"])
def test_a_teaser_that_is_cut_off_is_no_article(end: str) -> None:
    (entry,) = entries_of(FEED, rss(item("bridge", f"<description>{LONG}{end}</description>")).encode())
    assert entry.content is None


def test_a_saved_feed_is_read_by_its_links_and_without_the_web_by_what_it_carries(tmp_path: Path) -> None:
    data = rss(item("bridge"), item("lock", f"<description>{LONG}</description>")).encode()
    (tmp_path / "saved.xml").write_bytes(data)
    with internet(pages("bridge", "lock")) as net:
        assert (
            len([found for found in ingest(net, source=str(tmp_path / "saved.xml")) if isinstance(found, Document)])
            == 2
        )
    bare, lock = read_bytes("saved", data)
    assert isinstance(bare, Failure)
    assert "1 of its 2 entries carry no text" in bare.cause
    assert isinstance(lock, Document)
    assert "links are not followed from here" in str(lock.metadata.note)


def test_a_saved_feed_that_writes_its_links_short_is_read_from_the_site_that_it_names() -> None:
    data = "<rss version='2.0'><channel><link>http://ledger.example/</link><item><link>/a</link></item></channel></rss>"
    assert [entry.link for entry in entries_of("saved.xml", data.encode())] == ["http://ledger.example/a"]


def test_an_entry_leads_nowhere_private_and_to_no_other_feed() -> None:
    links = ["https://[::1", "http://169.254.169.254/latest", "file:///etc/passwd", "http://ledger.example/feed"]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    with internet({"/feed": page(rss(items), media_type=XML)}) as net:
        found = ingest(net)
        assert [type(thing) for thing in found] == [Failure] * 4
        assert net.server.paths == ["/robots.txt", "/feed", "/feed"]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_a_feed_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    text = rss("<item><title>La préfète</title><link>http://ledger.example/a</link></item>")
    data = text.replace("'1.0'", f"'1.0' encoding='{encoding}'").encode(encoding)
    assert entries_of(FEED, data)[0].title == "La préfète"
    assert entries_of(FEED, text.encode("cp1252"), "windows-1252")[0].title == "La préfète"
    assert entries_of(FEED, text.encode("cp1252"), "punycode")[0].title == "La préfète"


def test_dates_keep_their_time_zone_and_what_is_no_date_stays_as_it_stands() -> None:
    dates = ["Sun, 03 May 2026 08:30:00 EST", "2026-05-03T08:30:00Z", "2026-05-03", "3 mai 2026"]
    items = (item(str(number), f"<pubDate>{date}</pubDate>") for number, date in enumerate(dates))
    found = [entry.published_at for entry in entries_of(FEED, rss(*items).encode())]
    assert found == ["2026-05-03T08:30:00-05:00", "2026-05-03T08:30:00+00:00", "2026-05-03", "3 mai 2026"]


@pytest.mark.parametrize("bad", ["&#99999999999;", "&#x110000;", "<![", "\x00", "\ud800", "&nosuch;", "<b>", "]]>"])
def test_a_bad_character_or_mark_costs_no_other_entry(bad: str) -> None:
    data = rss(item("bridge", f"<description>{bad}</description>"), item("lock")).encode("utf-8", "surrogatepass")
    assert [entry.link for entry in entries_of(FEED, data)][:1] == ["http://ledger.example/bridge"]


BOMBS = {
    "a billion laughs": "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
    + rss("<item><title>&j;</title><link>http://ledger.example/a</link></item>"),
    "a file as an entity": "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    + rss("<item><title>&a;</title><link>http://ledger.example/a</link></item>"),
    "thirty thousand depths": "<rss>" + "<a>" * 30_000,
    "nothing but openings": "<rss>" + "<" * 150_000,
    "one attribute without end": "<rss a='" + "a" * 900_000,
    "ampersands": "<rss>" + "&" * 300_000,
    "comments that do not close": "<rss>" + "<!--" * 100_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_feed_that_is_made_to_do_harm_does_none(bomb: str) -> None:
    begun = time.process_time()
    with suppress(SourceError):
        assert all("root:" not in str(entry) and len(str(entry)) < 10_000 for entry in entries_of(FEED, bomb.encode()))
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        ("<rss version='2.0'><channel><title>Empty</title></channel></rss>", "holds no entry"),
        ("<rss", "no XML|no entry"),
        ("<opml><body/></opml>", "XML that begins with <opml>"),
        ("<rss>" + "<b>" * 300_000, "larger than feeds are"),
        ("<rss><channel><item " + "a='>' " * 300_000, "larger than feeds are"),
    ],
)
def test_a_feed_without_entries_is_named(data: str, cause: str) -> None:
    (failure,) = read_bytes("feed.xml", data.encode())
    assert isinstance(failure, Failure)
    assert any(part in failure.cause for part in cause.split("|")), failure


def test_an_uploaded_feed_is_read_by_its_links_where_there_is_a_fetcher() -> None:
    with internet(pages("bridge")) as net:
        (document,) = read_bytes("feed.rss", rss(item("bridge")).encode(), Options(fetcher=net.fetcher()))
    assert document.uri == "http://ledger.example/bridge"
