"""Who copied whom: articles that share long passages of their own prose, as a wire text or a press release leaves them.

Two reporters who heard one speech share its words, so what stands in quotation marks proves nothing: only the words
around the quotes count. Only articles with a fingerprint in common (`prose.py`) are laid side by side, so that the time
grows with the number of words. What an outlet has in article after article is its furniture, and nobody's copy.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extract.matching.credits import credit
from extract.matching.prose import Hashes, Run
from extract.matching.readings import Readings
from extract.matching.report import Day, day, days_between
from extract.model import Body, SharedPassage, SharedText, content_id

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

FURNITURE = 3
"""Articles of one outlet, over more than FURNITURE_DAYS, whose common words are the outlet's furniture."""

FURNITURE_DAYS = 3

CROWD, NEIGHBOURS = 40, 8
"""Articles under one fingerprint above which each is paired with the first and with its neighbours in time only."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that one text lies behind: the words that they share outside quotes, and where."""

    words: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A body as it is compared: its day, how many words stand outside all quotes, its fingerprints."""

    body: Body
    day: Day | None
    size: int
    prints: Hashes


def linked(a: Text, b: Text, readings: Readings) -> Link | None:
    """Return what two articles share if it is so long that one text lies behind both, else None."""
    apart = days_between(a.day, b.day)
    if apart is not None and apart > DAYS:
        return None
    found = readings.shared(a.body, b.body)
    words, shorter = sum(run.own for run in found), min(a.size, b.size)
    if max((run.own for run in found), default=0) < LEAST_RUN or not shorter:
        return None
    if a.body.outlet is not None and a.body.outlet == b.body.outlet:
        enough = words >= max(OWN * shorter, OWN_WORDS)
    else:
        enough = words >= min(LEAST_WORDS, BRIEF * shorter)
    return Link(words, found) if enough else None


def shared_texts(bodies: Iterable[Body], readings: Readings | None = None) -> tuple[SharedText, ...]:
    """Return the groups of articles that copied from one text, sorted by id; the order of the bodies does not matter.

    Every article of a group shares its passages with the group's source itself, so that nothing chains: the source is
    the one that most others drew on, of these the earliest. Readings of earlier runs save reading and comparing again.
    """
    known = readings if readings is not None else Readings()
    texts = sorted((_text(body, known) for body in bodies), key=_order)
    links: dict[int, dict[int, Link]] = defaultdict(dict)
    for a, b in _candidates(texts):
        found = linked(texts[a], texts[b], known)
        if found is not None:
            links[a][b] = found
            links[b][a] = Link(found.words, tuple(run.turned() for run in found.runs))
    groups = (_group(texts, links, centre, members) for centre, members in _stars(links))
    return tuple(sorted(groups, key=lambda group: group.id))


def _text(body: Body, readings: Readings) -> Text:
    read = readings.read(body)
    return Text(body, day(body.date), read.size, read.prints)


def _order(text: Text) -> tuple[str, int, str]:
    """Return what sorts texts by date, those without a full one last, and the fuller first of one date."""
    date = text.body.date or ""
    return (date if date and not date.startswith("-") else "~" + date, -text.size, text.body.article_id)


def _candidates(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (earlier first) that have a fingerprint in common which is no furniture, each once."""
    seen: set[tuple[int, int]] = set()
    for found in _holders(texts):
        if len(found) >= FURNITURE and _is_furniture([texts[index] for index in found]):
            continue
        for place, b in enumerate(found):
            nearest = max(0, place - NEIGHBOURS) if len(found) > CROWD else 0
            for a in {found[0], *found[nearest:place]} - {b}:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def _holders(texts: Sequence[Text]) -> Iterator[list[int]]:
    """Yield the texts that hold a fingerprint, in their order, for each that two of them hold."""
    found = [text.prints for text in texts]
    values = np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)
    holders = np.repeat(np.arange(len(texts)), [len(one) for one in found])
    order = np.argsort(values, kind="stable")
    values, holders = values[order], holders[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else np.zeros(0, dtype=np.int64)
    ends = np.r_[starts[1:], len(values)]
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        yield holders[start:end].tolist()


def _is_furniture(texts: Sequence[Text]) -> bool:
    """Return whether one outlet has the words again and again: an appeal, a note on authors, a standing paragraph."""
    outlets = Counter(text.body.outlet for text in texts if text.body.outlet)
    for outlet, count in outlets.items():
        if count >= FURNITURE:
            days = [text.day for text in texts if text.body.outlet == outlet]
            if any((days_between(days[0], other) or 0) > FURNITURE_DAYS for other in days) or None in days:
                return True
    return False


def _stars(links: Mapping[int, Mapping[int, Link]]) -> Iterator[tuple[int, list[int]]]:
    """Yield a source and those linked to it, until every linked article is in one group or has no link left."""
    for connected in _connected(links):
        left = set(connected)
        while len(left) > 1:
            drawn = {index: sum(link.words for other, link in links[index].items() if other in left) for index in left}
            most = max(drawn.values())
            if not most:
                break
            centre = min(index for index in left if drawn[index] >= NEARLY * most)
            members = sorted(other for other in links[centre] if other in left)
            left -= {centre, *members}
            yield centre, members


def _connected(links: Mapping[int, Mapping[int, Link]]) -> Iterator[list[int]]:
    """Yield the sets of articles that links hold together."""
    seen: set[int] = set()
    for start in sorted(links):
        if start in seen:
            continue
        seen.add(start)
        group, queue = [start], [start]
        while queue:
            near = [other for other in links[queue.pop()] if other not in seen]
            seen.update(near)
            group += near
            queue += near
        yield group


NEARLY = 0.9
"""Share of the most words drawn on from which an earlier article is taken for the source."""


def _group(
    texts: Sequence[Text], links: Mapping[int, Mapping[int, Link]], centre: int, members: Sequence[int]
) -> SharedText:
    source = texts[centre]
    passages = [_passage(texts[other], run) for other in members for run in links[centre][other].runs]
    return SharedText(
        id=content_id("shared", source.body.article_id),
        source=source.body.article_id,
        articles=(source.body.article_id, *(texts[other].body.article_id for other in members)),
        passages=tuple(sorted(passages, key=lambda found: (found.article, found.span))),
        credit=next(filter(None, (credit(texts[index].body) for index in (centre, *members))), None),
    )


def _passage(other: Text, run: Run) -> SharedPassage:
    return SharedPassage(article=other.body.article_id, span=run.b, source_span=run.a, words=run.same)
