"""Exports of press databases: each article its own document, with what the database says of it."""

import io

import docx
import pytest

from extract.article import article_from
from extract.model import Document, Failure
from extract.readers import read_bytes

QUOTE = "“Nobody told us,” said Ada Brack, who runs the harbour of Wexel."

CLASSIC = """

Download Request: Selected Items: 1-2
Terms: (harbour)

                               1 of 2 DOCUMENTS


                            Copyright 2026 Ledger Ltd
                              All Rights Reserved
                                The Wexel Ledger

                              May 3, 2026 Sunday
                                   Edition 1;
                                   North

Harbour is shut until
spring

BYLINE: Bo Lind

SECTION: NEWS; Pg. 3

LENGTH: 55 words


“Nobody told us,” said Ada Brack, who runs the
harbour of Wexel.

The town counts 1,200 ships.

LOAD-DATE: May 4, 2026

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                            Copyright 2026 Ledger Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                                The Lind Courier

                              May 5, 2026 Tuesday

Lock is open

LENGTH: 12 words

The lock is open again.

LOAD-DATE: May 6, 2026
"""

UNI = [
    "User Name: A. Reader",
    "1. Harbour is shut until spring",
    "2. Lock is open",
    "Harbour is shut until spring",
    "The Wexel Ledger",
    "May 3, 2026 Sunday",
    "Copyright 2026 Ledger Ltd All Rights Reserved",
    "Section: NEWS; Pg. 3",
    "Length:\xa055 words",
    "Byline:\xa0Bo Lind",
    "Body",
    QUOTE,
    "The town counts 1,200 ships.",
    "Load-Date:\xa0May 4, 2026",
    "End of Document",
    "Lock is open",
    "The Lind Courier",
    "5 May 2026",
    "Body",
    "The lock is open again.",
    "End of Document",
]

FACTIVA_CODED = """<html><body><div class="article enArticle"><table>
<tr><td><b>HD</b></td><td><div><span class="enHeadline">Harbour is shut until spring</span></div></td></tr>
<tr><td><b>BY</b></td><td>Bo Lind </td></tr><tr><td><b>WC</b></td><td>55 words</td></tr>
<tr><td><b>PD</b></td><td>3 May 2026</td></tr><tr><td><b>SN</b></td><td>The Wexel Ledger</td></tr>
<tr><td><b>LA</b></td><td>English</td></tr>
<tr><td><b>LP</b></td><td><p class="articleParagraph enarticleParagraph">“Nobody told us,” said <b>Ada Brack</b>, who
 runs the harbour of Wexel.</p></td></tr>
<tr><td><b>TD</b></td><td><p class="articleParagraph enarticleParagraph">The town counts 1,200 ships.</p></td></tr>
<tr><td><b>AN</b></td><td>Document WXLED00020260503em5300001</td></tr></table></div></body></html>"""

FACTIVA_PLAIN = """<html><body><div class="article frArticle"><div id="hd">
<span class='frHeadline'>Le port est fermé</span></div>
<div class="author">Zoé Brûlé</div><div>1 234 mots</div><div>3 mai 2026</div><div>10:15</div><div>Le Phare de Lind</div>
<div>PHLIND</div><div>Français</div><div>Copyright 2026. Tous droits réservés.</div>
<p class="articleParagraph frarticleParagraph">« Personne ne nous l’a dit », a affirmé Ada Brack.</p>
<p class="articleParagraph frarticleParagraph">La ville compte 1 200 bateaux.</p>
<p>Document PHLIND0020260503em530000b</p></div></body></html>"""

EUROPRESSE = """<html><body><article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Phare de Lind, no. 2041<br>Local</span></div>
<span class="DocHeader">Région, dimanche 3 mai 2026 - 134 mots, p. 11</span>
<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Le port est fermé</p></div>
<div class="docAuthors">Zoé Brûlé</div></header>
<section><div class="DocText clearfix"><div class="docOcurrContainer">
<p>« Personne ne nous l’a <span style="color:red">dit</span> »,
 a affirmé Ada Brack.</p><p>La ville compte 1 200 bateaux.</p></div></div></section>
<footer><small>© 2026 Le Phare. Tous droits réservés.</small>
<div class="publiC-lblNodoc">news·20260503·PL·41</div></footer>
</article><article><header><span class="DocPublicationName">La Gazette (site web)</span></header></article>
</body></html>"""


