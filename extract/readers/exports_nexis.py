"""Nexis as text: the layout of nexis.com ("2 of 50 DOCUMENTS") and that of Nexis Uni and Advance ("End of Document").

The marks are the vendor's, in the languages of its interface; they were learned from LexisNexisTools and its sample.
"""

import re
from collections.abc import Iterator

_START = re.compile(
    r"^[ \t]{0,80}(?:\d{1,6} of \d{1,6} DOCUMENTS?|Do[ck]ument \d{1,6} (?:von|de) \d{1,6})[ \t]{0,80}$",
    re.MULTILINE,
)
_END = re.compile(r"^[ \t]{0,80}End of Document[ \t]{0,80}$", re.MULTILINE)
_LENGTH = re.compile(r"^(?:LENGTH|LÄNGE|LONGUEUR):", re.IGNORECASE)
_BODY = re.compile(r"^(?:Body|Text)$")
_BYLINE = re.compile(r"^(?:BYLINE|Author|AUTOR|AUTEUR):\s*(.*)", re.IGNORECASE)
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b\d{1,2}\b")
_COPYRIGHT = re.compile(r"^(?:Copyright\b|©|All Rights Reserved)", re.IGNORECASE)
# What stands behind the text: marks in capitals at the beginning of a line, of either layout.
_AFTER = re.compile(
    r"^(?:LOAD-DATE|UPDATE|LANGUAGE|SPRACHE|LANGUE|GRAPHIC|GRAFIK|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|"
    r"DATE-CHARGEMENT|TYPE-PUBLICATION|Load-Date|Classification|Graphic|Notes|Correction):?(?:\s|$)"
)
_FIELD = re.compile(r"^[A-ZÄÖÜÉ][A-Za-zÄÖÜäöüé -]{2,25}:\s")
# A date of publication and a name of a paper are no longer.
_SHORT = 120


def nexis(text: str) -> Iterator[dict[str, str]]:
    """Yield what each article says of itself, with its text; nothing where the text is no export of Nexis."""
    starts = list(_START.finditer(text))
    if starts:
        ends = [start.start() for start in starts[1:]] + [len(text)]
        for start, end in zip(starts, ends, strict=True):
            if (row := _classic(text[start.end() : end])) is not None:
                yield row
    elif _END.search(text):
        for part in _END.split(text)[:-1]:
            if (row := _uni(part)) is not None:
                yield row


def _classic(part: str) -> dict[str, str] | None:
    """Return the article of the older layout: paper, date, headline and marks, down to its length, then the text."""
    lines = part.split("\n")
    stop = next((index for index, line in enumerate(lines) if _LENGTH.match(line.strip())), None)
    if stop is None:
        return None
    head = "\n".join(line for line in lines[:stop] if not _COPYRIGHT.match(line.strip()))
    blocks = [" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", head) if block.strip()]
    row = {"outlet": blocks[0][:_SHORT] if blocks else ""}
    dated = next((index for index, block in enumerate(blocks[1:4], 1) if _is_date(block)), None)
    if dated is not None:
        row["published_at"] = blocks[dated]
    heads = blocks[(dated or 0) + 1 :]
    row["author"] = next((found[1] for head in heads if (found := _BYLINE.match(head))), "")
    row["title"] = next((head for head in heads if not _FIELD.match(head)), "")
    return {**row, "text": _until_marks(lines[stop + 1 :])}


def _uni(part: str) -> dict[str, str] | None:
    """Return the article of the newer layout: title, paper, date and marks, down to "Body", then the text."""
    lines = [" ".join(line.split()) for line in part.split("\n")]
    body = next((index for index, line in enumerate(lines) if _BODY.match(line)), None)
    if body is None:
        return None
    heads = [line for line in lines[:body] if line]
    # A list of all articles may stand before the first: the date nearest to the text is its own.
    dated = next((index for index in range(len(heads) - 1, 1, -1) if _is_date(heads[index])), None)
    if dated is None:
        return {"title": heads[0] if heads else "", "text": _until_marks(lines[body + 1 :])}
    author = next((found[1] for line in heads[dated:] if (found := _BYLINE.match(line))), "")
    told = {"title": heads[dated - 2], "outlet": heads[dated - 1], "published_at": heads[dated], "author": author}
    return {**told, "text": _until_marks(lines[body + 1 :])}


def _is_date(line: str) -> bool:
    plain = len(line) <= _SHORT and not _COPYRIGHT.match(line) and not _FIELD.match(line)
    return plain and _DATE.search(line) is not None and _DAY.search(line) is not None


def _until_marks(lines: list[str]) -> str:
    """Return the text down to the marks behind it: only those that no text follows but their own."""
    end = len(lines)
    while end and not _is_text(lines[end - 1]):
        end -= 1
    marks = [index for index, line in enumerate(lines) if _AFTER.match(line.strip())]
    first = marks[0] if marks else end
    return "\n".join(lines[: min(first, end) if marks else end]).strip("\n")


def _is_text(line: str) -> bool:
    plain = line.strip()
    return bool(plain) and not _COPYRIGHT.match(plain)
