"""The words around a quote: its own sentence without what is quoted, and the sentences that lead to it."""

from extract.matching.scene import Scene, scene_of, struck
from extract.model import Span


def scene(text: str, content: str, cue: str | None, *, direct: bool = True) -> Scene:
    """Return the scene of a content, where everything between curly marks is quoted."""
    quoted, start = [], text.find("“")
    while start >= 0:
        quoted.append(Span(start + 1, text.index("”", start)))
        start = text.find("“", start + 1)
    at = text.index(content)
    return scene_of(text, struck(text, quoted), Span(at, at + len(content)), cue, direct=direct)


def test_the_own_sentence_has_no_word_of_the_quote() -> None:
    found = scene(
        "The hall was full. Mara Lind told a rally on Monday: “The mill stays open.” She left.",
        "The mill stays",
        "told",
    )
    assert found.own == "Mara Lind told a rally on Monday: “"
    assert found.before == ("The hall was full.",)


def test_what_other_people_say_in_quotes_tells_nothing() -> None:
    found = scene(
        "“I met her in June,” said Odo Vance. “The mill stays open,” Lind said.", "The mill stays open,", "said"
    )
    assert "June" not in found.own + " ".join(found.before)


def test_the_cue_between_two_halves_belongs_to_the_sentence() -> None:
    text = "“The mill,” Lind said on Radio Kessel, “stays open.”"
    assert "Radio Kessel" in scene(text, "The mill,” Lind said on Radio Kessel, “stays open.", "said").own


def test_what_follows_counts_where_the_cue_stands_there() -> None:
    behind = "“The mill stays open,” Lind wrote in a letter. It came late."
    assert scene(behind, "The mill stays open,", "wrote").own.endswith("Lind wrote in a letter.")
    before = "Lind said that the mill stays open, and the council meets on Friday."
    assert "Friday" not in scene(before, "the mill stays open", "said", direct=False).own


def test_brackets_and_the_next_sentence_are_left_out() -> None:
    text = "Lind (who was in Kessel on Friday) said: “The mill stays open.” On Sunday it burned."
    found = scene(text, "The mill stays open.", "said")
    assert "Friday" not in found.own
    assert "Sunday" not in found.own


def test_ten_megabytes_of_one_character_take_no_time() -> None:
    for sign in "“(. \n":
        text = sign * 1_000_000
        assert scene_of(text, text, Span(10, 900_000), "said", direct=True).before is not None
