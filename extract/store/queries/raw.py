"""The texts of an outlet that were zoned by what they look like, to learn what they have in common."""

import json

from extract.store.connection import Store


def raw_texts(store: Store, outlet_id: str, limit: int) -> list[str]:
    """Return the newest texts of an outlet that came raw: neither clean nor with zones that their source gave."""
    sql = """SELECT a.text FROM articles a JOIN documents d ON d.id = a.document_id WHERE a.outlet_id = ?
        AND json_extract(d.metadata, '$.clean') IS NULL AND json_extract(d.metadata, '$.zones') IS NULL
        ORDER BY a.row DESC LIMIT ?"""
    return [str(text) for (text,) in store.rows(sql, (outlet_id, limit))]


def taken_out(store: Store, outlet_id: str) -> list[str]:
    """Return the stretches of an outlet's articles that a person said are furniture where the machine read body."""
    sql = """SELECT a.text, a.zones, z.zones AS read FROM zonings z JOIN articles a ON a.row = z.article
        WHERE z.author = '' AND a.zones <> z.zones AND a.outlet_id = ? ORDER BY z.row"""
    return [stretch for row in store.rows(sql, (outlet_id,)) for stretch in _furniture(*row)]


def _furniture(text: str, zones: str, read: str) -> list[str]:
    body = [(start, end) for kind, start, end in json.loads(read) if kind == "body"]
    gone = [(start, end) for kind, start, end in json.loads(zones) if kind in ("chrome", "teaser")]
    both = [(max(a, c), min(b, d)) for a, b in body for c, d in gone]
    return [text[start:end] for start, end in both if text[start:end].strip()]
