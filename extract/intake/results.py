"""What became of sources: one `Result` each, and a `Report` that counts them."""

from collections import Counter
from dataclasses import dataclass, field

from extract.model import Article, Extraction, Failure

STATUSES = ("new", "searched", "known", "failed")
MOST_CAUSES = 10_000
OTHER = "other causes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one source, or of one article in it.

    `status` is one of `STATUSES` ("searched": an earlier run stored it, this one searched it); `message` is one line
    for a person; `article` the id that it has in the store, `quotes` and `claims` how many were found in it, None
    where nobody looked; `failure` says which, where, why and what to do.
    """

    uri: str
    status: str
    message: str
    article: str | None = None
    quotes: int | None = None
    claims: int | None = None
    failure: Failure | None = None


@dataclass(slots=True)
class Report:
    """What became of all sources of an ingest, in figures alone, so that memory stays flat however many they are.

    `versions` says how many of the new articles are another version of one that was there.
    """

    counts: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    stopped: bool = False

    def add(self, result: Result) -> None:
        """Count a result."""
        self.counts[result.status] += 1
        if result.failure:
            cause = result.failure.cause
            self.causes[cause if cause in self.causes or len(self.causes) < MOST_CAUSES else OTHER] += 1

    def count(self, status: str) -> int:
        """Return how many have a status."""
        return self.counts[status]

    def worst(self, most: int = 5) -> list[tuple[str, int]]:
        """Return the most frequent causes of failure, each with how often it struck."""
        return sorted(self.causes.items(), key=lambda found: (-found[1], found[0]))[:most]


def new(extraction: Extraction) -> Result:
    """Return the result of an article that was added."""
    return _found("new", extraction)


def searched(extraction: Extraction) -> Result:
    """Return the result of an article that was stored before, and is searched now."""
    return _found("searched", extraction)


def would_be_new(article: Article) -> Result:
    """Return the result of an article that a dry run has not added."""
    return Result(uri=article.uri, status="new", message="would be added", article=article.id)


def known(article: Article) -> Result:
    """Return the result of an article that the store has."""
    return Result(uri=article.uri, status="known", message="already read; nothing changed", article=article.id)


def failed(failure: Failure) -> Result:
    """Return the result of what gave no article."""
    return Result(uri=failure.uri, status="failed", message=str(failure), failure=failure)


def stored(article: Article) -> Result:
    """Return the result of an article that was added without being searched."""
    return Result(uri=article.uri, status="new", message="stored, not searched for quotes yet", article=article.id)


def _found(status: str, extraction: Extraction) -> Result:
    quotes, claims = len(extraction.attributions), sum(claim.checkworthy for claim in extraction.claims)
    counted = f"{quotes} quotes, {claims} numeric claims"
    return Result(
        uri=extraction.article.uri,
        status=status,
        message=f"{counted}; {extraction.note}" if extraction.note else counted,
        article=extraction.article.id,
        quotes=quotes,
        claims=claims,
    )
