"""Who judges: the name that a browser keeps is a name and nothing else."""

import re
from urllib.parse import unquote

import pytest

from dashboard import judge
from tests.dashboard import world
from tests.dashboard.conftest import Open, shown

HOSTILE = "'; alert(1) </script><script>; Path=/x\r\nSet-Cookie: a=b"


@pytest.mark.parametrize("name", ["Mina Ørsted", "Émilie d’Aubervilliers", "李 小龍", HOSTILE])
def test_what_the_browser_keeps_ends_neither_the_string_nor_the_script(name: str) -> None:
    written = re.fullmatch(r"<script>document\.cookie = 'onrecord-judge=([\w.~%-]*); path=/.*", judge.script(name))
    assert written
    assert unquote(written[1]) == name


def test_nobody_is_kept_for_no_time() -> None:
    assert "onrecord-judge=; path=/; max-age=0;" in judge.script("")


def test_a_name_is_one_short_line() -> None:
    assert judge.plain("  Mina\r\n\x00 Ørsted\u202e ") == "Mina Ørsted"
    assert len(judge.plain("ab " * 100)) <= judge.LONGEST


@pytest.mark.parametrize("kept", ["%FF%00", "%u0041", "%", "a" * 5_000, "<b>", ""])
def test_a_cookie_that_somebody_else_wrote_gives_a_plain_line_at_most(monkeypatch, kept: str) -> None:
    monkeypatch.setattr(judge, "get_script_run_ctx", lambda **_: object())
    monkeypatch.setattr(judge.st, "context", type("Context", (), {"cookies": {judge.COOKIE: kept}}))
    assert judge.kept() == judge.plain(judge.kept())
    assert len(judge.kept()) <= judge.LONGEST


@pytest.fixture
def mina(visit: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a page in a browser that keeps the name Mina."""
    monkeypatch.setattr(judge, "kept", lambda: "Mina")
    return visit


def test_a_name_that_the_browser_keeps_is_not_asked_again(mina: Open) -> None:
    assert "You judge as <b>Mina</b>." in shown(mina("review"))


def test_an_article_is_corrected_under_the_name_that_was_said_in_review(mina: Open) -> None:
    app = mina("article", id=world.article_id())
    app.toggle[0].set_value(True).run()
    assert "You judge as <b>Mina</b>." in shown(app)
    assert not [field for field in app.text_input if field.key == "judge-name"]


def test_somebody_else_is_asked_who_though_the_browser_keeps_another_name(mina: Open) -> None:
    app = mina("review")
    app.button(key="not-me").click().run()
    assert app.text_input(key="judge-name").value == ""
    assert app.button(key="answer-same").disabled
