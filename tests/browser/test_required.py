"""Where the browser is required, its absence is a failure, and elsewhere a skip that says why."""

import os
import subprocess
import sys

import pytest

from tests.browser.serving import ROOT

TEST = "tests/browser/test_walk.py::test_the_plot_of_a_conflict_names_outlets_and_figures"


@pytest.mark.parametrize(("required", "outcome"), [("1", "1 error"), ("", "1 skipped")])
def test_a_missing_browser_fails_where_it_is_required_and_skips_elsewhere(required, outcome):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", TEST],
        env={**os.environ, "ONRECORD_CHROMIUM": "/nonexistent", "ONRECORD_REQUIRE_BROWSER": required},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == (1 if required else 0)
    assert outcome in done.stdout
    assert "no browser at /nonexistent" in done.stdout
