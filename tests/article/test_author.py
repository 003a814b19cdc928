"""Who wrote an article is no speaker in it."""

import pytest

from extract.model import Document, Metadata
from extract.pipeline import extract_document

PAGE = """Bridge to close for eleven months

By Jane Orwick
Published 3 May 2026

The harbour bridge will close in June, the council said on Monday.

"We would rather have an angry driver than a drowned one," said Ida Blum, the harbour master.

I walked across it on Sunday and saw the cracks.
"""


@pytest.mark.parametrize("told", [Metadata(), Metadata(author="Jane Orwick")], ids=["from the page", "told"])
def test_the_author_is_no_speaker(told: Metadata) -> None:
    found = extract_document(Document(id="d", uri="u", media_type="text/plain", content=PAGE, metadata=told))
    speakers = {attribution.speaker.name for attribution in found.attributions if attribution.speaker}
    assert found.article.author == "Jane Orwick"
    assert "Ida Blum" in speakers
    assert not any("Orwick" in name for name in speakers)
