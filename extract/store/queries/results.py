"""What the queries return: frozen records, laid out for a screen.

`date` is `published_at` as the article gives it, else a dateline's "--09-10", else None. `outlet` and `language` are
None where the article does not say. Spans go into the article's text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extract.model import Failure, Mention, Metadata, Relation, Span, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The corpus in figures; `shared` statements have two outlets, `reworded` ones of these differ in one language."""

    articles: int
    outlets: int
    statements: int
    speakers: int
    shared: int
    reworded: int
    conflicts: int
    invented: bool
    invented_articles: int
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCount:
    """A speaker, and how many statements the other filters leave."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """An outlet, a language or a kind ("" is not given), and how many statements the other filters leave."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What can be filtered by, with counts, most frequent first; `first_day` and `last_day` are of the whole store."""

    speakers: tuple[SpeakerCount, ...]
    outlets: tuple[Count, ...]
    languages: tuple[Count, ...]
    kinds: tuple[Count, ...]
    first_day: str | None
    last_day: str | None
    relations: tuple[Count, ...] = ()
    flags: tuple[Count, ...] = ()
    months: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacets:
    """What claims can be filtered by, with counts of check-worthy ones; "" of `units` are counted things."""

    speakers: tuple[SpeakerCount, ...]
    outlets: tuple[Count, ...]
    languages: tuple[Count, ...]
    units: tuple[Count, ...]
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """How many reports an outlet ("" is not given) has on a day, "2026-05-03", or in a month, "2026-05"."""

    when: str
    outlet: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCard:
    """A statement in a list; its counts are of all its members, whatever the filters.

    `first_outlet` is None where several had it on the first day, of which none is said to be the first.
    """

    id: str
    canonical: str
    language: str | None
    kind: str
    speaker_id: str | None
    speaker_name: str | None
    speaker_role: str | None
    outlets: tuple[str, ...]
    outlet_count: int
    members: int
    wordings: int
    languages: tuple[str, ...]
    first_outlet: str | None
    first_date: str | None
    flags: tuple[str, ...]
    numbers_differ: bool
    translated: bool
    independent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """One attribution with where it stands; what matching said of it is None where it is member of no statement.

    `text` is its content spans, white space folded, joined by " … "; `context` the words around it, from the code point
    `context_start` of the article on. `speaker_id` is the speaker across articles, `speaker_name` that one's name, else
    the name in the article; `speaker_role` what this article calls the speaker. A person who judged it last is
    `checked_by`, and where it was found to be no quote, it is `rejected`.
    """

    id: str
    text: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: str
    stance: str
    language: str | None
    outlet: str | None
    article_id: str
    article_title: str | None
    date: str | None
    speaker_id: str | None
    speaker_name: str | None
    speaker_role: str | None
    source_text: str
    cue_text: str
    confidence: float
    rule: str
    resolution: tuple[Mention, ...]
    context: str
    context_start: int
    statement_id: str | None
    relation: str | None
    score: float | None
    flags: tuple[str, ...]
    article_uri: str = ""
    rejected: bool = False
    checked_by: str | None = None
    checked_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleName:
    """Just enough of an article to link to it."""

    id: str
    title: str | None
    outlet: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A stretch of an article that stands in the source of its group too, as each has it; `words` are the same."""

    article_id: str
    span: Span
    source_span: Span
    text: str
    source_text: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTextView:
    """Articles that share a text, its source first; `passages` by the id of each of the others."""

    id: str
    credit: str | None
    articles: tuple[ArticleName, ...]
    passages: Mapping[str, tuple[PassageView, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A statement of a passage."""

    id: str
    canonical: str
    language: str | None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement with all its members; `redirected_from` is the id asked for, if it has merged into this one.

    `passage` holds the statements of its speech in their order, itself among them; `shared_texts` the groups of
    articles that carry one text, of which one at least reports it.
    """

    card: StatementCard
    members: tuple[QuoteView, ...]
    redirected_from: str | None = None
    passage: tuple[Sentence, ...] = ()
    shared_texts: tuple[SharedTextView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim with where it stands; `sentence` is `sentence_span` of the article's text, unfolded."""

    id: str
    article_id: str
    article_title: str | None
    article_uri: str
    outlet: str | None
    language: str | None
    date: str | None
    span: Span
    sentence_span: Span
    surface: str
    sentence: str
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: str
    modifier: str | None
    unit: str | None
    entity: str | None
    predicate: str | None
    rate: str | None
    period: str | None
    place: str | None
    scope: str | None
    attribution_id: str | None
    source_text: str | None
    speaker_id: str | None
    speaker_name: str | None
    checkworthy: bool
    reason: str | None
    measure_id: str | None
    checked_by: str | None = None
    checked_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """A measure with all its claims and how they stand to each other."""

    id: str
    entity: str
    conflict: bool
    outlet_count: int
    claims: tuple[ClaimView, ...]
    relations: tuple[Relation, ...]
    redirected_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """An article in a list; `attributions` and `claims` are counts, of check-worthy claims alone."""

    id: str
    title: str | None
    outlet: str | None
    language: str | None
    date: str | None
    uri: str
    attributions: int
    claims: int
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article, whole: its text with zones, quotes and claims, and the document it was read from."""

    card: ArticleCard
    text: str
    zones: tuple[Zone, ...]
    author: str | None
    published_at: str | None
    updated_at: str | None
    dateline_date: str | None
    document_id: str
    document_uri: str
    document_sha256: str
    media_type: str
    fetched_at: str | None
    metadata: Metadata
    attributions: tuple[QuoteView, ...]
    claims: tuple[ClaimView, ...]
    shared_texts: tuple[SharedTextView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCard:
    """A speaker in a list; `quotes`, `statements`, `articles` and `outlets` are of what the filters leave."""

    id: str
    name: str
    kind: str
    roles: tuple[str, ...]
    quotes: int
    statements: int
    articles: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A name or a role of a speaker, the articles that use it, and why a name is taken for the speaker's."""

    text: str
    articles: tuple[ArticleName, ...]
    evidence: str = ""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlets of the articles, each once, in their order."""
        return tuple(dict.fromkeys(article.outlet for article in self.articles if article.outlet))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker with every name and role, where each was read, and the statements, first 50 of `statement_count`."""

    card: SpeakerCard
    aliases: tuple[Naming, ...]
    roles: tuple[Naming, ...]
    statements: tuple[StatementCard, ...]
    statement_count: int
    redirected_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFailure:
    """A source that gave no article, and when it was tried (UTC, ISO)."""

    failure: Failure
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a thing of a dossier was read: the exact `words` there, of which kind, and whom it names."""

    outlet: str | None
    title: str | None
    date: str | None
    language: str | None
    uri: str
    article_id: str
    start: int
    end: int
    words: str
    kind: str
    speaker: str | None
    checked_by: str | None = None
    checked_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement, a claim or a passage of an article, with every source; in a dossier it has a `row` and a `note`.

    `merged` where the store has it under another id by now, `gone` where only what was kept is left.
    """

    kind: str
    thing: str
    text: str
    language: str | None
    quote_kind: str
    speaker: str | None
    speaker_id: str | None
    sources: tuple[Source, ...]
    figure: str | None = None
    merged: bool = False
    gone: bool = False
    row: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCard:
    """A dossier in a list, and how many things it holds."""

    id: str
    title: str
    note: str
    author: str
    created_at: str
    things: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """A dossier with its things in their order."""

    card: DossierCard
    entries: tuple[Entry, ...]


CsvRow = Mapping[str, object]
