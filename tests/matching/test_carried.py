"""A wording stands beside a canonical wording of another language where its own language's translation leads to it."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from extract.matching.encoder import Vectors
from extract.matching.link import statements
from extract.model import Quote

SHORT = "We will not reopen the Dunmarrow swing bridge"
LONG = SHORT + " before the inspectors have tested its bearings; let the impatient hauliers complain as they like"
FRENCH = "Nous ne rouvrirons pas le pont tournant de Dunmarrow avant que les inspecteurs aient contrôlé ses roulements"
SHORT_FRENCH = "Pas avant que les inspecteurs aient contrôlé ses roulements"


class Fixed:
    """Gives each text a vector at its cosine to the French wording; what is left of each stands apart."""

    def __init__(self, cosines: Mapping[str, float]) -> None:
        self.cosines = cosines

    def encode(self, texts: Sequence[str]) -> Vectors:
        made = np.zeros((len(texts), 1 + len(self.cosines)), dtype=np.float32)
        for row, text in enumerate(texts):
            cosine = self.cosines.get(text, 0.0)
            place = list(self.cosines).index(text) + 1 if text in self.cosines else 0
            made[row, 0], made[row, place] = cosine, (1 - cosine**2) ** 0.5 if place else cosine
        return made


def _quote(id: str, text: str, language: str, speaker: str) -> Quote:
    return Quote(id=id, article_id=id, text=text, language=language, speaker=speaker, kind="direct", date="2026-03-04")


@pytest.mark.parametrize(("cosine", "sizes"), [(0.4, [4]), (0.1, [1, 3])])
def test_a_longer_report_follows_its_short_form_unless_it_says_something_else(cosine: float, sizes: list[int]) -> None:
    encoder = Fixed({FRENCH: 0.999, SHORT: 0.7, LONG: cosine, SHORT_FRENCH: 0.6})
    told = [(SHORT, "en"), (LONG, "en"), (FRENCH, "fr"), (SHORT_FRENCH, "fr")]
    quotes = [_quote(str(place), text, code, "Ines Okonjo") for place, (text, code) in enumerate(told)]
    assert sorted(len(found.members) for found in statements(quotes, encoder)) == sizes
