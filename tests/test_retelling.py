"""Which acts are one act told again."""

from dataclasses import replace

import numpy as np

from pipelines.acts import ONE, TWO, merge_acts
from pipelines.model import load_model
from pipelines.records import Action, Filler, Span
from pipelines.retelling import find_retold
from pipelines.sentences import split_sentences

TEXT = "Norvik sued Pell in Aarhus in May. The suit that Norvik filed was over a lamp. In June Norvik sued Pell again, over a chair."


def act(at: int, words: str, plaintiff: str = "norvik") -> Action:
    filler = Filler(plaintiff, plaintiff.title(), plaintiff.title(), at, at + len(plaintiff))
    trigger = Span(at, at + len(words), words)
    return Action("", "lawsuit_filed", "asserted", trigger, {"plaintiff": [filler]}, trigger, "test", None, None, None, 0.8)


def test_every_two_acts_of_a_type_are_compared_both_ways() -> None:
    acts = [act(TEXT.index(words), words) for words in ("sued", "filed", "sued Pell again")]
    other = replace(act(TEXT.index("June"), "June"), type="appeal_filed")
    told = find_retold(load_model().view(TEXT, split_sentences(TEXT, "en")), [*acts, other])
    starts = [a.trigger.start for a in acts]
    assert set(told) == {(a, b) for a in starts for b in starts if a != b}
    assert all(0 <= p <= 1 and np.isclose(p, told[b, a]) for (a, b), p in told.items())


def test_what_the_model_holds_for_one_act_is_one_and_for_two_are_two() -> None:
    first, second = act(0, "sued"), act(50, "filed")
    assert len(merge_acts([first, second], {(0, 50): TWO})) == 2
    assert len(merge_acts([first, act(50, "filed", "pell")], {(0, 50): ONE})) == 1
    assert len(merge_acts([act(0, "sued"), act(50, "filed", "pell")], {(0, 50): 0.5})) == 2
