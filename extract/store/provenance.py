"""Where an article came from: the bytes that it was extracted from, and who read it and when."""

import hashlib
import zlib
from dataclasses import dataclass

from extract.store.connection import Store, bindable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """By what articles are read: the version of On Record (its rules), and the SHA-256 of the tagger's network.

    `model` is None where the rules served alone.
    """

    onrecord: str
    model: str | None = None


def keep_original(store: Store, original: bytes | None) -> str | None:
    """Keep bytes compressed, once however many documents share them, and return their SHA-256; None of none."""
    if original is None:
        return None
    digest = hashlib.sha256(original).hexdigest()
    if not store.one("SELECT 1 FROM originals WHERE sha256 = ?", (digest,)):
        values = (digest, len(original), zlib.compress(original))
        store.connection.execute("INSERT INTO originals (sha256, size, data) VALUES (?, ?, ?)", values)
    return digest


def note_reading(store: Store, article: int, reading: Reading, time: str) -> None:
    """Note by what the article (its row) was read, and when, in place of an earlier reading."""
    sql = "INSERT OR REPLACE INTO readings (article, time, onrecord, model) VALUES (?, ?, ?, ?)"
    store.connection.execute(sql, (article, time, bindable(reading.onrecord), reading.model))
