"""Which language a text is in."""

import re
from functools import cache
from typing import Any

# Enough to be sure of a language, and bounded in time.
_SAMPLE = 6_000
_FEWEST_LETTERS = 20
_SURE = 0.5
_FURNITURE = re.compile(r"https?://\S{1,500}|[\w.+-]{1,60}@[\w.-]{1,60}|\d+")


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text, supported or not, or None where it cannot be told."""
    sample = _FURNITURE.sub(" ", text[:_SAMPLE])
    if sum(character.isalpha() for character in sample) < _FEWEST_LETTERS:
        return None
    code, sure = _identifier().classify(sample)
    return str(code) if sure >= _SURE and len(code) == 2 else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads numpy: with the first text, not before

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
