"""The body of an answer: unpacked as it comes, and never more of it than allowed."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Callable

import brotli


class TooLarge(Exception):
    """More bytes than allowed, packed or unpacked."""


class BadPacking(Exception):
    """Bytes that are not what Content-Encoding says."""


Unpack = Callable[[bytes, int], bytes]


async def read(chunks: AsyncIterable[bytes], packing: str, *, limit: int) -> bytes:
    """The unpacked body. Raises TooLarge as soon as the limit is passed, BadPacking."""
    steps = [_unpacker(name) for name in reversed([part.strip().lower() for part in packing.split(",") if part.strip()])]
    body = bytearray()
    taken = 0
    async for chunk in chunks:
        taken += len(chunk)
        for step in steps:
            chunk = _run(step, chunk, limit=limit - len(body))
        body += chunk
        if max(taken, len(body)) > limit:
            raise TooLarge
    return bytes(body)


def _run(step: Unpack, chunk: bytes, *, limit: int) -> bytes:
    try:
        return step(chunk, limit + 1)
    except (zlib.error, brotli.error) as error:
        raise BadPacking(str(error)) from error


def _unpacker(name: str) -> Unpack:
    if name in ("gzip", "x-gzip"):
        return _zlib(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _deflate()
    if name == "br":
        return _brotli()
    if name == "identity":
        return lambda chunk, _limit: chunk
    raise BadPacking(f"unknown: {name[:40]}")


def _zlib(bits: int) -> Unpack:
    unpacker = zlib.decompressobj(bits)

    def unpack(chunk: bytes, limit: int) -> bytes:
        found = unpacker.decompress(chunk, limit)
        if unpacker.unconsumed_tail:  # it had more to give than is allowed
            raise TooLarge
        return found

    return unpack


def _deflate() -> Unpack:
    """Deflate as zlib wraps it, or bare as some servers send it."""
    chosen: list[Unpack] = []

    def unpack(chunk: bytes, limit: int) -> bytes:
        if not chosen and chunk:
            chosen.append(_zlib(zlib.MAX_WBITS if chunk[0] & 0x0F == 8 else -zlib.MAX_WBITS))
        return chosen[0](chunk, limit) if chosen else b""

    return unpack


def _brotli() -> Unpack:
    unpacker = brotli.Decompressor()

    def unpack(chunk: bytes, limit: int) -> bytes:
        found: bytes = unpacker.process(chunk, output_buffer_limit=limit)
        if len(found) >= limit:
            raise TooLarge
        return found

    return unpack
