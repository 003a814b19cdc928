"""Files that the server streams as they are made: what filters leave, in any format, whatever its length.

Streamlit keeps a download whole in memory; a route beside its pages does not. An address there is signed with a key of
this process and lapses, so that only a page that somebody was shown leads to a file; where a login is asked for, only
in the browser that holds the login which the page was shown to.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urljoin

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import login
from dashboard.components import problems
from dashboard.words import N_, catalogue
from extract.errors import OnRecordError
from extract.export.formats import FORMATS, write
from extract.export.package import provenance
from extract.store import open_store, queries
from extract.store.queries import Filters

PATH = "download"
LASTS = 12 * 3600  # seconds that an address is good for
ALL = Filters()
LAPSED = N_("This address has lapsed. Go back to the page and ask again.")
_KEY = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: quotes, claims or all, in a format, of what the filters leave; `base_url` is for links."""

    what: str
    format: str
    filters: Filters = ALL
    checkworthy: bool | None = None
    base_url: str = ""

    @property
    def name(self) -> str:
        return f"onrecord-{self.what}.{FORMATS[self.format].suffix}"


def address(order: Order, store: Path, holder: str = "") -> str:
    """Return the relative address that the file is streamed from, for half a day; `holder` of a login alone may ask."""
    asked = json.dumps({**asdict(order), "store": str(store), "until": int(time.time()) + LASTS, "holder": holder})
    packed = base64.urlsafe_b64encode(asked.encode("utf-8", "surrogatepass")).decode()
    return f"{PATH}/{order.name}?{urlencode({'order': packed, 'seal': _seal(packed)})}"


def pieces(order: Order, path: Path) -> Iterator[bytes]:
    """Yield the file in pieces, of one revision of the store; raises `StoreError` before the first."""
    with open_store(path, readonly=True) as store, store.snapshot():
        rows = partial(queries.table_rows, store, filters=order.filters, checkworthy=order.checkworthy)
        origin = provenance(order.what, order.filters, queries.revision(store))
        yield from write(order.what, order.format, rows, origin, base_url=order.base_url)


async def stream(request: Request) -> Response:
    """Answer with the file that a sealed address orders; with one line where it cannot."""
    holder = login.holder(request.cookies)
    found = _opened(request.query_params.get("order", ""), request.query_params.get("seal", ""), holder)
    if found is None:
        return _refused(LAPSED, 403, request)
    order, store = found
    # A store belongs to the thread that opened it, so one thread makes all pieces of a file.
    maker = ThreadPoolExecutor(1)
    made = pieces(order, store)
    try:
        first = await asyncio.get_running_loop().run_in_executor(maker, next, made, b"")
    except OnRecordError as error:
        maker.shutdown(wait=False)
        return _refused(str(error), 503, request)
    headers = {"Content-Disposition": f'attachment; filename="{order.name}"', "Cache-Control": "no-store"}
    media_type = FORMATS[order.format].media_type
    return StreamingResponse(_rest(first, made, maker), media_type=media_type, headers=headers)


def _refused(line: str, status: int, request: Request) -> PlainTextResponse:
    """Return a line in the browser's language: no page is drawn that would know its own."""
    language = "fr" if request.headers.get("accept-language", "").lower().startswith("fr") else "en"
    said = catalogue("fr").get(line) or problems.translated(line, "fr") if language == "fr" else None
    return PlainTextResponse(f"{said or line}\n", status_code=status, headers={"Content-Language": language})


async def _rest(first: bytes, made: Iterator[bytes], maker: ThreadPoolExecutor) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    piece: bytes | None = first
    try:
        while piece is not None:
            if piece:
                yield piece
            piece = await loop.run_in_executor(maker, next, made, None)
    finally:
        # Whoever asked may have gone away; the thread that opened the store closes it.
        maker.submit(cast(Any, made).close)
        maker.shutdown(wait=False)


def _seal(packed: str) -> str:
    return hmac.new(_KEY, packed.encode(), hashlib.sha256).hexdigest()


def _opened(packed: str, seal: str, holder: str) -> tuple[Order, Path] | None:
    """Return the order and the store of an address; None where it is not ours, has lapsed, or is another login's."""
    if not hmac.compare_digest(_seal(packed).encode(), seal.encode("utf-8", "replace")):
        return None
    try:
        asked = json.loads(base64.urlsafe_b64decode(packed))
    except (binascii.Error, ValueError):
        return None
    if asked.pop("until") < time.time() or asked.pop("holder") != holder:
        return None
    store = Path(asked.pop("store"))
    filters = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.pop("filters").items()}
    return Order(**asked, filters=Filters(**filters)), store


def base_url(page: str | None) -> str:
    """Return the dashboard's address as the browser knows it, with its last slash; "" where it is not known."""
    return urljoin(page, "./") if page else ""


# Behind a proxy the pages may have a path of their own, which Streamlit puts before its routes and not before ours.
ROUTES = [Route(f"/{PATH}/{{name}}", stream), Route(f"/{{base:path}}/{PATH}/{{name}}", stream)]
