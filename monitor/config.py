"""`casewire.toml`: read once, every fault named by its key with what would be valid."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor import settings
from monitor.settings import Polling
from pipelines.errors import UsageError
from pipelines.records import LANGUAGES
from pipelines.setup import Setup

DEFAULT_FILE = "casewire.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What the file sets; None where it is silent.

    `pipelines` maps a language to an installed spaCy pipeline, `lexicon` and `names` list the user's files of rules and of names.
    """

    published: str | None = None
    workers: int | None = None
    max_characters: int | None = None
    pipelines: dict[str, str] = field(default_factory=dict)
    lexicon: tuple[Path, ...] = ()
    names: tuple[Path, ...] = ()
    polling: Polling = field(default_factory=Polling)

    def setup(self) -> Setup:
        """What the core is built with."""
        return Setup(tuple(str(path) for path in (*self.lexicon, *self.names)), tuple(sorted(self.pipelines.items())))


def read(path: str | None) -> Config:
    """The configuration of a file, else of `casewire.toml` in this folder if it is there. Raises UsageError with every fault."""
    if path is None and not Path(DEFAULT_FILE).is_file():
        return Config()
    place = Path(path or DEFAULT_FILE)
    try:
        table = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{place}: {error}") from error
    faults = _faults(table)
    if faults:
        raise UsageError("\n".join(f"{place}: {fault}" for fault in faults))
    return _config(table, place.parent)


def parse_day(written: object) -> str | None:
    """`YYYY-MM-DD` from a TOML date or a string; None where it is no calendar day."""
    try:
        return written.isoformat() if type(written) is dt.date else dt.date.fromisoformat(str(written)).isoformat()
    except ValueError:
        return None


def _positive(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _files(end: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(v, str) and v.endswith(end) for v in value)


# section -> key -> (test, what would be valid)
_KEYS: dict[str, dict[str, tuple[Callable[[object], bool], str]]] = {
    "extract": {
        "published": (lambda v: parse_day(v) is not None, "a date, YYYY-MM-DD"),
        "workers": (_positive, "a whole number from 1"),
        "max_characters": (_positive, "a whole number from 1"),
    },
    "pipelines": {code: (lambda v: isinstance(v, str) and bool(v), "the name of an installed spaCy pipeline") for code in LANGUAGES},
    "lexicon": {"files": (_files(".toml"), "a list of paths that end in .toml (rules; names go under [names] files)")},
    "names": {"files": (_files(".jsonl"), "a list of paths that end in .jsonl (names)")},
}


def _faults(table: dict[str, Any]) -> list[str]:
    faults = []
    for section, keys in table.items():
        if section in settings.SECTIONS:
            continue
        if section not in _KEYS or not isinstance(keys, dict):
            faults.append(f"[{section}]: not a section; valid: {', '.join(f'[{s}]' for s in (*_KEYS, *settings.SECTIONS))}")
            continue
        faults += [f"{section}.{key}: {fault}" for key, value in keys.items() if (fault := _fault(section, key, value=value))]
    return faults + settings.faults(table)


def _fault(section: str, key: str, *, value: object) -> str | None:
    valid = _KEYS[section]
    if key not in valid:
        return f"not a key; valid: {', '.join(valid)}"
    test, wanted = valid[key]
    return None if test(value) else f"{value!r} is not {wanted}"


def _config(table: dict[str, Any], folder: Path) -> Config:
    extract = table.get("extract", {})
    return Config(
        published=parse_day(extract["published"]) if "published" in extract else None,
        workers=extract.get("workers"),
        max_characters=extract.get("max_characters"),
        pipelines=dict(table.get("pipelines", {})),
        lexicon=tuple(folder / file for file in table.get("lexicon", {}).get("files", [])),
        names=tuple(folder / file for file in table.get("names", {}).get("files", [])),
        polling=settings.build(table, folder),
    )
