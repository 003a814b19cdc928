"""Where the browser is required, its absence is a failure, and elsewhere a skip that says why."""

import pytest

from tests.browser import conftest


@pytest.mark.parametrize(("required", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_browser_fails_where_it_is_required_and_skips_elsewhere(monkeypatch, required, outcome):
    monkeypatch.setenv("ONRECORD_REQUIRE_BROWSER", required)
    with pytest.raises(outcome, match="no browser at /nonexistent"):
        conftest.present("/nonexistent")


def test_a_missing_driver_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_REQUIRE_BROWSER", "1")
    monkeypatch.setattr(conftest, "find_spec", lambda name: None)
    with pytest.raises(pytest.fail.Exception, match="pip install"):
        conftest.present(str(tmp_path))
