"""What a person decides, written at once, and who is whom and what is one statement derived anew behind it.

A small store is derived before the page is drawn again. A large one takes minutes, so a thread does it while the person
goes on; the store knows until then that it is not derived, and the next ingest would do it too.
"""

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

import extract
from dashboard import data, judge
from dashboard.words import _
from extract.errors import JudgementError, OnRecordError
from extract.model import Judgement
from extract.store import judgements, open_store, queries
from extract.store.queries.review import PAIRS

log = logging.getLogger(__name__)

AT_ONCE = 1_500
"""Quotes up to which a store is derived while the person waits: about a second."""


def decide(about: str, left: str, right: str, verdict: str, evidence: str = "") -> int:
    """Write a judgement of whoever judges, and return its number; raises `OnRecordError`.

    What is judged may have been taken out since the page was drawn: then nothing is written.
    """
    judgement = Judgement(
        left=left, right=right, verdict=verdict, evidence=evidence, author=judge.judge(), created_at=now(), about=about
    )
    with open_store(data.store_path()) as store:
        things = (left, right) if about in PAIRS else (left,)
        found = queries.evidence(store, things)
        if not all(id in found.quotes or id in found.claims for id in things):
            raise JudgementError(_("What this question is about is not in the store any more."))
        number = judgements.record(store, judgement)
    derive()
    return number


def undo(number: int) -> bool:
    """Withdraw a judgement, and return whether it stood until then; raises `OnRecordError`."""
    with open_store(data.store_path()) as store:
        stood = judgements.withdraw(store, number, now())
    if stood:
        derive()
    return stood


def replay(history: tuple[Judgement, ...]) -> int:
    """Do what a history tells, and return how many judgements were new or newly withdrawn; raises `OnRecordError`."""
    with open_store(data.store_path()) as store:
        done = judgements.replay(store, history)
    if done:
        derive()
    return done


def latest(offset: int, limit: int) -> tuple[int, tuple[judgements.Numbered, ...]]:
    """Return how many judgements were ever given, and a page of them, the latest first, with their numbers."""
    with open_store(data.store_path(), readonly=True) as store:
        return judgements.latest(store, offset, limit)


def history() -> list[Judgement]:
    """Return all judgements as they were given, oldest first."""
    with open_store(data.store_path(), readonly=True) as store:
        return [one for _, one in judgements.history(store)]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def derive() -> None:
    """Let what is derived follow the judgements: now where that is quick, else behind the page."""
    path = data.store_path()
    with open_store(path, readonly=True) as store:
        quotes = store.one("SELECT max(row) FROM attributions") or 0
    if quotes > AT_ONCE:
        behind().soon(path)
        return
    with open_store(path) as store:
        extract.derive(store)


def derived_soon() -> bool:
    """Return whether a thread is at work so that what is derived follows the judgements."""
    return behind().at_work


class Behind:
    """One thread that derives stores, each once however often it was asked for while it was at work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: list[Path] = []
        self._thread: threading.Thread | None = None

    def soon(self, path: Path) -> None:
        """Ask for a store to be derived."""
        with self._lock:
            if path not in self._wanted:
                self._wanted.append(path)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="deriving", daemon=True)
                self._thread.start()

    @property
    def at_work(self) -> bool:
        """Whether something that was asked for is not done yet."""
        return self._thread is not None

    def join(self) -> None:
        """Wait until all that was asked for is done."""
        while (thread := self._thread) is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                path = self._wanted.pop(0)
            try:
                with open_store(path) as store:
                    extract.derive(store)
            except OnRecordError as error:
                # The store stays marked as not derived: the next judgement or ingest does it.
                log.warning("the judgements are kept, and not followed yet: %s", error)
            except Exception:  # a defect of ours in one derivation must not end the thread that does the next
                log.exception("the judgements are kept, and not followed yet")


@st.cache_resource(show_spinner=False)
def behind() -> Behind:
    """Return the thread of this server."""
    return Behind()
