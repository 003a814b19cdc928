"""The store: one SQLite file. `write` adds to it, `queries` reads from it, `judgements` keeps what people decided."""

from extract.store.connection import Store, open_store

__all__ = ["Store", "open_store"]
