"""What is new of what is watched: each report once, whoever asks and however often."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.model import content_id
from extract.store import Store, told
from extract.store.queries import watching
from extract.store.queries.watching import Heard

KINDS: dict[str, Callable[[Store, str], Iterable[Heard]]] = {
    "speaker": watching.said_by,
    "phrase": watching.said,
    "measure": watching.counted,
    "conflict": lambda store, _: watching.conflicts(store),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched: a `kind` of `KINDS`, and the words that name it ("" for conflicts)."""

    kind: str
    words: str = ""

    @property
    def name(self) -> str:
        """Return what the watch is remembered by."""
        return f"{self.kind}: {watching.folded(self.words)}" if self.words else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One report that a watch found, by an id that stays the same when its article is read again."""

    id: str
    watch: Watch
    heard: Heard

    def as_json(self, time: str) -> dict[str, Any]:
        """Return it as programs get it; `time` is when it was found."""
        other = self.heard.other
        return {
            "type": "news",
            "id": self.id,
            "kind": self.watch.kind,
            "watch": self.watch.words,
            "found_at": time,
            **_report(self.heard),
            "against": _report(other) if other else None,
            "why": self.heard.why,
        }


def begin(store: Store, watches: Iterable[Watch], time: str) -> None:
    """Begin each watch that is new to the store: what it finds there now is no news."""
    for watch in watches:
        if not told.begun(store, watch.name):
            told.begin(store, watch.name, [news.id for news in _found(store, watch)], time)


def untold(store: Store, watches: Iterable[Watch]) -> Iterator[News]:
    """Yield what is new, watch by watch, oldest article first."""
    for watch in watches:
        yield from (news for news in _found(store, watch) if not told.is_told(store, news.id))


def _found(store: Store, watch: Watch) -> list[News]:
    """Return all that a watch finds, each report once however many readings of its article there are."""
    heard = KINDS[watch.kind](store, watch.words)
    return list({(news := _news(watch, one)).id: news for one in heard}.values())


def _news(watch: Watch, heard: Heard) -> News:
    reports = sorted(f"{one.uri}\x1f{one.text}" for one in (heard, heard.other) if one)
    return News(id=content_id("news", watch.name, *reports), watch=watch, heard=heard)


def _report(heard: Heard) -> dict[str, Any]:
    named = ("text", "speaker", "outlet", "date", "language", "title", "uri")
    told = {name: getattr(heard, name) for name in named}
    return {**told, "quote": heard.kind, "article": heard.article_id}
