"""Nothing that is read can run code: no pickle, and no model but the one whose hash is written down."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import ModelError
from extract.quotes.tagger import model

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for package in ("extract", "dashboard") for path in (ROOT / package).rglob("*.py"))
BETWEEN = ROOT / "extract/engines/answer.py"
"""Packs what a worker found for the process that began it, as `multiprocessing` does everything that it sends."""
NO_MODULE = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "joblib", "dill", "cloudpickle", "yaml", "code"}
NO_NAME = {"eval", "exec", "compile", "__import__"}
NO_KEYWORD = {"allow_pickle", "shell", "persist"}
NO_METHOD = {"read_pickle", "to_pickle", "load_module", "system", "popen"}
MAGIC = {
    b"\x80\x02": "pickle",
    b"\x80\x03": "pickle",
    b"\x80\x04": "pickle",
    b"\x80\x05": "pickle",
    b"PK\x03\x04": "archive",
    b"\x93NUMPY": "array",
    b"\x1f\x8b": "gzip",
}
READING = """
import sys
found = []
def heard(event, arguments):
    if event == "pickle.find_class":
        found.append(arguments)
sys.addaudithook(heard)
from extract.cli import main
status = main(sys.argv[1:])
print(status, len(found), found[:3], file=sys.stderr)
"""


def offences(path: Path) -> Iterator[str]:
    """Yield what in a source unpickles, evaluates or runs a shell."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module or ""}
            yield from (f"{where} {name}" for name in names if name.split(".")[0] in NO_MODULE)
        elif isinstance(node, ast.Call):
            name, named = ast.unparse(node.func), {word.arg: ast.unparse(word.value) for word in node.keywords}
            # What training left for itself is read as tensors alone.
            unsafe = name in ("torch.load", "numpy.load", "np.load") and named.get("weights_only") != "True"
            if unsafe or name in NO_NAME or name.rpartition(".")[2] in NO_METHOD or NO_KEYWORD & set(named):
                yield f"{where} {name}"


def test_no_source_unpickles_evaluates_or_runs_a_shell() -> None:
    assert len(SOURCES) > 200
    assert [told for path in SOURCES if path != BETWEEN for told in offences(path)] == []


def test_what_processes_of_one_run_send_each_other_comes_from_no_file() -> None:
    assert {told.rpartition(" ")[2] for told in offences(BETWEEN)} == {"pickle"}
    source = BETWEEN.read_text(encoding="utf-8")
    assert not [name for name in ("open(", "Path", "read_bytes", "pickle.load(", "pickle.dump(") if name in source]


def test_an_offence_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    bad = tmp_path / "bad.py"
    bad.write_text("import pickle\neval(x)\nos.system(x)\nrun(x, shell=True)\ntorch.load(x)\n", encoding="utf-8")
    assert len(list(offences(bad))) == 5


@pytest.mark.long
def test_nothing_is_unpickled_while_articles_are_read_and_stored(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    command = [sys.executable, "-c", READING, "ingest", "data/sample", "--processes", "0", "--store", str(store)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    assert done.stderr.splitlines()[-1] == "0 0 []", "its own processes apart, which pass their work on by pickle"


def test_no_file_that_comes_along_is_a_pickle() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z", "extract", "dashboard", "data"], cwd=ROOT, capture_output=True)
    names = [name for name in os.fsdecode(tracked.stdout).split("\0") if name and (ROOT / name).exists()]
    assert len(names) > 100
    told = {
        name: MAGIC.get((ROOT / name).read_bytes()[:2]) or MAGIC.get((ROOT / name).read_bytes()[:4]) for name in names
    }
    assert not {name: kind for name, kind in told.items() if kind}


@pytest.mark.parametrize("name", [model.NETWORK, model.TOKENIZER, model.MANIFEST])
def test_a_model_with_one_other_byte_is_refused(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(model.FOLDER, tmp_path / "model")
    assert model.checked(folder)
    whole = bytearray((folder / name).read_bytes())
    at = whole.index(b"sha256") if name == model.MANIFEST else len(whole) // 2
    whole[at] ^= 1
    (folder / name).write_bytes(whole)
    with pytest.raises(ModelError, match=r"is not the file that its manifest names|cannot be read"):
        model.checked(folder)


def test_the_models_hashes_are_those_of_its_files() -> None:
    hashes = json.loads((model.FOLDER / model.MANIFEST).read_text(encoding="utf-8"))["sha256"]
    assert set(hashes) == {model.NETWORK, model.TOKENIZER}
    for name, told in hashes.items():
        assert hashlib.sha256((model.FOLDER / name).read_bytes()).hexdigest() == told
