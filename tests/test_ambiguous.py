"""Names that are also words: 30 sentences a language, half of them traps (`tests/ambiguous/<lang>.tsv`: name, id or -, sentence)."""

from pathlib import Path

import pytest

from pipelines.components.names import find_names

FOLDER = Path(__file__).parent / "ambiguous"
LANGUAGES = ("en", "zh", "it", "de")


def rows(code: str) -> list[tuple[str, str | None, str]]:
    lines = (FOLDER / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    return [(name, None if id_ == "-" else id_, text) for name, id_, text in (line.split("\t") for line in lines)]


def linked(name: str, text: str, code: str) -> str | None:
    """The id of the known name that covers the place where the name stands."""
    at = text.index(name)
    return next((c.id for c in find_names(text, code) if c.id and c.by == "gazetteer" and c.start <= at < c.end), None)


def wrong(code: str) -> list[tuple[str, str | None, str]]:
    return [(name, linked(name, text, code), text) for name, id_, text in rows(code) if linked(name, text, code) != id_]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_thirty_of_which_half_are_traps(code: str) -> None:
    assert len(rows(code)) >= 30
    assert 12 <= sum(id_ is None for _, id_, _ in rows(code)) <= 18


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_name_is_linked_where_it_is_meant_and_only_there(code: str) -> None:
    assert len(wrong(code)) <= 0.05 * len(rows(code)), wrong(code)
