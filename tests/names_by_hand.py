"""Names of a text as if the joint model had seen them, so that what is done with them is proved without it."""

from collections.abc import Mapping

from pipelines.candidates import Candidate
from pipelines.components.names import find_names
from pipelines.naming import Seen
from pipelines.proposing import propose


def seen(text: str, names: Mapping[str, str]) -> list[Seen]:
    """Each name, with its type, where it stands first."""
    return [Seen(text.index(name), text.index(name) + len(name), kind, 0.9) for name, kind in names.items()]


def found(text: str, language: str, names: Mapping[str, str] | None = None) -> list[Candidate]:
    """All names of the text, those of the model being `names`."""
    return find_names(text, language, seen=propose(text, seen(text, names or {})))
