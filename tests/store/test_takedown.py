"""What is taken down is gone: from every table, from the search, and from the bytes of the file."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.model import Judgement
from extract.store import dossiers, judgements, open_store, queries, versions, write
from extract.store.queries import Filters
from extract.store.sources import SeenSources
from extract.store.takedown import log, take_down
from extract.store.verify import problems
from tests.store.corpus import ITEMS, LEDGER, MATCHING, POST, item, quote_ids

SECRET = b"every lifeboat is tested"
AT = "2026-05-09T10:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    document, extraction = POST
    with open_store(path, create=True) as store:
        write.add(store, [(replace(document, original=b"<p>" + SECRET), extraction), *ITEMS[1:]])
        write.replace_derived(store, MATCHING)
        judged = Judgement(
            left=quote_ids(POST)[0], right=quote_ids(LEDGER)[0], verdict="same", evidence="", author="Ada",
            created_at=AT, about="statement",
        )  # fmt: skip
        judgements.record(store, judged)
        folder = dossiers.make(store, "Boats", "Ada", AT)
        dossiers.add(store, folder, "claim", extraction.claims[0].id, AT)
    return path


def everything(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize(("what", "name"), [("article", POST[1].article.id), ("outlet", "The Estuary Post")])
def test_nothing_of_it_is_left_in_the_file_and_the_rest_is_sound(path: Path, what: str, name: str) -> None:
    assert SECRET in everything(path)
    with open_store(path) as store:
        assert take_down(store, what, name, "at the publisher's wish", AT) == 1
        assert list(problems(store)) == []
        assert queries.underived(store)
        assert queries.articles(store, Filters())[0] == 3
        assert queries.articles(store, Filters(words="every lifeboat"))[0] == 0
    assert SECRET not in everything(path)


def test_the_log_says_what_was_taken_out_when_and_why_and_not_what_it_said(path: Path) -> None:
    with open_store(path) as store:
        take_down(store, "outlet", "The Estuary Post", "at the publisher's wish", AT)
        assert log(store) == (
            {"what": "outlet", "id": "", "articles": 1, "reason": "at the publisher's wish", "time": AT},
        )


def test_what_others_share_with_it_stays(path: Path) -> None:
    document, extraction = LEDGER
    other = replace(extraction.article, id="other", uri="other")
    with open_store(path) as store:
        write.add(store, [(document, replace(extraction, article=other, attributions=(), claims=()))])
        take_down(store, "article", "other")
        assert queries.article(store, LEDGER[1].article.id) is not None


def test_what_is_not_there_cannot_be_taken_out(path: Path) -> None:
    with open_store(path) as store, pytest.raises(StoreError, match="there is no outlet 'Nobody'"):
        take_down(store, "outlet", "Nobody")


def test_an_article_that_has_versions_goes_with_all_of_them(tmp_path: Path) -> None:
    said = ["we will not sail before every lifeboat is tested"]
    texts = [f"Ada Brunel said “{said[0]}”. {end}" for end in ("About 800 wait.", "About 900 wait.")]
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        write.add(store, [item(text, "The Estuary Post", said, uri="a.txt") for text in texts])
        versions.sort_in(store)
        assert take_down(store, "outlet", "The Estuary Post", "", AT) == 2
        assert list(problems(store)) == []


def test_a_letter_is_not_kept_as_it_came_when_what_was_attached_to_it_goes(tmp_path: Path) -> None:
    (body, letter), (page, attached) = POST, LEDGER
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        letter = replace(letter, article=replace(letter.article, uri="a.zip!/a.eml"))
        attached = replace(attached, article=replace(attached.article, uri="a.zip!/a.eml!/b.txt"))
        write.add(store, [(replace(body, uri="a.zip!/a.eml", original=b"<p>" + SECRET), letter)])
        write.add(store, [(replace(page, uri="a.zip!/a.eml!/b.txt"), attached)])
        take_down(store, "article", attached.article.id)
        assert store.one("SELECT count(*) FROM originals") == 0
        assert queries.article(store, letter.article.id) is not None
        assert list(problems(store)) == []


@pytest.mark.parametrize("name", ["the estuary post", "Estuary Post", "The Estuary Pots", "Estuary"])
def test_a_name_that_is_nearly_one_is_answered_with_it(path: Path, name: str) -> None:
    with open_store(path) as store, pytest.raises(StoreError, match="give one of 'The Estuary Post', as it is written"):
        take_down(store, "outlet", name)


def test_no_feed_brings_it_back_and_the_feeds_entry_holds_no_word_of_its_address(tmp_path: Path) -> None:
    feed, page = "https://post.example/feed", "https://post.example/every-lifeboat-tested"
    document, extraction = POST
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        write.add(store, [(document, replace(extraction, article=replace(extraction.article, uri=page)))])
        seen = SeenSources(store)
        for entry in (f"{page}?utm_source=feed", "https://post.example/other"):
            seen.note(feed, entry, "monday")
        seen.settle()
        take_down(store, "outlet", "The Estuary Post")
        assert b"every-lifeboat" not in everything(tmp_path / "onrecord.db")
        again = SeenSources(store)
        for address in (f"{page}?utm_source=feed", page):
            assert not again.is_new(feed, address, "tuesday")
            assert not again.is_new("https://other.example/feed", address, "tuesday")
            again.note(feed, address, "tuesday")
        assert again.is_new(feed, "https://post.example/other", "tuesday")
        again.settle()
    assert b"every-lifeboat" not in everything(tmp_path / "onrecord.db")
