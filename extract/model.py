"""The nouns of On Record: frozen records with spans inside, standard library only.

Every span is half-open, in Unicode code points, into `Article.text`, which is never edited after reading.
Unknown is `None`, never a guess. Ids are content hashes, the same on every machine.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

# What ends a line somewhere, moves the cursor of a terminal, or (a lone surrogate) has no UTF-8.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def content_id(*parts: str | None) -> str:
    """Return 16 hex digits of the SHA-256 of the parts; `None` and "" differ."""
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the text that the span covers."""
        return text[self.start : self.end]


def read_spans(text: str, spans: Iterable[Span], joiner: str = " ") -> str:
    """Return what the spans cover, each with its white space folded, put together with `joiner`."""
    return joiner.join(" ".join(span.of(text).split()) for span in spans)


def around(spans: Sequence[Span]) -> Span | None:
    """Return the span from the first to the last character of the spans; None of none."""
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A stretch of an article; `kind` is body, title, dateline, caption, chrome or teaser."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the reader was told of a document; `clean` text is the article itself, so that nothing is zoned.

    `zones` are those that the source itself gave (a page's mark-up); they go before what the text looks like.
    `requested` is the address that was asked for where the document's own is another one; `note` says in a sentence
    what a person should know of how it was read.
    """

    article_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    language: str | None = None
    clean: bool = False
    zones: tuple[Zone, ...] = ()
    requested: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as read from a source: `content` is decoded, with line ends as "\\n".

    `original` holds the bytes that it was extracted from (a page, a PDF), of `media_type`; None where `content` is all.
    """

    id: str
    uri: str
    media_type: str
    content: str
    fetched_at: str | None = None
    metadata: Metadata = Metadata()
    original: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source, or a part of one, that gave no article: which, where, why, and what to do about it."""

    uri: str
    cause: str
    remedy: str
    place: str | None = None

    def __str__(self) -> str:
        """Return it as one line, whatever the name of the file holds."""
        where = f"{self.uri}, {self.place}" if self.place else self.uri
        return _CONTROLS.sub(" ", f"{where}: {self.cause}; {self.remedy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes: the name as the text or the reader gave it."""

    id: str
    name: str
    domain: str | None = None
    country: str | None = None


LEAD = 400
"""How many characters of the body are its opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document with its zones and what it honestly says of itself.

    `published_at` and `updated_at` are full ISO dates or times; a dateline's "Sept 10" is `dateline_date` "--09-10".
    `language` is an ISO 639-1 code or None. `zones` cover the text without overlap, in order.
    """

    id: str
    document_id: str
    uri: str
    text: str
    zones: tuple[Zone, ...]
    outlet: Outlet | None = None
    title: str | None = None
    author: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    dateline_date: str | None = None
    language: str | None = None

    @property
    def body(self) -> tuple[Span, ...]:
        """Return the spans of the zones of kind body and dateline, adjoining ones joined."""
        spans: list[Span] = []
        for zone in self.zones:
            if zone.kind not in ("body", "dateline"):
                continue
            if spans and not self.text[spans[-1].end : zone.span.start].strip():
                spans[-1] = Span(spans[-1].start, zone.span.end)
            else:
                spans.append(zone.span)
        return tuple(spans)

    @property
    def topic(self) -> str | None:
        """Return the title with the first words of the body, white space folded: what tells one event from another."""
        lead = next(iter(self.body), Span(0, 0))
        opening = self.text[lead.start : min(lead.end, lead.start + LEAD)]
        return " ".join(f"{self.title or ''} {opening}".split()) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in the text that names somebody; `kind` is name, pronoun, role, group or document."""

    span: Span
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What somebody is called ("harbour master"), and the ids of the articles that say so."""

    text: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One spelling of a name, the ids of the articles that use it, and why it is taken for the speaker's."""

    text: str
    articles: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks; `kind` is person, organisation, group, document or unnamed.

    Within one article `attributions` is empty; across articles it lists the ids of all that the speaker said.
    """

    id: str
    name: str
    kind: str
    roles: tuple[Role, ...] = ()
    aliases: tuple[Alias, ...] = ()
    attributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody is reported to have said (`stance` speech) or thought, meant, shown (`other`) a content.

    `kind` is direct, indirect or mixed. `content`, `cue` and `source` are tuples of spans, because a cue may split a
    quote. `source` is the local mention ("he"), `speaker` whom it stands for, `resolution` the chain of mentions that
    led there. `confidence` lies in 0..1; `rule` names what found it.
    """

    id: str
    article_id: str
    kind: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    confidence: float
    rule: str
    stance: str = "speech"
    speaker: Speaker | None = None
    resolution: tuple[Mention, ...] = ()


def attribution_id(article_id: str, content: Sequence[Span]) -> str:
    """Return the id of the attribution with this content."""
    return content_id("attribution", article_id, *(f"{span.start}-{span.end}" for span in content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a judged attribution (or claim) stands and what it says, so that a later reading finds it again.

    Its id is a hash of its spans, which another model may draw a little differently. `uri` is its article's.
    """

    attribution: str
    article_id: str
    uri: str
    content: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's verdict (same, different, unsure) on what was asked; undoing sets `deleted_at`.

    `about` says what `left` and `right` are, and "same" is yes:
    speaker (are two attributions, or speakers, one speaker's), statement (do two attributions report one utterance),
    spoken (is an attribution said by `right`, a speaker or a typed name), quote (is `left` a quote at all), span (its
    words are those at `right`, "120-180 200-230"), claim (is the claim `left` worth checking); `right` is "" where
    nothing else is named. The anchors say where the things stood when it was given.
    """

    left: str
    right: str
    verdict: str
    evidence: str
    author: str
    created_at: str
    deleted_at: str | None = None
    about: str = "speaker"
    left_at: Anchor | None = None
    right_at: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as the text gives it.

    One figure has `value`; a range has `low` and `high` (None: open). `comparator` is one of = ~ > >= < <=; `modifier`
    the words that say so. `unit` is an ISO 4217 code or a UCUM-like English name, None for counted things. `kind` is
    count, money, percent, duration, age, measure, ratio, multiple or ordinal.
    """

    span: Span
    kind: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = "="
    modifier: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quantity with what it measures; `reason` says why it is not check-worthy, or None."""

    id: str
    article_id: str
    quantity: Quantity
    sentence: Span
    entity: str | None = None
    predicate: str | None = None
    rate: str | None = None
    period: str | None = None
    place: str | None = None
    scope: str | None = None
    attribution_id: str | None = None
    source_text: str | None = None
    speaker: Speaker | None = None
    checkworthy: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one article; `note` says in a sentence what could not be done (a language, say)."""

    article: Article
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An attribution laid flat for matching; `date` is ISO, a dateline's "--09-10", or None; `cue` its words.

    `span` goes from the first to the last character of the content in its article; `speaker_kind` is that of `Speaker`.
    """

    id: str
    text: str
    article_id: str | None = None
    outlet: str | None = None
    language: str | None = None
    date: str | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    kind: str | None = None
    cue: str | None = None
    speaker_kind: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An article's body laid flat for matching: `spans` of `text` are its own, `quoted` those of direct speech."""

    article_id: str
    text: str
    spans: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    outlet: str | None = None
    language: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """An attribution's resolved speaker laid flat for matching across articles."""

    attribution_id: str
    article_id: str
    name: str
    kind: str
    roles: tuple[str, ...] = ()
    language: str | None = None
    outlet: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedClaim:
    """A check-worthy claim laid flat for matching: its words, and its article's outlet, language, date and `topic`."""

    claim: Claim
    surface: str
    sentence: str
    outlet: str | None = None
    language: str | None = None
    date: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report of a statement.

    `relation` is exact, punctuation, truncated, ellipsis, bracketed, edited, paraphrase, translation or repeated, seen
    against the canonical wording; `score` lies in 0..1; `flags` are words such as "number changed".
    """

    attribution: str
    relation: str
    score: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Attributions that report one utterance; `canonical` is the wording that every member was verified against.

    Statements of one `passage_id` follow each other in one speech. `independent` counts the reports that stand on their
    own: those of one outlet, or in text that outlets share, count once; None where no article text was at hand.
    """

    id: str
    canonical: str
    members: tuple[Member, ...]
    passage_id: str | None = None
    independent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassage:
    """A stretch of an article (id) that stands in the source of its group too, at `source_span`, in so many words."""

    article: str
    span: Span
    source_span: Span
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedText:
    """Articles (ids, the `source` first) of which each shares long passages with the source, the first report of them.

    `credit` is the agency that one of them names as its source; the original may be none of them.
    """

    id: str
    source: str
    articles: tuple[str, ...]
    passages: tuple[SharedPassage, ...]
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How two claims (ids) about one thing stand: agree, compatible, conflict, update or scale; `evidence` says why."""

    a: str
    b: str
    relation: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Claims (ids) about one thing, named by `entity`, with their relations."""

    id: str
    entity: str
    members: tuple[str, ...]
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What was recognised across articles."""

    speakers: tuple[Speaker, ...] = ()
    statements: tuple[Statement, ...] = ()
    measures: tuple[Measure, ...] = ()
    shared_texts: tuple[SharedText, ...] = ()
