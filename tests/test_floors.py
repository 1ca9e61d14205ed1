"""Floors on articles that lie beside the project; they only rise. Where the folder is not there, there is nothing to measure."""

import json
from pathlib import Path

import pytest

from monitor.extract import Options, Written, run
from monitor.sources import folder
from pipelines.score import Score, score

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "eval" / "dev").is_dir(), reason="the evaluation articles lie outside the project")
# just below what was measured last
FLOORS: dict[str, dict[str, float]] = {
    "seeds": {"actions": 0.79, "entities_typed": 0.93},
    "dev": {"actions": 0.75, "arguments": 0.67, "entities_typed": 0.9, "dates": 0.75},
}


def measure(articles: Path, gold: Path) -> Score:
    inputs, _, _ = folder.find([str(articles)])
    lines = [outcome.line for outcome in run(inputs, Options()) if isinstance(outcome, Written)]
    return score(map(json.loads, lines), [json.loads(p.read_bytes()) for p in sorted(gold.glob("*.json"))])


@pytest.fixture(scope="module")
def measured() -> dict[str, Score]:
    return {
        "seeds": measure(SHARED / "seeds", SHARED / "eval" / "seeds" / "gold"),
        "dev": measure(SHARED / "eval" / "dev" / "articles", SHARED / "eval" / "dev" / "gold"),
    }


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_floors(measured: dict[str, Score], name: str) -> None:
    figures = measured[name].figures["all"]
    assert {key: figures[key]["f1"] for key, floor in FLOORS[name].items() if figures[key]["f1"] < floor} == {}


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_every_article_has_its_language_and_every_offset_is_right(measured: dict[str, Score], name: str) -> None:
    assert measured[name].figures["language_accuracy"] == 1
    assert measured[name].figures["offsets_bad"] == 0
