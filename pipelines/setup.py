"""What a user adds to the core. Light: the shell reads it before anything heavy is loaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setup:
    """Own files (`.toml` rules, `.jsonl` names) and, as (language, name), installed spaCy pipelines to build on.

    `cache`: a folder that may hold the automaton of the names ready-made; it is only read.
    """

    files: tuple[str, ...] = ()
    bases: tuple[tuple[str, str], ...] = ()
    cache: str = ""


PLAIN = Setup()
