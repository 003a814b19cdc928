"""The formats are stable: scripts and people elsewhere read them."""

from pathlib import Path

from tests.export.kept import KEPT, files


def test_every_file_of_an_export_is_as_it_was_kept(tmp_path: Path) -> None:
    """What is meant to change is renewed by `python -m tests.export.kept`, and looked at."""
    found = dict(files(tmp_path))
    assert set(found) == {path.name for path in KEPT.iterdir()}
    for name, text in found.items():
        assert text == (KEPT / name).read_bytes().decode(), name
