"""The columns of every table that leaves the project, whatever the format; the README lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

Type = Literal["string", "number", "integer", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the first line of the file, what stands in it, and of which type it is."""

    name: str
    about: str
    type: Type = "string"


PLACE = (
    Column("outlet", "who published the article, as the article says"),
    Column("date", "when, as the article says: a full ISO date or time, or a dateline without a year as --MM-DD"),
    Column("language", "language of the article, ISO 639-1"),
    Column("article_id", "id of the article"),
    Column("article_title", "title of the article"),
    Column("article_uri", "file or address that the article was read from"),
    Column("start", "where the words begin in the article's text, in code points", "integer"),
    Column("end", "where they end", "integer"),
)
LINK = Column("link", "address of the place in the dashboard")

QUOTE_COLUMNS: tuple[Column, ...] = (
    Column("statement_id", "id of the statement; all wordings of one statement share it"),
    Column("attribution_id", "id of this report of it"),
    Column("kind", "direct, indirect or mixed"),
    Column("text", "the words reported; parts of a split quote are joined by …"),
    Column("speaker", "name of the speaker across articles, else as in the article"),
    Column("speaker_id", "id of the speaker across articles"),
    Column("role", "what this article calls the speaker"),
    Column("source_text", "the words of the article that name the speaker (he, the ministry)"),
    Column("cue", "the words that say that something was said (said, according to)"),
    Column("relation", "how the wording stands to the statement's canonical wording"),
    Column("score", "how surely it reports that statement, 0 to 1", "number"),
    Column("flags", "what differs (number changed), separated by semicolons"),
    Column("confidence", "how surely the words are a quote, 0 to 1", "number"),
    Column("rule", "the rule that found the quote"),
    Column("context", "the sentences around the quote"),
    *PLACE,
    LINK,
)

CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "id of the claim"),
    Column("surface", "the figure as the article writes it"),
    Column("value", "the figure; empty for a range", "number"),
    Column("low", "lower end of a range; empty if open", "number"),
    Column("high", "upper end of a range; empty if open", "number"),
    Column("comparator", "one of = ~ > >= < <="),
    Column("modifier", "the words that say so (about, at least)"),
    Column("unit", "ISO 4217 code or English name of the unit; empty for counted things"),
    Column("kind", "count, money, percent, duration, age, measure, ratio, multiple or ordinal"),
    Column("entity", "what is counted or measured"),
    Column("predicate", "what is said of it"),
    Column("rate", "per what"),
    Column("period", "in or since when"),
    Column("place", "where"),
    Column("scope", "of which part or whole"),
    Column("attribution", "id of the attribution that the claim stands in"),
    Column("source_text", "the words of the article that name who claims it"),
    Column("speaker", "name of who claims it, across articles, else as in the article"),
    Column("speaker_id", "id of who claims it, across articles"),
    Column("checkworthy", "true or false", "boolean"),
    Column("reason", "why it is not check-worthy"),
    Column("measure_id", "id of the measure; all claims about one thing share it"),
    Column("sentence", "the sentence that the figure stands in"),
    *PLACE,
    Column("sentence_start", "where the sentence begins in the article's text, in code points", "integer"),
    Column("sentence_end", "where it ends", "integer"),
    LINK,
)


def values(row: Mapping[str, object], columns: Sequence[Column], base_url: str = "") -> list[object]:
    """Return what stands in a row, column by column; `base_url` is the dashboard's address with its last slash."""
    return [_link(row, base_url) if column is LINK else row[column.name] for column in columns]


def _link(row: Mapping[str, object], base_url: str) -> str:
    return link(base_url, str(row["article_id"]), row["start"], row["end"])


def link(base_url: str, article_id: str, start: object, end: object) -> str:
    """Return the address of a place in an article in the dashboard."""
    return f"{base_url}article?id={quote(article_id, safe='', errors='replace')}&at={start}-{end}"
