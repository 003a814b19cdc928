"""Review: one question at a time, answered under a name, in a log that can be undone, taken along and brought in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import extract
from dashboard.components.review_repair import places
from dashboard.judging import Behind
from extract.errors import JudgementError
from extract.export import judgement_lines
from extract.model import Judgement, Span
from extract.store import judgements, open_store, queries, takedown
from extract.store.queries import Filters
from tests.dashboard import world
from tests.dashboard.conftest import shown
from tests.store import corpus

Open = Callable[..., AppTest]


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of two articles of which one quote is doubtful."""
    monkeypatch.setattr("extract.pipeline.default_encoder", lambda: None)
    path = tmp_path / "port.db"
    with open_store(path, create=True) as store:
        from extract.store import write

        doubtful = [doubted(corpus.POST, 0.3), doubted(corpus.LEDGER, 0.5)]
        write.add(store, doubtful)
        extract.derive(store)
    return path


def doubted(item: corpus.Item, confidence: float) -> corpus.Item:
    from dataclasses import replace

    document, extraction = item
    found = tuple(replace(one, confidence=confidence) for one in extraction.attributions)
    return document, replace(extraction, attributions=found)


@pytest.fixture
def judging(visit: Open, port: Path) -> Callable[..., AppTest]:
    """Return a function that opens Review as Mina."""

    def opened(**parameters: str) -> AppTest:
        app = visit("review", port, **parameters)
        app.text_input(key="judge-name").set_value("Mina")
        app.button(key="FormSubmitter:who-judges-Start").click()
        return app.run()

    return opened


def test_who_judges_is_asked_before_anything_is_answered(visit: Open, port: Path) -> None:
    app = visit("review", port)
    assert app.button(key="answer-same").disabled
    assert "Say who judges first" in shown(app)


def test_the_most_doubtful_question_comes_first_with_its_evidence(judging: Callable[..., AppTest]) -> None:
    html = shown(judging())
    assert "Is this a quote at all?" in html
    assert '<mark class="quote">we will not sail before every lifeboat is tested</mark>' in html
    assert "The Estuary Post" in html
    assert "unsure (0.30)" in html


def test_an_answer_is_written_with_its_author_and_the_next_question_comes(
    judging: Callable[..., AppTest], port: Path
) -> None:
    app = judging(about="quote")
    app.button(key="answer-different").click().run()
    html = shown(app)
    assert "Written." in html
    assert '<mark class="quote">they would not sail' in html
    with open_store(port, readonly=True) as store:
        ((_, kept),) = judgements.history(store)
        assert (kept.about, kept.verdict, kept.author) == ("quote", "different", "Mina")
        assert queries.summary(store).statements == 1


def test_the_last_answer_can_be_taken_back(judging: Callable[..., AppTest], port: Path) -> None:
    app = judging(about="quote")
    app.button(key="answer-different").click().run()
    app.button(key="undo-last").click().run()
    assert "Undone." in shown(app)
    with open_store(port, readonly=True) as store:
        assert judgements.active(store) == ()
        assert queries.summary(store).statements == 2


def test_any_decision_of_the_log_can_be_undone(judging: Callable[..., AppTest]) -> None:
    app = judging(about="quote")
    app.button(key="answer-same").click().run()
    assert "<b>a quote</b>" in shown(app)
    app.button(key="undo-1").click().run()
    assert "<s>a quote</s>" in shown(app)


def test_when_nothing_is_left_the_next_step_is_named(judging: Callable[..., AppTest]) -> None:
    app = judging(about="quote")
    app.button(key="answer-same").click().run()
    app.button(key="answer-unsure").click().run()
    assert "Nothing is left to decide here." in shown(app)
    assert 'href="review"' in shown(app)


def test_who_said_a_quote_can_be_chosen(judging: Callable[..., AppTest], port: Path) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    with open_store(port, readonly=True) as store:
        (ada,) = queries.speakers(store, Filters())[1]
    app = judging(ask=f"quote:{id}")
    app.selectbox(key=f"who-{id}-name").set_value(ada.id)
    app.button(key=f"FormSubmitter:who-{id}-This is who said it").click().run()
    assert "said by Ada Brunel" in shown(app)


