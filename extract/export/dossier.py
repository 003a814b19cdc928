"""A dossier as a table with a row for every source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from urllib.parse import quote

from extract.export.columns import CHECKED, LINK, Column, Table

COLUMNS: tuple[Column, ...] = (
    Column("dossier", "title of the dossier"),
    Column("number", "place of the thing in the dossier", "integer"),
    Column("kind", "statement, claim or passage"),
    Column("text", "what it says: the canonical wording, the sentence of a figure, the passage"),
    Column("figure", "the figure of a claim as the article writes it"),
    Column("speaker", "who says so"),
    Column("note", "the note of whoever made the dossier"),
    Column("state", "here, merged into another, or gone from the store: then it is as it was kept"),
    Column("words", "the exact words of this source"),
    Column("outlet", "who published the article, as the article says"),
    Column("date", "when, as the article says"),
    Column("language", "language of the article, ISO 639-1"),
    Column("article_id", "id of the article"),
    Column("article_title", "title of the article"),
    Column("article_uri", "file or address that the article was read from"),
    Column("source_link", "address that leads a browser to the words, where the article is on the web"),
    Column("start", "where the words begin in the article's text, in code points", "integer"),
    Column("end", "where they end", "integer"),
    LINK,
    *CHECKED,
)
TABLE = Table("dossier", "one row a source of a thing in a dossier", COLUMNS, ("number", "article_id", "start"))
ENDS = 6  # words at either end of a long wording


class Source(Protocol):
    """Where a thing was read (`extract.store.queries.results.Source`)."""

    @property
    def outlet(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def uri(self) -> str: ...
    @property
    def article_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def words(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def checked_by(self) -> str | None: ...
    @property
    def checked_at(self) -> str | None: ...


class Entry(Protocol):
    """A thing of a dossier (`extract.store.queries.results.Entry`)."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def quote_kind(self) -> str: ...
    @property
    def figure(self) -> str | None: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def note(self) -> str: ...
    @property
    def merged(self) -> bool: ...
    @property
    def gone(self) -> bool: ...
    @property
    def sources(self) -> Sequence[Source]: ...


def rows(title: str, entries: Iterable[Entry]) -> Iterator[Mapping[str, object]]:
    """Yield a row for every source of every thing of a dossier."""
    for number, entry in enumerate(entries, 1):
        for source in entry.sources:
            yield {
                "dossier": title,
                "number": number,
                "kind": entry.kind,
                "text": entry.text,
                "figure": entry.figure,
                "speaker": entry.speaker,
                "note": entry.note,
                "state": state(entry),
                "words": source.words,
                "outlet": source.outlet,
                "date": source.date,
                "language": source.language,
                "article_id": source.article_id,
                "article_title": source.title,
                "article_uri": source.uri,
                "source_link": on_the_web(source.uri, source.words),
                "start": source.start,
                "end": source.end,
                "checked_by": source.checked_by,
                "checked_at": source.checked_at,
            }


def state(entry: Entry) -> str:
    """Return whether a thing is "here", "merged" into another, or "gone" from the store."""
    return "gone" if entry.gone else "merged" if entry.merged else "here"


def on_the_web(uri: str, words: str) -> str | None:
    """Return the address with a text fragment, `#:~:text=first words,last words`; None of what is not on the web."""
    if not uri.startswith(("http://", "https://")):
        return None
    told = words.split(" … ")[0].split()
    ends = [told] if len(told) <= 2 * ENDS else [told[:ENDS], told[-ENDS:]]
    text = ",".join(quote(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)
    return f"{uri.split('#')[0]}#:~:text={text}"
