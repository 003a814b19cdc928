"""A watch tells what is new, once, and whoever is told it can rely on that."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from extract.errors import StoreError
from extract.intake import ingest
from extract.intake.news import Watch
from extract.intake.watch import Watcher
from extract.readers.options import Options
from extract.store.backup import backup, restore
from tests.readers.hostile import internet
from tests.readers.test_feed import FEED, pages

ADA = '"The ferry to {to} will sail again," said Ada Brunel, the harbour master, on Monday.'
SPEAKER = Watch(kind="speaker", words="ADA  brunel")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def put(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def times() -> Iterator[str]:
    return (f"2026-05-03T10:00:{second:02}+00:00" for second in count())


Watched = Callable[..., tuple[Watcher, list[dict[str, Any]]]]


@pytest.fixture
def watched(tmp_path: Path, folder: Path) -> Watched:
    """Return a function that begins to watch the folder, as a program that was started anew, and what it is told."""
    clock = times()

    def begun(*watches: Watch, **asked: Any) -> tuple[Watcher, list[dict[str, Any]]]:
        heard: list[dict[str, Any]] = []
        watcher = Watcher(
            store=tmp_path / "s.db",
            sources=[str(folder)],
            watches=watches,
            heard=heard.append,
            clock=lambda: next(clock),
            **asked,
        )
        watcher.start()
        return watcher, heard

    return begun


def test_what_a_watched_speaker_says_anew_is_told_once_also_after_a_restart(folder: Path, watched: Watched) -> None:
    put(folder, "a", ADA.format(to="Marlune"))
    watcher, heard = watched(SPEAKER)
    watcher.round()
    watcher.round()
    ((speaker, text),) = [(news["speaker"], news["text"]) for news in heard]
    assert (speaker, text) == ("Ada Brunel", "The ferry to Marlune will sail again")
    put(folder, "b", ADA.format(to="Osterhaven"))
    watcher, heard = watched(SPEAKER)
    watcher.round()
    assert [news["text"] for news in heard] == ["The ferry to Osterhaven will sail again"]


def test_what_is_there_when_a_watch_begins_is_no_news(folder: Path, watched: Watched) -> None:
    put(folder, "a", ADA.format(to="Marlune"))
    watched(SPEAKER)[0].round()
    later = Watch(kind="phrase", words="sail again")
    watcher, heard = watched(later)
    watcher.round()
    assert heard == []
    put(folder, "b", ADA.format(to="Osterhaven"))
    watcher.round()
    assert [news["watch"] for news in heard] == ["sail again"]


def test_a_measure_and_a_conflict_are_told(folder: Path, watched: Watched) -> None:
    watcher, heard = watched(Watch(kind="measure", words="passengers stranded"), Watch(kind="conflict"))
    for outlet, figure in (("Daily Quay", "800"), ("Estuary Post", "1,150")):
        row = {
            "id": outlet,
            "outlet": outlet,
            "text": f"The storm of Marlune left {figure} passengers stranded on the ferry on Sunday.",
            "published_at": "2026-05-03",
            "title": "Storm strands ferry passengers at Marlune",
        }
        (folder / f"{outlet}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    watcher.round()
    assert [news["kind"] for news in heard] == ["measure", "measure", "conflict"]
    assert {heard[-1]["outlet"], heard[-1]["against"]["outlet"]} == {"Daily Quay", "Estuary Post"}
    assert heard[-1]["why"]


def test_a_file_that_has_not_changed_is_not_read_again_by_the_same_watch(folder: Path, watched: Watched) -> None:
    put(folder, "a", ADA.format(to="Marlune"))
    watcher, _ = watched(SPEAKER)
    assert watcher.round().count("new") == 1
    assert sum(watcher.round().counts.values()) == 0
    put(folder, "a", ADA.format(to="Osterhaven and Marlune"))
    assert watcher.round().count("new") == 1


def test_a_failure_is_told_once_however_often_it_is_tried(tmp_path: Path, watched: Watched) -> None:
    told: list[str] = []
    watcher, _ = watched(SPEAKER, progress=lambda result: told.append(result.message))
    watcher.sources = [str(tmp_path / "gone")]
    assert [watcher.round().count("failed") for _ in range(2)] == [1, 1]
    assert len(told) == 1


def script(tmp_path: Path, body: str) -> tuple[str, ...]:
    path = tmp_path / "told.py"
    path.write_text(f"import json, os, sys\n{body}\n", encoding="utf-8")
    return (sys.executable, str(path), "; rm -rf $HOME")


def test_a_command_gets_the_news_on_its_input_and_no_shell(tmp_path: Path, folder: Path, watched: Watched) -> None:
    out = tmp_path / "out.json"
    body = f"json.dump([sys.argv[1], dict(os.environ), json.load(sys.stdin)], open({str(out)!r}, 'w'))"
    put(folder, "a", ADA.format(to="Marlune"))
    watched(SPEAKER, command=script(tmp_path, body))[0].round()
    argument, environment, news = json.loads(out.read_text(encoding="utf-8"))
    assert argument == "; rm -rf $HOME"
    assert news["text"] == "The ferry to Marlune will sail again"
    assert environment["ONRECORD_KIND"] == "speaker"
    assert environment["ONRECORD_TITLE"] == "Ada Brunel: The ferry to Marlune will sail again"


def test_what_a_command_did_not_take_is_told_again(tmp_path: Path, folder: Path, watched: Watched) -> None:
    complaints: list[str] = []
    put(folder, "a", ADA.format(to="Marlune"))
    failing = script(tmp_path, "sys.exit('no room')")
    watcher, heard = watched(SPEAKER, command=failing, complain=complaints.append)
    watcher.round()
    assert heard == []
    assert "ended with status 1 (no room); it is told this again with the next round" in complaints[0]
    watcher.command = script(tmp_path, "")
    watcher.round()
    assert len(heard) == 1


def test_a_command_that_is_not_there_is_named(folder: Path, watched: Watched) -> None:
    complaints: list[str] = []
    put(folder, "a", ADA.format(to="Marlune"))
    watched(SPEAKER, command=("no-such-program",), complain=complaints.append)[0].round()
    assert complaints == ["no-such-program: No such file or directory; give --run a command that can be run"]


def test_the_feed_is_atom_with_ids_that_stay(tmp_path: Path, folder: Path, watched: Watched) -> None:
    path = tmp_path / "feeds" / "news.xml"
    put(folder, "a", ADA.format(to="<b>Marlune & Söhne</b>"))
    watched(SPEAKER, feed=path)[0].round()
    first = ElementTree.parse(path).getroot()
    put(folder, "b", ADA.format(to="Osterhaven"))
    watched(SPEAKER, feed=path)[0].round()
    second = ElementTree.parse(path).getroot()
    ids = [[entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")] for root in (first, second)]
    assert ids[1][1:] == ids[0]
    assert len(set(ids[1])) == 2
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id")
    assert "<b>Marlune & Söhne</b>" in (first.findtext(f"{ATOM}entry/{ATOM}title") or "")
    for name in ("title", "id", "updated"):
        assert all(entry.findtext(f"{ATOM}{name}") for entry in (second, *second.findall(f"{ATOM}entry")))


def test_an_empty_feed_is_there_from_the_first_round(tmp_path: Path, watched: Watched) -> None:
    watched(SPEAKER, feed=tmp_path / "news.xml")[0].round()
    assert ElementTree.parse(tmp_path / "news.xml").getroot().findtext(f"{ATOM}updated") == "2026-05-03T10:00:00+00:00"


def test_watches_are_remembered_without_case_and_accents() -> None:
    assert SPEAKER.name == replace(SPEAKER, words="Ada Brünel").name == "speaker: ada brunel"


def test_a_feed_is_watched_by_its_new_pages_alone(tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []
    told = pages("bridge")
    with internet(told) as net:
        watcher = Watcher(
            store=tmp_path / "s.db",
            sources=[FEED],
            watches=[SPEAKER],
            heard=heard.append,
            options=Options(fetcher=net.fetcher()),
        )
        watcher.start()
        watcher.round()
        told.update(pages("bridge", "lock"))
        watcher.round()
        asked = [path for path in net.server.paths if path == "/bridge"]
    assert len(asked) == 1
    assert {news["uri"].rsplit("/")[-1] for news in heard} == {"bridge", "lock"}


def test_a_store_that_is_gone_is_not_made_anew_behind_a_watch(watched: Watched, tmp_path: Path, folder: Path) -> None:
    watcher, heard = watched(SPEAKER)
    (tmp_path / "s.db").unlink()
    put(folder, "new", ADA.format(to="Aldermouth"))
    with pytest.raises(StoreError, match="there is no store yet"):
        watcher.round()
    assert (heard, (tmp_path / "s.db").exists()) == ([], False)


def test_what_a_backup_holds_that_is_put_back_under_a_watch_is_no_news(
    watched: Watched, tmp_path: Path, folder: Path
) -> None:
    put(folder, "old", ADA.format(to="Aldermouth"))
    ingest(tmp_path / "s.db", [folder])
    backup(tmp_path / "s.db", tmp_path / "b.db")
    watcher, heard = watched(SPEAKER)
    restore(tmp_path / "b.db", tmp_path / "s.db", replace=True)
    put(folder, "new", ADA.format(to="Marlune"))
    watcher.round()
    assert [news["text"] for news in heard] == ["The ferry to Marlune will sail again"]


def test_news_that_nobody_could_hear_is_told_again(watched: Watched, folder: Path) -> None:
    deaf, _ = watched(SPEAKER)
    put(folder, "new", ADA.format(to="Aldermouth"))

    def gone(news: dict[str, Any]) -> None:
        raise BrokenPipeError

    deaf.heard = gone
    with pytest.raises(BrokenPipeError):
        deaf.round()
    watcher, heard = watched(SPEAKER)
    watcher.round()
    assert [news["text"] for news in heard] == ["The ferry to Aldermouth will sail again"]
