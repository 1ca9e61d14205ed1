import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shell_samples import shared

from pipelines.records import ENTITY_TYPES, MODALITIES
from pipelines.score import score, table
from pipelines.score_entities import forms, normal
from pipelines.vocabulary import load_vocabulary

GOLD = {
    "id": "a",
    "language": "en",
    "entities": {
        "norvik": {"type": "company", "also": ["brand"], "names": ["Norvik Audio", "Norvik"]},
        "pell": {"type": "company", "also": [], "names": ["Pell & Daughters"]},
        "aarhus": {"type": "place", "also": [], "names": ["Aarhus"]},
        "scheme": {"type": "program", "also": [], "names": ["Fair Shelf"], "optional": True},
    },
    "actions": [
        {
            "type": "lawsuit_filed",
            "modality": "asserted",
            "roles": {"plaintiff": ["norvik"], "defendant": ["pell"]},
            "date": ["2021-03-04", None],
            "amount": {"value": 200000, "currency": "DKK"},
            "evidence": "Norvik has sued Pell.",
        },
        {
            "type": "pledge_made",
            "modality": "planned",
            "roles": {"speaker": ["pell"]},
            "date": "2021",
            "amount": None,
            "evidence": "Pell.",
            "optional": True,
        },
    ],
}


def record(**changes: Any) -> dict[str, Any]:
    act = {
        "type": "lawsuit_filed",
        "modality": "asserted",
        "roles": {"plaintiff": [{"entity": "norvik", "name": "Norvik"}], "defendant": [{"entity": "x", "text": "Pell and Daughters"}]},
        "date": {"value": "2021-03-04"},
        "amount": {"value": 200100, "currency": "DKK"},
        "trigger": {"start": 11, "end": 15, "text": "sued"},
    }
    entities = [
        {"id": "norvik", "name": "Norvik Audio", "type": "brand", "mentions": [{"start": 0, "end": 6, "text": "Norvik"}]},
        {"id": "x", "name": "Pell & Daughters Ltd", "type": "company", "mentions": []},
    ]
    return {"path": "in/a.txt", "language": "en", "text": "Norvik has sued Pell.", "entities": entities, "actions": [act]} | changes


def figures(*records: dict[str, Any]) -> dict[str, Any]:
    return score(records, [GOLD]).figures


def test_everything_right_is_one() -> None:
    found = figures(record())["all"]
    assert [found[m]["f1"] for m in ("entities", "entities_typed", "actions", "arguments", "dates", "amounts")] == [1.0] * 6
    assert found["modality"] == 1.0


def test_no_record_misses_everything_that_is_required() -> None:
    result = score([], [GOLD])
    found = result.figures["all"]
    assert (found["entities"]["fn"], found["actions"]["fn"], found["arguments"]["fn"], found["amounts"]["fn"]) == (2, 1, 2, 1)
    assert found["dates"]["fn"] == 0
    assert result.figures["language_accuracy"] == 0.0
    assert result.errors["a"][0] == "  ! no record"


def test_a_wrong_type_counts_for_the_names_alone() -> None:
    entities = [e | {"type": "court"} for e in record()["entities"]]
    found = figures(record(entities=entities))["all"]
    assert (found["entities"]["f1"], found["entities_typed"]["f1"]) == (1.0, 0.0)


def test_a_second_entity_for_one_of_gold_is_surplus() -> None:
    entities = [*record()["entities"], {"id": "norvik_2", "name": "Norvik", "type": "company", "mentions": []}]
    assert figures(record(entities=entities))["all"]["entities"]["fp"] == 1


def test_places_and_optional_entities_are_neither_required_nor_wrong() -> None:
    entities = [
        *record()["entities"],
        {"id": "f", "name": "Fair Shelf", "type": "program", "mentions": []},
        {"id": "a", "name": "Aarhus", "type": "place"},
    ]
    assert figures(record(entities=entities)) == figures(record())


def test_an_act_needs_a_filler_of_each_key_role() -> None:
    act = record()["actions"][0]
    without = act | {"roles": {"plaintiff": act["roles"]["plaintiff"]}}
    found = figures(record(actions=[without]))["all"]["actions"]
    assert (found["tp"], found["fp"], found["fn"]) == (0, 1, 1)


