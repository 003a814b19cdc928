"""What the tagger found, mended: a slip into a neighbouring sentence is no part of what was said."""

from extract.model import Document, Metadata, read_spans
from extract.pipeline import extract_document

COUNCIL = (
    'The mayor, Otto Quiroz, called the plan "a promise that nobody can keep." Otto Quiroz said that 679 people had '
    "been moved out of Tarn-le-Haut since Monday. At least 679 families are waiting for help, according to Otto Quiroz."
    '\n\n"We will not close the bridge of Tarn-le-Haut before June," said Otto Quiroz, the mayor. About 34 percent of '
    "the pupils of Tarn-le-Haut did not come to school. The repair of the bridge would cost 53 million euros, the "
    "council said."
)


def test_the_beginning_of_the_sentence_before_is_no_part_of_what_was_said() -> None:
    document = Document(id="a", uri="a.txt", media_type="text/plain", content=COUNCIL, metadata=Metadata(clean=True))
    found = extract_document(document)
    said = [read_spans(found.article.text, one.content, " … ") for one in found.attributions]
    assert "The repair of the bridge would cost 53 million euros" in said
