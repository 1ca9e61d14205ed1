"""Which addresses may be asked: public ones, checked after DNS and at each redirect, so that no name can turn inwards."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

from aiohttp.abc import AbstractResolver, ResolveResult

Lookup = Callable[[str, int], Awaitable[list[str]]]
# addresses of IPv6 that carry one of IPv4 inside: translated (RFC 6052)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(OSError):
    """A name stands for an address that is not public."""


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet; an IPv4 address inside an IPv6 one counts as itself."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def is_private_literal(host: str) -> bool:
    """Whether a host is written as an address that is not public; names are judged after DNS."""
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return False


async def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system tells them. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Resolver(AbstractResolver):
    """Names to addresses for aiohttp; raises Refused where any address of a name is not public and that was not allowed."""

    def __init__(self, lookup: Lookup, *, allow_private: bool) -> None:
        self._lookup, self._allow_private = lookup, allow_private

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The addresses of a host."""
        found = await self._lookup(host, port)
        inward = [address for address in found if not is_public(address)]
        if inward and not self._allow_private:
            raise Refused(f"{host} is {inward[0]}")
        return [_result(host, address, port=port) for address in found]

    async def close(self) -> None:
        """Nothing is held."""


def _result(host: str, address: str, *, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
