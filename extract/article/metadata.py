"""What an article honestly says of itself: outlet, author, dates. Unknown is None."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.article.blocks import blocks
from extract.article.dateline import ends_with_date, is_placed_date
from extract.article.lexicon import lexicon
from extract.dates import date_words, first_date, fold, is_date_line, iso_date, month_day
from extract.model import Zone

_RIGHTS = re.compile(r"(?:©|\(c\))\s?(?:copyright\s)?(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s?(.{2,80})", re.I)
_HOST = re.compile(r"(?:@|https?://(?:www\.)?|www\.)([\w-]{1,60}(?:\.[\w-]{1,30}){1,3})")
_STATEMENT = re.compile(r"([^().;:!?]{3,90}?)\s\(([A-ZÀ-Ý]{2,10})\)")
_HEAD = 600
# Beside the title: how many blocks above the body a byline or a date may stand.
_REACH = 8
# The longest text, in characters, that may stand between the title and the byline.
_STANDFIRST = 500


def pieces(text: str, zones: Sequence[Zone], *kinds: str) -> Iterator[str]:
    """Yield the blocks of the zones of these kinds."""
    for zone in zones:
        if zone.kind in kinds:
            yield from (block.text for block in blocks(text, zone.span.start, zone.span.end))


def title_in(text: str, zones: Sequence[Zone]) -> str | None:
    """Return the first block of the first title zone, without the marks of a Markdown heading."""
    title = next(pieces(text, zones, "title"), "").lstrip("# ")
    return title or None


def outlet_in(text: str, zones: Sequence[Zone]) -> str | None:
    """Return the outlet that the furniture of a page names: who it is, who made the article, whose rights it has."""
    lines = [line[:_HEAD] for line in pieces(text, zones, "chrome", "teaser")]
    made_by = _named(lines, lexicon().outlet_produced)
    return _identity(lines) or _rights(lines) or _named(lines, lexicon().outlet_member) or made_by


def _identity(lines: Sequence[str]) -> str | None:
    """Return the name in "The X Y (XY) is …", confirmed by a heading such as "Who we are" or an address at xy.org."""
    known = lexicon()
    hosts = {host.split(".")[-2] for line in lines for host in _HOST.findall(line.lower()) if "." in host}
    letters = {"".join(sorted(host)) for host in hosts}
    headings = sorted({line for line in lines if fold(line).strip(" ?!:.") in known.about})
    for before, line in pairwise(["", *lines]):
        heading = next((head for head in headings if fold(line).startswith(fold(head)) and line != head), None)
        rest = line[len(heading) :] if heading else line
        match = _STATEMENT.match(rest)
        if not match or not known.identity.match(fold(rest[match.end() :])):
            continue
        # IOM is OIM in French, at iom.int in both.
        if heading or before in headings or "".join(sorted(match[2].lower())) in letters:
            return _without_article(match[1].strip())
    return None


def _named(lines: Sequence[str], cue: re.Pattern[str]) -> str | None:
    for line in lines:
        for match in cue.finditer(fold(line)):
            name = _proper_name(line[match.end() :].strip())
            if name:
                return name
    return None


def _rights(lines: Sequence[str]) -> str | None:
    """Return the name beside a ©: up to the next mark, year or "All rights reserved"."""
    known = lexicon()
    for line in lines:
        match = _RIGHTS.search(line)
        if not match:
            continue
        name = re.split(r"[.,;|/–—\d]|\s-\s", match[1])[0].strip()
        cut = known.boilerplate.search(fold(name))
        name = name[: cut.start()].strip() if cut else name
        if len(name) >= 3 and name[0].isupper() and not _generic(name.split()):
            return name
    return None


def _proper_name(text: str) -> str | None:
    """Return the words with capitals that a text begins with, small words between them included."""
    known = lexicon()
    words: list[str] = []
    for word in text.split()[:9]:
        bare = word.strip(',.;:!?()"“”«»|')
        if not bare or not (bare[0].isupper() or (words and fold(bare) in known.name_joiners)):
            break
        words.append(bare)
        if bare != word.lstrip('("“«'):
            break
    while words and fold(words[-1]) in known.name_joiners:
        words.pop()
    name = " ".join(words)
    capitals = [word for word in words if fold(word) not in known.articles]
    return name if capitals and len(name) >= 3 and not is_date_line(name) and not _generic(capitals) else None


def _generic(words: Sequence[str]) -> bool:
    """Whether the words are the cue's own ("All rights reserved", "Us") and no name."""
    known = lexicon()
    return all(fold(word) in known.function_words or fold(word) in date_words().months for word in words) or bool(
        known.boilerplate.search(fold(" ".join(words)))
    )


