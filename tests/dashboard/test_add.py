"""The page Add: files and addresses, read in the background, seen by everybody, and stopped by anybody."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from threading import Event

import pytest

import extract
from dashboard import intake
from extract.errors import StoreError
from extract.model import Failure
from extract.readers import READERS
from extract.store import open_store, write
from tests.dashboard.conftest import shown


@dataclass
class Result:
    uri: str
    status: str
    message: str = ""
    quotes: int | None = None
    claims: int | None = None
    failure: Failure | None = None
    article: str | None = None


EMPTY = Failure(uri="<b>.txt", cause="the file is <i>empty</i>", remedy="put text into it")
RESULTS = (
    Result("a.txt", "new", quotes=3, claims=1, article="a&1"),
    Result("<b>.txt", "failed", failure=EMPTY),
    Result("c\r\n\x1b c.txt", "known", "already\nread"),
)


class Ingest:
    """Stands in for the engine: reports, then waits until it is let go or told to stop."""

    def __init__(self, results=RESULTS, error=None, held=False):
        self.results, self.error, self.go = results, error, Event()
        self.asked = []
        if not held:
            self.go.set()

    def __call__(self, store, sources, *, progress, steps, stop, waiting, **named):
        self.asked.append((store, sources, named))
        for done, result in enumerate(self.results, 1):
            progress(result)
            steps("reading", done, 10)
        while not self.go.wait(0.01) and not stop():
            pass
        if self.error:
            raise self.error
        return Report(versions=2)


@dataclass
class Report:
    versions: int


@pytest.fixture
def engine(monkeypatch):
    def stands_in(**told):
        found = Ingest(**told)
        monkeypatch.setattr(extract, "ingest", found, raising=False)
        return found

    return stands_in


@pytest.fixture
def add(visit, tmp_path, store):
    """Return a function that opens the page over a store of its own, so that no other read is seen."""
    own = tmp_path / "own.db"
    own.write_bytes(Path(store).read_bytes())
    return lambda: visit("add", own)


def read_files(app, *names):
    app.file_uploader[0].set_value([(name, b"x", "text/plain") for name in names])
    return press(app, "Read these")


def press(app, words):
    return next(button for button in app.button if button.label == words).click().run()


def ended(app):
    """Return the page after what was begun has ended."""
    reads = [read for read in intake._reads.values() if read.ended.wait(10)]
    assert reads
    return app.run()


def test_reading_nothing_says_to_choose_something(add):
    assert "Nothing chosen yet" in shown(press(add(), "Read these"))


def test_what_became_of_each_source_is_told_in_a_line_of_its_own(add, engine):
    engine()
    app = add()
    html = shown(ended(read_files(app, "a.txt", "b.txt")))
    assert "<h2>1 added, 1 already there and 1 not read</h2>" in html
    assert "<p>2 of them are other versions of articles that were there.</p>" in html
    assert "<td>already there</td><td>c c.txt</td><td>already read</td>" in html
    assert '<td>added</td><td><a href="article?id=a%261">a.txt</a></td><td>3 quotes, 1 numeric claim</td>' in html
    cause = "the file is &lt;i&gt;empty&lt;/i&gt;; put text into it"
    assert f"<td>not read</td><td>&lt;b&gt;.txt</td><td>{cause}</td>" in html


def test_files_addresses_and_outlet_are_handed_on(add, engine):
    found, app = engine(), add()
    app.text_area(key="addresses-0").set_value(
        " https://quay.example/feed \n\nHTTP://post.example/1\nhttps://quay.example/feed"
    )
    app.text_input(key="add-outlet").set_value(" Daily Quay ")
    ended(read_files(app, "a.txt"))
    ((_, sources, named),) = found.asked
    assert sources == ["https://quay.example/feed", "HTTP://post.example/1"]
    assert (named["uploads"], named["outlet"]) == ([("a.txt", b"x")], "Daily Quay")


def test_a_pasted_text_is_read_as_a_file_named_by_its_first_line(add, engine):
    found, app = engine(), add()
    app.text_area(key="pasted-0").set_value("\nThe weir: <shut> ../again!\n\nNobody said why.")
    ended(press(app, "Read these"))
    ((name, content),) = found.asked[0][2]["uploads"]
    assert re.fullmatch(r"pasted [0-9a-f]{6} The weir shut again\.txt", name)
    assert content.decode() == "\nThe weir: <shut> ../again!\n\nNobody said why."


def test_failures_beyond_those_shown_are_counted_and_each_says_when_it_was_tried(add, tmp_path):
    app = add()
    failed = [Failure(uri=f"{n}.pdf", cause="it is damaged or no PDF", remedy="save it again") for n in range(60)]
    with open_store(tmp_path / "own.db") as store:
        write.add(store, [], failed, time="2026-03-02T10:00:00+00:00")
    html = shown(app.run())
    assert ">61 sources that could not be read</h2>" in html
    assert "<td>2 March 2026</td>" in html
    assert "and 11 more" in html


def test_failures_that_are_done_with_leave_the_list_and_come_back(add):
    app = add()
    assert "1 source that could not be read" in shown(app)
    assert "could not be read" not in shown(app.button(key="take-off").click().run())
    html = shown(app.button(key="put-on").click().run())
    assert "1 source that could not be read" in html
    assert "put-on" not in [button.key for button in app.button]


@pytest.mark.parametrize("line", ["/etc/passwd", "-", "file:///etc/passwd", "quay.example", "<img src=x>"])
def test_what_is_no_web_address_is_not_read_and_said_so(add, engine, line):
    found, app = engine(), add()
    app.text_area(key="addresses-0").set_value(f"https://quay.example/feed\n{line}")
    html = shown(press(app, "Read these"))
    assert "No web address" in html
    assert "<img" not in html
    assert found.asked == []


def test_another_visitor_sees_a_read_that_is_under_way_and_may_stop_it(add, engine):
    found = engine(held=True)
    read_files(add(), "a.txt")
    other = add()
    html = shown(other)
    assert "Reading …" in html
    assert "3 of 10 · 1 added, 1 already there and 1 not read" in html
    assert "Read these" not in [button.label for button in other.button]
    html = shown(ended(press(other, "Stop")))
    assert "You stopped it. What is named here is kept" in html
    assert not found.go.is_set()


def test_a_read_that_breaks_off_says_why_and_what_was_kept(add, engine):
    engine(error=StoreError("own.db: the disk is full; free some space, then try again"))
    html = shown(ended(read_files(add(), "a.txt")))
    assert (
        "It broke off: own.db: the disk is full; free some space, then try again. What is named here is kept." in html
    )
    assert "<h2>1 added, 1 already there and 1 not read</h2>" in html


def test_a_defect_in_the_background_is_not_silent(add, engine):
    engine(error=ZeroDivisionError("boom"))
    assert "It broke off: ZeroDivisionError: boom" in shown(ended(read_files(add(), "a.txt")))


def test_what_became_of_the_last_read_goes_when_it_is_done_with(add, engine):
    engine()
    app = ended(read_files(add(), "a.txt"))
    assert "1 added" not in shown(press(app, "Done"))


def test_no_second_read_begins_beside_the_first(tmp_path, engine):
    found = engine(held=True)
    assert intake.begin(tmp_path / "s.db", [], [("a.txt", b"x")], None)
    assert not intake.begin(tmp_path / "s.db", [], [("b.txt", b"x")], None)
    found.go.set()
    assert intake.latest(tmp_path / "s.db").ended.wait(10)


def test_the_time_left_follows_the_pace_so_far():
    times = iter([0.0, 20.0])
    read = intake.Read([], [], None, clock=lambda: next(times), done=10, total=40)
    read.began = read.clock()
    assert read.seconds_left == 60.0


def test_the_page_names_every_kind_of_file_that_is_read(add):
    told = set(re.findall(r"\.\w+", add().file_uploader[0].help)) | {".pdf"}
    alike = {".text": ".txt", ".htm": ".html", ".xhtml": ".html", ".ndjson": ".jsonl", ".tab": ".tsv"}
    kinds = {PurePath(name).suffix or name for name in READERS}
    assert {alike.get(kind, kind) for kind in kinds} - told == set()


def test_a_process_that_reads_articles_loads_nothing_of_the_pages():
    program = "import runpy, sys; runpy.run_path('dashboard/app.py', run_name='__mp_main__'); print(*sys.modules)"
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True).stdout
    assert not {"streamlit", "dashboard.navigation", "starlette"} & set(loaded.split())
