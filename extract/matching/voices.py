"""Whether the speakers of many pairs of reports may be one: asked once for each two voices, not for each pair."""

from collections.abc import Sequence

import numpy as np

from extract.matching.calendar import Ints
from extract.matching.report import Report, speakers_agree

YES, NO, UNKNOWN = 1, 0, -1

KEPT = 500_000
"""Answers that are remembered: some fifty megabytes."""


class Voices:
    """Reports by their voice: those that `speakers_agree` cannot tell apart are of one."""

    def __init__(self, reports: Sequence[Report]) -> None:
        numbers: dict[tuple[object, ...], int] = {}
        first: list[Report] = []
        of = []
        for report in reports:
            voice = (report.speaker_id, report.name, report.called, report.speaker_kind)
            number = numbers.setdefault(voice, len(first))
            if number == len(first):
                first.append(report)
            of.append(number)
        self._of = np.array(of, dtype=np.int64)
        self._first = first
        self._known: dict[int, int] = {}

    def agree(self, a: Ints, b: Ints) -> Ints:
        """Return for each pair of reports (their places) `YES`, `NO` or `UNKNOWN`, as `speakers_agree` has it."""
        codes, places = np.unique((self._of[a] << 32) | self._of[b], return_inverse=True)
        if len(self._known) > KEPT:
            self._known.clear()
        return np.array([self._answer(code) for code in codes.tolist()], dtype=np.int64)[places]

    def _answer(self, code: int) -> int:
        if code not in self._known:
            agreed = speakers_agree(self._first[code >> 32], self._first[code & 0xFFFFFFFF])
            self._known[code] = UNKNOWN if agreed is None else int(agreed)
        return self._known[code]
