"""A store driven at random beside a model of it in plain Python: what people did must be what is there.

The model holds articles, judgements and what was taken down; a crash is an interrupt at some step of SQLite's, with a
copy of the files as they lay at that moment, as after a loss of power.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from extract import pipeline
from extract.errors import JudgementError, StoreError
from extract.model import Attribution, Failure, Judgement, Span, attribution_id
from extract.store import Store, judgements, open_store, queries, takedown, write
from extract.store.backup import backup, restore
from extract.store.found import read_again
from extract.store.provenance import Reading
from extract.store.verify import problems
from tests.store.corpus import Item, item

SAID = (
    "we will not sail before every lifeboat is tested",
    "we will not sail before both lifeboats are tested at the quay",
    "the harbour dues rise by a tenth in the coming spring",
    "nobody told the fishermen of Wexel that the lock was shut",
)
OUTLETS = ("The Estuary Post", "Morning Ledger", "Le Courrier du Port", None)
ENDS = ("About {} passengers wait.", "About {} passengers wait, and more will come before the evening tide turns.")


def _article(outlet: str | None, said: Sequence[str], end: int, figure: int) -> Item:
    told = " ".join(f"Ada Brunel said “{words}”." for words in said)
    text = f"{told} {ENDS[end].format(figure)}"
    return item(text, outlet, said, [str(figure)], date=f"2026-05-0{figure % 9 + 1}", uri=f"{outlet}/{said[0][:9]}.txt")


def _shorter(quote: Attribution) -> Attribution:
    content = (Span(quote.content[0].start + 3, quote.content[0].end),)
    return replace(quote, id=attribution_id(quote.article_id, content), content=content)


# Of each address two versions, and texts that several outlets share.
POOL: tuple[Item, ...] = tuple(
    _article(outlet, said, end, figure)
    for outlet in OUTLETS
    for said, figure in ((SAID[:1], 800), (SAID[1:3], 1150), (SAID[3:], 40))
    for end in (0, 1)
)
WORDS = ("lifeboat", "lifeboats", "harbour", "Wexel", "passengers", "evening")
READER = Reading(onrecord="0.1.0", model="none")
ABOUT = ("speaker", "statement", "quote", "claim", "spoken")
IN_ARTICLES = "SELECT a.id FROM article_words w JOIN articles a ON a.row = w.rowid WHERE article_words"
IN_QUOTES = "SELECT t.id FROM attribution_words w JOIN attributions t ON t.row = w.rowid WHERE attribution_words"
QUOTES = """SELECT t.id, coalesce(x.text, t.text) FROM attributions t
    LEFT JOIN corrected x ON x.attribution = t.row"""
# Tables whose rows belong to an article, and by which column.
HANGING = ("attributions", "claims", "readings", "waiting", "addresses", "zonings", "article_keys", "versions")


@dataclass
class Model:
    """What the store must hold: articles in the order of reading, which wait to be searched, failures, verdicts."""

    articles: dict[str, Item] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    failures: set[tuple[str, str]] = field(default_factory=set)
    judged: dict[int, Judgement] = field(default_factory=dict)
    about: dict[int, set[str]] = field(default_factory=dict)  # the articles that a judgement is about
    taken: int = 0

    def searched(self) -> Iterator[Item]:
        return (one for id, one in self.articles.items() if id not in self.waiting)

    def quotes(self) -> list[str]:
        return [quote.id for _, found in self.searched() for quote in found.attributions]

    def claims(self) -> list[str]:
        return [claim.id for _, found in self.searched() for claim in found.claims]

    def holding(self, things: set[str]) -> set[str]:
        """Return the articles in which these quotes or claims stand."""
        held = ((id, (*found.attributions, *found.claims)) for id, (_, found) in self.articles.items())
        return {id for id, there in held if things & {thing.id for thing in there}}

    def forget(self, ids: set[str]) -> None:
        gone = [self.articles.pop(id) for id in ids]
        self.waiting -= ids
        self.judged = {number: one for number, one in self.judged.items() if not self.about[number] & ids}
        self.failures -= {(uri, cause) for uri, cause in self.failures if uri in {document.uri for document, _ in gone}}
        self.taken += 1


@contextmanager
def _words_alone() -> Iterator[None]:
    """Let matching go by words: a model of sentences is not what is tested here, and takes its time."""
    usual = pipeline.default_encoder
    pipeline.default_encoder = lambda: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pipeline.default_encoder = usual  # type: ignore[attr-defined]


def derive(store: Store) -> None:
    with _words_alone():
        pipeline.derive(store)


def derived(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return what matching found, without the numbers of rows."""
    tables = {
        "statements": """SELECT s.id, s.canonical, s.outlets, s.members, s.independent, t.id, m.position, m.relation,
            m.score, m.flags, m.speaker_id FROM statements s JOIN members m ON m.statement = s.row
            JOIN attributions t ON t.row = m.attribution""",
        "speakers": """SELECT s.id, s.name, s.kind, s.quotes, s.articles, t.id FROM speakers s
            JOIN spoken p ON p.speaker = s.row JOIN attributions t ON t.row = p.attribution""",
        "measures": """SELECT m.id, m.entity, m.conflict, r.a, r.b, r.relation FROM measures m
            LEFT JOIN relations r ON r.measure = m.row""",
        "corrected": """SELECT t.id, x.rejected, x.unnamed, x.speaker, x.content, x.text FROM corrected x
            JOIN attributions t ON t.row = x.attribution""",
        "versions": """SELECT a.id, v.position, v.relation, v.stands FROM versions v
            JOIN articles a ON a.row = v.article""",
    }
    return {name: sorted((tuple(row) for row in store.rows(sql)), key=repr) for name, sql in tables.items()}


