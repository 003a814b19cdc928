"""Which language a text is in."""

import re
from functools import cache
from itertools import islice
from typing import Any

# Enough to be sure of a language, and bounded in time.
_SAMPLE = 6_000
# Stretches from beginning, middle and end tell most texts at a third of the time; what they leave in doubt is read on.
_STRETCH, _BEYOND_DOUBT = 600, 0.9999
_FEWEST_LETTERS = 20
_LETTER = re.compile(r"[^\W\d_]")
_SURE = 0.5
_FURNITURE = re.compile(r"https?://\S{1,500}|[\w.+-]{1,60}@[\w.-]{1,60}|\d+")


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text, supported or not, or None where it cannot be told."""
    sample = _FURNITURE.sub(" ", text[:_SAMPLE])
    if sum(1 for _ in islice(_LETTER.finditer(sample), _FEWEST_LETTERS)) < _FEWEST_LETTERS:
        return None
    code, sure = _identifier().classify(_stretches(sample))
    if sure < _BEYOND_DOUBT:
        code, sure = _identifier().classify(sample)
    return str(code) if sure >= _SURE and len(code) == 2 else None


def _stretches(sample: str) -> str:
    """Return the beginning, the middle and the end of a long sample."""
    if len(sample) <= 3 * _STRETCH:
        return sample
    middle = (len(sample) - _STRETCH) // 2
    return " ".join((sample[:_STRETCH], sample[middle : middle + _STRETCH], sample[-_STRETCH:]))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads numpy: with the first text, not before

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
