"""A table as JSON Lines: one object a row, numbers as JSON numbers, unknown as null."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extract.export.columns import Column, Row, values

ROWS_A_CHUNK = 500


def write_json_lines(rows: Iterable[Row], columns: Sequence[Column], *, base_url: str = "") -> Iterator[bytes]:
    """Yield a JSON Lines file in UTF-8 in pieces, as the rows come."""
    names = [column.name for column in columns]
    lines: list[str] = []
    for row in rows:
        lines.append(dumped(dict(zip(names, values(row, columns, base_url), strict=True))) + "\n")
        if len(lines) == ROWS_A_CHUNK:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def dumped(data: object) -> str:
    """Return one line of JSON; a lone surrogate of a broken text, which has no UTF-8, becomes U+FFFD."""
    return json.dumps(plain(data), ensure_ascii=False, allow_nan=False).encode("utf-8", "replace").decode()


def plain(value: object) -> object:
    """Return a value as JSON has it: decimals as numbers, what is no finite number as text."""
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def number(value: Decimal) -> int | float | str:
    """Return a decimal as a JSON number, or as text where no double comes near it."""
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return str(value)
    return int(value) if value == value.to_integral_value() and abs(value.adjusted()) < 40 else float(value)
