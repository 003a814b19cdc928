"""Every regular expression of the project: those compiled while all modules are imported and the sample is read, and
those that stand as literals in functions, with the place that asked for each and the ways in which it is used.

python -m tests.attack.patterns      prints them as JSON lines
"""

import ast
import contextlib
import importlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("extract", "dashboard")
CALLS = {"compile", "match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
WAYS = {"match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
LEFT = {"extract/training", "extract/engines/dask.py", "extract/__main__.py", "dashboard/views", "dashboard/app.py"}
"""Not imported here: they need extras, or run when they are; their patterns are literals in the sources, if any."""


KNOWN_WAYS = {"dashboard/components/problems.py": "fullmatch", "dashboard/components/likenesses.py": "fullmatch"}
"""How patterns are used that go by no name of their own."""
LONGEST = {"dashboard/components/problems.py": 2_000, "dashboard/components/likenesses.py": 2_000}
"""Characters that are looked into at most, where the code says so: what the engine itself says in a line."""


@dataclass(frozen=True)
class Found:
    """A pattern as it was compiled: its source, flags, file, line, and the ways in which it is used."""

    source: str
    of_bytes: bool
    flags: int
    file: str
    line: int
    ways: tuple[str, ...]

    @property
    def pattern(self) -> "re.Pattern[str] | re.Pattern[bytes]":
        return re.compile(self.source.encode("latin-1") if self.of_bytes else self.source, self.flags)  # type: ignore[return-value]


@cache
def found() -> tuple[Found, ...]:
    """Return all patterns, collected by a fresh interpreter, and those that stand as literals in functions."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack.patterns"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    recorded = [json.loads(line) for line in done.stdout.splitlines()]
    recorded += [_literal(call) for call in calls() if call.literal is not None]
    every = {(one["source"], one["of_bytes"], one["file"], one["line"]): one for one in reversed(recorded)}
    return tuple(Found(**{**one, "ways": ways(one["file"], one["line"])}) for one in every.values())


def _literal(call: "Call") -> dict[str, object]:
    of_bytes = isinstance(call.literal, bytes)
    source = call.literal.decode("latin-1") if isinstance(call.literal, bytes) else call.literal
    return {"source": source, "of_bytes": of_bytes, "flags": 0, "file": call.file, "line": call.first}


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


@dataclass(frozen=True)
class Call:
    """A call of the module `re` in the sources: its lines, which function, and its pattern where that is a literal."""

    file: str
    first: int
    last: int
    function: str
    literal: str | bytes | None
    name: str


@cache
def calls() -> tuple[Call, ...]:
    """Return every place where the sources ask for a pattern."""
    return tuple(call for path in sources() for call in _calls(path))


def _calls(path: Path) -> Iterator[Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in CALLS
        ):
            first = node.args[0]
            literal = first.value if isinstance(first, ast.Constant) else None
            yield Call(
                str(path.relative_to(ROOT)),
                node.lineno,
                node.end_lineno or node.lineno,
                node.func.attr,
                literal,
                named.get(id(node), ""),
            )


@cache
def ways(file: str, line: int) -> tuple[str, ...]:
    """Return how the pattern that a place asks for is used; searched for, where that cannot be told."""
    if file in KNOWN_WAYS:
        return (KNOWN_WAYS[file],)
    here = [call for call in calls() if call.file == file and call.first <= line <= call.last]
    if here and here[0].function != "compile":
        return (here[0].function,)
    if not here or not here[0].name:
        return ("finditer",)
    return _used(here[0].name, file)


def _used(name: str, file: str) -> tuple[str, ...]:
    """Return the methods that are called on a name; a name that is passed on may be searched for."""
    texts = [(ROOT / file).read_text(encoding="utf-8")]
    if not name.startswith("_"):
        module = file.removesuffix(".py").replace("/", ".")
        texts += [
            text
            for path in sources()
            if re.search(rf"from {re.escape(module)} import\b", text := path.read_text(encoding="utf-8"))
        ]
    uses = [use for text in texts for use in re.findall(rf"(?<![\w.]){name}\b(\.\w+\(|(?! *=[^=]))", text)]
    methods = {use[1:-1] for use in uses if use}
    imported = sum(len(re.findall(rf"import [^\n]*\b{name}\b", text)) for text in texts[1:])
    passed_on = sum(1 for use in uses if not use) > imported
    return tuple(sorted((methods & WAYS) | ({"finditer"} if passed_on or not methods & WAYS else set())))


def main() -> None:
    """Print every pattern that is compiled on behalf of the project's own code, as JSON lines."""
    original = re._compile  # type: ignore[attr-defined]
    kept: list[dict[str, object]] = []

    def record(pattern: object, flags: object) -> object:
        frame = sys._getframe(1)
        while frame and (frame.f_code.co_filename.endswith("/re/__init__.py") or frame.f_code.co_name == "record"):
            frame = frame.f_back  # type: ignore[assignment]
        if isinstance(pattern, re.Pattern):
            pattern, flags = pattern.pattern, pattern.flags
        if frame and isinstance(pattern, str | bytes):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PACKAGES:
                kept.append(
                    {
                        "source": pattern if isinstance(pattern, str) else pattern.decode("latin-1"),
                        "of_bytes": isinstance(pattern, bytes),
                        "flags": int(flags),  # type: ignore[call-overload]
                        "file": str(path.relative_to(ROOT)),
                        "line": frame.f_lineno,
                    }
                )
        return original(pattern, flags)

    re._compile = record  # type: ignore[attr-defined]
    sys.path.insert(0, str(ROOT))
    exercise()
    re._compile = original  # type: ignore[attr-defined]
    for one in kept:
        print(json.dumps(one))


def exercise() -> None:
    """Import all modules, and read the sample from end to end."""
    for path in sources():
        name = str(path.relative_to(ROOT))
        if not any(name.startswith(left) for left in LEFT):
            importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    from extract.pipeline import extract_document, match
    from extract.readers import read

    with contextlib.redirect_stdout(io.StringIO()):
        match([extract_document(document) for document in read([str(ROOT / "data/sample")])])  # type: ignore[arg-type]
        _made_of_words()


def _made_of_words() -> None:
    """Have those patterns made that are made of the words of a message, a page or a quote."""
    from dashboard.components.problems import forms
    from dashboard.components.review_repair import places
    from extract.readers.html.authors import _and, _by, _roles
    from extract.store.anchors import _once

    forms("fr")
    places("the lock stays shut", "the lock […] shut", 0)
    _once("the lock stays shut", "the lock")
    _by()
    _and()
    _roles()


if __name__ == "__main__":
    main()
