"""How many mutants of a part of the code its tests kill: `python -m tests.mutation PART [--sample N --seed S]`.

Mutants are those of mutmut (`pip install mutmut`); they are made in a copy under build/mutation, and each is tried by
the tests that reach its function, in a fork of one process.
"""

import argparse
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

from tests.mutation.parts import LEFT_OUT, PARTS, ROOT, Part

SQL = re.compile(r"\b(?:select|insert|update|delete|create|drop|begin|pragma|from|order by|count|sum)\b|\brow\[")


def copied(folder: Path) -> Path:
    """Return a fresh copy of what the tests need."""
    shutil.rmtree(folder, ignore_errors=True)
    keep = shutil.ignore_patterns("__pycache__", "*.db", "browser", "benchmarks", "found")
    for name in ("extract", "tests", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=keep)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def mutated(part: Part, folder: Path) -> dict[str, str]:
    """Write the sources with all their mutants into the copy; return by mutant what it changes."""
    changes: dict[str, str] = {}
    for path in part.files():
        place = path.relative_to(ROOT)
        made = mutate_file_contents(str(place), path.read_text(encoding="utf-8"))
        (folder / place).write_text(made.code, encoding="utf-8")
        lines = made.code.splitlines()
        module = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
        spans = {name: lines[span.start - 1 : span.end] for name, span in made.line_span_by_function_name.items()}
        for name in made.mutant_names:
            short = name.rpartition(".")[2]
            before = spans.get(f"{short.rpartition('__mutmut_')[0]}__mutmut_orig", [])
            diff = difflib.unified_diff(before[1:], spans.get(short, [])[1:], n=1, lineterm="")
            changes[f"{module}.{short}"] = "\n".join(line for line in diff if not line.startswith(("---", "+++", "@@")))
    return changes


def changes_nothing(change: str) -> bool:
    """Whether a mutant writes SQL, or the column of a row, in letters of another case, which is the same to SQLite."""
    lines = [line for line in change.splitlines() if line[:1] in "-+" and "__mutmut_" not in line]
    gone, come = (sorted(line[1:].casefold() for line in lines if line[0] == sign) for sign in "-+")
    return gone == come and all(SQL.search(line) for line in gone)


def tests_of(part: Part) -> list[str]:
    files = (ROOT / "tests" / name for name in part.tests)
    found = [one for path in files for one in (sorted(path.glob("test_*.py")) if path.is_dir() else [path])]
    return [str(one.relative_to(ROOT)) for one in found if one.name not in LEFT_OUT and one.exists()]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("--sample", type=int, help="so many mutants, drawn at random; else all")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", type=Path, help="a file of mutants, one a line: those that survived before")
    parser.add_argument("--least", type=float, default=85, help="percent; where fewer are killed, the exit status is 1")
    parser.add_argument("--folder", type=Path, default=Path("build/mutation"))
    asked = parser.parse_args()
    only = asked.only.read_text() if asked.only else ""
    part, folder = PARTS[asked.part], copied((asked.folder / asked.part).resolve())
    (folder / "setup.cfg").write_text("[mutmut]\nsource_paths = extract\n")
    os.chdir(folder)  # where mutmut looks for what it is to know
    changes = mutated(part, folder)
    names = sorted(name for name in changes if not changes_nothing(changes[name]))
    if only:
        names = [name for name in only.split() if name in changes]
    elif asked.sample and asked.sample < len(names):
        names = sorted(random.Random(asked.seed).sample(names, asked.sample))
    tried = f"{len(names)} of those that are not the same SQL"
    print(f"{asked.part}: {len(changes)} mutants; tried are {tried} (seed {asked.seed})", flush=True)
    (folder / "asked.json").write_text(json.dumps({"mutants": names, "tests": tests_of(part)}))
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run([sys.executable, "-m", "tests.mutation.killing"], cwd=folder, env=environment, check=False)
    if ended.returncode:
        sys.exit(ended.returncode)
    results = [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]
    alive = [one for one in results if one["survives"]]
    for one in alive:
        print(f"\n{one['mutant']} ({one['tests']} tests)\n{changes[one['mutant']]}")
    (folder / "survivors").write_text("".join(f"{one['mutant']}\n" for one in alive))
    share = 1 - len(alive) / max(1, len(results))
    print(f"\n{asked.part}: {len(results) - len(alive)} of {len(results)} killed, {share:.1%} (seed {asked.seed})")
    sys.exit(share < asked.least / 100)


if __name__ == "__main__":
    main()
