"""Real servers on loopback: a path is answered with bytes as they stand, or by a coroutine that does what it likes."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass
class Asked:
    """A request as it came, with the time by the test's clock."""

    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Handler | Callable[[Asked], bytes]


def http(body: bytes | str = b"", status: str = "200 OK", kind: str = "application/xml", **headers: str) -> bytes:
    """A whole answer."""
    raw = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, "Content-Length": str(len(raw))} | {k.replace("_", "-"): v for k, v in headers.items()}
    head = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in lines.items()), "", ""]
    return "\r\n".join(head).encode() + raw


@dataclass
class Site:
    """A server in a thread of its own; `routes` may change while it runs, `asked` tells what was asked for."""

    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    clock: Callable[[], float] = time.time
    address: str = "127.0.0.1"
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://{self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def __enter__(self) -> Site:
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, self.address, self.port, backlog=1024))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(head.decode("latin-1"), writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.split("\r\n")
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
        asked = Asked(first.split()[1], headers, self.clock())
        self.asked.append(asked)
        route = self.routes.get(asked.path.partition("?")[0], http(status="404 Not Found"))
        if isinstance(route, bytes):
            writer.write(route)
        elif asyncio.iscoroutinefunction(route):
            await route(asked, writer)
            writer.close()
        else:
            writer.write(route(asked))