class StoreMachine(RuleBasedStateMachine):
    """Ingest, judge, undo, forget, back up, restore, crash, derive: in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "onrecord.db"
        self.store = open_store(self.path, create=True)
        self.model, self.revision, self.tick = Model(), 0, 0
        self.saved: list[tuple[Path, Model]] = []

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        try:
            self._same_as_from_scratch()
        finally:
            self.store.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    # What people do.

    @rule(which=st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=5), waiting=st.booleans())
    def ingest(self, which: list[int], waiting: bool) -> None:
        self._ingest(self.model, self.store, which, waiting)

    @rule(which=st.integers(0, len(POOL) - 1), cause=st.sampled_from(["cut off", "no text"]))
    def fail(self, which: int, cause: str) -> None:
        uri = POOL[which][0].uri
        write.add(self.store, [], [Failure(uri=uri, cause=cause, remedy="save it again")], time=self._time())
        self.model.failures.add((uri, cause))

    @precondition(lambda self: self.model.waiting)
    @rule()
    def search(self) -> None:
        self._search(self.model, self.store)

    @precondition(lambda self: any(self.model.searched()))
    @rule(data=st.data(), shorter=st.booleans())
    def read_anew(self, data: st.DataObject, shorter: bool) -> None:
        """Another model draws the quotes of an article a little differently: they are the same by other ids."""
        id = data.draw(st.sampled_from(sorted(self.model.articles.keys() - self.model.waiting)))
        document, found = next(one for one in POOL if one[1].article.id == id)
        if shorter:
            found = replace(found, attributions=tuple(_shorter(quote) for quote in found.attributions))
        read_again(self.store, [found], READER, time=self._time())
        self.model.articles[id] = (document, found)

    @rule()
    def match(self) -> None:
        derive(self.store)
        assert not queries.underived(self.store)
        seen = queries.revision(self.store)
        derive(self.store)
        assert queries.revision(self.store) == seen, "what is derived twice changes nothing"

    @precondition(lambda self: len(self.model.quotes()) > 1)
    @rule(about=st.sampled_from(ABOUT), same=st.booleans(), data=st.data())
    def judge(self, about: str, same: bool, data: st.DataObject) -> None:
        self._judge(self.model, self.store, self._verdict(about, same, data))

    @precondition(lambda self: self.model.judged)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        self._undo(self.model, self.store, data.draw(st.sampled_from(sorted(self.model.judged))))

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data(), by_outlet=st.booleans())
    def forget(self, data: st.DataObject, by_outlet: bool) -> None:
        document, found = self.model.articles[data.draw(st.sampled_from(sorted(self.model.articles)))]
        name = document.metadata.outlet if by_outlet else None
        self._forget(self.model, self.store, ("outlet", name) if name else ("article", found.article.id))

    @rule()
    def back_up(self) -> None:
        target = self.folder / f"backup-{len(self.saved)}"
        backup(self.path, target)
        self.saved.append((target, deepcopy(self.model)))

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        source, model = data.draw(st.sampled_from(self.saved))
        self.store.close()
        restore(source, self.path, replace=True)
        self.store, self.model = open_store(self.path), deepcopy(model)
        assert queries.revision(self.store) > self.revision, "a cache by the revision would show what was before"

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.path)

    # What happens to them.

    @precondition(lambda self: len(self.model.quotes()) > 1)
    @rule(
        what=st.sampled_from(["ingest", "search", "judge", "undo", "forget", "match"]),
        steps=st.integers(1, 4_000),
        which=st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=5),
        data=st.data(),
    )
    def crash(self, what: str, steps: int, which: list[int], data: st.DataObject) -> None:
        """Break off what is going on after so many steps; afterwards it was done as a whole or not at all."""
        model = deepcopy(self.model)
        do: Callable[[Model, Store], None]
        if what == "undo" and model.judged:
            number = data.draw(st.sampled_from(sorted(model.judged)))
            do = lambda model, store: self._undo(model, store, number)  # noqa: E731
        elif what == "judge":
            verdict = self._verdict(data.draw(st.sampled_from(ABOUT)), data.draw(st.booleans()), data)
            do = lambda model, store: self._judge(model, store, verdict)  # noqa: E731
        elif what == "forget":
            name = data.draw(st.sampled_from(sorted(model.articles)))
            do = lambda model, store: self._forget(model, store, ("article", name))  # noqa: E731
        elif what == "search":
            do = self._search
        elif what == "match":
            do = lambda model, store: derive(store)  # noqa: E731
        else:
            do = lambda model, store: self._ingest(model, store, which, False)  # noqa: E731
        lost = self._broken_off(lambda: do(model, self.store), steps)
        note(f"{what}, broken off: {lost is not None}")
        if lost is None:
            self.model = model
            return
        # A takedown that is broken off while the file is written anew has happened.
        gone = what == "forget" and len(self._ids(self.store)) < len(self.model.articles)
        if gone:
            self._take(self.model, self.store)
        self._check(self.store, self.model)
        with open_store(lost) as store:
            self._check(store, self.model)

    def _broken_off(self, do: Callable[[], None], steps: int) -> Path | None:
        """Run something, interrupted after some steps; return a copy of the files of then, None if it ended."""
        lost = self.folder / f"lost-{self._time()}" / "onrecord.db"
        count = 0

        def step() -> int:
            nonlocal count
            count += 1
            if count == steps:
                lost.parent.mkdir()
                for suffix in ("", "-wal"):
                    if os.path.exists(f"{self.path}{suffix}"):
                        shutil.copy(f"{self.path}{suffix}", f"{lost}{suffix}")
            return int(count == steps)

        self.store.connection.set_progress_handler(step, 20)
        try:
            do()
        except StoreError as error:
            if "interrupted" not in str(error):
                raise
            return lost
        finally:
            self.store.connection.set_progress_handler(None, 0)
        return None

    # How each is done, to the store and to the model alike.

    def _ingest(self, model: Model, store: Store, which: Sequence[int], waiting: bool) -> None:
        items = [POOL[number] for number in which]
        done = write.add(store, items, time=self._time(), waiting=waiting)
        new = {found.article.id: (document, found) for document, found in items}
        new = {id: one for id, one in new.items() if id not in model.articles}
        assert done.ids == set(new)
        assert (done.new, done.known) == (len(new), len(items) - len(new))
        model.articles |= new
        model.waiting |= set(new) if waiting else set()
        read = {document.uri for document, _ in new.values()}
        model.failures = {(uri, cause) for uri, cause in model.failures if uri not in read}

    def _search(self, model: Model, store: Store) -> None:
        read_again(store, [model.articles[id][1] for id in sorted(model.waiting)], READER, time=self._time())
        model.waiting = set()

    def _verdict(self, about: str, same: bool, data: st.DataObject) -> Judgement:
        things = self.model.claims() if about == "claim" else self.model.quotes()
        left, right = data.draw(st.sampled_from(things)), ""
        if about in ("speaker", "statement"):
            right = data.draw(st.sampled_from([one for one in things if one != left]))
        elif about == "spoken":
            right = data.draw(st.sampled_from(["Ada Brunel", "Carl Weiss"]))
        verdict = data.draw(st.sampled_from(["same", "same", "unsure"])) if same else "different"
        return Judgement(
            left=left, right=right, verdict=verdict, evidence="", author="Eve", created_at=self._time(), about=about
        )

    def _judge(self, model: Model, store: Store, verdict: Judgement) -> None:
        standing = [one for one in model.judged.values() if not one.deleted_at and one.about == verdict.about]
        surely = _contradicts(verdict, standing)
        try:
            number = judgements.record(store, verdict)
        except JudgementError:
            if verdict.verdict == "unsure" or all(one.verdict == "unsure" for one in standing):
                raise  # it contradicts nothing
            return
        assert not surely, "it contradicts what stands"
        model.judged[number] = verdict
        model.about[number] = model.holding({verdict.left, verdict.right})

    def _undo(self, model: Model, store: Store, number: int) -> None:
        at = self._time()
        stood = model.judged[number].deleted_at is None
        assert judgements.withdraw(store, number, at) is stood
        if stood:
            model.judged[number] = replace(model.judged[number], deleted_at=at)

    def _forget(self, model: Model, store: Store, what: tuple[str, str]) -> None:
        before = self._ids(store)
        count = takedown.take_down(store, *what, time=self._time())
        assert count == len(before) - len(self._ids(store)) > 0
        self._take(model, store)

    def _take(self, model: Model, store: Store) -> None:
        model.forget(set(model.articles) - set(self._ids(store)))

    def _time(self) -> str:
        self.tick += 1
        return f"2026-05-10T10:{self.tick // 60 % 60:02}:{self.tick % 60:02}.{self.tick // 3600:03}+00:00"

    # What must hold.

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "store"):
            return
        self._check(self.store, self.model)
        seen = queries.revision(self.store)
        assert seen >= self.revision, "the revision went back"
        self.revision = seen

    def _ids(self, store: Store) -> list[str]:
        return [id for (id,) in store.rows("SELECT id FROM articles ORDER BY row")]

    def _check(self, store: Store, model: Model) -> None:
        assert self._ids(store) == list(model.articles)
        for id, text in store.rows("SELECT id, text FROM articles"):
            assert text == model.articles[id][1].article.text
        assert _column(store, "SELECT id FROM attributions") == sorted(model.quotes())
        assert _column(store, "SELECT id FROM claims") == sorted(model.claims())
        waiting = "SELECT a.id FROM waiting w JOIN articles a ON a.row = w.article"
        assert _column(store, waiting) == sorted(model.waiting)
        assert {(one.failure.uri, one.failure.cause) for one in queries.failures(store)} == model.failures
        assert {number: _plain(one) for number, one in judgements.history(store)} == model.judged
        assert len(takedown.log(store)) == model.taken
        assert list(problems(store)) == []
        for table in HANGING:
            orphans = f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT row FROM articles)"
            assert store.one(orphans) == 0, table
        for table in ("documents", "outlets"):
            column = "document_id" if table == "documents" else "outlet_id"
            unused = f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT {column} FROM articles WHERE {column} > '')"
            assert store.one(unused) == 0, table
        self._check_words(store, model)

    def _check_words(self, store: Store, model: Model) -> None:
        for word in WORDS:
            found = f"{IN_ARTICLES} MATCH ?"
            texts = ((id, one.article.text) for id, (_, one) in model.articles.items())
            assert _column(store, found, word) == sorted(id for id, text in texts if word in re.findall(r"\w+", text))
            found = f"{IN_QUOTES} MATCH ?"
            said = store.rows(QUOTES)
            assert _column(store, found, word) == sorted(id for id, text in said if word in re.findall(r"\w+", text))

    def _same_as_from_scratch(self) -> None:
        """What was withdrawn or taken down leaves nothing behind: what stands, read by a new store, gives the same."""
        derive(self.store)
        with open_store(self.folder / "fresh.db", create=True) as fresh:
            for id, one in self.model.articles.items():
                write.add(fresh, [one], waiting=id in self.model.waiting)
            judgements.replay(fresh, [one for _, one in judgements.history(self.store) if not one.deleted_at])
            derive(fresh)
            again = derived(fresh)
        for table, rows in derived(self.store).items():
            assert rows == again[table], table


def _column(store: Store, sql: str, *values: object) -> list[str]:
    return sorted(str(value) for (value,) in store.rows(sql, values))


def _plain(judgement: Judgement) -> Judgement:
    return replace(judgement, left_at=None, right_at=None)


def _contradicts(new: Judgement, standing: Sequence[Judgement]) -> bool:
    """Whether a verdict surely contradicts those that stand: the other of one thing, or of a chain of pairs."""
    if new.verdict == "unsure":
        return False
    decided = [one for one in standing if one.verdict != "unsure"]
    if new.about in ("quote", "claim"):
        return any(one.left == new.left and one.verdict != new.verdict for one in decided)
    if new.about == "spoken":
        return any((one.left, one.right) == (new.left, new.right) and one.verdict != new.verdict for one in decided)
    group: dict[str, str] = {}

    def root(id: str) -> str:
        while group.get(id, id) != id:
            id = group[id]
        return id

    together = [one for one in (*decided, new) if one.verdict == "same"]
    for one in together:
        group[root(one.left)] = root(one.right)
    return any(root(one.left) == root(one.right) for one in (*decided, new) if one.verdict == "different")
