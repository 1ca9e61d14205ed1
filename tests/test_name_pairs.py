from typing import Any

from pipelines.build import extract
from pipelines.name_pairs import Pair, pairs
from pipelines.records import Article, record_json


def entity(id_: str, name: str, *places: tuple[int, int], linked: bool = False) -> dict[str, Any]:
    return {"id": id_, "name": name, "type": "company", "linked": linked, "mentions": [{"start": s, "end": e} for s, e in places]}


def record(text: str, *entities: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "entities": list(entities)}


def test_a_bracket_behind_a_name() -> None:
    text = "Harbeck GmbH (Norvik) said."
    found = pairs([record(text, entity("harbeck", "Harbeck GmbH", (0, 12)), entity("norvik", "Norvik", (14, 20)))])
    assert found == [Pair(1, "bracket", ("Harbeck GmbH", "Norvik"), ("harbeck", "norvik"))]


def test_two_scripts_that_only_come_together() -> None:
    together = record("…", entity("泊禾", "泊禾", (0, 1)), entity("bohe", "Bohe", (0, 1)))
    alone = record("…", entity("pell", "Pell", (0, 1)))
    assert pairs([together, together, alone]) == [Pair(2, "together", ("Bohe", "泊禾"), ("bohe", "泊禾"))]
    assert pairs([together, alone]) == []


def test_records_of_our_own_are_read() -> None:
    text = "Velmora Holdings Ltd. (Castelvento S.p.A.) sued the shop Pell & Daughters Ltd. in March."
    found = pairs([record_json(extract(Article("a", text), language="en"))])
    assert [(p.sign, p.names) for p in found] in ([], [("bracket", ("Velmora Holdings Ltd.", "Castelvento S.p.A."))])
