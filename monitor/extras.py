"""Libraries that come with an extra: imported when they are used, with an error that names the extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pipelines.errors import UsageError


def need(library: str, *, extra: str) -> Any:
    """The library. Raises UsageError where it is not installed, with what would install it."""
    try:
        return import_module(library)
    except ImportError as error:
        raise UsageError(f"{library} is not installed; valid: pip install 'casewire[{extra}]'") from error
