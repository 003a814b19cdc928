"""Articles written for training, with their marks."""

from pathlib import Path

import pytest

from extract.errors import TrainingError
from extract.training.marked import marked

ARTICLE = "=== one\nTitre\n\n" + (
    "<q1>« Oui »</q1>, <c1>a dit</c1> <s1>Ève</s1>, <q1>« enfin »</q1>. <s2>Il</s2> <c2>veut</c2> <o2>partir</o2>.\n"
)


def read(tmp_path: Path, content: str) -> list[dict[str, object]]:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    return list(marked(path))


def test_marks_become_spans_of_the_text_without_them(tmp_path: Path) -> None:
    (one,) = read(tmp_path, ARTICLE)
    assert one["text"] == "Titre\n\n« Oui », a dit Ève, « enfin ». Il veut partir.\n"
    assert one["quotes"] == [
        {
            "content": [[7, 14], [27, 36]],
            "cue": [[16, 21]],
            "speaker": [[22, 25]],
            "speech": True,
            "source_marked": True,
        },
        {"content": [[46, 52]], "cue": [[41, 45]], "speaker": [[38, 40]], "speech": False, "source_marked": True},
    ]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<q1>Oui</q2>", "</q2> is out of place"),
        ("<q1>Oui <s1>Ève</s1></q1>", "<s1> is out of place"),
        ("<q1>Oui", "<q1> is never closed"),
        ("<s1>Ève</s1> parle", "attribution 1 has no content"),
    ],
)
def test_a_faulty_mark_is_named_with_its_article(tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(TrainingError, match=r"a\.txt, two: ") as caught:
        read(tmp_path, f"=== two\n{body}\n")
    assert complaint in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"none\.txt: cannot be read"):
        list(marked(tmp_path / "none.txt"))
