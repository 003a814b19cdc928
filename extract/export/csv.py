"""Rows of quotes and of claims as CSV that no spreadsheet takes for formulas."""

import csv
import io
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

ROWS_A_CHUNK = 500
BOM = "\ufeff"
FORMULA = frozenset("=+-@")
UNSEEN = frozenset("CZ")  # first letters of the Unicode categories of controls, formats, separators and unassigned
PLAIN_DIGITS = 40  # a decimal with more is written with an exponent


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the first line of the file, and what stands in it."""

    name: str
    about: str


PLACE = (
    Column("outlet", "who published the article, as the article says"),
    Column("date", "when, as the article says: a full ISO date or time, or a dateline without a year as --MM-DD"),
    Column("language", "language of the article, ISO 639-1"),
    Column("article_id", "id of the article"),
    Column("article_title", "title of the article"),
    Column("article_uri", "file or address that the article was read from"),
    Column("start", "where the words begin in the article's text, in code points"),
    Column("end", "where they end"),
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
    Column("score", "how surely it reports that statement, 0 to 1"),
    Column("flags", "what differs (number changed), separated by semicolons"),
    Column("confidence", "how surely the words are a quote, 0 to 1"),
    Column("rule", "the rule that found the quote"),
    Column("context", "the sentences around the quote"),
    *PLACE,
    LINK,
)

CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "id of the claim"),
    Column("surface", "the figure as the article writes it"),
    Column("value", "the figure; empty for a range"),
    Column("low", "lower end of a range; empty if open"),
    Column("high", "upper end of a range; empty if open"),
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
    Column("checkworthy", "true or false"),
    Column("reason", "why it is not check-worthy"),
    Column("measure_id", "id of the measure; all claims about one thing share it"),
    Column("sentence", "the sentence that the figure stands in"),
    *PLACE,
    Column("sentence_start", "where the sentence begins in the article's text, in code points"),
    Column("sentence_end", "where it ends"),
    LINK,
)


def write_csv(
    rows: Iterable[Mapping[str, object]], columns: Sequence[Column], *, base_url: str = "", bom: bool = True
) -> Iterator[bytes]:
    """Yield a CSV file in pieces, as the rows come: comma, CRLF, UTF-8, by default with the mark that Excel needs.

    `base_url` is the dashboard's address with its last slash; without it, links are relative. Text that a spreadsheet
    could take for a formula has an apostrophe before it (see `guarded`); numbers are written as numbers.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM if bom else "")
    writer.writerow([column.name for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([_link(row, base_url) if column is LINK else cell(row[column.name]) for column in columns])
        if number % ROWS_A_CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    """Return what the buffer holds, and empty it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


def _link(row: Mapping[str, object], base_url: str) -> str:
    return guarded(link(base_url, str(row["article_id"]), row["start"], row["end"]))


def link(base_url: str, article_id: str, start: object, end: object) -> str:
    """Return the address of a place in an article in the dashboard."""
    return f"{base_url}article?id={quote(article_id, safe='', errors='replace')}&at={start}-{end}"


def cell(value: object) -> str:
    """Return a value as it stands in a cell: None as nothing, truth as true or false, a number plain, text guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f") if abs(value.adjusted()) < PLAIN_DIGITS else str(value)
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return str(value)
    return guarded(str(value))


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet could take it for a formula.

    One that starts so behind apostrophes of its own gets one too, so that `unguarded` gives every text back.
    """
    return f"'{text}" if _risky(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _risky(text.lstrip("'")) else text


def _risky(text: str) -> bool:
    """Return whether a tab or a line end comes first, or the first visible character starts a formula."""
    if text.startswith(("\t", "\r", "\n")):
        return True
    for character in text:
        if unicodedata.category(character)[0] not in UNSEEN:
            return unicodedata.normalize("NFKC", character)[:1] in FORMULA
    return False
