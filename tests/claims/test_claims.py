"""Claims of an article: zones, sources, ids, and text of every kind."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import lang, nlp
from extract.claims import claims
from extract.claims.lexicon import Lexicon, digits_only, lexicon
from extract.claims.quantities import readings
from extract.model import Article, Attribution, Claim, Span, Zone, attribution_id

LEXICONS = [lexicon(lang.load("en")), lexicon(lang.load("fr")), digits_only()]
WORDS = (
    "12 1,000 3.4 million billion hundred and a half of between to - – $ % € US une vingt cent quatre sur et de à one"
)
MORE = "in five / 0 − ( ) years old ans km per day May 2019 : , . dozens NaN x ½ à ."
PIECES = st.sampled_from([*f"{WORDS} {MORE}".split(), "9" * 40, "\n", "\n\n"])
LISTS = st.lists(PIECES, max_size=24)
TEXTS = st.one_of(st.text(max_size=80), LISTS.map(" ".join), LISTS.map("".join))


def article(text: str, code: str | None = "en", zones: tuple[Zone, ...] = ()) -> Article:
    body = (Zone(kind="body", span=Span(0, len(text))),)
    return Article(id="a", document_id="d", uri="u", text=text, zones=zones or body, language=code)


def found(text: str, *attributions: Attribution, zones: tuple[Zone, ...] = ()) -> tuple[Claim, ...]:
    language, made = lang.load("en"), article(text, zones=zones)
    return claims(made, nlp.parse(text, made.body, language), language, attributions)


def said(text: str, content: str, source: str) -> Attribution:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (content, source)]
    return Attribution(id=attribution_id("a", spans[:1]), article_id="a", kind="direct", content=(spans[0],), cue=(),
                       source=(spans[1],), confidence=1.0, rule="test")  # fmt: skip


@pytest.mark.parametrize("words", LEXICONS, ids=["en", "fr", "digits"])
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_text_makes_the_reader_raise_and_every_span_reads_back(words: Lexicon, text: str) -> None:
    last = 0
    for reading in readings(text, words):
        span = reading.quantity.span
        assert last <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        last = reading.number.start
        assert all(one is None or one.is_finite() for one in (reading.quantity.value, reading.quantity.low))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_no_text_makes_the_whole_stage_raise(text: str) -> None:
    for claim in found(text):
        assert claim.quantity.span in Span(0, len(text))
        assert claim.checkworthy == (claim.reason is None)


@pytest.mark.parametrize("text", ["1" * 10_000, "9" * 400, "1/0", "−−5", "NaN and infinity", "one hundred and " * 5_000,
                                  "1 " * 10_000, "million " * 10_000, "$" * 50_000, "a@" * 20_000, "5-" * 10_000,
                                  "hundreds of " * 5_000, "3 1/2 " * 5_000])  # fmt: skip
@pytest.mark.parametrize("words", LEXICONS, ids=["en", "fr", "digits"])
def test_bad_input_ends_soon(words: Lexicon, text: str) -> None:
    started = time.process_time()
    list(readings(text, words))
    assert time.process_time() - started < 10


def test_an_article_of_nothing_but_numbers_ends_soon() -> None:
    started = time.process_time()
    assert len(found("\n".join(f"{number} {number * 7}" for number in range(1_500)))) > 1_000
    assert time.process_time() - started < 20


@pytest.mark.parametrize("text", ["1" * 10_000, "9" * 400])
def test_digits_too_long_to_count_anything_make_no_claim(text: str) -> None:
    assert [(one.checkworthy, one.reason, one.quantity.value) for one in found(text)] == [(False, "name", None)]


@pytest.mark.parametrize("text", ["1/0", "1/0 goats died", "−−5", "1.2.3.4 goats", "1,,000 goats", "1e400 goats",
                                  "5/0/2", "The rate is NaN.", "NaN", "infinity and -inf"])  # fmt: skip
def test_what_is_no_number_makes_no_claim(text: str) -> None:
    assert [one for one in found(text) if one.checkworthy] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The debt is a million billion trillion euros.", Decimal(10) ** 27),
        ("The debt is thousand thousand thousand euros.", Decimal(10) ** 9),
        ("The debt is a " + "million " * 400 + "euros.", None),
    ],
)
def test_nested_scales_multiply_and_too_many_are_no_number(text: str, value: Decimal | None) -> None:
    (claim,) = found(text)
    assert (claim.quantity.value, claim.reason) == (value, None if value else "name")


def test_an_article_of_nothing_but_numbers_says_nothing_of_anything() -> None:
    read = found("\n".join(f"{number} {number * 7}" for number in range(1, 200)))
    assert {one.entity for one in read} == {None}


def test_a_number_outside_the_body_is_furniture_and_is_kept() -> None:
    text = "We serve 171 countries.\n\nThe flood killed 12 goats."
    zones = (Zone(kind="chrome", span=Span(0, 24)), Zone(kind="body", span=Span(25, len(text))))
    assert [(one.quantity.value, one.reason) for one in found(text, zones=zones)] == [
        (Decimal(171), "furniture"),
        (Decimal(12), None),
    ]


def test_a_claim_belongs_to_the_innermost_attribution_that_holds_it() -> None:
    text = 'The bishop said the mayor told him "12 goats died" on the hill.'
    outer = said(text, 'the mayor told him "12 goats died" on the hill', "The bishop")
    inner = said(text, "12 goats died", "the mayor")
    (claim,) = found(text, outer, inner)
    assert (claim.attribution_id, claim.source_text) == (inner.id, "the mayor")


def test_the_attribution_of_a_number_is_found_soon_however_many_there_are() -> None:
    text = "He counted 1234 goats there. " * 4_000
    starts = range(text.index("1234"), len(text), len("He counted 1234 goats there. "))
    each = [
        Attribution(id=str(start), article_id="a", kind="direct", content=(Span(start, start + 10),), cue=(), source=(),
                    confidence=1.0, rule="test")
        for start in starts
    ]  # fmt: skip
    started = time.process_time()
    assert [one.attribution_id for one in claims(article(text, None), None, None, each)] == [one.id for one in each]
    assert time.process_time() - started < 10


def test_a_content_that_goes_on_behind_an_inner_one_still_holds_what_follows() -> None:
    text = 'The bishop said "12 goats" and 30 sheep died.'
    outer = said(text, '"12 goats" and 30 sheep died', "The bishop")
    inner = said(text, "12 goats", "The bishop")
    assert [one.attribution_id for one in found(text, outer, inner)] == [inner.id, outer.id]


def test_without_an_attribution_or_a_named_source_the_outlet_stands_behind_a_claim() -> None:
    (claim,) = found("The flood killed 12 goats.")
    assert (claim.attribution_id, claim.source_text, claim.speaker) == (None, None, None)


def test_a_language_without_a_file_has_its_digits_read() -> None:
    read = claims(article("Die Flut tötete 12 Ziegen und 40 % der Schafe.", None), None, None, ())
    assert [(one.quantity.value, one.quantity.unit, one.entity) for one in read] == [
        (Decimal(12), None, None),
        (Decimal(40), "percent", None),
    ]


def test_the_id_of_a_claim_is_that_of_its_place() -> None:
    text = "The flood killed 12 goats and 12 sheep."
    first, second = found(text)
    assert first.id != second.id
    assert [one.id for one in found(text)] == [first.id, second.id]
