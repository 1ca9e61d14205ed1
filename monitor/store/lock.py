"""One run a store: a lock that the system takes back when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import CasewireError, UsageError


class Busy(CasewireError):
    """Another run holds the store's lock: exit code 75."""

    exit_code = 75


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Holds `STORE.lock` while entered. Raises Busy at once where another process has it, UsageError where it cannot be made."""
    path = store.with_name(store.name + ".lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; valid: a store in a folder that can be written to") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Busy(f"{store}: another run is at work on it") from error
    finally:
        os.close(handle)  # the file stays: to delete it would let two runs hold two different ones
