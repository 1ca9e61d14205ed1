"""Headless Chromium as a child process: pages as they are once their script has run."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest

BINARY = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
needs_chromium = pytest.mark.skipif(BINARY is None, reason="no chromium is installed")
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
MEASURE = """<script>addEventListener("load", () => { const root = document.documentElement, body = getComputedStyle(document.body);
parent.postMessage({ width: innerWidth, over: root.scrollWidth - root.clientWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches,
ink: body.color, paper: body.backgroundColor }, "*"); });</script>"""
FRAME = """<!doctype html><iframe src="{name}" width="{width}" height="900" style="border: 0"></iframe>
<script>addEventListener("message", (event) => Object.assign(document.documentElement.dataset, event.data));</script>"""


def run(url: str, profile: Path, *options: str) -> tuple[str, str]:
    """The page's DOM and what the browser logged (`CONSOLE` begins what the page said)."""
    assert BINARY
    shape = (f"--user-data-dir={profile}", "--window-size=1280,900", "--virtual-time-budget=3000", "--enable-logging=stderr")
    done = subprocess.run([BINARY, *QUIET, *shape, *options, "--dump-dom", url], capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


def measured(page: Path, profile: Path, *options: str, width: int) -> dict[str, str]:
    """What the page measures itself to be at a width: width, over (pixels that stick out to the right), dark, ink, paper.

    It stands in a frame, since windows have a least width, as a copy that tells, whose content security policy is taken out for that.
    """
    copy, frame = (page.with_name(f"{kind}-{page.name}") for kind in ("measured", "frame"))
    markup = page.read_text("utf-8")
    policy = markup[markup.index('<meta http-equiv="Content-Security-Policy"') :].split("\n")[0]
    copy.write_text(markup.replace(policy, MEASURE), "utf-8")
    frame.write_text(FRAME.format(name=copy.name, width=width), "utf-8")
    dom, _ = run(frame.as_uri(), profile, *options)
    for made in (copy, frame):
        made.unlink()
    return {key.removeprefix("data-"): value for key, value in Page(dom).of("html")[0].items() if key.startswith("data-")}


class Page(HTMLParser):
    """A page's elements in order, as (name, attributes); `texts` holds the text directly in each."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers nothing: its option for Chromium, and the first line of every request that came."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_note, args=(server, came), daemon=True).start()
        yield f"--proxy-server=http://127.0.0.1:{server.getsockname()[1]}", came


def _note(server: socket.socket, came: list[str]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:  # the test is over
            return
        with connection:
            came.append(connection.recv(4096).split(b"\r\n")[0].decode("latin-1"))
