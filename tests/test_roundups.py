"""Two stories in one window."""

import random
from dataclasses import replace

from test_swaps import OTHER, WRITTEN
from tokenizers import Tokenizer, models, pre_tokenizers

from pipelines.annotation import parse
from pipelines.pairing import kind_of
from pipelines.training.examples import Example, from_article
from pipelines.training.roundups import beside, join


def windows(written: str, name: str) -> list[Example]:
    tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return from_article(parse(written, name), tokenizer)


def _told(example: Example, act: str) -> dict[str, int]:
    """Who has which role in the one act of that type."""
    index = next(i for i, (_, _, kind) in enumerate(example.named_triggers()) if kind == act)
    return {name: role for (trigger, name), role in example.roles.items() if trigger == index}


def test_labels_move_along_with_the_words_of_the_second() -> None:
    (first,), (second,) = windows(WRITTEN, "en-001"), windows(OTHER, "en-002")
    both = beside(first, second)
    by = len(first.names)
    assert both.names == first.names + second.names
    assert both.acts == [*(first.acts or []), *(second.acts or [])]
    assert [f for f, *_ in both.triggers] == [first.triggers[0][0], second.triggers[0][0] + by]
    assert both.sentence == sorted(both.sentence)
    assert both.sentence[by] > both.sentence[by - 1]
    last = second.places[-1]
    assert both.spots(both.places)[-1] == (last[0] + by, last[1] + by, "harbeck'", kind_of("company"))


def test_who_belongs_to_one_story_has_no_role_in_the_other() -> None:
    (first,), (second,) = windows(WRITTEN, "en-001"), windows(OTHER, "en-002")
    both = beside(first, second)
    assert _told(both, "lawsuit_filed") == _told(first, "lawsuit_filed")
    assert _told(both, "agreement_signed") == {f"{name}'": role for name, role in _told(second, "agreement_signed").items()}


def test_ids_that_both_use_stay_two() -> None:
    (first,) = windows(WRITTEN, "en-001")
    (second,) = windows(WRITTEN, "en-001")
    both = beside(first, second)
    assert set(_told(replace(both, triggers=both.triggers[:1]), "lawsuit_filed")) == {"norvik", "pell"}
    assert set(both.kinds) == {"norvik", "pell", "aarhus", "norvik'", "pell'", "aarhus'"}
    assert [n[2] for n in both.nominals] == [("pell",), ("pell",), ("pell'",), ("pell'",)]


def test_no_window_is_lost_and_none_with_a_common_firm_is_joined() -> None:
    first, second = windows(WRITTEN, "en-001"), windows(OTHER, "en-002")
    random.seed(1)
    for _ in range(20):
        joined = join([*first * 3, *second * 3])
        assert sum(len(e.triggers) for e in joined) == 6
        assert all(len(e.triggers) < 3 for e in joined)
        assert all(
            {e.types[a] for _, _, a, _ in e.triggers} == {"lawsuit_filed", "agreement_signed"} for e in joined if len(e.triggers) == 2
        )
