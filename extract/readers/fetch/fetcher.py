"""One fetcher for all that comes from the web."""

import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from http.client import HTTPMessage

from extract.readers.fetch.addresses import refuse_private
from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.limits import Clock, Deadline, Limits, Reach
from extract.readers.fetch.names import Resolver, addresses_of, system_addresses
from extract.readers.fetch.pace import Pace
from extract.readers.fetch.patience import Patience
from extract.readers.fetch.robots import AGENT, Robots
from extract.readers.fetch.target import Target, joined, target_of
from extract.readers.fetch.wire import Answer, Connector, connect, exchange

DEFAULT_LIMITS = Limits()
PUBLIC = Reach()
ROBOTS_LIMITS = Limits(packed=1_000_000, plain=1_000_000)
_MOVED = {301, 302, 303, 307, 308}
_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_BY_HAND = "open it in a browser, and give the address it ends at"
_CAUSES = {
    401: "the page is for those who log in (status 401)",
    402: "the page is for those who pay (status 402)",
    403: "the site does not give the page to programs (status 403)",
    404: "there is no such page (status 404)",
    410: "the page was taken away (status 410)",
    429: "the site has had too many requests (status 429)",
    451: "the site may not show the page here (status 451)",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server told of a version of a page, to ask later whether there is another one."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


NONE = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: `url` is where redirects led, `asked` where they began; `body` is plain.

    `status` is 304 and the body empty where the validators still hold. `media_type` and `charset` are in lower case as
    the server said them, None where it did not; `fetched_at` is ISO, in UTC.
    """

    url: str
    asked: str
    status: int
    media_type: str | None
    charset: str | None
    body: bytes
    fetched_at: str
    validators: Validators = NONE


class Fetcher:
    """Fetches public web addresses politely, within limits; one for a run, since it remembers what sites ask of it.

    It never goes to an address that is not public, follows no proxy of the environment, and sends no cookies.
    `resolver`, `connector`, `clock` and `sleep` are for tests.
    """

    def __init__(
        self,
        limits: Limits = DEFAULT_LIMITS,
        reach: Reach = PUBLIC,
        *,
        resolver: Resolver = system_addresses,
        connector: Connector = connect,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits, self._reach = limits, reach
        self._resolver, self._connector, self._clock = resolver, connector, clock
        self._pace, self._robots, self._patience = Pace(clock, sleep), Robots(), Patience()
        self._given_tls = tls

    def fetch(self, url: str, validators: Validators = NONE) -> Fetched:
        """Return what an address gives; raises `FetchError` where that is nothing to read."""
        deadline = Deadline(self._limits.seconds, self._clock)
        target, answer = self._followed(url, self._limits, deadline, _conditions(validators), self._obey)
        if not 200 <= answer.status < 300 and not (answer.status == 304 and validators):
            raise _unwelcome(answer.status)
        if not answer.body and answer.status != 304:
            raise FetchError("the server sent nothing; open it in a browser, and save it")
        return Fetched(
            url=target.url,
            asked=url,
            status=answer.status,
            media_type=answer.headers.get_content_type() if "Content-Type" in answer.headers else None,
            charset=answer.headers.get_content_charset(),
            body=answer.body,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            validators=_validators(answer.headers),
        )

    def _followed(
        self,
        url: str,
        limits: Limits,
        deadline: Deadline,
        headers: dict[str, str],
        check: Callable[[Target, Deadline], None],
    ) -> tuple[Target, Answer]:
        """Return the last of the places that redirects lead to, and its answer."""
        seen: set[str] = set()
        for _ in range(limits.redirects + 1):
            target = target_of(url, self._reach)
            if target.url in seen:
                raise FetchError(f"its redirects lead in a circle; {_BY_HAND}")
            seen.add(target.url)
            check(target, deadline)
            answer = self._answer(target, limits, deadline, headers)
            location = answer.headers.get("Location")
            if answer.status not in _MOVED or not location:
                return target, answer
            url = _redirected(target.url, location)
        raise FetchError(f"it redirects more than {limits.redirects} times; {_BY_HAND}")

    def _answer(self, target: Target, limits: Limits, deadline: Deadline, headers: dict[str, str]) -> Answer:
        self._patience.check(target.host)
        # The one look-up of this hop: what is checked is what is connected to.
        literal = [target.host] if target.is_address else None
        addresses = literal or addresses_of(target.host, target.port, self._resolver, deadline)
        refuse_private(target.host, addresses, self._reach.addresses)
        deadline.extend(self._pace.wait(target.host))
        # To load what a machine trusts takes a tenth of a second: only where it is needed.
        tls = self._tls if target.scheme == "https" else None
        sent = {"User-Agent": _agent(), "Accept": _ACCEPTED, "Accept-Encoding": "gzip", **headers}
        try:
            answer = exchange(target, addresses, sent, limits, deadline, self._connector, tls)
        except FetchError as error:
            if not error.lasting:  # what is too large is no fault of its host
                self._patience.failed(target.host)
            raise
        self._patience.answered(target.host, answer.status)
        return answer

    def _obey(self, target: Target, deadline: Deadline) -> None:
        """Raise `FetchError` where the site does not want the page read, and keep to the pace that it asks for."""

        def ask(url: str) -> tuple[int, bytes]:
            limits = replace(ROBOTS_LIMITS, redirects=self._limits.redirects)
            answer = self._followed(url, limits, deadline, {}, lambda target, deadline: None)[1]
            return answer.status, answer.body

        delay = self._robots.refuse(target, ask)
        if delay is not None:
            self._pace.slow(target.host, delay)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Return how certificates are checked, with the authorities that this machine trusts."""
        return self._given_tls or ssl.create_default_context()


def _agent() -> str:
    from extract import __version__  # not while extract itself is loaded

    return f"{AGENT}/{__version__} (reads news articles for research; keeps to robots.txt)"


def _conditions(validators: Validators) -> dict[str, str]:
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _validators(headers: HTTPMessage) -> Validators:
    """Return the validators of an answer that can be sent back as they came."""
    etag, modified = (headers.get(name) for name in ("ETag", "Last-Modified"))
    return Validators(etag=_sendable(etag), last_modified=_sendable(modified))


def _sendable(value: str | None) -> str | None:
    return value if value and len(value) < 1000 and value.isascii() and value.isprintable() else None


def _redirected(base: str, location: str) -> str:
    """Return where a redirect leads; header bytes that are UTF-8 are read as such."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return joined(base, location)


def _unwelcome(status: int) -> FetchError:
    cause = _CAUSES.get(status, f"the server answered with status {status}")
    lasting = 400 <= status < 500 and status not in (408, 425, 429)
    remedy = "open it in a browser, and save it" if lasting else "try again later"
    return FetchError(f"{cause}; {remedy}", lasting=lasting)
