"""Composes the stages: a document to what was found in it, many of these to what they have in common, and into a store.

It has no rules of its own; what a quote, a number, a speaker or a statement is, the stages decide.
"""

import logging
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from extract import lang, nlp
from extract.article import article_from, paragraphs
from extract.claims import claims
from extract.engines.base import Engine, batched
from extract.engines.shuffle import Exchange
from extract.engines.usual import Workers, begun, usual
from extract.errors import BusyError, ModelError, OnRecordError
from extract.matching import spread
from extract.matching.encoder import default_encoder
from extract.matching.flat import body_of, flatten
from extract.matching.judged import judged_statements
from extract.matching.link import statements
from extract.matching.measures import measures
from extract.matching.memory import Memory, vectors_version, version
from extract.matching.origins import independent
from extract.matching.paused import collection_paused
from extract.matching.shared_text import shared_texts
from extract.matching.spread import Compared, SpreadArchive, SpreadEncoder
from extract.model import (
    Article,
    Body,
    Document,
    Extraction,
    Failure,
    Judgement,
    Matching,
    Quote,
    ReportedClaim,
    Span,
    SpeakerMention,
    Zone,
)
from extract.quotes import attributions
from extract.quotes.tagger.model import Model
from extract.quotes.tagger.model import load as load_tagger
from extract.speakers.across import cluster
from extract.speakers.within import resolve
from extract.store import Store, judgements, memories, queries, takedown, versions, write, zonings

log = logging.getLogger(__name__)

BATCH = 16
# Words and marks of a body that are searched; a longer one says so. Parsing takes up to 12 kB of memory for each.
SEARCHED = 30_000
# Characters above which a text is no article, but a file of many that must be split.
LONGEST = 5_000_000
NO_MEMORY = "to search it takes more memory than there is"
PIECE = re.compile(r"\w+|[^\w\s]")

Found = tuple[Document, Extraction]


def extract_document(document: Document) -> Extraction:
    """Return all that is found in a document; raises `ModelError` where the language's model is not installed."""
    return _noted(document, extract_article(article_from(document)))


def extract_article(article: Article) -> Extraction:
    """Return all that is found in an article; a language without a file gives numbers alone, and a note."""
    if article.language not in lang.supported():
        return Extraction(article=article, claims=claims(article, None, None, ()), note=_unsupported(article))
    language = lang.load(article.language or "")
    spans, note = _searched(article.text, paragraphs(article))
    parse = nlp.parse(article.text, spans, language)
    tagger, missing = _tagger()
    found = resolve(article, parse, language, attributions(article, parse, language, tagger))
    return Extraction(
        article=article,
        attributions=found,
        claims=claims(article, parse, language, found),
        note="; ".join(part for part in (note, missing) if part) or None,
    )


def extract_all(sources: Iterable[Document | Failure], workers: Workers = 0) -> Iterator[Found | Failure]:
    """Yield what is found in each document, in order; one that fails is a `Failure`, and the rest goes on.

    So many processes search at once, or a cluster (None: as many as serve); with 0 this process does, which nothing
    guards against a crash.
    """
    engine, batches = usual(workers, batched(sources, BATCH))
    with closing(engine):
        for batch in engine.map(extract_batch, batches, not_survived):
            yield from batch


def extract_read(batch: Sequence[tuple[Document, Article]]) -> list[Found | Failure]:
    """Return what is found in each article of a batch that was read before; pure, so that any engine may run it."""
    return [extract_safely(document, article) for document, article in batch]


def lost_read(item: tuple[Document, Article], cause: str) -> list[Found | Failure]:
    """Return the failure of an article that no process survived."""
    return not_survived(item[0], cause)


def not_survived(item: Document | Failure, cause: str) -> list[Found | Failure]:
    """Return the failure of a document that no process survived."""
    if isinstance(item, Failure):
        return [item]
    remedy = "please report it; the other articles are kept"
    return [Failure(uri=item.uri, cause=f"the extractor did not survive it: {cause}", remedy=remedy)]


def extract_batch(batch: Sequence[Document | Failure]) -> list[Found | Failure]:
    """Return what is found in each document of a batch; pure, so that any engine may run it."""
    return [item if isinstance(item, Failure) else extract_safely(item) for item in batch]


def match(
    extractions: Iterable[Extraction], judged: Sequence[Judgement] = (), memory: Memory | None = None
) -> Matching:
    """Recognise speakers, statements and measures across articles; the order of the articles does not matter."""
    mentions: list[SpeakerMention] = []
    quotes: list[Quote] = []
    claimed: list[ReportedClaim] = []
    bodies: list[Body] = []
    for extraction in extractions:
        more_mentions, more_quotes, more_claimed = flatten(extraction)
        mentions += more_mentions
        quotes += more_quotes
        claimed += more_claimed
        bodies.append(body_of(extraction))
    return match_flat(mentions, quotes, claimed, judged, bodies, memory)


