import pytest
from output_samples import EVENT_ROWS

from monitor.headlines import ROLE, actor, headline, templates
from pipelines.vocabulary import load_vocabulary

PELL, NORVIK = {"entity": "pell", "name": "Pell"}, {"entity": "norvik", "name": "Norvik"}


def told(type_: str, modality: str = "asserted", **roles: list[dict[str, str]]) -> str:
    return headline({"type": type_, "modality": modality, "roles": roles})


def test_headlines_of_the_sample() -> None:
    assert [headline(event) for event in EVENT_ROWS[:4]] == [
        "Norvik Audio sued Pell & Daughters",
        "Norvik Audio dropped the suit against Pell & Daughters",
        "Pell & Daughters may sue",
        "Castelvento joined Lega Ombrelli",
    ]


@pytest.mark.parametrize(
    ("modality", "headlined"),
    [("asserted", "Norvik sued Pell"), ("planned", "Norvik will sue Pell"), ("negated", "Norvik did not sue Pell")],
)
def test_modality_is_in_the_headline(modality: str, headlined: str) -> None:
    assert told("lawsuit_filed", modality, plaintiff=[NORVIK], defendant=[PELL]) == headlined


def test_roles_that_are_empty_or_many() -> None:
    assert told("lawsuit_filed", defendant=[PELL]) == "Pell faced a suit"
    assert told("goods_seized", authority=[PELL], brand=[NORVIK]) == "Pell seized fake goods of Norvik"
    assert told("agreement_signed", party=[PELL, NORVIK]) == "Pell and Norvik signed an agreement"
    assert told("agreement_signed", party=[PELL, NORVIK, PELL]) == "Pell, Norvik and Pell signed an agreement"
    assert told("agreement_signed", party=[PELL] * 5) == "Pell, Pell and 3 others signed an agreement"
    assert told("label_sold", "planned", seller=[PELL]) == "Label sold (planned): seller Pell"
    assert told("arrest_made") == "Arrest made"


def test_a_name_is_no_template() -> None:
    assert told("lawsuit_filed", plaintiff=[{"entity": "x", "name": "[A|B] {defendant} ⟨c⟩"}]) == "[A|B] {defendant} ⟨c⟩ sued"


def test_every_type_of_act_has_templates_of_its_own_roles_and_one_for_each_key_role() -> None:
    assert set(templates()) == set(load_vocabulary())
    for name, act in load_vocabulary().items():
        assert actor(name) in {role.name for role in act.roles}
        for template in templates()[name]:
            assert set(ROLE.findall(template)) <= {role.name for role in act.roles}, name
        for role in act.key_roles:
            assert not told(name, **{role: [PELL]}).lower().startswith(name.replace("_", " ")), (name, role)
