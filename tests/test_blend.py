"""Rules and model together."""

from dataclasses import replace

import pytest

from pipelines.blend import ALONE, CONFIRM, asked, blend
from pipelines.casting import Scene
from pipelines.records import Action, Entity, Filler, Mention, Span, TimeSpan
from pipelines.telling import Told

TEXT = "Norvik sued Pell and Tarvie in May."
MENTIONS = [Mention(TEXT.index(n), TEXT.index(n) + len(n), n, n.lower(), "proof") for n in ("Norvik", "Pell", "Tarvie")]
ENTITIES = {m.entity: Entity(m.entity, m.text, "company", mentions=[m]) for m in MENTIONS}
MAY = TimeSpan(31, 34, "May", "2015-05", "2016-05")
SCENE = Scene(TEXT, [(0, len(TEXT))], MENTIONS, [MAY], [], ENTITIES)
ROLES = {"plaintiff": (("norvik", 0.9),), "defendant": (("pell", 0.9), ("tarvie", 0.98)), "date": (("date:31", 0.9),)}


def told(certainty: float = 0.9, *, question: str = "", modality: str = "asserted") -> Told:
    return Told(7, 11, "lawsuit_filed", certainty, modality, ROLES, question)  # type: ignore[arg-type]


def ruled(*defendants: str) -> Action:
    roles = {"plaintiff": ["norvik"], "defendant": list(defendants)}
    fillers = {role: [Filler(i, ENTITIES[i].name, ENTITIES[i].name, 0, 1) for i in ids] for role, ids in roles.items() if ids}
    span = Span(0, len(TEXT), TEXT)
    return Action("0", "lawsuit_filed", "asserted", Span(7, 11, "sued"), fillers, span, "rule:en.sue", confidence=0.8)


def ids(action: Action, role: str) -> list[str]:
    return [f.entity for f in action.roles.get(role, [])]


def test_the_model_adds_the_fillers_that_a_rule_missed() -> None:
    (action,) = blend(SCENE, [ruled("pell")], [told(question="0")])
    assert ids(action, "defendant") == ["pell", "tarvie"]
    assert action.by == "rule:en.sue+model:joint"
    assert action.confidence > 0.8


def inferred(*defendants: str) -> Action:
    """A rule's act of which one party stood in no slot of its own."""
    return replace(ruled(*defendants), confidence=0.6)


def test_whom_a_rule_inferred_gives_way_to_a_sure_model_and_whom_it_read_stays_beside() -> None:
    sure = [Told(7, 11, "lawsuit_filed", 0.9, "asserted", {"defendant": (("pell", 0.9),)}, "0")]
    told = [ids(blend(SCENE, [rule], sure)[0], "defendant") for rule in (inferred("tarvie"), ruled("tarvie"))]
    assert told == [["pell"], ["pell", "tarvie"]]


def test_what_the_model_holds_for_nothing_is_dropped() -> None:
    assert blend(SCENE, [ruled("pell")], [told(CONFIRM / 2, question="0")]) == []


def test_a_rule_that_the_model_was_not_asked_about_stays() -> None:
    assert [a.by for a in blend(SCENE, [ruled("pell")], [])] == ["rule:en.sue"]


def test_the_model_alone_needs_certainty() -> None:
    least = ALONE / 0.9  # 0.9 is the certainty of the less certain key role
    assert [a.by for a in blend(SCENE, [], [told(least + 0.01)])] == ["model:joint"]
    assert blend(SCENE, [], [told(least - 0.01)]) == []


def test_one_side_may_have_no_name() -> None:
    (half,) = blend(SCENE, [], [Told(7, 11, "lawsuit_filed", 0.9, "asserted", {"plaintiff": (("norvik", 0.9),)})])
    assert list(half.roles) == ["plaintiff"]
    assert blend(SCENE, [], [Told(7, 11, "lawsuit_filed", 0.9, "asserted", {"date": (("date:31", 0.9),)})]) == []


def test_a_planned_act_takes_the_date_that_lies_ahead() -> None:
    (action,) = blend(SCENE, [], [told(modality="planned")])
    assert action.date is not None
    assert action.date.value == "2016-05"


@pytest.mark.parametrize(("owner", "sued"), [(None, ["pell", "tarvie"]), ("norvik", ["pell"]), ("pell", ["pell", "tarvie"])])
def test_a_house_does_not_sue_itself(owner: str | None, sued: list[str]) -> None:
    house = {name: replace(entity, parent=owner if name == "tarvie" else None) for name, entity in ENTITIES.items()}
    likely = ROLES | {"defendant": (("pell", 0.9), ("tarvie", 0.8))}
    (action,) = blend(replace(SCENE, entities=house), [], [replace(told(), roles=likely)])
    assert (ids(action, "plaintiff"), ids(action, "defendant")) == (["norvik"], sued)


