"""The tables that leave the project, and their columns, the same in every format; the README lists them."""

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
CHECKED = (
    Column("checked_by", "who judged it last; empty where nobody has"),
    Column("checked_at", "when"),
)

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
    *CHECKED,
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
    *CHECKED,
)


ARTICLE_COLUMNS: tuple[Column, ...] = (
    Column("id", "id of the article"),
    Column("outlet", "who published it, as the article says"),
    Column("title", "its title"),
    Column("author", "who wrote it, as the article says"),
    Column("published_at", "when it was published, as far as it says: a day, or a time with its zone"),
    Column("updated_at", "when it was changed, as far as it says"),
    Column("dateline_date", "the day of its dateline without a year, as --MM-DD"),
    Column("language", "its language, ISO 639-1"),
    Column("uri", "file or address that it was read from"),
    Column("media_type", "what kind of file that was"),
    Column("fetched_at", "when it was fetched, where it was"),
    Column("sha256", "hash of the text as it was read"),
    Column("note", "what could not be done with it"),
)

SPEAKER_COLUMNS: tuple[Column, ...] = (
    Column("id", "id of the speaker across articles"),
    Column("name", "the fullest name"),
    Column("kind", "person, organisation, group, document or unnamed"),
    Column("names", "every name in the articles, separated by semicolons"),
    Column("roles", "what articles call the speaker, separated by semicolons"),
    Column("quotes", "how many quotes are the speaker's, in the whole store", "integer"),
    *CHECKED,
)

RELATION_COLUMNS: tuple[Column, ...] = (
    Column("measure_id", "id of the measure"),
    Column("entity", "what it measures"),
    Column("a", "id of one claim"),
    Column("b", "id of the other"),
    Column("relation", "agree, compatible, conflict, update or scale (a likely slip)"),
    Column("evidence", "why, in a sentence"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its columns, the key among them, and which columns are keys of which tables."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "quotes",
            "one row a quote: every report of a statement that the query leaves",
            QUOTE_COLUMNS,
            ("statement_id", "attribution_id"),
            (("article_id", "articles"), ("speaker_id", "speakers")),
        ),
        Table(
            "claims",
            "one row a number that an article claims",
            CLAIM_COLUMNS,
            ("id",),
            (("article_id", "articles"), ("speaker_id", "speakers")),
        ),
        Table(
            "articles", "one row an article that a quote or a claim of the query stands in", ARTICLE_COLUMNS, ("id",)
        ),
        Table("speakers", "one row a speaker of a quote or a claim of the query", SPEAKER_COLUMNS, ("id",)),
        Table(
            "relations",
            "one row a pair of claims about one measure, of which the query leaves one at least",
            RELATION_COLUMNS,
            ("measure_id", "a", "b"),
        ),
    )
}

Row = Mapping[str, object]


def values(row: Row, columns: Sequence[Column], base_url: str = "") -> list[object]:
    """Return what stands in a row, column by column; `base_url` is the dashboard's address with its last slash."""
    return [_link(row, base_url) if column is LINK else row[column.name] for column in columns]


def _link(row: Row, base_url: str) -> str:
    return link(base_url, str(row["article_id"]), row["start"], row["end"])


def link(base_url: str, article_id: str, start: object, end: object) -> str:
    """Return the address of a place in an article in the dashboard."""
    return f"{base_url}article?id={quote(article_id, safe='', errors='replace')}&at={start}-{end}"
