"""Pairs of reports that say one thing in other words or another language, by sentence vectors.

Vectors know what a text is about, not what it says of it: they are blind to negation and weak on numbers. So they are
asked only of reports that one speaker may have made within a few days, numbers and negation are checked apart, a
paraphrase has to share rare words too, and a translation has to be the best in its article, in both directions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from extract.matching.calendar import APART, CHUNK, LATE, Calendar, Ints, Nearest, ordinal, tables
from extract.matching.encoder import Encoder, Vectors
from extract.matching.report import Report, days_between, in_one_article, is_topic, skeleton, speakers_agree
from extract.matching.variation import clauses
from extract.matching.voices import UNKNOWN, YES, Voices

SAME_LANGUAGE = 0.65
"""Cosine from which two wordings of one language, by one speaker, may be one utterance."""

SHARED_BITS, SHARED_PART = 30.0, 0.5
"""What a paraphrase shares: bits of rare word stems (three words or so), and their share of the lighter text's."""

TRANSLATED, MARGIN = 0.45, 0.05
"""Cosine from which a text may be a translation of the same speaker's, and its lead over what else they say there."""

CARRIED = 0.35
"""Cosine that is enough beside the canonical wording for one that shares its words with a translation of that."""

BY_ANYONE, LEAST_LEAD, SURE = 0.50, 0.04, 0.85
"""The same where the speakers are not known: cosine, lead over all of the language, and cosine + 3 * lead.

Chosen among 2,254 English and 1,673 French quotes that hold 104 translations: 89 found there, 4 pairs wrong.
"""

TOPIC_BITS = 60.0
"""The same where one of the two names only what it was about, and no clause."""

LEAST_WORDS = 4

CLAUSE_GAIN = 0.2
"""How much nearer the best clause of a long text can be than the whole."""

REWORDED = 3
"""Days after which a thing said in other words is taken for another occasion (in another language: `LATE`)."""

LONGER = 2.5
"""How many times as long a text is of whose clauses each is compared alone."""

WINDOWS, WINDOW_WORDS = 12, 8
"""Clauses of a text that are compared alone, and the words that both such a run and the short text need: of fewer,
any topic would fit."""

ROUNDING = 1e-4
"""What the cosine of one pair may differ by from that of a table of many."""

MOST_NEAR = 100
"""Nearest texts that one text is compared with: a speaker's ten thousand like sentences must not cost their square."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two reports (indices, smaller first) and the cosine of their vectors."""

    a: int
    b: int
    cosine: float


def checked(a: Report, b: Report) -> bool:
    """Return whether numbers agree: those of one must be those of the other, or missing from it."""
    one, two = a.normal.numbers, b.normal.numbers
    return one <= two or two <= one


def shared_content(a: Report, b: Report) -> tuple[float, float]:
    """Return the bits of the rare stems that two texts share, and their share of the lighter text's."""
    one, two = a.normal.content, b.normal.content
    bits = sum(min(weight, two[word]) for word, weight in one.items() if word in two)
    lighter = min(sum(one.values()), sum(two.values()))
    return bits, bits / lighter if lighter else 0.0


def may_be_paraphrase(a: Report, b: Report) -> bool:
    """Return whether two texts of one language share the rare words and numbers of a paraphrase."""
    bits, part = shared_content(a, b)
    # What a report was about is soon the same; a call for one thing, in half a dozen of its rare words, is one call.
    least = TOPIC_BITS if is_topic(a) or is_topic(b) else SHARED_BITS
    return bits >= least and part >= SHARED_PART and checked(a, b)


def paraphrase_cosine(a: Report, b: Report) -> float:
    """Return the cosine that a paraphrase needs: more where one text denies something and the other does not."""
    return SAME_LANGUAGE + (0.15 if bool(a.normal.negations) != bool(b.normal.negations) else 0.0)