def test_every_act_of_the_rules_is_asked_about() -> None:
    assert [(q.start, q.end, q.act, q.name) for q in asked([ruled("pell")])] == [(7, 11, "lawsuit_filed", "0")]


def answer(**roles: tuple[tuple[str, float], ...]) -> Told:
    return Told(7, 11, "lawsuit_filed", 0.9, "asserted", roles, "0")


def test_a_sure_model_overrules_whom_the_rule_inferred_and_an_unsure_one_does_not() -> None:
    (sure,) = blend(SCENE, [inferred("tarvie")], [answer(defendant=(("pell", 0.8),))])
    (unsure,) = blend(SCENE, [inferred("tarvie")], [answer(defendant=(("pell", 0.1),))])
    assert (ids(sure, "defendant"), ids(unsure, "defendant")) == (["pell"], ["tarvie"])


def test_an_open_key_role_goes_to_the_likeliest_where_a_rule_read_the_act() -> None:
    roles = {"plaintiff": (("norvik", 0.9),), "defendant": (("pell", 0.3), ("tarvie", 0.05))}
    (action,) = blend(SCENE, [ruled()], [answer(**roles)])
    assert ids(action, "defendant") == ["pell"]
    assert blend(SCENE, [], [Told(7, 11, "lawsuit_filed", 0.9, "asserted", roles)]) == []


def test_an_act_is_as_certain_as_its_least_certain_key_role_lets_it_be() -> None:
    roles = {"plaintiff": (("norvik", 0.9),), "defendant": (("pell", 0.7),)}
    (action,) = blend(SCENE, [], [Told(7, 11, "lawsuit_filed", 0.9, "asserted", roles)])
    assert action.confidence == pytest.approx(0.63)


def test_nobody_is_both_sides() -> None:
    (action,) = blend(SCENE, [ruled()], [answer(defendant=(("norvik", 0.6),))])
    assert sorted([ids(action, "plaintiff"), ids(action, "defendant")]) == [[], ["norvik"]]


def test_only_one_court_hears_a_suit() -> None:
    text = "Norvik sued Pell before the Landgericht, not the Kammergericht."
    named = {"norvik": "company", "pell": "company", "landgericht": "court", "kammergericht": "court"}
    mentions = [Mention(text.lower().index(n), text.lower().index(n) + len(n), n, n, "proof") for n in named]
    entities = {m.entity: Entity(m.entity, m.text, named[m.entity], mentions=[m]) for m in mentions}  # type: ignore[arg-type]
    roles = {"plaintiff": (("norvik", 0.9),), "defendant": (("pell", 0.9),), "court": (("landgericht", 0.9), ("kammergericht", 0.85))}
    (action,) = blend(Scene(text, [(0, len(text))], mentions, [], [], entities), [], [Told(7, 11, "lawsuit_filed", 0.9, "asserted", roles)])
    assert ids(action, "court") == ["landgericht"]


@pytest.mark.parametrize(("keeper", "authority"), [("bureau", "bureau"), (None, "ministry"), ("elsewhere", "ministry")])
def test_whoever_keeps_a_list_puts_on_it(keeper: str | None, authority: str) -> None:
    text = "The Bureau's Grey List names Norvik; the Ministry objects."
    types = {"Bureau": "authority", "Grey List": "program", "Norvik": "company", "Ministry": "authority"}
    mentions = [Mention(text.index(n), text.index(n) + len(n), n, n.lower(), "proof") for n in types]
    entities = {m.entity: Entity(m.entity, m.text, types[m.text], mentions=[m]) for m in mentions}
    entities["grey list"] = replace(entities["grey list"], parent=keeper)
    roles = {"authority": (("ministry", 0.9), ("bureau", 0.5)), "target": (("norvik", 0.9),), "list": (("grey list", 0.9),)}
    scene = Scene(text, [(0, len(text))], mentions, [], [], entities)
    (action,) = blend(scene, [], [Told(text.index("names"), text.index("names") + 5, "blacklist_added", 0.95, "asserted", roles)])
    assert ids(action, "authority") == [authority]


def test_a_date_after_the_article_makes_an_act_planned_where_the_model_is_sure_of_it() -> None:
    scene = replace(SCENE, times=[replace(MAY, ahead=None)], published="2015-04-01")
    for sure, modality, date in ((0.9, "planned", "2015-05"), (0.4, "asserted", None)):
        (action,) = blend(scene, [], [replace(told(), roles=ROLES | {"date": (("date:31", sure),)})])
        assert (action.modality, action.date and action.date.value) == (modality, date)
    (ruled_so,) = blend(scene, [replace(ruled("pell"), date=MAY)], [])
    assert ruled_so.date is None


def test_who_is_only_a_venue_is_no_side() -> None:
    (action,) = blend(replace(SCENE, venues=frozenset({TEXT.index("Tarvie")})), [], [told()])
    assert (ids(action, "plaintiff"), ids(action, "defendant")) == (["norvik"], ["pell"])
