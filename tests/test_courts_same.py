"""Courts by their many names: one id, one country, one level, one seat."""

import tomllib
from pathlib import Path

import pytest

from pipelines.candidates import Candidate, settle
from pipelines.court_facts import court_facts
from pipelines.courts import find_courts
from pipelines.fold import fold

TABLE = tomllib.loads((Path(__file__).parent / "courts" / "same.toml").read_text(encoding="utf-8"))
FRAMES = {
    "en": "The case is before the {} now.",
    "de": "Die Sache liegt beim {} seit Mai.",
    "it": "La causa pende davanti: {}, da maggio.",
    "zh": "此案已诉至{}，尚未开庭。",
}
PAIRS = [(court, code, name) for court, row in TABLE.items() for code in FRAMES for name in row.get(code, [])]


def found(code: str, name: str) -> Candidate:
    text = FRAMES[code].format(name)
    return max(settle(find_courts(text, fold(text), code)), key=lambda c: c.end - c.start)


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 120


@pytest.mark.parametrize(("court", "code", "name"), PAIRS)
def test_every_name_gives_the_one_id(court: str, code: str, name: str) -> None:
    assert found(code, name).id == court


@pytest.mark.parametrize("court", TABLE)
def test_country_level_and_seat(court: str) -> None:
    facts = court_facts(court)
    assert facts is not None
    assert [facts.country, facts.level, facts.seat or ""] == TABLE[court]["facts"]