def test_the_words_of_a_quote_can_be_put_right(judging: Callable[..., AppTest], port: Path) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    app = judging(ask=f"quote:{id}")
    app.text_area(key=f"words-{id}-text").set_value("every   lifeboat is tested")
    app.button(key=f"FormSubmitter:words-{id}-These are its words").click().run()
    assert '<mark class="quote">every lifeboat is tested</mark>' in shown(app)


def test_words_that_the_article_has_not_are_refused_with_the_remedy(judging: Callable[..., AppTest]) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    app = judging(ask=f"quote:{id}")
    app.text_area(key=f"words-{id}-text").set_value("every steamer")
    app.button(key=f"FormSubmitter:words-{id}-These are its words").click().run()
    assert "copy them from the text above" in shown(app)


def test_what_contradicts_a_standing_decision_is_refused_in_words(judging: Callable[..., AppTest], port: Path) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    with open_store(port) as store:
        judgements.record(
            store,
            Judgement(
                left=id, right="", verdict="same", evidence="", author="Jonas", created_at="2026-05-01", about="quote"
            ),
        )
    app = judging(ask=f"quote:{id}")
    app.button(key="answer-different").click().run()
    assert "this contradicts what stands: Jonas says" in shown(app)


@pytest.mark.parametrize("ask", ["quote:none", "quote", "nonsense:a", "speaker:", "claim:x:y:z", "quote:" + "9" * 5000])
def test_an_address_that_asks_about_nothing_is_answered_in_words(visit: Open, port: Path, ask: str) -> None:
    html = shown(visit("review", port, ask=ask))
    assert "not in the store any more" in html or "Is this a quote at all?" in html


@pytest.mark.parametrize("parameter", ["about", "outlet", "speaker"])
def test_a_filter_that_leaves_nothing_says_so(visit: Open, port: Path, parameter: str) -> None:
    html = shown(visit("review", port, **{parameter: "nowhere"}))
    assert "Nothing is left" in html or parameter == "about"


def test_every_kind_of_question_can_be_asked(visit: Open) -> None:
    quote, other = (world.extraction(piece)[1].attributions[0].id for piece in world.pieces()[:2])
    claim = world.extraction(world.pieces()[0])[1].claims[0].id
    for ask, words in {
        f"speaker:{quote}:{other}": "Is this one speaker?",
        f"statement:{quote}:{other}": "Do these two report the same statement?",
        f"spoken:{quote}": "Is this said by Tilda Maron?",
        f"claim:{claim}": "Is this a claim worth checking?",
    }.items():
        assert words in shown(visit("review", ask=ask))


def test_hostile_words_stay_words(visit: Open, hostile_store: Path) -> None:
    for piece in world.hostile():
        quote = world.extraction(piece)[1].attributions[0].id
        html = shown(visit("review", hostile_store, ask=f"spoken:{quote}"))
        assert "<script>alert" not in html
        assert "<img src" not in html


def test_the_log_comes_back_from_its_file() -> None:
    anchored = Judgement(
        left="a", right="b", verdict="same", evidence="e", author="Mina\n", created_at="2026-05-01", about="quote"
    )
    data = b"".join(judgement_lines.to_lines([anchored]))
    assert judgement_lines.from_lines(data) == (anchored,)


@pytest.mark.parametrize("line", ["[]", "{}", "null", '{"left": 1}', "[" * 100_000, '{"left":'])
def test_a_file_that_is_no_log_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(JudgementError, match="line 2"):
        judgement_lines.from_lines(f"\n{line}".encode())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("of bread", (Span(7, 15),)),
        ("a loaf … bread, a loaf", (Span(0, 6), Span(10, 23))),
        ("a\nloaf", (Span(17, 23),)),
        ("a loaf … a loaf of … of", ()),
        ("", ()),
    ],
)
def test_words_are_found_where_the_article_has_them_nearest(words: str, found: tuple[Span, ...]) -> None:
    near = 16 if "\n" in words else 0
    assert places("a loaf of bread, a loaf", words, near) == found


def test_the_other_side_of_a_question_can_be_searched_for(visit: Open) -> None:
    app = visit("review", ask=f"speaker:{world.speaker_id()}:")
    app.text_input(key="other-speaker").set_value("brill").run()
    assert "ask=speaker%3A" in shown(app)
    assert "Oda Brill" in shown(app)
    app = visit("review", ask=f"statement:{world.statement_id()}:")
    app.text_input(key="other-statement").set_value("notice 7").run()
    assert "Notice 7 stands" in shown(app)
    app.text_input(key="other-statement").set_value("zeppelin").run()
    assert "Nothing with these words." in shown(app)