def uni(suffix: str) -> bytes:
    if suffix == "txt":
        return "\n\n".join(UNI).encode()
    paper, stream = docx.Document(), io.BytesIO()
    for line in UNI:
        paper.add_paragraph(line)
    paper.save(stream)
    return stream.getvalue()


def read(name: str, data: bytes | str) -> list[Document]:
    found = list(read_bytes(name, data.encode() if isinstance(data, str) else data))
    return [thing for thing in found if isinstance(thing, Document)]


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", CLASSIC.encode()), ("a.txt", uni("txt")), ("a.docx", uni("docx")), ("b.text", CLASSIC)]
)
def test_nexis_gives_each_article_with_its_paper_and_day(name: str, data: bytes | str) -> None:
    one, other = map(article_from, read(name, data))
    assert one.outlet is not None
    assert (one.outlet.name, one.title, one.author) == ("The Wexel Ledger", "Harbour is shut until spring", "Bo Lind")
    assert (one.published_at, other.published_at) == ("2026-05-03", "2026-05-05")
    assert [" ".join(part.split()) for part in one.text.split("\n\n")] == [QUOTE, "The town counts 1,200 ships."]
    assert (other.title, other.text) == ("Lock is open", "The lock is open again.")


def test_nexis_in_french_is_read_by_its_marks() -> None:
    text = CLASSIC.replace("1 of 2 DOCUMENTS", "Document 1 de 2").replace("2 of 2 DOCUMENTS", "Document 2 de 2")
    text = text.replace("LENGTH:", "LONGUEUR:").replace("LANGUAGE:", "LANGUE:").replace("BYLINE:", "AUTEUR:")
    one, other = read("a.txt", text)
    assert (one.metadata.author, other.content) == ("Bo Lind", "The lock is open again.")


def test_factiva_gives_each_article_with_or_without_the_codes_of_its_fields() -> None:
    (coded,), (plain,) = read("a.html", FACTIVA_CODED), read("a.htm", FACTIVA_PLAIN)
    told = coded.metadata
    assert (told.title, told.outlet, told.author) == ("Harbour is shut until spring", "The Wexel Ledger", "Bo Lind")
    assert (told.published_at, told.language) == ("3 May 2026", "en")
    assert coded.content == f"{QUOTE}\n\nThe town counts 1,200 ships."
    assert coded.uri == "a.html#WXLED00020260503em5300001"
    told = plain.metadata
    assert (told.title, told.outlet, told.author) == ("Le port est fermé", "Le Phare de Lind", "Zoé Brûlé")
    assert (article_from(plain).published_at, told.language) == ("2026-05-03", "fr")
    assert plain.content.split("\n\n")[1] == "La ville compte 1 200 bateaux."


def test_europresse_gives_each_article_and_names_one_without_text() -> None:
    document, failure = read_bytes("a.html", EUROPRESSE.encode())
    assert isinstance(document, Document)
    told = document.metadata
    assert (told.title, told.outlet, told.author) == ("Le port est fermé", "Le Phare de Lind", "Zoé Brûlé")
    assert article_from(document).published_at == "2026-05-03"
    assert document.content == "« Personne ne nous l’a dit », a affirmé Ada Brack.\n\nLa ville compte 1 200 bateaux."
    assert isinstance(failure, Failure)
    assert failure.place == "article 2"


def test_one_article_of_two_exports_is_one() -> None:
    one, other = read("a.txt", CLASSIC)[0], read("b.txt", CLASSIC)[0]
    assert article_from(one).id == article_from(other).id


def test_a_text_that_only_speaks_of_documents_is_no_export() -> None:
    text = f"He held up 3 of 50 documents.\n\n{QUOTE}\n\nThe clerk wrote: 3 of 50 DOCUMENTS are lost, said Bo Lind.\n"
    (document,) = read("a.txt", text)
    assert document.content == text
