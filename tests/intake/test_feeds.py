"""A feed into a store: what was read is not read again, and what was not kept is."""

from pathlib import Path

import pytest

from extract import pipeline
from extract.intake import Report, Result, ingest
from extract.readers.options import Options
from tests.readers.hostile import Internet, internet
from tests.readers.test_feed import FEED, pages


def run(net: Internet, store: Path, **asked: object) -> Report:
    return ingest(store, [FEED], options=Options(fetcher=net.fetcher()), **asked)  # type: ignore[arg-type]


def test_a_feed_ingested_twice_reads_nothing_twice(tmp_path: Path) -> None:
    with internet(pages("bridge", "lock")) as net:
        assert run(net, tmp_path / "s.db").count("new") == 2
        again = run(net, tmp_path / "s.db")
    assert sum(again.counts.values()) == 0
    assert [path for path in net.server.paths if path == "/bridge"] == ["/bridge"]


def test_a_dry_run_remembers_nothing_of_a_feed(tmp_path: Path) -> None:
    with internet(pages("bridge")) as net:
        assert run(net, tmp_path / "s.db", dry_run=True).count("new") == 1
        assert run(net, tmp_path / "s.db").count("new") == 1


def test_what_was_read_and_not_kept_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with internet(pages("bridge", "lock")) as net:
        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "extract_safely", interrupted)
            with pytest.raises(KeyboardInterrupt):
                run(net, tmp_path / "s.db")
        told: list[Result] = []
        run(net, tmp_path / "s.db", progress=told.append)
    assert [(result.uri.rsplit("/")[-1], result.status) for result in told] == [("bridge", "new"), ("lock", "new")]


def test_what_a_feed_calls_an_entry_without_a_link_is_its_own(tmp_path: Path) -> None:
    words = "<guid isPermaLink='false'>1</guid><description>" + "The quay is shut, said Ada Brack. " * 30
    for name in ("north", "south"):
        feed = f"<rss version='2.0'><channel><title>{name}</title><item><title>{name}</title>{words} {name}"
        (tmp_path / f"{name}.xml").write_text(f"{feed}</description></item></channel></rss>", encoding="utf-8")
    told: list[Result] = []
    ingest(tmp_path / "s.db", [tmp_path / "north.xml", tmp_path / "south.xml"], progress=told.append, search=False)
    assert [Path(result.uri).name.partition("#")[0] for result in told] == ["north.xml", "south.xml"]
