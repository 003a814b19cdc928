"""The codes of the engine have words on the page."""

from dashboard.components.vocabulary import RULES
from extract.quotes.rules import CONFIDENCE


def test_every_rule_that_finds_a_quote_has_its_words() -> None:
    assert sorted(CONFIDENCE.keys() - RULES.keys()) == []
