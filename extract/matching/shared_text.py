"""Who copied whom: articles that share long passages of their own prose, as a wire text or a press release leaves them.

Two reporters who heard one speech share its words, so what stands in quotation marks proves nothing: only the words
around the quotes count. Shingles of eight words are hashed (BLAKE2b by word, one polynomial a shingle), and of every
eight in a row the least is kept (winnowing; Schleimer, Wilkerson and Aiken 2003), so that any run of fifteen words
leaves a fingerprint and the time grows with the number of words. Only pairs with one in common are laid side by side.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.lang import load, supported
from extract.matching.report import Day, day, days_between
from extract.model import Body, Quote, SharedPassage, SharedText, Span, Statement, content_id

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"“[^“”]{1,3000}”|«[^«»]{1,3000}»|\"[^\"\n]{1,3000}\"|''[^'\n]{1,3000}''")

SHINGLE = 8
WINDOW = 8
MULTIPLIER = 0x9E3779B97F4A7C15
"""An odd number near 2^64 over the golden ratio."""

LONGEST = 20_000
"""Words of a body that are compared."""

DAYS = 14
"""Days within which a text is copied; what comes again later is background, or a formula."""

LEAST_RUN = 20
"""Words in a row that two articles share, quotes aside, at least once."""

LEAST_WORDS = 40
"""Words that they share in all, quotes aside."""

BRIEF = 0.6
"""Share of the shorter prose that is enough where it has fewer words than that, but as many as a run."""

OWN, OWN_WORDS = 0.5, 100
"""Share of the shorter prose that two articles of one outlet must have in common, and words: a text brought up to date,
and not its list of other articles."""

GAP = 6
"""Words that a copy may change inside one passage."""

FURNITURE = 3
"""Articles of one outlet, over more than FURNITURE_DAYS, whose common words are the outlet's furniture."""

FURNITURE_DAYS = 3

CROWD, NEIGHBOURS = 40, 8
"""Articles under one fingerprint above which each is paired with the first and with its neighbours in time only."""


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """The words of a body by place: their hashes, their spans, and whether each stands outside all quotes."""

    body: Body
    day: Day | None
    hashes: Hashes
    spans: tuple[tuple[int, int], ...]
    own: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Return how many words stand outside all quotes."""
        return int(self.own.sum())


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def prose(body: Body) -> Prose:
    """Return the words of a body, without case."""
    found = [word for span in body.spans for word in _WORD.finditer(body.text, span.start, span.end)][:LONGEST]
    hashes = np.array([_hash(word.group().casefold().replace("’", "'")) for word in found], dtype=np.uint64)
    quoted = sorted([*((span.start, span.end) for span in body.quoted), *_marked(body)])
    starts = np.array([word.start() for word in found], dtype=np.int64)
    own = np.ones(len(found), dtype=np.bool_)
    for start, end in quoted:
        own[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = False
    return Prose(body, day(body.date), hashes, tuple(word.span() for word in found), own)


def _marked(body: Body) -> Iterator[tuple[int, int]]:
    for span in body.spans:
        for found in _QUOTED.finditer(body.text, span.start, span.end):
            yield found.span()


def shingles(text: Prose) -> Hashes:
    """Return a hash for each eight words in a row."""
    count = len(text.hashes) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        found = found * np.uint64(MULTIPLIER) + text.hashes[place : place + count]
    found ^= found >> np.uint64(32)
    return found * np.uint64(MULTIPLIER)


def fingerprints(text: Prose) -> Hashes:
    """Return the least hash of every eight shingles in a row, each once, sorted."""
    found = shingles(text)
    if len(found) <= WINDOW:
        return np.unique(found.min(keepdims=True)) if len(found) else found
    return np.unique(np.lib.stride_tricks.sliding_window_view(found, WINDOW).min(axis=1))


@dataclass(frozen=True, slots=True)
class Run:
    """Words `a:a_end` of one prose stand at `b:b_end` of the other; `same` of them do, `own` of these in no quote."""

    a: int
    a_end: int
    b: int
    b_end: int
    same: int
    own: int


def runs(a: Prose, b: Prose) -> tuple[Run, ...]:
    """Return the stretches that two texts share, in whatever order, changes of a few words inside one allowed."""
    where: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(shingles(a).tolist()):
        where[value].append(place)
    diagonals: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(shingles(b).tolist()):
        for start in where.get(value, ())[:4]:
            diagonals[start - place].append(place)
    exact = [run for shift, places in diagonals.items() for run in _exact(shift, places)]
    return tuple(_counted(a, b, run) for run in _joined(sorted(exact)))


def _exact(shift: int, places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield start in a, start in b and length of each unbroken run on one diagonal."""
    start = places[0]
    for before, place in pairwise([*places, -1]):
        if place - before > SHINGLE or place < 0:
            yield start + shift, start, before + SHINGLE - start
            start = place