def match_quotes(quotes: Sequence[Quote], memory: Memory | None = None) -> Matching:
    """Recognise speakers and statements among bare quotes."""
    mentions = [
        SpeakerMention(
            attribution_id=quote.id,
            article_id=quote.article_id or quote.id,
            name=quote.speaker,
            kind="person",
            language=quote.language,
            outlet=quote.outlet,
            date=quote.date,
        )
        for quote in quotes
        if quote.speaker
    ]
    return match_flat(mentions, quotes, (), memory=memory)


def match_flat(
    mentions: Sequence[SpeakerMention],
    quotes: Sequence[Quote],
    claimed: Sequence[ReportedClaim],
    judged: Sequence[Judgement] = (),
    bodies: Sequence[Body] = (),
    memory: Memory | None = None,
) -> Matching:
    """Recognise speakers, statements and measures among what lies flat; and, with bodies, who copied whom.

    A memory saves the comparison of what it knows, and learns the rest.
    """
    with collection_paused():
        return _match_flat(mentions, quotes, claimed, judged, bodies, memory or Memory(default_encoder()))


def _match_flat(
    mentions: Sequence[SpeakerMention],
    quotes: Sequence[Quote],
    claimed: Sequence[ReportedClaim],
    judged: Sequence[Judgement],
    bodies: Sequence[Body],
    memory: Memory,
) -> Matching:
    speakers = cluster(mentions, judged)
    known = {attribution: speaker for speaker in speakers for attribution in speaker.attributions}
    named = [
        replace(quote, speaker_id=known[quote.id].id, speaker=known[quote.id].name) if quote.id in known else quote
        for quote in quotes
    ]
    copied = shared_texts(bodies, memory.readings)
    said = judged_statements(statements(named, memory.encoder, memory.archive, bodies), named, judged)
    return Matching(
        speakers=speakers,
        statements=independent(said, named, copied) if bodies else said,
        measures=measures(claimed, memory.encoder),
        shared_texts=copied,
    )


@contextmanager
def shared_out(workers: Workers, folder: Path | None = None) -> Iterator[Memory]:
    """Give a memory for one run of matching that lets workers compare wordings and encode texts.

    They hand each other tables in a folder that all of them see; without one, in a folder of this machine.
    """
    # Workers end before the folder goes; those of another's cluster may still write when the run is broken off.
    shared = TemporaryDirectory(prefix="onrecord-", dir=folder, ignore_cleanup_errors=True)
    with shared as place, closing(begun(workers)) as engine:
        encoder = default_encoder()
        memory = Memory(SpreadEncoder(encoder, engine.map) if encoder is not None else None)
        memory.archive = SpreadArchive(partial(_compare, engine, Path(place)))
        yield memory


