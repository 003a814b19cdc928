"""What was found in an article, written anew: after its zones were corrected, other quotes and claims stand in it."""

from extract.model import Extraction
from extract.store.connection import Store, bindable
from extract.store.write import add_found, mark_underived

# What matching derived of quotes and claims; the next derivation writes it anew.
HANGING = (
    ("members", "attribution", "attributions"),
    ("spoken", "attribution", "attributions"),
    ("corrected", "attribution", "attributions"),
    ("claim_facts", "claim", "claims"),
    ("corrected_claims", "claim", "claims"),
)


def replace(store: Store, extraction: Extraction, row: int) -> None:
    """Put what was found in place of what stood in the article with this row; call it within `store.writing()`.

    What is found again keeps its id, and so its judgements; matching must be derived anew.
    """
    forget_words(store, row)
    for table, column, of in HANGING:
        here = f"{column} IN (SELECT row FROM {of} WHERE article = ?)"
        store.connection.execute(f"DELETE FROM {table} WHERE {here}", (row,))
    for table in ("claims", "attributions"):
        store.connection.execute(f"DELETE FROM {table} WHERE article = ?", (row,))
    add_found(store, extraction, row)
    store.connection.execute("UPDATE articles SET note = ? WHERE row = ?", (bindable(extraction.note), row))
    store.connection.execute("DELETE FROM meta WHERE key = 'matching'")
    store.connection.execute("DELETE FROM waiting WHERE article = ?", (row,))
    mark_underived(store)


def forget_words(store: Store, row: int) -> None:
    """Take the words out of the search: a table without content is told what it had (FTS5, "delete")."""
    forget = store.connection.execute
    forget(
        """INSERT INTO attribution_words (attribution_words, rowid, text)
        SELECT 'delete', t.row, coalesce(x.text, t.text) FROM attributions t
        LEFT JOIN corrected x ON x.attribution = t.row WHERE t.article = ?""",
        (row,),
    )
    forget(
        """INSERT INTO claim_words (claim_words, rowid, sentence, entity)
        SELECT 'delete', row, sentence, coalesce(entity, '') FROM claims WHERE article = ?""",
        (row,),
    )