def _joined(exact: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Join runs that follow each other in both texts with a few words between; none overlaps another in either."""
    found: list[tuple[int, int, int, int]] = []
    for a, b, length in exact:
        for place in range(len(found) - 1, max(-1, len(found) - 4), -1):
            last = found[place]
            if -SHINGLE < a - last[1] <= GAP and -SHINGLE < b - last[3] <= GAP and b > last[2]:
                found[place] = (last[0], max(last[1], a + length), last[2], max(last[3], b + length))
                break
        else:
            if not any(a + length <= other[1] and a >= other[0] for other in found[-4:]):
                found.append((a, a + length, b, b + length))
    return found


def _counted(a: Prose, b: Prose, run: tuple[int, int, int, int]) -> Run:
    one, two = a.hashes[run[0] : run[1]], b.hashes[run[2] : run[3]]
    same = np.isin(one, two)
    return Run(*run, int(same.sum()), int((same & a.own[run[0] : run[1]]).sum()))


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that one text lies behind: the words that they share outside quotes, and where."""

    words: int
    runs: tuple[Run, ...]


def linked(a: Prose, b: Prose) -> Link | None:
    """Return what two articles share if it is so long that one text lies behind both, else None."""
    apart = days_between(a.day, b.day)
    if apart is not None and apart > DAYS:
        return None
    found = tuple(run for run in runs(a, b) if run.own >= SHINGLE)
    words, shorter = sum(run.own for run in found), min(a.size, b.size)
    if max((run.own for run in found), default=0) < LEAST_RUN or not shorter:
        return None
    if a.body.outlet is not None and a.body.outlet == b.body.outlet:
        enough = words >= max(OWN * shorter, OWN_WORDS)
    else:
        enough = words >= min(LEAST_WORDS, BRIEF * shorter)
    return Link(words, found) if enough else None


def shared_texts(bodies: Iterable[Body]) -> tuple[SharedText, ...]:
    """Return the groups of articles that copied from one text, sorted by id; the order of the bodies does not matter.

    Every article of a group shares its passages with the group's source itself, so that nothing chains: the source is
    the one that most others drew on, of these the earliest.
    """
    texts = sorted((prose(body) for body in bodies), key=_order)
    links: dict[int, dict[int, Link]] = defaultdict(dict)
    for a, b in _candidates(texts):
        found = linked(texts[a], texts[b])
        if found is not None:
            links[a][b] = found
            links[b][a] = Link(found.words, tuple(_turned(run) for run in found.runs))
    groups = (_group(texts, links, centre, members) for centre, members in _stars(links))
    return tuple(sorted(groups, key=lambda group: group.id))


def _order(text: Prose) -> tuple[str, str]:
    date = text.body.date or ""
    return (date if date and not date.startswith("-") else "~" + date, text.body.article_id)


def _turned(run: Run) -> Run:
    return Run(run.b, run.b_end, run.a, run.a_end, run.same, run.own)


def _candidates(texts: Sequence[Prose]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (earlier first) that have a fingerprint in common which is no furniture, each once."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        for value in fingerprints(text).tolist():
            holders[value].append(index)
    seen: set[tuple[int, int]] = set()
    for found in holders.values():
        if len(found) < 2 or (len(found) >= FURNITURE and _is_furniture([texts[index] for index in found])):
            continue
        for place, b in enumerate(found):
            nearest = max(0, place - NEIGHBOURS) if len(found) > CROWD else 0
            for a in {found[0], *found[nearest:place]} - {b}:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def _is_furniture(texts: Sequence[Prose]) -> bool:
    """Return whether one outlet has the words again and again: an appeal, a note on authors, a standing paragraph."""
    outlets = Counter(text.body.outlet for text in texts if text.body.outlet)
    for outlet, count in outlets.items():
        if count >= FURNITURE:
            days = [text.day for text in texts if text.body.outlet == outlet]
            if any((days_between(days[0], other) or 0) > FURNITURE_DAYS for other in days) or None in days:
                return True
    return False


def _stars(links: Mapping[int, Mapping[int, Link]]) -> Iterator[tuple[int, list[int]]]:
    """Yield a source and those linked to it, until every linked article is in one group."""
    left = set(links)
    while left:
        drawn = {index: sum(link.words for other, link in links[index].items() if other in left) for index in left}
        centre = max(left, key=lambda index: (drawn[index] >= NEARLY * max(drawn.values()), -index))
        members = sorted(other for other in links[centre] if other in left)
        left -= {centre, *members}
        if members:
            yield centre, members
        left = {index for index in left if any(other in left for other in links[index])}


NEARLY = 0.9
"""Share of the most words drawn on from which an earlier article is taken for the source."""


def _group(
    texts: Sequence[Prose], links: Mapping[int, Mapping[int, Link]], centre: int, members: Sequence[int]
) -> SharedText:
    source = texts[centre]
    passages = [_passage(source, texts[other], run) for other in members for run in links[centre][other].runs]
    return SharedText(
        id=content_id("shared", source.body.article_id),
        source=source.body.article_id,
        articles=(source.body.article_id, *(texts[other].body.article_id for other in members)),
        passages=tuple(sorted(passages, key=lambda found: (found.article, found.span))),
        credit=next(filter(None, (credit(texts[index].body) for index in (centre, *members))), None),
    )


def _passage(source: Prose, other: Prose, run: Run) -> SharedPassage:
    return SharedPassage(
        article=other.body.article_id,
        span=Span(other.spans[run.b][0], other.spans[run.b_end - 1][1]),
        source_span=Span(source.spans[run.a][0], source.spans[run.a_end - 1][1]),
        words=run.same,
    )


REACH = 120
"""Characters about a shared passage within which a quote is taken for a part of it."""


def independent(
    statements: Iterable[Statement], quotes: Iterable[Quote], texts: Iterable[SharedText]
) -> tuple[Statement, ...]:
    """Return the statements with the number of their independent reports.

    Reports of one outlet count once. So do those of one group of articles where the quote stands in what they share.
    """
    of = {quote.id: quote for quote in quotes}
    groups: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for text in texts:
        for passage in text.passages:
            groups[passage.article].append((text.id, passage.span))
            groups[text.source].append((text.id, passage.source_span))
    return tuple(
        replace(found, independent=_origins([of[member.attribution] for member in found.members], groups))
        for found in statements
    )


def _origins(quotes: Sequence[Quote], groups: Mapping[str, Sequence[tuple[str, Span]]]) -> int:
    """Return how many sets of reports have neither an outlet nor a text in common."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for quote in quotes:
        own = root(f"report {quote.id}")
        for key in _behind(quote, groups):
            parent[root(key)] = own
    return len({root(f"report {quote.id}") for quote in quotes})


def _behind(quote: Quote, groups: Mapping[str, Sequence[tuple[str, Span]]]) -> Iterator[str]:
    """Yield what a report has from elsewhere: its outlet, its article, the texts that its words stand in."""
    if quote.outlet:
        yield f"outlet {quote.outlet}"
    if quote.article_id:
        yield f"article {quote.article_id}"
    for text, span in groups.get(quote.article_id or "", ()):
        if quote.span and span.start - REACH < quote.span.end and quote.span.start < span.end + REACH:
            yield f"text {text}"


CREDIT_AT = 200
"""Characters at the head and at the foot of a body where an agency is credited."""


def credit(body: Body) -> str | None:
    """Return the agency that a body credits in its dateline ("KESSEL (Reuters) -") or at its end, or None."""
    known = _credits(body.language)
    if known is None:
        return None
    text = " ".join(span.of(body.text) for span in body.spans).strip()
    found = known[0].search(text[:CREDIT_AT]) or known[1].search(text[-CREDIT_AT:])
    return next(filter(None, found.groups()), None) if found else None


@cache
def _credits(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what finds an agency at the head of a text, and at its end; None where no agency is known."""
    if language not in supported():
        return None
    names = "|".join(map(re.escape, load(language).section("matching")["wires"]))
    head = re.compile(rf"\(\s*({names})\s*\)\s*[-–—:]|^({names})\s*[-–—]")
    return head, re.compile(rf"[-–—(\[/]\s*({names})[)\]]?\.?$")
