"""Which language a text is in."""

import pytest

from extract.article import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council said on Monday that the bridge would close.", "en"),
        ("Le conseil a dit lundi que le pont fermerait pour travaux.", "fr"),
        ("Der Rat teilte am Montag mit, dass die Brücke geschlossen wird.", "de"),
        ("El consejo dijo el lunes que el puente se cerrará por obras.", "es"),
        ("12 345", None),
        ("Oui", None),
        ("", None),
        ('"' * 100_000, None),
        ("https://example.org/what-the-council-said-on-monday", None),
    ],
)
def test_a_language_is_named_or_left_open(text: str, code: str | None) -> None:
    assert language_of(text) == code