def test_statements_and_speakers_lead_to_what_may_join_or_part_them(visit: Open) -> None:
    html = shown(visit("statement", id=world.statement_id()))
    assert f"review?ask=statement%3A{world.statement_id()}%3A" in html
    assert "another statement?" in html
    assert "the same as another?" in shown(visit("speaker", id=world.speaker_id()))


def test_a_large_store_is_derived_behind_the_page(
    judging: Callable[..., AppTest], port: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr("dashboard.judging.AT_ONCE", 0)
    monkeypatch.setattr(Behind, "soon", lambda _self, path: asked.append(path))
    monkeypatch.setattr(Behind, "at_work", True)
    app = judging(about="quote")
    app.button(key="answer-different").click().run()
    assert "is being worked out" in shown(app)
    assert set(asked) == {port}


def test_one_thread_derives_what_it_was_asked_for(port: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(port) as store:
        store.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('underived', '1')")
    worker = Behind()
    worker.soon(port)
    worker.join()
    with open_store(port, readonly=True) as store:
        assert not queries.underived(store)


def repaired(app: AppTest, id: str, name: str) -> AppTest:
    app.button(key=f"FormSubmitter:who-{id}-This is who said it").click()
    return typed(app, id, name).run()


def typed(app: AppTest, id: str, name: str) -> AppTest:
    """Send what a browser sends for a name that is none of the options."""
    box = app.selectbox(key=f"who-{id}-name")
    box.options = [*box.options, name]
    box.set_value(name)
    return app


def test_a_part_of_a_name_is_nobody_new_before_it_is_asked_who_is_meant(
    judging: Callable[..., AppTest], port: Path
) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    with open_store(port, readonly=True) as store:
        (ada,) = queries.speakers(store, Filters())[1]
    app = repaired(judging(ask=f"quote:{id}"), id, "brunel")
    assert "Who is “brunel”?" in shown(app)
    assert "None yet." in shown(app)
    app.button(key=f"meant-{id}-{ada.id}").click()
    typed(app, id, "brunel").run()
    assert "said by Ada Brunel" in shown(app)
    assert "Who is “brunel”?" not in shown(app)


def test_a_part_of_a_name_may_be_somebody_else(judging: Callable[..., AppTest]) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    app = repaired(judging(ask=f"quote:{id}"), id, "Brunel")
    app.button(key=f"meant-{id}-new").click()
    typed(app, id, "Brunel").run()
    assert "<b>said by Brunel</b>" in shown(app)


def test_a_typed_name_that_a_speaker_has_is_that_speaker(judging: Callable[..., AppTest], port: Path) -> None:
    id = corpus.quote_ids(corpus.POST)[0]
    repaired(judging(ask=f"quote:{id}"), id, "ada brunel")
    with open_store(port, readonly=True) as store:
        ((_, kept),) = judgements.history(store)
        (ada,) = queries.speakers(store, Filters())[1]
    assert (kept.right, kept.evidence) == (ada.id, "Ada Brunel")


def test_the_log_names_the_speakers_that_were_joined(visit: Open, tmp_path: Path) -> None:
    path = world.build(tmp_path / "world.db", world.singles(2))
    with open_store(path, readonly=True) as store:
        one, other = (found.id for found in queries.speakers(store, Filters())[1])
    app = visit("review", path, ask=f"speaker:{one}:{other}")
    app.text_input(key="judge-name").set_value("Mina")
    app.button(key="FormSubmitter:who-judges-Start").click().run()
    html = shown(app.button(key="answer-different").click().run())
    assert re.search("<b>two speakers</b>: “[A-Z][^”]*” “[A-Z][^”]*”<br>", html)
    assert "“Tilda Maron”" in html


def test_what_was_taken_out_while_the_page_was_open_is_not_judged(judging: Callable[..., AppTest], port: Path) -> None:
    app = judging(ask=f"quote:{corpus.quote_ids(corpus.POST)[0]}")
    with open_store(port) as store:
        takedown.take_down(store, "article", corpus.POST[1].article.id)
    html = shown(app.button(key="answer-same").click().run())
    assert 'role="alert"' in html
    assert "Written." not in html
    assert "None yet." in html
