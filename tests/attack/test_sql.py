"""No words of a search, of an address or of an id are ever SQL, or a query of the full-text search."""

import hashlib
import random
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dashboard.components.address import from_address
from extract.store import Store, open_store, queries
from extract.store.queries import Filters
from tests.attack.strings import FTS, SQL, strings

FEW, MANY = 1_200, 100_000
LONGEST = 10.0  # seconds of CPU that one query may take; it takes hundredths
PARAMETERS = ("q", "speaker", "outlet", "language", "kind", "relation", "flag", "month", "unit", "entity", "from", "to")
PARAMETERS += ("q", "q", "entity", "sort", "page", "differ")
LISTS: tuple[Callable[[Store, Filters], Any], ...] = (
    queries.statement_cards,
    queries.claims,
    queries.articles,
    queries.speakers,
    queries.facets,
    queries.claim_facets,
    queries.measures,
    queries.over_time,
    queries.comparison,
    lambda store, filters: deque(queries.quote_rows(store, filters), 0),
    lambda store, filters: queries.preview(store, "claims", filters),
)
THINGS: tuple[Callable[[Store, str], Any], ...] = (
    queries.article,
    queries.statement,
    queries.speaker,
    queries.measure,
    queries.dossier,
    queries.provenance,
    queries.versions,
    queries.zoning,
    queries.original,
    queries.speakers_named,
    lambda store, id: queries.entry(store, id, id),
    lambda store, id: queries.comparison(store, Filters(), event=id),
    lambda store, id: queries.questions(store, about=id, outlet=id, speaker=id),
    lambda store, id: (queries.checked(store, [id]), queries.first_reports(store, [id])),
    lambda store, id: (queries.months_of_speaker(store, [id]), queries.speaker_names(store, [id])),
)


def asked(store: Store, count: int, seed: int) -> float:
    """Ask so many things of the store, each with a hostile string or two; return the longest time of one."""
    rng = random.Random(seed)
    longest = 0.0
    for text in strings([*SQL, *FTS], seed, count):
        named = {rng.choice(PARAMETERS): [text], rng.choice(PARAMETERS): [text, text[::-1]]}
        view = from_address(partial(_values, named))
        start = time.process_time()
        if rng.random() < 0.6:
            rng.choice(LISTS)(store, view.filters)
        else:
            rng.choice(THINGS)(store, text)
        longest = max(longest, time.process_time() - start)
    return longest


def _values(named: dict[str, list[str]], name: str) -> list[str]:
    return named.get(name, [])


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_hostile_words_are_words(store: Path, count: int) -> None:
    before = hashlib.sha256(store.read_bytes()).hexdigest()
    with open_store(store, readonly=True) as opened:
        assert asked(opened, count, seed=count) < LONGEST
        assert opened.one("PRAGMA integrity_check") == "ok"
    assert hashlib.sha256(store.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    "words", ["lock OR nothing", "lock NOT shut", 'lock" OR "shut', "-lock", "words:lock", "NEAR(lock shut)"]
)
def test_a_word_of_the_search_language_is_a_word_to_be_found(store: Path, words: str) -> None:
    with open_store(store, readonly=True) as opened:
        plain = queries.statement_cards(opened, Filters(words="lock"))[0]
        assert plain > 0
        assert queries.statement_cards(opened, Filters(words=words))[0] in (0, plain)


def test_a_condition_cannot_be_widened_by_a_value(store: Path) -> None:
    always = ("' OR '1'='1", "x') OR 1=1 --", '" OR 1=1', "%", "_", "\\", "*")
    with open_store(store, readonly=True) as opened:
        for value in always:
            for field in ("speakers", "outlets", "languages", "kinds", "relations", "flags"):
                assert queries.statement_cards(opened, Filters(**{field: (value,)}))[0] == 0, (field, value)
            assert queries.claims(opened, Filters(units=(value,)))[0] == 0
            assert queries.claims(opened, Filters(entity=value))[0] == 0


def test_words_longer_than_the_library_takes_are_found_nowhere(store: Path) -> None:
    with open_store(store, readonly=True) as opened:
        for length in (1_000, 30_000, 1_000_000):
            for letter in ("a", "%", "🙂"):
                assert queries.statement_cards(opened, Filters(entity=letter * length))[0] == 0