def test_one_optional_act_excuses_one_report_of_its_type() -> None:
    act = {"type": "pledge_made", "modality": "asserted", "roles": {"speaker": [{"name": "Somebody"}]}}
    assert figures(record(actions=[*record()["actions"], act]))["all"]["actions"]["fp"] == 0
    assert figures(record(actions=[*record()["actions"], act, act]))["all"]["actions"]["fp"] == 1


def test_a_wrong_quote_is_a_wrong_offset() -> None:
    act = record()["actions"][0] | {"trigger": {"start": 0, "end": 4, "text": "sued"}}
    assert figures(record())["offsets_bad"] == 0
    assert figures(record(actions=[act]))["offsets_bad"] == 1


def test_one_of_several_articles_in_a_file_is_known_by_its_id() -> None:
    assert figures(record(path="in/all.jsonl#a")) == figures(record())


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Pell & Daughters Ltd.", "pelldaughters"),
        ("Norvik's", "norvik"),
        ("Castelvento S.p.A.", "castelvento"),
        ("泊禾茶业有限公司", "泊禾茶业"),
        ("Group", "group"),
    ],
)
def test_normal_forms(written: str, wanted: str) -> None:
    assert normal(written) == wanted


def test_a_filler_goes_by_the_names_of_its_entity() -> None:
    entity = {"id": "x", "name": "Norvik", "mentions": [{"text": "the maker Norvik"}]}
    assert forms({"entity": "x", "text": "it"}, {"x": entity}) == {"x", "it", "norvik", "makernorvik"}


def test_the_table_names_every_measure() -> None:
    lines = table(figures(record())).split("\n")
    assert all(name in lines[1] for name in ("entities", "entities_typed", "actions", "arguments", "dates", "amounts", "modality"))
    assert "lawsuit_filed 1.0" in lines[-2]


def _as_record(gold: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A record that gold could have been read as, with random faults."""
    names = {key: e["names"] for key, e in gold["entities"].items()}
    entities = [
        {
            "id": rng.choice([key, f"x_{key}"]),
            "name": rng.choice(n),
            "type": rng.choice([gold["entities"][key]["type"], *ENTITY_TYPES[:2]]),
            "mentions": [{"start": 0, "end": 1, "text": rng.choice(n)}],
        }
        for key, n in names.items()
        for _ in range(rng.choice([0, 1, 1, 1, 2]))
    ]
    actions = []
    for act in gold["actions"] * 2:
        if rng.random() < 0.6:
            roles = {
                r: [{"entity": k, "name": rng.choice(names[k]), "text": "it"} for k in ks if rng.random() < 0.8]
                for r, ks in act["roles"].items()
            }
            date = act.get("date") if not isinstance(act.get("date"), list) else rng.choice(act["date"])
            kind = act["type"] if rng.random() < 0.9 else rng.choice(list(load_vocabulary()))
            changes = {"date": {"value": date} if date and rng.random() < 0.8 else None, "modality": rng.choice(MODALITIES)}
            amount = act.get("amount") and copy.deepcopy(act["amount"]) | {"value": act["amount"]["value"] * rng.choice([1, 1.005, 2])}
            actions.append({"type": kind, "roles": roles, "amount": amount, "evidence": {"start": 0, "end": 2, "text": "ab"}} | changes)
    return {
        "path": f"in/{gold['id']}.json",
        "language": rng.choice([gold["language"], "en"]),
        "text": "abc",
        "entities": entities,
        "actions": actions,
    }


@pytest.mark.skipif(not shared("eval", "score.py").is_file(), reason="the shared scorer is not beside this repository")
@pytest.mark.parametrize("seed", range(8))
def test_the_same_figures_and_errors_as_the_shared_scorer(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    gold = [json.loads(path.read_bytes()) for path in sorted(shared("eval", "dev", "gold").glob("*.json"))]
    records = [_as_record(g, rng) for g in gold if rng.random() < 0.95]
    file = tmp_path / "records.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in records))
    command = [sys.executable, str(shared("eval", "score.py")), str(file), str(shared("eval", "dev", "gold"))]
    theirs = subprocess.run([*command, "--json"], capture_output=True, check=True, text=True).stdout
    ours = score(records, gold)
    assert ours.figures == json.loads(theirs)
    listed = subprocess.run([*command, "--errors"], capture_output=True, check=True, text=True).stdout
    mine = [line for name, errors in ours.errors.items() if errors for line in (name, *errors)]
    assert sorted(mine) == sorted(listed.split("\n")[: len(mine)])
