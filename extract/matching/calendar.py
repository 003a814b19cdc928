"""Reports in the order of their days, and those that are nearest in meaning about one time."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.matching.encoder import Vectors
from extract.matching.report import Report

LATE = 14
"""Days after which a thing said in another language is taken for another occasion."""

CHUNK = 1_024
"""Reports that are compared with those of their time at once."""

NEAREST = 32
"""Nearest reports of each that are kept: a handful is asked for, save where many say one thing."""

ROWS_KEPT = 4_096
"""Reports of which all others are kept at once, where the nearest were not enough."""

Ints = NDArray[np.int64]


def ordinal(report: Report) -> float:
    """Return the day of a report as a number, NaN where it or its year is unknown."""
    return float(report.day.ordinal) if report.day is not None and report.day.year is not None else np.nan


class Calendar:
    """Reports in the order of their days, so that those of about one time are found at once."""

    def __init__(self, reports: Sequence[int], days: NDArray[np.float64]) -> None:
        all_of_them = np.array(reports, dtype=np.int64)
        known = days[all_of_them]
        self.some_day = all_of_them[np.isnan(known)]
        dated = all_of_them[~np.isnan(known)]
        self.dated = dated[np.argsort(days[dated], kind="stable")]
        self.days = days[self.dated]

    def parts(self, size: int) -> Iterator[Ints]:
        """Yield the reports in parts, those without a day apart."""
        for group in (self.some_day, self.dated):
            yield from (group[start : start + size] for start in range(0, len(group), size))

    def about(self, first: float, last: float, late: int = LATE) -> Ints:
        """Return the reports of these days and `late` more on either side, and those without a day; NaN is any day."""
        if np.isnan(first):
            return np.append(self.some_day, self.dated)
        start, end = np.searchsorted(self.days, first - late), np.searchsorted(self.days, last + late, "right")
        return np.append(self.some_day, self.dated[start:end])


class Nearest:
    """For each of some reports those others whose vectors are nearest, of about its time (`LATE`).

    A part of the calendar is multiplied at once, and what came of it is kept: one by one, a report that many others are
    near to would be compared with its whole time for each of them.
    """

    def __init__(self, rows: Calendar, columns: Calendar, vectors: Vectors, days: NDArray[np.float64]) -> None:
        self._columns, self._vectors, self._days = columns, vectors, days
        self._parts = list(rows.parts(CHUNK))
        self._part_of = {row: number for number, part in enumerate(self._parts) for row in part.tolist()}
        self._found: dict[int, dict[int, tuple[Ints, Vectors]]] = {}
        self._whole: dict[int, tuple[Ints, Vectors]] = {}

    def of(self, row: int) -> Iterator[tuple[int, float]]:
        """Yield the others of its time and their cosines, the nearest first."""
        number = self._part_of[row]
        if number not in self._found:
            self._found[number] = self._nearest(self._parts[number])
        others, cosines = self._found[number][row]
        yield from zip(others.tolist(), cosines.tolist(), strict=True)
        if len(others) == NEAREST:
            others, cosines = self._all_of(row)
            yield from zip(others[NEAREST:].tolist(), cosines[NEAREST:].tolist(), strict=True)

    def _all_of(self, row: int) -> tuple[Ints, Vectors]:
        """Return all others of the row's time, of which the nearest are known."""
        if row not in self._whole:
            if len(self._whole) == ROWS_KEPT:
                self._whole.clear()
            nearest, known = self._found[self._part_of[row]][row]
            day = float(self._days[row])
            then = self._columns.about(day, day)
            others = then[~np.isin(then, nearest)]
            cosines = self._vectors[others] @ self._vectors[row]
            order = np.lexsort((others, -cosines))
            self._whole[row] = np.append(nearest, others[order]), np.append(known, cosines[order])
        return self._whole[row]

    def _nearest(self, part: Ints) -> dict[int, tuple[Ints, Vectors]]:
        found = {}
        for some, others, table in tables(part, self._columns, self._vectors, self._days, LATE):
            most = min(NEAREST, len(others))
            first = np.argpartition(-table, most - 1, axis=1)[:, :most] if most else np.zeros((len(some), 0), np.int64)
            for row, places, cosines in zip(some.tolist(), first, table, strict=True):
                order = places[np.lexsort((others[places], -cosines[places]))]
                order = order[cosines[order] > APART]
                found[row] = others[order], cosines[order]
        return found


def tables(
    part: Ints, columns: Calendar, vectors: Vectors, days: NDArray[np.float64], late: int
) -> Iterator[tuple[Ints, Ints, Vectors]]:
    """Yield some rows of a part of a calendar, the columns of their time, and the cosines of each with each, `APART`
    where their days are known and more than `late` apart. All rows come; a table holds no more than `CELLS`."""
    then = columns.about(float(days[part].min()), float(days[part].max()), late)
    for some in np.array_split(part, max(1, min(len(part), -(-len(part) * len(then) // CELLS)))):
        yield some, then, near_in_time(vectors[some] @ vectors[then].T, days[some], days[then], late)


CELLS = 1 << 24
"""Cosines that are in memory at once: 64 MB, and the days between them beside. Who has no date is compared with all."""


APART = -1.0
"""What stands for the cosine of two reports that are of different times."""


def near_in_time(table: Vectors, rows: NDArray[np.float64], columns: NDArray[np.float64], late: int) -> Vectors:
    """Put `APART` into a table where the days of row and column are known and more than `late` apart; return it."""
    table[np.abs(rows[:, None] - columns) > late] = APART
    return table
