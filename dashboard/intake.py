"""Reading in the background: one read of a store at a time, which every visitor sees and may stop.

It lives in this process and not in a page, because a page goes when its visitor does; what it has reported is kept in
the store in any case.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import extract
from extract.errors import OnRecordError

log = logging.getLogger(__name__)

MOST_SHOWN = 200
Clock = Callable[[], float]


@dataclass(slots=True)
class Read:
    """One read: how far it is, and what became of the sources, of which the first `MOST_SHOWN` of a kind are kept.

    `results` are those of `extract.ingest`, and `versions` is that of its report; `error` is one line for a person, ""
    where all went well.
    """

    sources: Sequence[str]
    uploads: Sequence[tuple[str, bytes]]
    outlet: str | None
    clock: Clock = time.monotonic
    step: str = "beginning"
    done: int = 0
    total: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    results: list[Any] = field(default_factory=list)
    failures: list[Any] = field(default_factory=list)
    versions: int = 0
    error: str = ""
    waiting: bool = False
    ended: Event = field(default_factory=Event)
    stopped: Event = field(default_factory=Event)
    began: float = 0.0

    @property
    def running(self) -> bool:
        return not self.ended.is_set()

    @property
    def seconds_left(self) -> float | None:
        """Return how long the step will take at the pace so far; None where that cannot be told."""
        if not self.total or self.done < 2:
            return None
        return (self.clock() - self.began) / self.done * max(0, self.total - self.done)

    def run(self, store: Path) -> None:
        """Read all into the store; raises nothing."""
        try:
            ingest = extract.ingest  # loads what the engine is made of: seconds, the first time
            report = ingest(
                store,
                self.sources,
                uploads=self.uploads,
                outlet=self.outlet,
                progress=self._told,
                steps=self._at,
                stop=self.stopped.is_set,
                waiting=self._waits,
                processes=1,  # of its own: the models stay out of the server's memory, and a crash ends no server
            )
            self.versions = report.versions
        except OnRecordError as error:
            self.error = str(error)
        except Exception as error:  # a defect of ours: whoever waits for it is told, and the server goes on
            log.exception("reading broke off")
            self.error = f"{type(error).__name__}: {error}"
        finally:
            self.uploads = ()  # their bytes may be many
            self.ended.set()

    def _told(self, result: Any) -> None:
        self.waiting = False
        self.counts[result.status] += 1
        kept = self.failures if result.status == "failed" else self.results
        if len(kept) < MOST_SHOWN:
            kept.append(result)

    def _at(self, step: str, done: int, total: int | None) -> None:
        if step != self.step:
            self.began = self.clock()
        self.step, self.done, self.total = step, done, total

    def _waits(self) -> None:
        self.waiting = True


_reads: dict[Path, Read] = {}
_lock = Lock()


def latest(store: Path) -> Read | None:
    """Return the read of a store that is under way, else the last one; None where there was none yet."""
    return _reads.get(store.absolute())


def begin(store: Path, sources: Sequence[str], uploads: Sequence[tuple[str, bytes]], outlet: str | None) -> bool:
    """Begin to read into a store; return whether nobody else was before us."""
    with _lock:
        under_way = latest(store)
        if under_way and under_way.running:
            return False
        read = _reads[store.absolute()] = Read(sources, uploads, outlet)
    Thread(target=read.run, args=(store,), name="onrecord-read", daemon=True).start()
    return True


def forget(store: Path) -> None:
    """Show no more what became of the last read, if it has ended."""
    with _lock:
        read = latest(store)
        if read and not read.running:
            del _reads[store.absolute()]
