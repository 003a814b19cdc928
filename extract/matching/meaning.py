"""Pairs of reports that say one thing in other words or another language, by sentence vectors.

Vectors know what a text is about, not what it says of it: they are blind to negation and weak on numbers. So they are
asked only of reports that one speaker may have made within a few days, numbers and negation are checked apart, a
paraphrase has to share rare words too, and a translation has to be the best in its article, in both directions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.matching.encoder import Encoder, Vectors
from extract.matching.report import Report, days_between, in_one_article, speakers_agree
from extract.matching.variation import clauses

SAME_LANGUAGE = 0.60
"""Cosine from which two wordings of one language, by one speaker, may be one utterance."""

SHARED_BITS, SHARED_PART = 30.0, 0.5
"""What a paraphrase shares: bits of rare word stems (three words or so), and their share of the lighter text's."""

TRANSLATED, TRANSLATED_BY_ANYONE = 0.45, 0.50
"""Cosine from which a text may be a translation: of the same speaker; where the speakers are not known."""

MARGIN = 0.05
"""How much better than the second best of the same article a translation must be."""

LATE = 14
"""Days after which a thing said in other words is taken for another occasion."""

LONGER = 2.5
"""How many times as long a text is of whose clauses each is compared alone."""

WINDOWS, WINDOW_WORDS = 12, 8
"""Clauses of a text that are compared alone, and the words such a run needs: of fewer, any topic would fit."""

CHUNK = 1_024


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


def paraphrased(a: Report, b: Report, cosine: float) -> bool:
    """Return whether two texts of one language and one speaker say the same in other words."""
    needed = SAME_LANGUAGE + (0.15 if bool(a.normal.negations) != bool(b.normal.negations) else 0.0)
    bits, part = shared_content(a, b)
    return cosine >= needed and bits >= SHARED_BITS and part >= SHARED_PART and checked(a, b)


class Meanings:
    """The vectors of reports, and what they say of pairs."""

    def __init__(self, reports: Sequence[Report], encoder: Encoder) -> None:
        self.reports = reports
        self.encoder = encoder
        texts = list(dict.fromkeys(report.text for report in reports))
        place = {text: row for row, text in enumerate(texts)}
        encoded = encoder.encode(texts) if texts else np.zeros((0, 1), dtype=np.float32)
        self.vectors: Vectors = encoded[[place[report.text] for report in reports]] if texts else encoded
        self._windows: dict[int, Vectors] = {}

    def cosine(self, a: int, b: int) -> float:
        """Return the cosine of two reports; where one is much longer, of its clause that fits best."""
        whole = float(self.vectors[a] @ self.vectors[b])
        short, long = sorted((a, b), key=lambda index: len(self.reports[index].text))
        if len(self.reports[long].normal.words) < LONGER * len(self.reports[short].normal.words):
            return whole
        return max(whole, float((self.windows(long) @ self.vectors[short]).max(initial=-1.0)))

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
        for block in _blocks(self.reports):
            for a, b, _ in self._near(block, block, SAME_LANGUAGE - 0.2):
                one, two = self.reports[a], self.reports[b]
                if a < b and one.language == two.language and _comparable(one, two) and speakers_agree(one, two):
                    cosine = self.cosine(a, b)
                    if paraphrased(one, two, cosine):
                        yield Likeness(a, b, cosine)

    def translations(self, kin: Sequence[int]) -> Iterator[Likeness]:
        """Yield the pairs of two languages that say the same; `kin` numbers the statements found so far.

        A rival of the best candidate is a report of the same article that is not of the same statement.
        """
        languages = sorted({report.language or "" for report in self.reports})
        rows = {code: [i for i, r in enumerate(self.reports) if (r.language or "") == code] for code in languages}
        rival = _Rivals(self, kin)
        for place, code in enumerate(languages):
            for other in languages[place + 1 :]:
                for a, b, _ in self._near(rows[code], rows[other], TRANSLATED - 0.2):
                    found = rival.verdict(a, b)
                    if found is not None:
                        yield Likeness(min(a, b), max(a, b), found)

    def _near(self, rows: Sequence[int], columns: Sequence[int], least: float) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs of a row and a column whose whole texts have at least this cosine."""
        if not rows or not columns:
            return
        right = self.vectors[list(columns)]
        for start in range(0, len(rows), CHUNK):
            part = list(rows[start : start + CHUNK])
            table = self.vectors[part] @ right.T
            for row, column in np.argwhere(table >= least):
                yield part[int(row)], columns[int(column)], float(table[row, column])


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


def skeleton(word: str) -> str:
    """Return what two spellings of a name have in common: its letters without vowels after the first, none twice."""
    kept = [letter for letter in word[1:] if letter not in "aeiouyh'-"]
    return word[:1] + "".join(letter for place, letter in enumerate(kept) if place == 0 or kept[place - 1] != letter)


class _Rivals:
    """Judges a translation by what else its two articles hold."""

    def __init__(self, meanings: Meanings, kin: Sequence[int]) -> None:
        self.meanings = meanings
        self.kin = kin
        self.groups: dict[object, list[int]] = {}
        for index, report in enumerate(meanings.reports):
            for group in _groups(report):
                self.groups.setdefault(group, []).append(index)

    def verdict(self, a: int, b: int) -> float | None:
        """Return the cosine of two reports if they are each other's best beyond doubt, else None."""
        one, two = self.meanings.reports[a], self.meanings.reports[b]
        same = speakers_agree(one, two)
        if same is False or not _comparable(one, two) or not checked(one, two):
            return None
        cosine = self._cosine(a, b, same)
        if cosine < (TRANSLATED if same else TRANSLATED_BY_ANYONE):
            return None
        return cosine if self._best(a, b, cosine) and self._best(b, a, cosine) else None

    def _cosine(self, a: int, b: int, same: bool | None) -> float:
        return self.meanings.cosine(a, b) if same else float(self.meanings.vectors[a] @ self.meanings.vectors[b])

    def _best(self, a: int, b: int, cosine: float) -> bool:
        """Return whether `b` is clearly nearer to `a` than its rivals are."""
        reports = self.meanings.reports
        unknown = speakers_agree(reports[a], reports[b]) is None
        for group in _groups(reports[b]):
            others = [i for i in self.groups[group] if i != b and self.kin[i] != self.kin[b]]
            near = self.meanings.vectors[others] @ self.meanings.vectors[a] if others else np.zeros(0)
            rivals = (others[int(place)] for place in np.flatnonzero(near > cosine - MARGIN))
            if any(unknown or speakers_agree(reports[a], reports[i]) is not False for i in rivals):
                return False
        return True


def _groups(report: Report) -> Sequence[object]:
    """Return the articles a report stands in; without one, all that its outlet published in its language that day."""
    if report.articles:
        return sorted(report.articles)
    return [(report.language, report.day and (report.day.year, report.day.ordinal), report.quotes[0].outlet)]
