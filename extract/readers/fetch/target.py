"""A web address taken apart, strictly: what browsers and libraries read in different ways is refused, not guessed."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import idna

from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.limits import Reach

LONGEST = 8_000
PORTS = {"http": 80, "https": 443}
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?([^/?#]*)([^#]*)")
_SCHEME = re.compile(r"[^/?#]*:")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# What some libraries read as a number, and so as an address, in the last place of a host.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Names of this machine or this network wherever they are looked up, and those that must not be (RFC 6761, 7686).
_LOCAL = ("localhost", "local", "localdomain", "internal", "home.arpa", "onion")
_KEPT = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom to ask for what: `host` is a name in ASCII or an address in its usual spelling, `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str
    is_address: bool = False

    @property
    def authority(self) -> str:
        """Return host and port as an address and the header Host have them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.path


def target_of(url: str, reach: Reach) -> Target:
    """Return where an address leads; raises `FetchError` where that is nowhere, or somewhere we do not go."""
    url = url.strip(" \t\r\n\f")
    if len(url) > LONGEST:
        raise _too_long()
    if _CONTROLS.search(url):
        raise _refused("the address holds control characters")
    found = _URL.match(url)
    scheme = found[1].lower() if found else ""
    if found is None or scheme not in PORTS:
        raise _refused("only addresses that begin with http:// or https:// are fetched")
    if not found[2] or not found[3]:
        raise _refused("the address names no host")
    if "@" in found[3]:
        raise _refused("the address holds a user name or a password, or is made to look as if it did")
    name, port = _parted(found[3], PORTS[scheme])
    if port not in reach.ports:
        raise _refused(f"port {port} is not asked, only {' and '.join(map(str, sorted(reach.ports)))}")
    host, is_address = _host(name)
    path = quote(found[4], safe=_KEPT, errors="replace")
    path = path if path[:1] == "/" else f"/{path}"
    target = Target(scheme=scheme, host=host, port=port, path=path, is_address=is_address)
    if len(target.url) > LONGEST:  # a letter of another script is asked for as three, or nine
        raise _too_long()
    return target


def joined(base: str, link: str) -> str:
    """Return where a link leads; one with a scheme, or that is none, comes as it is, for `target_of` to judge."""
    try:
        return link if _SCHEME.match(link) else urljoin(base, link)
    except ValueError:
        return link


def _parted(authority: str, default: int) -> tuple[str, int]:
    start = authority.rfind("]") + 1
    name, _, port = authority[start:].partition(":")
    name = authority[:start] + name
    if not port:
        return name, default
    if not re.fullmatch(r"[0-9]{1,5}", port):
        raise _refused("the port of the address is no number")
    return name, int(port)


def _host(name: str) -> tuple[str, bool]:
    """Return a host in its one spelling, and whether it is an address."""
    if name.startswith("["):
        return _address_6(name), True
    host = name.lower() if name.isascii() else _in_ascii(name)
    host = host.removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _address_4(host), True
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused("the host of the address is no name of a host")
    if any(host == suffix or host.endswith(f".{suffix}") for suffix in _LOCAL):
        raise _refused(f"{host} is a name for this machine or its own network")
    return host, False


def _in_ascii(name: str) -> str:
    """Return a name as it is looked up; an address in other characters ("①②⑦。０。０。１") comes out as one."""
    try:
        return idna.encode(name, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise _refused("the host of the address is no name of a host") from error


def _address_4(host: str) -> str:
    try:
        return str(IPv4Address(host))
    except ValueError as error:
        raise _refused("the host of the address is a number in no usual spelling") from error


def _address_6(name: str) -> str:
    try:
        if not name.endswith("]") or "%" in name:
            raise ValueError(name)
        return str(IPv6Address(name[1:-1]))
    except ValueError as error:
        raise _refused("the host of the address is a number in no usual spelling") from error


def _too_long() -> FetchError:
    return _refused(f"the address is longer than {LONGEST:,} characters")


def _refused(cause: str) -> FetchError:
    return FetchError(f"{cause}; give the address of the page as your browser shows it", lasting=True)
