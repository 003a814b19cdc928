"""The texts of an outlet that were zoned by what they look like, to learn what they have in common."""

from extract.store.connection import Store


def raw_texts(store: Store, outlet_id: str, limit: int) -> list[str]:
    """Return the newest texts of an outlet that came raw: neither clean nor with zones that their source gave."""
    sql = """SELECT a.text FROM articles a JOIN documents d ON d.id = a.document_id WHERE a.outlet_id = ?
        AND json_extract(d.metadata, '$.clean') IS NULL AND json_extract(d.metadata, '$.zones') IS NULL
        ORDER BY a.row DESC LIMIT ?"""
    return [str(text) for (text,) in store.rows(sql, (outlet_id, limit))]
