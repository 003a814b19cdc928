"""The stages composed: a document to what was found, many to what they share, all to a store."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import pipeline
from extract.errors import ModelError
from extract.model import Document, Extraction, Failure, Metadata, Quote, Span, content_id

ENGLISH = (
    "The harbour master, Ada Brunel, said on Monday that the ferry would sail again in two weeks. "
    '"Every lifeboat has been tested," she said. About 800 passengers are waiting.'
)
FRENCH = (
    "La capitaine du port, Ada Brunel, a déclaré lundi que le ferry reprendrait la mer dans deux semaines. "
    "« Chaque canot de sauvetage a été testé », a-t-elle dit. Environ 800 passagers attendent."
)
GERMAN = "Die Hafenmeisterin erklärte am Montag, dass die Fähre in zwei Wochen wieder fahren werde. Das ist gut so."


def document(text: str, name: str = "a.txt", outlet: str | None = None) -> Document:
    return Document(
        id=content_id("document", name, text),
        uri=name,
        media_type="text/plain",
        content=text,
        metadata=Metadata(outlet=outlet, clean=True),
    )


def spans_of(extraction: Extraction) -> list[Span]:
    found = [span for item in extraction.attributions for span in (*item.content, *item.cue, *item.source)]
    found += [mention.span for item in extraction.attributions for mention in item.resolution]
    found += [span for claim in extraction.claims for span in (claim.quantity.span, claim.sentence)]
    return found + [zone.span for zone in extraction.article.zones]


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_quotes_speakers_and_claims_are_found_in_both_languages(text: str, language: str) -> None:
    found = pipeline.extract_document(document(text))
    assert found.article.language == language
    assert {item.kind for item in found.attributions} == {"indirect", "direct"}
    assert {item.speaker.name for item in found.attributions if item.speaker} == {"Ada Brunel"}
    assert [claim.quantity.value for claim in found.claims if claim.entity and claim.entity.startswith("pass")]
    assert found.note is None


def test_a_language_that_is_not_supported_is_kept_and_says_so() -> None:
    found = pipeline.extract_document(document(GERMAN))
    assert found.article.text == GERMAN
    assert found.attributions == ()
    assert found.note == "its language (de) is not supported yet; quotes are found in English and French"


MARKS = "“”\"«»‘’'‹›()—:,.;?! \n"
FRAGMENTS = st.lists(
    st.sampled_from(
        [*"“”\"«»‘’'‹›()—:,.;?! \n", "said", "a déclaré", "selon", "he", "1,000", "Mr. Vane", "\n\n", "20 %"]
    )
    | st.text(max_size=6),
    max_size=40,
).map(" ".join)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FRAGMENTS, st.sampled_from(["en", "fr"]))
def test_no_text_makes_it_raise_and_every_span_lies_inside(text: str, language: str) -> None:
    metadata = Metadata(language=language, clean=True)
    found = pipeline.extract_document(
        Document(id="d", uri="u", media_type="text/plain", content=text, metadata=metadata)
    )
    assert all(span.end <= len(found.article.text) for span in spans_of(found))
    assert len({item.id for item in found.attributions}) == len(found.attributions)
    assert len({claim.id for claim in found.claims}) == len(found.claims)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_zoning_loses_no_character(text: str) -> None:
    article = pipeline.article_from(Document(id="d", uri="u", media_type="text/plain", content=text))
    covered = "".join(zone.span.of(article.text) for zone in article.zones)
    assert article.text == text
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]


def test_a_very_long_body_is_searched_up_to_the_limit_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "SEARCHED", 20)
    found = pipeline.extract_document(document(ENGLISH))
    assert found.note == "very long: only the first 20 words and marks were searched for quotes"
    assert [item.kind for item in found.attributions] == ["indirect"]


def test_a_text_too_long_for_an_article_is_a_failure_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LONGEST", 100)
    (failure,) = pipeline.extract_all([document(ENGLISH)])
    assert "a.txt: 170 characters are no article; split it" in str(failure)


def test_a_date_that_is_none_is_left_out_and_said_so() -> None:
    told = Metadata(published_at="2026-13-45", clean=True)
    found = pipeline.extract_document(
        Document(id="d", uri="u", media_type="text/plain", content=ENGLISH, metadata=told)
    )
    assert found.article.published_at is None
    assert found.note == "its date '2026-13-45' is not one that can be read, and was left out"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ZeroDivisionError("boom"), "the extractor failed on it (ZeroDivisionError: boom)"),
        (
            SystemExit(0),
            "the extractor failed on it (SystemExit: 0)",
        ),
        (MemoryError(), "to search it takes more memory than there is; split it"),
    ],
)
def test_one_article_that_fails_is_named_and_the_rest_goes_on(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(article: object, *_: object) -> tuple[()]:
        if getattr(article, "uri", "") == "bad.txt":
            raise error
        return ()

    monkeypatch.setattr(pipeline, "attributions", broken)
    bad, good = pipeline.extract_all([document(ENGLISH, "bad.txt"), document(ENGLISH, "good.txt")])
    assert isinstance(bad, Failure)
    assert f"bad.txt: {said}" in str(bad)
    assert not isinstance(good, Failure)


def test_a_missing_model_is_a_failure_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ModelError("the spaCy model x is not installed; run: pip install onrecord")

    monkeypatch.setattr(pipeline.nlp, "parse", missing)
    (failure,) = pipeline.extract_all([document(ENGLISH)])
    assert "run: pip install onrecord" in str(failure)


def test_the_order_of_articles_does_not_matter_to_matching() -> None:
    texts = [(ENGLISH, "a"), (FRENCH, "b"), (ENGLISH.replace("800", "950"), "c")]
    found = [pipeline.extract_document(document(text, f"{name}.txt", outlet=name)) for text, name in texts]
    assert pipeline.match(found) == pipeline.match(reversed(found))


def test_the_same_words_in_two_outlets_are_one_statement_by_one_speaker() -> None:
    found = [pipeline.extract_document(document(ENGLISH, outlet=name)) for name in ("Daily Quay", "Estuary Post")]
    matching = pipeline.match(found)
    assert [speaker.name for speaker in matching.speakers] == ["Ada Brunel"]
    assert sorted(len(statement.members) for statement in matching.statements) == [2, 2]


def test_bare_quotes_are_matched_without_articles() -> None:
    said = "We will not reopen the old ferry until every lifeboat has been tested"
    quotes = [Quote(id=name, text=said, outlet=name, language="en", speaker="Ada Brunel") for name in "ab"]
    matching = pipeline.match_quotes(quotes)
    assert [len(statement.members) for statement in matching.statements] == [2]
    assert matching.speakers[0].attributions == ("a", "b")
