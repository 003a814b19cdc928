"""The import rules of extract/README.md, read from the sources."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "extract").rglob("*.py")) + sorted((ROOT / "dashboard").rglob("*.py"))

BASE = {"model", "errors"}
DATA = BASE | {"jsonlines", "lang", "verdicts"}
READ = DATA | {"dates", "readers", "article", "nlp"}
FIND = READ | {"quotes", "claims"}
JOIN = FIND | {"speakers", "matching"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "lang": BASE,
    "verdicts": {"model"},
    "jsonlines": BASE,
    "dates": DATA,
    "readers": DATA | {"dates"},
    "article": DATA | {"dates"},
    "nlp": DATA,
    "quotes": READ,
    "claims": READ,
    "training": FIND,
    "speakers": FIND,
    "matching": FIND,
    "store": BASE,
    "engines": BASE,
    "export": BASE,
    "pipeline": JOIN | {"store", "engines", "export"},
    "intake": JOIN | {"store", "engines", "export", "pipeline"},
    "cli": JOIN | {"store", "engines", "export", "pipeline", "intake", "training"},
    "__main__": {"cli"},
    "__init__": JOIN | {"pipeline", "intake", "store", "export"},
    "dashboard": BASE | {"store", "export", "__init__"},
}
ONLY_IN = {
    "spacy": "extract/nlp.py",
    "sqlite3": "extract/store",
    "streamlit": "dashboard",
    "plotly": "dashboard",
    "torch": "extract/training",
}


def unit_of(path: Path) -> str:
    """Return the unit of the plan that a source file belongs to."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "dashboard" if parts[0] == "dashboard" else parts[1]


def imported(path: Path) -> set[str]:
    """Return the dotted names of all modules that a file imports, wherever in the file it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names.add(module)
            if module == "extract":
                names |= {f"extract.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_the_plan_allows(path: Path) -> None:
    unit = unit_of(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "extract":
            target = parts[1] if len(parts) > 1 else "__init__"
            if target not in MAY_IMPORT and len(parts) == 2:
                target = "__init__"  # a public name of the package
            if target == "__init__" and unit != "dashboard":
                continue
            assert target == unit or target in MAY_IMPORT[unit], f"{unit} must not import {name}"
        place = ONLY_IN.get(parts[0])
        assert place is None or str(path.relative_to(ROOT)).startswith(place), f"only {place} imports {parts[0]}"


def test_the_model_needs_only_the_standard_library() -> None:
    for name in imported(ROOT / "extract/model.py"):
        assert name.split(".")[0] in sys.stdlib_module_names


def test_only_one_module_of_the_command_line_prints() -> None:
    printing = ROOT / "extract/cli/printing.py"
    assert "print" in printing.read_text("utf-8")
    for path in SOURCES:
        if path == printing:
            continue
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        assert not any(isinstance(func, ast.Name) and func.id == "print" for func in calls), path


def test_the_public_names_are_a_dozen_at_most_and_all_there() -> None:
    import extract

    names = [name for name in extract.__all__ if not name.startswith("_")]
    assert len(names) <= 12
    assert all(getattr(extract, name) for name in names)