class Meanings:
    """The vectors of reports, and what they say of pairs."""

    def __init__(self, reports: Sequence[Report], encoder: Encoder) -> None:
        self.reports = reports
        self.encoder = encoder
        self.blocks = list(_blocks(reports))
        several = len({report.language for report in reports}) > 1
        # Of one language, only what one speaker said twice is ever compared.
        needed = range(len(reports)) if several else sorted({index for block in self.blocks for index in block})
        texts = {text: row for row, text in enumerate(dict.fromkeys(reports[index].text for index in needed))}
        encoded = encoder.encode(list(texts) or [" "])
        self.vectors: Vectors = np.zeros((len(reports), encoded.shape[1]), dtype=np.float32)
        for index in needed:
            self.vectors[index] = encoded[texts[reports[index].text]]
        self.days = np.array([ordinal(report) for report in reports], dtype=np.float64)
        self.voices = Voices(reports)
        self._words = np.array([len(report.normal.words) for report in reports], dtype=np.int64)
        self.compared = 0  # pairs of vectors, for the benchmark
        self._windows: dict[int, Vectors] = {}

    def cosine(self, a: int, b: int) -> float:
        """Return the cosine of two reports; where one is much longer, of its clause that fits best."""
        whole = float(self.vectors[a] @ self.vectors[b])
        short, long = sorted((a, b), key=lambda index: len(self.reports[index].text))
        words = len(self.reports[short].normal.words)
        if words < WINDOW_WORDS or len(self.reports[long].normal.words) < LONGER * words:
            return whole
        return max(whole, float((self.windows(long) @ self.vectors[short]).max(initial=-1.0)))

    def supported(self, a: int, b: int) -> float | None:
        """Return the cosine of two reports of two languages that others link already, or None where they are apart."""
        one, two = self.reports[a], self.reports[b]
        if one.language == two.language or not speakers_agree(one, two) or not _comparable(one, two):
            return None
        cosine = self.cosine(a, b)
        return cosine if cosine >= CARRIED and checked(one, two) else None

    def windows(self, index: int) -> Vectors:
        """Return the vectors of runs of clauses of one report."""
        if index not in self._windows:
            parts = clauses(self.reports[index].text)[:WINDOWS]
            runs = [" ".join(parts[start : start + size]) for size in (1, 2) for start in range(len(parts) - size + 1)]
            self._windows[index] = self.encoder.encode(
                [run for run in runs if len(run.split()) >= WINDOW_WORDS] or [" "]
            )
        return self._windows[index]

    def same_language(self) -> Iterator[Likeness]:
        """Yield the pairs of one language and one speaker that say the same."""
        judged: set[tuple[int, int]] = set()  # each of a pair is near the other, in every block that holds both
        for block in self.blocks:
            for a, b in self._worth_reading(block):
                one, two = self.reports[a], self.reports[b]
                pair = (a, b) if a < b else (b, a)
                if pair in judged:
                    continue
                judged.add(pair)
                if one.language == two.language and _comparable(one, two) and may_be_paraphrase(one, two):
                    cosine = self.cosine(a, b)
                    if cosine >= paraphrase_cosine(one, two):
                        yield Likeness(a, b, cosine)

    def _worth_reading(self, block: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of a block that are one speaker's and near enough, as far as vectors alone tell."""
        for a, b, cosines in self._near(block, block, SAME_LANGUAGE - CLAUSE_GAIN, REWORDED):
            able = (a != b) & ((cosines >= SAME_LANGUAGE - ROUNDING) | self._may_gain(a, b))
            a, b = a[able], b[able]
            one = self.voices.agree(a, b) == YES
            yield from zip(a[one].tolist(), b[one].tolist(), strict=True)

    def _may_gain(self, a: Ints, b: Ints) -> NDArray[np.bool_]:
        """Return which pairs have a clause that may be nearer than the whole: see `cosine`."""
        short, long = np.minimum(self._words[a], self._words[b]), np.maximum(self._words[a], self._words[b])
        return np.asarray((short >= WINDOW_WORDS) & (long >= LONGER * short))

    def translations(self, kin: Sequence[int]) -> Iterator[Likeness]:
        """Yield the pairs of two languages that say the same; `kin` numbers the statements found so far."""
        contest = _Contest(self, kin)
        for a, b in self._across_languages():
            cosine = contest.verdict(a, b)
            if cosine is not None:
                yield Likeness(min(a, b), max(a, b), cosine)

    def _across_languages(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of two languages that are near enough to be judged."""
        rows: dict[str, list[int]] = {}
        for index, report in enumerate(self.reports):
            rows.setdefault(report.language or "", []).append(index)
        for one, two in combinations(sorted(rows), 2):
            for a, b, cosines in self._near(rows[one], rows[two], TRANSLATED - CLAUSE_GAIN, LATE):
                able = (cosines >= TRANSLATED - ROUNDING) | self._may_gain(a, b)
                a, b, cosines = a[able], b[able], cosines[able]
                said_by = self.voices.agree(a, b)
                near = (said_by == YES) | ((said_by == UNKNOWN) & (cosines >= BY_ANYONE))
                yield from zip(a[near].tolist(), b[near].tolist(), strict=True)

    def _near(
        self, rows: Sequence[int], columns: Sequence[int], least: float, late: int
    ) -> Iterator[tuple[Ints, Ints, Vectors]]:
        """Yield the pairs of a row and a column, and their cosines, whose whole texts have at least this cosine, no
        more than `late` days apart where both days are known."""
        calendar = Calendar(columns, self.days)
        for part in Calendar(rows, self.days).parts(CHUNK):
            for some, then, table in tables(part, calendar, self.vectors, self.days, late):
                self.compared += table.size
                hits = [nearest(near, then, least) for near in table]
                counts = [len(found) for found in hits]
                place = np.concatenate(hits)
                yield np.repeat(some, counts), then[place], table[np.repeat(np.arange(len(some)), counts), place]


def nearest(near: Vectors, then: Ints, least: float) -> Ints:
    """Return the places of the cosines that suffice: of too many the highest, of equals the first."""
    hits = np.flatnonzero(near >= least)
    if len(hits) <= MOST_NEAR:
        return hits
    last = np.partition(near[hits], -MOST_NEAR)[-MOST_NEAR]
    higher, equal = hits[near[hits] > last], hits[near[hits] == last]
    equal = equal[np.argsort(then[equal], kind="stable")][: MOST_NEAR - len(higher)]
    return np.sort(np.append(higher, equal))


def _comparable(a: Report, b: Report) -> bool:
    days = days_between(a.day, b.day)
    return not in_one_article(a, b) and (days is None or days <= LATE)


def _blocks(reports: Sequence[Report]) -> Iterator[list[int]]:
    """Yield the reports, two or more, whose speakers may be one."""
    blocks: dict[str, list[int]] = {}
    for index, report in enumerate(reports):
        keys = {report.speaker_id or "", *("name " + skeleton(word) for word in report.name[-1:])} - {""}
        for found in sorted(keys):
            blocks.setdefault(found, []).append(index)
    yield from (block for _, block in sorted(blocks.items()) if len(block) > 1)


class _Contest:
    """Judges a translation against its rivals: what else the other language says that could be meant."""

    def __init__(self, meanings: Meanings, kin: Sequence[int]) -> None:
        self.meanings = meanings
        self.reports = meanings.reports
        self.kin = kin
        self.groups: dict[object, list[int]] = {}
        by_language: dict[str | None, list[int]] = {}
        for index, report in enumerate(meanings.reports):
            by_language.setdefault(report.language, []).append(index)
            for group in _places(report):
                self.groups.setdefault(group, []).append(index)
        self.nearest: dict[tuple[str | None, str | None], Nearest] = {}
        self.calendars = {code: Calendar(found, meanings.days) for code, found in by_language.items()}

    def verdict(self, a: int, b: int) -> float | None:
        """Return the cosine of two reports if each is clearly the other's best, else None."""
        one, two = self.reports[a], self.reports[b]
        if not _comparable(one, two) or not checked(one, two):
            return None
        if speakers_agree(one, two):
            cosine = self.meanings.cosine(a, b)
            sure = cosine >= TRANSLATED and min(self._lead(a, b, cosine), self._lead(b, a, cosine)) >= MARGIN
        else:
            cosine = float(self.meanings.vectors[a] @ self.meanings.vectors[b])
            sure = _alike_in_form(one, two, cosine) and self._alone(a, b, cosine)
        return cosine if sure else None

    def _lead(self, a: int, b: int, cosine: float) -> float:
        """Return how much nearer `b` is to `a` than the next report that the speaker may have made in its article."""
        others = [index for place in _places(self.reports[b]) for index in self.groups[place]]
        allowed = [index for index in others if speakers_agree(self.reports[a], self.reports[index]) is not False]
        return cosine - self._next_best(a, b, allowed)

    def _alone(self, a: int, b: int, cosine: float) -> bool:
        """Return whether no other report of either language comes near, whoever made it."""
        lead = cosine - max(self._rival(one, two) for one, two in ((a, b), (b, a)))
        return lead >= LEAST_LEAD and cosine + 3 * lead >= SURE

    def _rival(self, a: int, b: int) -> float:
        """Return the highest cosine with `a` of what else was said in the language of `b` about its time."""
        nearest = self._nearest(self.reports[a].language, self.reports[b].language)
        return next((cosine for other, cosine in nearest.of(a) if self._is_rival(a, b, other)), APART)

    def _nearest(self, one: str | None, other: str | None) -> Nearest:
        if (one, other) not in self.nearest:
            calendars = self.calendars[one], self.calendars[other]
            self.nearest[one, other] = Nearest(*calendars, self.meanings.vectors, self.meanings.days)
        return self.nearest[one, other]

    def _next_best(self, a: int, b: int, others: Sequence[int]) -> float:
        """Return the highest cosine with `a` among the others, `b` and its statement left out; `APART` without any."""
        near = self.meanings.vectors[list(others)] @ self.meanings.vectors[a] if others else np.zeros(0)
        for place in np.argsort(-near, kind="stable").tolist():
            if self._is_rival(a, b, others[place]):
                return float(near[place])
        return APART

    def _is_rival(self, a: int, b: int, other: int) -> bool:
        return other != b and self.kin[other] != self.kin[b] and _comparable(self.reports[a], self.reports[other])


def _alike_in_form(a: Report, b: Report, cosine: float) -> bool:
    """Return whether two texts are long enough, of a length, and deny as much, to be a translation by anyone."""
    short, long = sorted((len(a.normal.words), len(b.normal.words)))
    denied = bool(a.normal.negations) == bool(b.normal.negations)
    return short >= LEAST_WORDS and long <= LONGER * short and (denied or cosine >= BY_ANYONE + 0.1)


def _places(report: Report) -> Sequence[object]:
    """Return the articles a report stands in; without one, all that its outlet published in its language that day."""
    if report.articles:
        return sorted(report.articles)
    return [(report.language, report.day and (report.day.year, report.day.ordinal), report.quotes[0].outlet)]
