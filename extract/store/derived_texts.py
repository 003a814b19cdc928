"""The articles that share a text, with the passages that show it."""

from collections.abc import Sequence

from extract.model import SharedText
from extract.store.connection import Store
from extract.store.tables import Rows, insert


def write_shared_texts(store: Store, texts: Sequence[SharedText]) -> None:
    """Write the groups; raises `KeyError` where one names an article that the store does not hold."""
    article = {found["id"]: found["row"] for found in store.rows("SELECT id, row FROM articles")}
    rows: Rows = []
    members: Rows = []
    passages: Rows = []
    for row, text in enumerate(texts, 1):
        rows.append((row, text.id, article[text.source], text.credit))
        members.extend((row, position, article[id]) for position, id in enumerate(text.articles))
        for position, found in enumerate(text.passages):
            places = (found.span.start, found.span.end, found.source_span.start, found.source_span.end)
            passages.append((row, position, article[found.article], *places, found.words))
    insert(store, "shared_texts", rows)
    insert(store, "shared_articles", members)
    insert(store, "shared_passages", passages)
