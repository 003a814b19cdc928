"""Fuzz one target, guided by the coverage of our code: `python -m tests.fuzz TARGET --seconds N`.

What breaks a promise is shrunk and written to build/fuzz/TARGET/found; the run goes on. Needs atheris (`pip install
atheris`), which the tests themselves do not.
"""

import argparse
import hashlib
import os
import sys
import time
from pathlib import Path
from typing import NoReturn

import atheris

# Code whose branches guide the mutations: ours, and the libraries in Python that take the bytes apart for it.
GUIDED = ["extract", "feedparser", "warcio", "email", "zipfile", "mailbox", "csv", "idna"]
# Instrumented code takes about so much longer.
SLOWNESS = 4.0
# Every so manyth input is tried again, repeated up to this size: what takes time by the square shows.
EVERY, LONG = 400, 60_000

with atheris.instrument_imports(include=GUIDED, enable_loader_override=False):
    from tests.fuzz.findings import broken_by, shrunk
    from tests.fuzz.targets import TARGETS, Target


class Run:
    """What one run has tried and found."""

    def __init__(self, name: str, folder: Path, seconds: float) -> None:
        self.name, self.target, self.folder = name, TARGETS[name], folder / "found"
        self.tried = 0
        self.known: set[str] = set()
        self.seconds, self.started = seconds, time.process_time()

    def one(self, data: bytes) -> None:
        """Try an input, as libFuzzer calls it; what breaks is kept once a cause."""
        self.tried += 1
        self._try(data)
        if self.tried % EVERY == 0 and len(data) > 8:
            self._try(data[:8] + data[8:] * (LONG // len(data)))
        if time.process_time() - self.started > self.seconds:
            self._end()

    def _try(self, data: bytes) -> None:
        told = broken_by(self.target.check, data, SLOWNESS)
        if told is not None and told not in self.known:
            self.known.add(told)
            self._keep(data, told)

    def _keep(self, data: bytes, told: str) -> None:
        if told not in ("too slow", "too large"):
            data = shrunk(self.target.check, data, told)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / hashlib.sha256(data).hexdigest()[:12]
        path.write_bytes(data)
        print(f"FOUND {self.name}: {told}\n  {path} {data[:80]!r}", file=sys.stderr, flush=True)

    def _end(self) -> NoReturn:
        """Say what came of it, and end: libFuzzer gives control back to nobody."""
        seconds = time.process_time() - self.started
        print(f"{self.name}: {self.tried:,} inputs in {seconds:.0f} s of CPU, {len(self.known)} findings", flush=True)
        os._exit(1 if self.known else 0)


def seeded(target: Target, name: str, folder: Path) -> Path:
    """Write what the mutations start from, and the words worth trying; return the folder of the first."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in target.words)
    (folder / "words").write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    return corpus


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=600, help="of CPU")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000, help="of the mutations; printed")
    parser.add_argument("--longest", type=int, default=8_192, help="bytes of an input")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args()
    folder = asked.folder / asked.target
    run = Run(asked.target, folder, asked.seconds)
    corpus = seeded(run.target, asked.target, folder)
    print(f"{asked.target}: seed {asked.seed}, {asked.seconds} s", flush=True)
    with atheris.instrument_imports(include=GUIDED, enable_loader_override=False):
        for data in run.target.seeds():  # loads what is loaded with a first source, so that it is guided too
            run.one(data)
    options = [f"-seed={asked.seed}", f"-max_len={asked.longest}", "-verbosity=0"]
    options += ["-timeout=60", "-rss_limit_mb=3000", f"-artifact_prefix={folder}/"]
    options += [f"-dict={folder / 'words'}"] if run.target.words else []
    atheris.Setup([sys.argv[0], *options, str(corpus)], run.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
