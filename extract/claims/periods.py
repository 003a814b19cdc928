"""When: the date or the words for a time nearest to a number in its sentence."""

from extract.claims.clause import Clause
from extract.model import Span


class Periods:
    """Finds the periods of the numbers of one sentence; `dates` are the spans of its dates, once they are known."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.dates: list[Span] = []

    def of(self, span: Span) -> str | None:
        """Return the date or the words for a time nearest to the number in its sentence."""
        near = [
            (self._aside(one, span), min(abs(one.start - span.end), abs(span.start - one.end)), one)
            for one in self._times(span)
            if not one.overlaps(span)
        ]
        around = self._around(span)
        if around is not None:
            return around
        return " ".join(min(near)[2].of(self.clause.text).split()) if near else None

    def _aside(self, time: Span, number: Span) -> bool:
        """Whether a time ends a relative clause between commas before the number: "the hut, which opened in 1958,"."""
        line, place = self.clause.line, self.clause.index(time.end)
        if time.start > number.start or place >= len(line) or line[place].text != ",":
            return False
        comma = next((at for at in range(place - 1, 0, -1) if line[at].text == ","), None)
        return comma is not None and self.clause.lexicon.source_relatives.at(line, comma + 1) is not None

    def _around(self, span: Span) -> str | None:
        """Return "past 5 months" where the number itself measures the time."""
        opener = self.clause.lexicon.period_openers.before(self.clause.line, self.clause.index(span.start))
        unit = self.clause.lexicon.units.before(self.clause.line, self.clause.index(span.end))
        if opener is None or unit is None or unit[0].kind != "duration":
            return None
        return self.clause.words(opener[1], self.clause.index(span.end))

    def _times(self, number: Span) -> list[Span]:
        found = list(self.dates)
        for place in range(len(self.clause.line)):
            words = self.clause.lexicon.period_words.at(self.clause.line, place)
            if words is not None:
                time = Span(self.clause.line[place].start, self.clause.line[words[1] - 1].end)
                if not (self.clause.lexicon.period_before.at(self.clause.line, place) and self._parted(number, time)):
                    found.append(time)
                continue
            before = self._before_event(place)
            if before is not None and not self._parted(number, before):
                found.append(before)
        return found

    def _parted(self, number: Span, time: Span) -> bool:
        """Whether another number stands between: "52, up from 40 a day earlier" dates the 40 alone."""
        low, high = min(number.end, time.end), max(number.start, time.start)
        return any(low <= one.start < high for one in self.clause.numbers)

    def _before_event(self, place: int) -> Span | None:
        """Return "a day earlier", whose article stands here."""
        article = self.clause.lexicon.articles.at(self.clause.line, place)
        unit = self.clause.lexicon.units.at(self.clause.line, article[1]) if article is not None else None
        event = self.clause.lexicon.after_event.at(self.clause.line, unit[1]) if unit is not None else None
        if unit is None or event is None or unit[0].kind != "duration":
            return None
        if self.clause.lexicon.age_after.at(self.clause.line, unit[1]) is not None:
            return None
        return Span(self.clause.line[place].start, self.clause.line[event[1] - 1].end)
