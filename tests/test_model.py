"""The joint model at run time."""

import numpy as np

from pipelines.model import load_model
from pipelines.presence import ACTS
from pipelines.sentences import split_sentences
from pipelines.telling import Asked, Place, Told, tell, triggers

TEXT = "Norvik sued Pell in the High Court in London on Monday. Harbeck signed a cooperation agreement with Tarvie."
KINDS = {"High Court in London": "court"}
PLACES = [
    Place(TEXT.index(n), TEXT.index(n) + len(n), n, KINDS.get(n, "company"))
    for n in ("Norvik", "Pell", "High Court in London", "Harbeck", "Tarvie")
]


def told_of(text: str, places: list[Place], asked: tuple[Asked, ...] = (), *, language: str = "en") -> list[Told]:
    return tell(load_model().view(text, split_sentences(text, language) if text else []), places, asked)


def read(text: str = TEXT, asked: tuple[Asked, ...] = ()) -> list[tuple[str, list[str]]]:
    told = told_of(text, PLACES, asked)
    return [
        (t.act, sorted({n for filled in t.roles.values() for n, _ in filled}))
        for t in told
        if bool(t.asked) == bool(asked) and t.certainty > 0.5 or asked
    ]


def test_it_sees_plain_acts_and_who_acts() -> None:
    found = dict(read())
    assert {"Norvik", "Pell"} <= set(found["lawsuit_filed"])
    assert {"Harbeck", "Tarvie"} <= set(found["agreement_signed"])


def test_the_same_text_gives_the_same_answer() -> None:
    assert told_of(TEXT, PLACES) == told_of(TEXT, PLACES)


def test_what_is_asked_is_answered_whatever_the_certainty() -> None:
    question = Asked(TEXT.index("High"), TEXT.index("High") + 4, "goods_seized", "7")
    told = [t for t in told_of(TEXT, PLACES, (question,)) if t.asked]
    assert [(t.asked, t.act) for t in told] == [("7", "goods_seized")]
    assert told[0].certainty < 0.5


def test_offsets_point_into_the_text_in_every_script() -> None:
    text = "「泊禾茶業」起訴雲岫茶莊。\u3000𠮷野 sued Pell 😀 yesterday."
    for told in told_of(text, [], language="zh"):
        assert 0 <= told.start < told.end <= len(text)
        assert text[told.start : told.end].strip()


def test_no_text_no_act() -> None:
    assert told_of("", []) == []


def test_stretches_of_tokens_become_triggers() -> None:
    acts = np.full((4, 1 + 2 * len(ACTS)), 0.001, dtype=np.float32)
    acts[1, 1], acts[2, 2] = 0.9, 0.7
    ((first, last, act, certainty),) = triggers(acts)
    assert (first, last, act) == (1, 2, ACTS[0])
    assert certainty > 0.9


def test_the_modality_of_what_is_asked_is_read_where_the_models_own_trigger_begins() -> None:
    text = "Norvik has withdrawn a lawsuit it filed over fake shoes allegedly offered on Pell's marketplace."
    start = text.index("withdrawn")
    told = told_of(text, [], (Asked(start, start + len("withdrawn a lawsuit"), "lawsuit_withdrawn", "7"),))
    assert {(t.modality, t.asked) for t in told if t.act == "lawsuit_withdrawn"} == {("asserted", ""), ("asserted", "7")}
