"""The ready-made automaton of the known names in the user's cache folder: the core writes nothing, so the shell does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipelines.setup import Setup


def folder() -> Path:
    """The user's cache folder for this program, by the custom of the system."""
    home = Path.home()
    default = (
        home / "AppData" / "Local"
        if sys.platform == "win32"
        else home / "Library" / "Caches"
        if sys.platform == "darwin"
        else home / ".cache"
    )
    return Path(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or default) / "casewire"


def ensure(setup: Setup) -> str:
    """The folder that holds the automaton for the files of the setup, built and written first where it is missing.

    Empty where it cannot be written: then every process builds its own, which is slower and nothing else.
    """
    from pipelines.name_index import place

    where, extra = folder(), tuple(Path(file) for file in setup.files if file.endswith(".jsonl"))
    try:
        automaton, rows = place(where, extra)
        if not (automaton.is_file() and rows.is_file()):
            where.mkdir(parents=True, exist_ok=True)
            _write(automaton, rows, extra)
    except OSError:
        return ""
    return str(where)


def _write(automaton: Path, rows: Path, extra: tuple[Path, ...]) -> None:
    """Writes both files under other names and renames them, the rows last, so that nobody reads half of one."""
    from pipelines.gazetteer import gazetteer
    from pipelines.name_index import dump

    built = gazetteer(extra).automaton
    unfinished = automaton.with_name(f".{automaton.name}.{os.getpid()}")
    built.save(unfinished)
    unfinished.replace(automaton)
    unfinished.write_bytes(dump(built))
    unfinished.replace(rows)
    for old in sorted(automaton.parent.glob("names-*")):
        if old not in (automaton, rows):
            old.unlink(missing_ok=True)
