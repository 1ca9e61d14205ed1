"""The one tree of errors.

CasewireError
├── UsageError        the caller asked for what cannot be: exit code 2
│   └── LexiconError  a file of the lexicon, or a user's own, is wrong: every fault in one message
├── InputError        one input cannot be read: the others go on, exit code 1
└── Skip              one input holds nothing that is ours to read: counted, exit code 0
"""

from __future__ import annotations


class CasewireError(Exception):
    """Root of everything that Casewire raises on purpose. `exit_code` is what the command line ends with."""

    exit_code = 2


class UsageError(CasewireError):
    """A wrong option, path or configuration; the message says what would be valid."""


class LexiconError(UsageError):
    """Faults in lexicon files. `faults` holds one line each: file, key, what would be valid."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class InputError(CasewireError):
    """An input that cannot be read. `path` names it, `reason` is one word for counting."""

    def __init__(self, path: str, reason: str, *, detail: str = "") -> None:
        self.path, self.reason, self.detail = path, reason, detail
        super().__init__(f"{path}: {reason}" + (f" ({detail})" if detail else ""))


class Skip(InputError):
    """An input that was read and holds no article for us: unsupported language, empty, no article in the page."""
