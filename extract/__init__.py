"""On Record's engine: who said what, in which words, where; which numbers were claimed, and where they disagree.

The public names are loaded when they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

_HOME = {
    "read": "extract.readers",
    "read_bytes": "extract.readers",
    "extract_document": "extract.pipeline",
    "match": "extract.pipeline",
    "derive": "extract.pipeline",
    "ingest": "extract.intake",
    "rezone": "extract.pipeline",
    "word_diff": "extract.matching.variation",
    "aligned": "extract.matching.variation",
    "default_encoder": "extract.matching.encoder",
    "reason_missing": "extract.matching.encoder",
    "as_clause": "extract.matching.openings",
}

__all__ = ["__version__", *_HOME]  # the names are strings, above


def __getattr__(name: str) -> Any:
    if name == "__version__":
        try:
            return version("onrecord")
        except PackageNotFoundError:
            return "unknown"
    if name not in _HOME:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