def _without_article(name: str) -> str:
    for article in sorted(lexicon().articles, key=len, reverse=True):
        head = article if article.endswith("'") else article + " "
        if fold(name).startswith(head):
            return name[len(head) :]
    return name


def author_in(text: str, zones: Sequence[Zone]) -> str | None:
    """Return the author that a byline beside the title names."""
    known = lexicon()
    for line in _beside_title(text, zones):
        match = known.byline.match(fold(line)) if len(line) <= 120 else None
        if not match:
            continue
        names = [_person(part) for part in known.byline_and.split(line[match.end() :])]
        kept = [name for name in names if name]
        if names and names[0]:
            return ", ".join(kept)
    return None


def _person(text: str) -> str | None:
    """Return the name that a text begins with: two to five words with capitals, particles between them included."""
    known = lexicon()
    words: list[str] = []
    for word in re.split(r"[|•·–—\d@(]", text)[0].split():
        if not (word[0].isupper() or (words and fold(word) in known.particles)):
            break
        words.append(word)
    if not 2 <= len(words) <= 5 or fold(words[0]) in known.no_author or not words[-1][0].isupper():
        return None
    return " ".join(words)


def dates_in(text: str, zones: Sequence[Zone], day_first: bool = False) -> tuple[str | None, str | None]:
    """Return the dates of publication and of update that a line beside the title, a dateline or a notice gives."""
    known = lexicon()
    published = updated = None
    for line in _beside_title(text, zones):
        for part in _dated_parts(line):
            if date_words().updated.search(fold(part)):
                updated = updated or _date(part, day_first)
            elif date_words().published.match(fold(part)) or is_date_line(part) or _names_day(part):
                published = published or _date(part, day_first)
    for line in pieces(text, zones, "chrome"):
        if published is None and len(line) <= 120 and known.outlet_produced.match(fold(line)):
            published = _date(line, day_first)
    return published or _date(next(pieces(text, zones, "dateline"), ""), day_first), updated


def _names_day(part: str) -> bool:
    return is_placed_date(part) or ends_with_date(part)


def _dated_parts(line: str) -> list[str]:
    """Cut "By Jane Roe | Published 3 May 2026 - Updated 4 May 2026" where one thing ends."""
    if len(line) > 200:
        return []
    cuts = [match.start() for match in date_words().updated.finditer(fold(line))]
    edges = [0, *cuts, len(line)]
    parts = [line[start:end] for start, end in pairwise(edges)]
    return [piece.strip(" -–—,") for part in parts for piece in re.split(r"[|•·]", part) if piece.strip()]


def _date(text: str, day_first: bool) -> str | None:
    """Return the first full date in a line, with its hour and time zone where it is written as ISO."""
    found = first_date(text, day_first)
    return (iso_date(text[found[1] : found[2]], day_first) or found[0]) if found else None


def _beside_title(text: str, zones: Sequence[Zone]) -> list[str]:
    """Return the lines of furniture between the title and the body, then a dated one right above the title."""
    kinds = [zone.kind for zone in zones]
    if "body" not in kinds and "dateline" not in kinds:
        return []
    first = min(kinds.index(kind) for kind in ("body", "dateline") if kind in kinds)
    title = kinds.index("title") if "title" in kinds else first
    # A standfirst may come before the byline, which then stands before the second stretch of body.
    later = [at for at in range(first + 1, len(kinds)) if kinds[at] in ("body", "dateline")]
    apart = [at for at in later if kinds[at - 1] in ("chrome", "caption")]
    second = apart[0] if apart and len(zones[first].span) <= _STANDFIRST else first
    between = list(pieces(text, zones[title : max(first, second)], "chrome"))[:_REACH]
    return [*between, *_above_title(list(pieces(text, zones[:title], "chrome")))]


def _above_title(above: Sequence[str]) -> list[str]:
    """Return the last lines that say when the article was published.

    A bare date counts only right above the title and without a weekday: "Sunday, May 3, 2026" in a masthead is the day
    of the visit.
    """
    known = date_words()
    labelled = [line for line in above[-3:] if known.published.match(fold(line))]
    last = above[-1] if above else ""
    bare = is_date_line(last) and not any(word.strip(",.") in known.weekdays for word in fold(last).split())
    return labelled + [last] * bare


def dateline_date(text: str, zones: Sequence[Zone]) -> str | None:
    """Return the day that a dateline, else a line beside the title, gives without its year, as "--09-10"."""
    lines = [next(pieces(text, zones, "dateline"), "")]
    lines += [line for line in _beside_title(text, zones) if is_date_line(line) and not _is_whole(line)]
    return next((day for line in lines if line and (day := month_day(line))), None)


def _is_whole(line: str) -> bool:
    """Whether a line of dates gives a year, or an update alone."""
    return first_date(line) is not None or date_words().updated.search(fold(line)) is not None
