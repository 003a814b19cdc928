"""Scores of the network → attributions in pieces: the best legal tags, put together by where each segment points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract.quotes.tagger.pieces import TAGS, Ints, Pieces, Window, places, positions

Floats = NDArray[np.float32]
CONTENT, CUE, SOURCE = range(3)


@dataclass(frozen=True, slots=True)
class Segment:
    """Pieces `first` to `last` (exclusive) that play one role; `sure` is the mean probability of their tags."""

    role: int
    first: int
    last: int
    sure: float


@dataclass(slots=True)
class Tagged:
    """One attribution: its content and cue, the probability that it is speech, how surely its parts belong together,
    and what speaks for each source (None: that there is none)."""

    segments: list[Segment] = field(default_factory=list)
    speech: float = 0.0
    joined: float = 1.0
    sources: dict[Segment | None, float] = field(default_factory=dict)

    def of(self, role: int) -> list[Segment]:
        if role == SOURCE:
            best = max(self.sources, key=self.sources.__getitem__, default=None)
            return [] if best is None else [best]
        return sorted((s for s in self.segments if s.role == role), key=lambda s: s.first)

    @property
    def sure(self) -> float:
        """The probability of its content's tags, times how surely its parts and its source belong together."""
        content = self.of(CONTENT)
        pieces = sum(s.last - s.first for s in content)
        tagged = sum(s.sure * (s.last - s.first) for s in content) / pieces if pieces else 0.0
        return tagged * self.joined * max(self.sources.values(), default=0.0) / (sum(self.sources.values()) or 1.0)


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one window, by place: tags (places, 7), anchors and sources (places, places), stances (places, 2): logits."""

    tags: Floats
    anchors: Floats
    sources: Floats
    stances: Floats


def decode(pieces: Pieces, read: Iterable[tuple[Window, Scores]]) -> list[Tagged]:
    """Put the verdicts of all windows together; a segment may point into what an earlier window owns."""
    groups: dict[int, Tagged] = {}
    for window, scores in read:
        at = positions(pieces, window)
        place_of = places(at)
        likely = _softmax(scores.tags)
        path = best_path(_logs(likely))
        known = list(_segments(path, likely, at))
        anchors = sorted({place_of[segment.first] for segment in known})
        sources = [None, *(segment for segment in known if segment.role == SOURCE)]
        # Where a source begins; that there is none is the place of the first mark.
        heads = [0 if source is None else place_of[source.first] for source in sources]
        speech = _softmax(scores.stances)[:, 0]
        for segment in known:
            if segment.role == SOURCE or not window.own <= segment.first < window.upto:
                continue
            inside = [place_of[piece] for piece in range(segment.first, segment.last) if piece in place_of]
            toward = _softmax(scores.anchors[inside][:, anchors]).mean(axis=0)
            best = int(toward.argmax())
            group = groups.setdefault(int(at[anchors[best]]), Tagged())
            group.segments.append(segment)
            group.joined = min(group.joined, float(toward[best]))
            for source, share in zip(sources, _softmax(scores.sources[inside][:, heads]).mean(axis=0), strict=True):
                group.sources[source] = group.sources.get(source, 0.0) + float(share)
            if segment.role == CONTENT or not group.speech:
                group.speech = float(speech[inside].mean())
    return [group for _, group in sorted(groups.items()) if group.of(CONTENT)]


def best_path(logs: Floats) -> Ints:
    """Return the most probable legal tags (Viterbi): the inside of a role follows its beginning or its inside."""
    legal = np.zeros((TAGS, TAGS), dtype=np.float32)
    for tag in range(2, TAGS, 2):
        legal[:, tag] = -np.inf
        legal[tag - 1, tag] = legal[tag, tag] = 0.0
    score = logs[0].copy()
    score[2::2] = -np.inf
    came = np.zeros((len(logs), TAGS), dtype=np.int64)
    for place in range(1, len(logs)):
        ways = score[:, None] + legal
        came[place] = ways.argmax(axis=0)
        score = ways[came[place], np.arange(TAGS)] + logs[place]
    path = np.empty(len(logs), dtype=np.int64)
    path[-1] = int(score.argmax())
    for place in range(len(logs) - 1, 0, -1):
        path[place - 1] = came[place, path[place]]
    return path


def _segments(path: Ints, likely: Floats, at: Ints) -> Iterable[Segment]:
    """Yield the segments of a window's tags; a mark between paragraphs ends none, but is part of none."""
    open_at: list[int] = []
    role = -1
    for place, tag in enumerate(path.tolist()):
        if at[place] < 0:
            continue
        goes_on = tag and tag % 2 == 0 and role == (tag - 1) // 2
        if open_at and not goes_on:
            yield _segment(role, open_at, path, likely, at)
            open_at = []
        role = (tag - 1) // 2 if tag else -1
        if tag:
            open_at.append(place)
    if open_at:
        yield _segment(role, open_at, path, likely, at)


def _segment(role: int, places: Sequence[int], path: Ints, likely: Floats, at: Ints) -> Segment:
    sure = float(likely[places, path[places]].mean())
    return Segment(role, int(at[places[0]]), int(at[places[-1]]) + 1, sure)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    made: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return made


def _logs(likely: Floats) -> Floats:
    made: Floats = np.log(np.maximum(likely, 1e-9))
    return made
