"""How sure is sure."""

from hypothesis import given
from hypothesis import strategies as st

from extract.model import Attribution, Span
from extract.training.calibrate import right, table

QUOTE = {"content": [[0, 10]], "cue": [[11, 15]], "speaker": [[16, 20]]}


def found(content: Span, source: Span | None) -> Attribution:
    sources = () if source is None else (source,)
    return Attribution(
        id="x", article_id="a", kind="direct", content=(content,), cue=(), source=sources, confidence=0.5, rule="tagger"
    )


def test_right_is_nearly_the_same_content_with_a_source_that_meets() -> None:
    assert right(found(Span(0, 9), Span(18, 22)), [QUOTE])
    assert not right(found(Span(0, 5), Span(18, 22)), [QUOTE])
    assert not right(found(Span(0, 10), Span(21, 25)), [QUOTE])
    assert not right(found(Span(0, 10), None), [QUOTE])


def test_silence_about_the_source_is_right_where_there_is_none() -> None:
    assert right(found(Span(0, 10), None), [{**QUOTE, "speaker": []}])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=400))
def test_a_higher_score_never_means_less(scored: list[tuple[float, bool]]) -> None:
    steps = table(scored)
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert all(0 < share < 1 for _, share in steps)


def test_the_table_tells_the_share_that_was_right() -> None:
    scored = [(0.2, number % 4 == 0) for number in range(100)] + [(0.9, number % 10 > 0) for number in range(100)]
    steps = dict(table(scored))
    assert abs(steps[0.2] - 0.25) < 0.02
    assert abs(steps[0.9] - 0.9) < 0.02
