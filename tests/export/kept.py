"""The files that an export of the small store is, as they were looked at; `python -m tests.export.kept` renews them.

Scripts outside the project read these formats; a change of one is seen here, and is meant or is a mistake.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from extract.export import dossier, dossier_html
from extract.export.csv import write_csv
from extract.export.formats import write
from extract.store.queries.results import Entry, Source
from tests.export.filled import MADE, filled, rows

KEPT = Path(__file__).parent / "kept"
DESK = "http://desk.example/"
SOURCES = (
    Source(
        outlet="The Estuary Post",
        title="No sailing before the test",
        date="2026-05-03",
        language="en",
        uri="https://post.example/boats#top",
        article_id="a1",
        start=17,
        end=65,
        words="we will not sail before every lifeboat is tested",
        kind="direct",
        speaker="Ada Brunel",
    ),
    Source(
        outlet=None,
        title=None,
        date=None,
        language=None,
        uri="ledger.txt",
        article_id="a 2",
        start=3,
        end=9,
        words="they would not sail",
        kind="direct",
        speaker=None,
    ),
)
ENTRIES = (
    Entry(
        kind="statement", thing="s1", text=SOURCES[0].words, language="en", quote_kind="direct", speaker="Ada Brunel",
        speaker_id="ada", sources=SOURCES, note="Ask her <again>.",
    ),
    Entry(
        kind="claim", thing="c1", text="About 800 passengers wait.", language=None, quote_kind="", figure="800",
        speaker=None, speaker_id=None, sources=SOURCES[1:], note="", merged=True,
    ),
    Entry(
        kind="passage", thing="p1", text="The quay is closed.", language="en", quote_kind="", speaker=None,
        speaker_id=None, sources=(), note="", gone=True,
    ),
)  # fmt: skip


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    with filled(folder) as store:
        for what, format, url in (
            ("quotes", "csv", DESK), ("quotes", "csv-plain", ""), ("claims", "csv", ""), ("quotes", "jsonl", DESK),
            ("claims", "jsonl", ""), ("all", "jsonld", DESK), ("quotes", "jsonld", ""),
        ):  # fmt: skip
            yield (
                f"{what}{'-desk' if url else ''}.{format}",
                _text(write(what, format, rows(store), MADE, base_url=url)),
            )
        package = ZipFile(io.BytesIO(b"".join(write("all", "zip", rows(store), MADE, base_url=DESK))))
        for name in package.namelist():
            yield f"all-{name}", package.read(name).decode()
    yield (
        "dossier.html",
        _text(dossier_html.document("Boats", "Both sides.", "3 things", ENTRIES, str, str, base_url=DESK)),
    )
    yield "dossier.csv", _text(write_csv(dossier.rows("Boats", ENTRIES), dossier.COLUMNS, base_url=DESK))


def _text(pieces: Iterator[bytes]) -> str:
    return b"".join(pieces).decode()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for name, text in files(Path(folder)):
            (KEPT / name).write_bytes(text.encode())
