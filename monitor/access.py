"""How a page lets us in: open, or behind a wall of consent, of payment, or against machines. The cues are in `data/walls.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(true|false)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wall:
    """A kind of wall: `consent`, `pay` or `machine`, and what gives it away."""

    kind: str
    urls: tuple[str, ...]
    phrases: tuple[str, ...]


@cache
def _walls() -> tuple[tuple[Wall, ...], int]:
    table = tomllib.loads((Path(__file__).parent / "data" / "walls.toml").read_text(encoding="utf-8"))
    longest = int(table.pop("longest"))
    return tuple(Wall(kind, tuple(part["urls"]), tuple(part["phrases"])) for kind, part in table.items()), longest


def wall(*, url: str, text: str, html: str) -> str | None:
    """The wall that a page stands behind, None where it is open. `text` is what was found in it, empty where nothing was."""
    walls, longest = _walls()
    by_url = next((w.kind for w in walls if any(part in url.lower() for part in w.urls)), None)
    if by_url:
        return by_url
    if len(text) >= longest:
        return None
    words = " ".join((text or html[:200_000]).lower().split())
    by_phrase = next((w.kind for w in walls if any(phrase in words for phrase in w.phrases)), None)
    return by_phrase or ("pay" if _not_free(html) else None)


def _not_free(html: str) -> bool:
    found = [match.lower() for match in _FREE.findall(html)]
    return bool(found) and "true" not in found
