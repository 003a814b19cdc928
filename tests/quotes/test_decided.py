"""What the tagger says is weighed against the marks and against the rules, in one place."""

from extract.lang import load
from extract.model import Attribution
from extract.quotes import attributions
from tests.quotes.tagger.told import Told, ToldModel
from tests.quotes.texts import article_of, parse_of


def decided(text: str, *told: Told, speech: bool = True) -> list[Attribution]:
    model = ToldModel(text, told, speech=speech)
    return list(attributions(article_of(text), parse_of(text), load("en"), model))  # type: ignore[arg-type] # says what it is told


def contents(text: str, found: list[Attribution]) -> list[list[str]]:
    return [[span.of(text) for span in one.content] for one in found]


def test_what_the_tagger_corrects_is_as_the_tagger_says() -> None:
    text = "Anna Bright said the dam held and the river fell while her dog barked."
    (one,) = decided(text, {"content": ["the dam held and the river fell"], "cue": ["said"], "source": ["Anna Bright"]})
    assert contents(text, [one]) == [["the dam held and the river fell"]]
    assert [span.of(text) for span in one.source] == ["Anna Bright"]


def test_the_rule_is_named_that_found_the_same_and_else_the_tagger() -> None:
    text = "Anna Bright said the dam held. The mood at the lake was of great relief."
    told: list[Told] = [
        {"content": ["the dam held"], "cue": ["said"], "source": ["Anna Bright"]},
        {"content": ["of great relief"], "source": ["The mood"]},
    ]
    assert [one.rule for one in decided(text, *told)] == ["clause-complement", "tagger"]


def test_a_source_that_the_tagger_does_not_see_is_the_rules() -> None:
    text = "“The dam held,” said Anna Bright."
    (one,) = decided(text, {"content": ["The dam held"], "cue": ["said"]})
    assert [span.of(text) for span in one.source] == ["Anna Bright"]


def test_a_mark_that_the_tagger_crosses_is_mended() -> None:
    text = "“The dam held through the night,” said Anna Bright."
    (short,) = decided(text, {"content": ["dam held through the night"], "cue": ["said"], "source": ["Anna Bright"]})
    (cut,) = decided(text, {"content": ["The dam held through"], "cue": ["said"], "source": ["Anna Bright"]})
    assert contents(text, [short]) == contents(text, [cut]) == [["The dam held through the night"]]


def test_a_quotation_that_the_tagger_passes_over_stays_with_its_rule() -> None:
    text = "“The dam held through the night,” said Anna Bright."
    (one,) = decided(text)
    assert one.rule == "quote-cue-after"


def test_a_thought_is_no_speech() -> None:
    text = "Anna Bright hoped that the dam would hold."
    (one,) = decided(
        text, {"content": ["that the dam would hold"], "cue": ["hoped"], "source": ["Anna Bright"]}, speech=False
    )
    assert one.stance == "other"


def test_a_quotation_that_the_tagger_joins_over_paragraphs_is_a_span_for_each() -> None:
    text = 'Osten said: "The dam held.\n\n"Nobody was hurt.\n\n"We are glad."'
    whole = text[text.index('"') :]
    (one,) = decided(text, {"content": [whole], "cue": ["said"], "source": ["Osten"]})
    assert contents(text, [one]) == [["The dam held", "Nobody was hurt", "We are glad"]]
