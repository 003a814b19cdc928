"""Article → claims: every number with what it measures, who stands behind it, and whether it is worth checking."""

import bisect
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extract.claims.lexicon import Lexicon, digits_only, lexicon
from extract.claims.quantities import Reading, readings
from extract.claims.slots import Sentence, Slots
from extract.lang import Language
from extract.model import Article, Attribution, Claim, Span, content_id, read_spans
from extract.nlp import Parse, Token


def claims(
    article: Article, parse: Parse | None, language: Language | None, attributions: Sequence[Attribution]
) -> tuple[Claim, ...]:
    """Return every number of the article in order, check-worthy or not; without a language the digits alone."""
    words = lexicon(language) if language is not None else digits_only()
    return tuple(_Reader(article, parse, words, attributions).claims())


class _Reader:
    """What the claims of one article share: its sentences, once described, and its attributions."""

    def __init__(
        self, article: Article, parse: Parse | None, words: Lexicon, attributions: Sequence[Attribution]
    ) -> None:
        self.article, self.words = article, words
        self.parse = parse if parse is not None and parse.tokens else None
        self.speakers = {
            read_spans(article.text, one.source).lower(): one.speaker for one in attributions if one.source
        }
        self.held = _held(attributions)
        self.held_from = [start for start, _ in self.held]
        self.sentences: dict[int, Sentence] = {}
        self.said: Token | None = None  # the noun that was counted last
        self.body = article.body
        self.starts = [span.start for span in self.body]

    def claims(self) -> list[Claim]:
        found = list(readings(self.article.text, self.words, self))
        for reading in found:
            sentence = self._sentence(reading.number)
            if sentence is not None:
                sentence.add(reading)
        return [self._claim(reading) for reading in found]

    def counts(self, start: int, end: int) -> bool | None:
        """Whether the number counts a noun that follows; None where nothing was parsed."""
        sentence = self._sentence(Span(start, end))
        return sentence.nouns.counts(start, end) if sentence is not None else None

    def tolls(self, start: int) -> bool | None:
        """Whether what the number counts was killed, hurt or held; None where nothing was parsed."""
        sentence = self._sentence(Span(start, start + 1))
        return sentence.nouns.tolls(start) if sentence is not None else None

    def named(self, start: int, end: int) -> bool | None:
        """Whether the number belongs to a name; None where nothing was parsed."""
        sentence = self._sentence(Span(start, end))
        return sentence.nouns.named(start, end) if sentence is not None else None

    def _sentence(self, span: Span) -> Sentence | None:
        """Return the parsed sentence at the span, or None where nothing was parsed."""
        if self.parse is None:
            return None
        index = self.parse.index_at(span.start)
        if index >= len(self.parse.tokens) or self.parse.tokens[index].start >= span.end:
            return None
        number = self.parse.tokens[index].sentence
        if number not in self.sentences:
            self.sentences[number] = Sentence(self.article.text, self.parse, number, self.words)
        return self.sentences[number]

    def _in_body(self, span: Span) -> bool:
        place = bisect.bisect_right(self.starts, span.start) - 1
        return place >= 0 and span.end <= self.body[place].end

    def _claim(self, reading: Reading) -> Claim:
        quantity = reading.quantity
        sentence = self._sentence(reading.number)
        slots = Slots()
        if sentence is not None and reading.reason not in ("date", "time", "phone", "name", "score", "list", "pronoun"):
            slots = sentence.describe(reading, self.said)
            self.said = sentence.elision.said
        span = quantity.span
        if slots.noun_end is not None:
            span = Span(span.start, max(span.end, slots.noun_end))
        reason = reading.reason
        if not self._in_body(quantity.span):
            reason = "furniture"
        attribution = self._attribution(quantity.span)
        source, speaker = (
            self._source(attribution, sentence, quantity.span),
            attribution.speaker if attribution is not None else None,
        )
        if slots.source is not None and slots.source != source:
            source, speaker = slots.source, self.speakers.get(slots.source.lower())
        return Claim(
            id=content_id("claim", self.article.id, str(span.start), str(span.end)),
            article_id=self.article.id,
            quantity=replace(quantity, span=span),
            sentence=sentence.span if sentence is not None else _line_around(self.article.text, span),
            entity=slots.entity,
            predicate=slots.predicate,
            rate=slots.rate,
            period=slots.period,
            place=slots.place,
            scope=slots.scope,
            attribution_id=attribution.id if attribution is not None else None,
            source_text=source,
            speaker=speaker,
            checkworthy=reason is None,
            reason=reason,
        )

    def _attribution(self, span: Span) -> Attribution | None:
        """Return the innermost attribution whose content holds the span."""
        stretch = bisect.bisect_right(self.held_from, span.start) - 1
        holding = self.held[stretch][1] if stretch >= 0 else ()
        return next((one for end, one in holding if span.end <= end), None)

    def _source(self, attribution: Attribution | None, sentence: Sentence | None, span: Span) -> str | None:
        """Return who is named as the source: of the attribution, else behind "according to" in the sentence."""
        if attribution is not None and attribution.source:
            return read_spans(self.article.text, attribution.source)
        return sentence.source(span) if sentence is not None else None


def _held(attributions: Sequence[Attribution]) -> list[tuple[int, tuple[tuple[int, Attribution], ...]]]:
    """Return the stretches of the text by their start, each with the ends of the contents over it, innermost first."""
    inner = sorted(attributions, key=lambda one: sum(len(span) for span in one.content))
    edges: list[tuple[int, bool, int, int]] = []
    for rank, one in enumerate(inner):
        for span in filter(len, one.content):
            edges += [(span.start, True, rank, span.end), (span.end, False, rank, span.end)]
    edges.sort()
    open_now: list[tuple[int, int]] = []
    found: list[tuple[int, tuple[tuple[int, Attribution], ...]]] = []
    for start, group in groupby(edges, key=lambda edge: edge[0]):
        for _, opens, rank, end in group:
            if opens:
                bisect.insort(open_now, (rank, end))
            else:
                open_now.remove((rank, end))
        found.append((start, tuple((end, inner[rank]) for rank, end in open_now)))
    return found


def _line_around(text: str, span: Span) -> Span:
    """Return the line that holds the span, without white space at its ends."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