def _compare(engine: Engine, folder: Path, batches: Sequence[Sequence[str]]) -> Compared:
    exchange = Exchange(engine, folder, parts=max(LEAST_PARTS, len(batches) // BATCHES_A_PART))
    prints = list(exchange.spread(spread.keys, batches, {"wordings": "print", "keys": "key"}))
    deque(exchange.step(spread.candidates, ["keys"], {"pairs": "a"}), 0)
    deque(exchange.step(spread.with_words, ["pairs", "wordings"], {"halves": "b"}), 0)
    found = list(exchange.step(spread.verified, ["halves", "wordings"], {}))
    return list(chain.from_iterable(prints)), list(chain.from_iterable(found))


LEAST_PARTS, BATCHES_A_PART = 4, 10
"""Parts of the tables of matching: one for every so many batches, and some for few."""


def derive(store: Store) -> None:
    """Recognise speakers, statements and measures anew among all that the store holds.

    Wordings and bodies that were compared before are not compared again, nor is a text encoded twice: the store
    remembers them.
    """
    encoder = default_encoder()
    began = queries.revision(store)
    rules, model = version(), vectors_version(encoder)
    kept = (("archive", rules), ("vectors", model), ("readings", rules))
    memory = Memory(encoder, *(memories.recall(store, name, of) for name, of in kept))
    versions.sort_in(store)
    judgements.correct(store)
    with store.snapshot():  # what others add meanwhile is not seen in part
        seen = queries.revision(store)
        flat = list(queries.speaker_mentions(store)), list(queries.quotes(store)), list(queries.reported_claims(store))
        judged, bodies = judgements.active(store), list(queries.bodies(store))
    matching = match_flat(*flat, judged, bodies, memory)
    write.replace_derived(store, matching, seen)
    if archive := memory.new_archive():
        memories.remember(store, "archive", rules, archive.data, anew=archive.anew, seen=began)
    for vectors in memory.new_vectors():
        memories.remember(store, "vectors", model, vectors, seen=began)
    for readings in memory.readings.learned():
        memories.remember(store, "readings", rules, readings, seen=began)


def judge(store: Store, judgement: Judgement) -> int:
    """Record a judgement and derive anew, and return its number; raises as `judgements.record` does."""
    number = judgements.record(store, judgement)
    derive(store)
    return number


def unjudge(store: Store, number: int, at: str) -> bool:
    """Withdraw a judgement at a time (ISO) and derive anew, as if it had never been; return whether it stood."""
    stood = judgements.withdraw(store, number, at)
    if stood:
        derive(store)
    return stood


def forget(store: Store, what: str, name: str, reason: str = "") -> int:
    """Take an article or an outlet out for good, derive anew, and return how many articles that were.

    Raises as `takedown.take_down` does; where others read what it took out, what is left is derived all the same.
    """
    try:
        count = takedown.take_down(store, what, name, reason)
    except BusyError:
        if queries.underived(store):
            derive(store)
        raise
    derive(store)
    return count


def rezone(
    store: Store, article_id: str, zones: Sequence[Zone] | None, author: str, at: str, *, matched: bool = True
) -> Extraction:
    """Keep a person's zones of an article, at a time (ISO), and find anew what stands in it; None undoes all of them.

    What articles have in common is derived anew, unless `matched` is False: then the caller does. Raises
    `JudgementError` where the zones leave out a letter of the text or no article, or nobody says so.
    """
    extraction = extract_article(zonings.zoned(store, article_id, zones))
    if zones is None:
        changed = zonings.withdraw(store, extraction, at)
    else:
        zonings.record(store, extraction, author, at)
        changed = True
    if changed and matched:
        derive(store)
    return extraction


def article_safely(document: Document) -> Article | Failure:
    """Return the article of a document, or why there is none."""
    if len(document.content) > LONGEST:
        cause = f"{len(document.content):,} characters are no article"
        return Failure(uri=document.uri, cause=cause, remedy="split it into its articles, one file or line each")
    try:
        return article_from(document)
    except Exception as error:  # a defect of ours in one article must not cost the others
        return _failed(document, error)


def extract_safely(document: Document, article: Article | None = None) -> Found | Failure:
    """Return what is found in a document, whose article may be known already, or why nothing is."""
    told = article or article_safely(document)
    if isinstance(told, Failure):
        return told
    try:
        return document, _noted(document, extract_article(told))
    except OnRecordError as error:
        return Failure(uri=document.uri, cause=str(error), remedy="the other articles are kept")
    except (Exception, SystemExit) as error:  # a defect in one article must not cost the others: it is kept
        return _failed(document, error)


def _failed(document: Document, error: Exception | SystemExit) -> Failure:
    log.error("extraction failed: %s", document.uri, exc_info=error)
    if isinstance(error, MemoryError):
        return Failure(uri=document.uri, cause=NO_MEMORY, remedy="split it; the other articles are kept")
    cause = f"the extractor failed on it ({type(error).__name__}: {error})"
    return Failure(uri=document.uri, cause=cause, remedy="please report it; the other articles are kept")


def _noted(document: Document, extraction: Extraction) -> Extraction:
    """Say of an extraction what its reader has to say, and which date that was told is none."""
    notes, given = [extraction.note, document.metadata.note], document.metadata.published_at
    if given and not extraction.article.published_at:
        notes.append(f"its date {given[:40]!r} is not one that can be read, and was left out")
    return replace(extraction, note="; ".join(note for note in notes if note) or None)


def _searched(text: str, spans: Sequence[Span]) -> tuple[tuple[Span, ...], str | None]:
    """Return the paragraphs up to the limit of what is searched, and a note if some fall out."""
    kept, left = [], SEARCHED
    for span in spans:
        last = next(islice(PIECE.finditer(text, span.start, span.end), left, None), None)
        if last is not None:
            kept.append(Span(span.start, last.start()))
            return tuple(kept), f"very long: only the first {SEARCHED:,} words and marks were searched for quotes"
        left -= sum(1 for _ in PIECE.finditer(text, span.start, span.end))
        kept.append(span)
    return tuple(kept), None


@cache
def _tagger() -> tuple[Model | None, str | None]:
    """Return the tagger's model, or a note that the rules serve alone and why."""
    try:
        return load_tagger(), None
    except ModelError as error:
        log.warning("the rules serve alone: %s", error)
        return None, f"quotes were found by rules alone: {error}"


def _unsupported(article: Article) -> str:
    known = " and ".join(lang.load(code).name for code in lang.supported())
    if article.language is None:
        return f"its language could not be told; quotes are found in {known}"
    return f"its language ({article.language}) is not supported yet; quotes are found in {known}"
