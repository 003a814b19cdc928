"""What the engine says of failures is said in the language of the page."""

from pathlib import Path

import pytest

from dashboard.components import problems
from extract.errors import JudgementError, StoreError
from extract.model import Failure, Judgement
from extract.store import judgements, open_store, write
from tests.dashboard import catalogue, sentences
from tests.dashboard.test_words import fields
from tests.store import corpus


def test_every_sentence_of_the_engine_that_can_reach_a_page_has_its_french() -> None:
    have = {message.id: message.string for message in catalogue.french(catalogue.ENGINE) if message.id}
    assert [f"{place}: {sentence}" for sentence, place in sentences.said().items() if not have.get(sentence)] == []


def test_the_french_of_the_engine_has_the_fields_of_the_english() -> None:
    for message in catalogue.french(catalogue.ENGINE):
        if message.id:
            assert fields(str(message.string)) == fields(str(message.id)), message.id


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "interface", lambda: "fr")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("it is larger than 40 MB; split it", "il dépasse 40 Mo\u202f; divisez-le"),
        ("it is no XML; give a feed (RSS, Atom), a sitemap or a page", "c’est autre chose que du XML"),
        ('"id" is missing or no string; add it', "«\u202fid\u202f» manque ou n’est pas une chaîne"),
        ("/a; b/c.db: the disk is full; free some space, then try again", "/a; b/c.db"),
        ("line 7 is no judgement as On Record writes it; say who judges", "la ligne 7 n’est pas un jugement"),
    ],
)
def test_a_failure_is_said_in_french(french: None, english: str, said: str) -> None:
    assert said in problems.said(english)


@pytest.mark.parametrize("line", ["", "it is a pity; and so on", "a and b c", "; ; ;", "x" * 10_000, "“; " * 900])
def test_what_no_catalogue_knows_stays_english_and_is_marked_so(french: None, line: str) -> None:
    assert problems.said(line) == line
    assert problems.told(line).startswith('<span lang="en">')


def test_words_of_an_article_in_a_failure_become_no_markup(french: None) -> None:
    failure = Failure(
        uri="a", place="<b>", cause='it has no column "<img src=x>" for 1 (found: <b>)', remedy="split it"
    )
    assert "<" not in problems.why(failure).replace('<span lang="en">', "").replace("</span>", "")
    assert "&lt;img src=x&gt;" in problems.why(failure)


def test_a_contradiction_is_told_in_french_with_the_words_as_they_were_said(french: None, tmp_path: Path) -> None:
    one, other = corpus.quote_ids(corpus.POST)[0], corpus.quote_ids(corpus.LEDGER)[0]
    with open_store(tmp_path / "port.db", create=True) as store:
        write.add(store, [corpus.POST, corpus.LEDGER])
        given = {"left": one, "right": other, "evidence": "", "created_at": "2026-05-04", "about": "statement"}
        judgements.record(store, Judgement(**given, verdict="same", author="Mina"))
        opposite = Judgement(**given, verdict="different", author="Paul; or so")
        with pytest.raises(JudgementError) as refused:
            judgements.record(store, opposite)
    said = problems.said(refused.value)
    assert said.startswith("cela contredit ce qui est établi\u202f: Mina dit que “we will not sail")
    assert "sont une même déclaration (2026-05-04)" in said
    assert "Paul; or so dit que" in said
    assert said.endswith("retirez d’abord l’un d’eux")


def test_a_store_that_is_none_is_named_in_french(french: None, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(tmp_path, readonly=True)
    assert (
        problems.said(refused.value)
        == f"{tmp_path}\u202f: c’est un dossier et non une base\u202f; nommez un fichier avec --store"
    )


def test_moments_are_said_as_days() -> None:
    line = "this contradicts what stands: Ada says so (2026-05-03T23:52:49+00:00)"
    assert problems.told(line).endswith("(3 May 2026)")
    assert problems.said("no. 2026-05-03 at 10:00") == "no. 2026-05-03 at 10:00"
