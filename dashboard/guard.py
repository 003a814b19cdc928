"""What is refused before Streamlit sees it: requests of other sites' pages, and files without the login; and what
browsers are told of every answer: to show it in no frame of another site, and to ask no other site for anything.

Streamlit, asked by a page of an origin that it does not know, looks up this machine's address on the internet to
compare it, and everything waits meanwhile; and it keeps what is uploaded to any visit, with a login or without.
"""

from http.cookies import CookieError
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import login
from dashboard.streams import PATH

FILES = ("/media/", "/_stcore/upload_file/", "/_stcore/agent/", f"/{PATH}/")
"""Where files come and go beside the pages, whose own login is asked of each visit."""
POLICY = (
    # Streamlit's own page has scripts and styles in it, and makes some as it runs.
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss: data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
TOLD = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
"""Headers of every answer. Within a frame of another site's page, a click there could be a judgement here; and what
somebody searches for, or where the newsroom's archive is, concerns no outlet whose page they go on to."""


class Guard:
    """Middleware around all routes: what it refuses gets 403, and what goes out carries `TOLD`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        send = told(send)
        if scope["type"] not in ("http", "websocket") or not (reason := refused(HTTPConnection(scope))):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": reason})
        else:
            await PlainTextResponse(f"{reason}\n", status_code=403)(scope, receive, send)


def told(send: Send) -> Send:
    """Return what sends an answer with `TOLD` among its headers."""
    names = {name for name, _ in TOLD}

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
            message = {**message, "headers": [*own, *TOLD]}
        await send(message)

    return sent


def refused(request: HTTPConnection) -> str:
    """Return why a request is refused; "" where it is not."""
    origin = request.headers.get("origin")
    if origin is not None and not known(origin, st.get_option("server.allowedHosts")):
        return "This request comes from a page of another site."
    if any(part in request.scope["path"] for part in FILES) and not login.admitted(_cookies(request)):
        return "Log in on a page of On Record first."
    return ""


def known(origin: str, hosts: list[str]) -> bool:
    """Return whether the origin of a page is a host that the dashboard is reached by; all are, without any."""
    try:
        name = urlsplit(origin).hostname or ""
    except ValueError:
        return False
    patterns = [host.strip().lower().rstrip(".") for host in hosts]
    return not hosts or any(
        pattern == "*" or name == pattern or (pattern.startswith("*.") and name.endswith(pattern[1:]))
        for pattern in patterns
    )


def _cookies(request: HTTPConnection) -> dict[str, str]:
    try:
        return request.cookies
    except CookieError:
        return {}
