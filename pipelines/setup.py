"""What a user adds to the core. Light: the shell reads it before anything heavy is loaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setup:
    """Own files (`.toml` rules, `.jsonl` names) and, as (language, name), installed spaCy pipelines to build on."""

    files: tuple[str, ...] = ()
    bases: tuple[tuple[str, str], ...] = ()


PLAIN = Setup()
