"""Which IP addresses are of the public internet, and so may be asked by a program that is told where to go.

After the registries of special-purpose addresses of IANA (RFC 6890 and its updates, as of 2025).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from extract.readers.fetch.errors import FetchError

Address = IPv4Address | IPv6Address

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared between a carrier and its customers
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a public number that a cloud gives its own machinery
        "169.254.0.0/16",  # link-local, metadata of clouds among it
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# All that is given out for the public internet. So ::1, mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48),
# local (fc00::/7), link-local (fe80::/10) and multicast (ff00::/8) addresses are out without being named.
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which holds an IPv4 address
        "2620:4f:8000::/48",  # sinks of reverse look-ups
        "3fff::/20",  # documentation
    )
)
# What the last half of an address begins with whose last 32 bits are an IPv4 address (ISATAP, RFC 5214).
_ISATAP = {0x0000_5EFE, 0x0200_5EFE}


def is_public(address: str) -> bool:
    """Whether an address in its usual spelling is of the public internet; what is no address is not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_4)
    if parsed.scope_id is not None or parsed not in _PUBLIC_6:
        return False
    embeds = (int(parsed) >> 32) & 0xFFFF_FFFF in _ISATAP
    return not embeds and not any(parsed in network for network in _NOT_PUBLIC_6)


def refuse_private(host: str, addresses: list[str], allowed: frozenset[str]) -> None:
    """Raise `FetchError` where any address of a host is not public; one is enough to show what the host is for."""
    for address in addresses:
        if address not in allowed and not is_public(address):
            where = host if host == address else f"{host} ({address})"
            raise FetchError(
                f"{where} is no address of the public internet; save the page and give its file", lasting=True
            )
