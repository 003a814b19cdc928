"""Style sheets go over the wire without what only people read."""

import pytest

from dashboard.components.looks import FOLDER, sheet


@pytest.mark.parametrize("name", ["style.css", "review.css"])
def test_a_sheet_keeps_every_rule_and_no_comment(name: str) -> None:
    written, sent = (FOLDER / name).read_text(encoding="utf-8"), sheet(name)
    assert written.count("{") == sent.count("{") > 5
    assert written.count("/*") > 0 == sent.count("/*") == sent.count("*/")
    assert all(line == line.strip() != "" for line in sent.splitlines())
