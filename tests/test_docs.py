"""What the documentation says is what there is."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [line.split("  #")[0].strip() for block in BLOCKS[2:] for line in block.splitlines()]


def test_ci_runs_the_test_command_as_the_readme_gives_it() -> None:
    assert BLOCKS[1].strip() in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_both_start_commands_are_one_line() -> None:
    assert [block.strip().count("\n") for block in BLOCKS[:2]] == [0, 0]
    assert "streamlit run dashboard/app.py" in BLOCKS[0]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder like a user's own: articles of theirs, nothing else."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "data/sample", folder / "my-articles")
    text = 'The port will open on Monday. "We are ready," said Ada Brunel, the harbour master.\n'
    (folder / "release.txt").write_text(text, encoding="utf-8")
    return folder


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the README with `onrecord` meaning the one that is tested."""
    line = re.sub(r"\bonrecord\b", f"{shlex.quote(sys.executable)} -m extract", line, count=1)
    environment = {**os.environ, "ONRECORD_STORE": str(folder / "store.db"), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_every_command_of_the_readme_runs(desk: Path) -> None:
    served = [line for line in COMMANDS if line.startswith("onrecord serve")]
    assert len(COMMANDS) >= 8
    assert len(served) == 2, "tests/browser and tests/attack open the dashboard"
    for line in COMMANDS:
        if line not in served:
            done = run(line, desk)
            assert done.returncode == 0, (line, done.stderr)
    assert (desk / "claims.csv").read_bytes().count(b"\n") > 10
    assert (desk / "matched.jsonl").read_text(encoding="utf-8").count('"type": "statement"') > 3


def test_help_names_every_command_and_each_explains_itself(desk: Path) -> None:
    text = run("onrecord --help", desk).stdout
    for command in ("ingest", "watch", "extract", "match", "export", "serve", "doctor"):
        assert re.search(rf"^\s+{command}\s+\w", text, flags=re.MULTILINE), command
        assert run(f"onrecord {command} --help", desk).returncode == 0
