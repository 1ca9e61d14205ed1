"""Judges and lawyers are no party."""

from dataclasses import replace

import pytest

from pipelines.blend import blend
from pipelines.casting import Scene
from pipelines.officers import find_officers
from pipelines.records import Entity, Mention
from pipelines.telling import Told


@pytest.mark.parametrize(
    ("language", "text", "name", "is_one"),
    [
        ("en", "Judge Ada Reay ruled in May.", "Ada Reay", True),
        ("en", "Judge Reay ruled in May.", "Judge Reay", True),
        ("en", "Ada Reay, a lawyer for Norvik, smiled.", "Ada Reay", True),
        ("en", "Ada Reay met the judge.", "Ada Reay", False),
        ("en", "Ada Reay and her lawyer left.", "Ada Reay", False),
        ("it", "La giudice Ada Castelli ha parlato.", "Ada Castelli", True),
        ("it", "Ada Castelli, avvocato di Norvik, sorride.", "Ada Castelli", True),
        ("it", "Ada Castelli e l'avvocato escono.", "Ada Castelli", False),
        ("de", "Medienanwältin Lena Holm schwieg.", "Lena Holm", True),
        ("de", "Lena Holm (Anwältin) schwieg.", "Lena Holm", True),
        ("de", "Lena Holm sagte es dem Richter.", "Lena Holm", False),
        ("zh", "审判长顾清溪宣读。", "顾清溪", True),
        ("zh", "顧清溪律師沉默。", "顧清溪", True),
        ("zh", "顾清溪和律师沉默。", "顾清溪", False),
    ],
)
def test_who_is_introduced_as_a_judge_or_a_lawyer(language: str, text: str, name: str, is_one: bool) -> None:
    start = text.index(name)
    person = Entity("p", name, "person", mentions=[Mention(start, start + len(name), name, "p", "proof")])
    assert find_officers(text, {"p": person, "firm": replace(person, type="company")}, language=language) == ({"p"} if is_one else set())


@pytest.mark.parametrize(("officers", "defendants"), [(frozenset(), ["pell", "reay"]), (frozenset({"reay"}), ["pell"])])
def test_an_officer_is_no_party(officers: frozenset[str], defendants: list[str]) -> None:
    text = "Norvik sued Pell before Reay."
    mentions = [Mention(text.index(n), text.index(n) + len(n), n, n.lower(), "proof") for n in ("Norvik", "Pell", "Reay")]
    entities = {m.entity: Entity(m.entity, m.text, "person" if m.text == "Reay" else "company", mentions=[m]) for m in mentions}
    roles = {"plaintiff": (("norvik", 0.9),), "defendant": (("pell", 0.9), ("reay", 0.8))}
    scene = Scene(text, [(0, len(text))], mentions, [], [], entities, officers)
    (action,) = blend(scene, [], [Told(7, 11, "lawsuit_filed", 0.95, "asserted", roles)])
    assert [f.entity for f in action.roles["defendant"]] == defendants
