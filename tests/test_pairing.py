"""Pairs of triggers and entities, and the acts of sentences."""

import numpy as np
import pytest

from pipelines.model import load_model
from pipelines.pairing import BUCKETS, HEADS, PLACE_KINDS, _crossed, kind_of, relations, score
from pipelines.presence import ACTS, SHARE, Presence
from pipelines.view import Window


def window(hidden: np.ndarray, present: np.ndarray, sentence: list[int]) -> Window:
    empty = np.zeros((len(sentence), 1), np.float32)
    return Window(0, hidden, empty, empty, empty, present, sentence)


def silent(length: int) -> np.ndarray:
    return np.full((length, len(ACTS)), 1e-4, np.float32)


def test_distances_are_told_apart_finely_when_near() -> None:
    told = relations([0] * 600, [300], [300, 301, 299, 303, 297, 307, 599, 0])
    assert told.tolist() == [[0, 1, 9, 2, 10, 3, 7, 15]]


def test_the_same_distance_counts_as_another_across_a_sentence() -> None:
    told = relations([0, 0, 0, 1, 1, 2], [1, 2], [2, 3, 5])
    assert told.tolist() == [[1, 2 + BUCKETS, 3 + 2 * BUCKETS], [0, 1 + BUCKETS, 2 + 2 * BUCKETS]]


def test_firm_brand_and_platform_are_one_kind() -> None:
    assert kind_of("company") == kind_of("brand") == kind_of("platform") != kind_of("court")
    assert len({kind_of(kind) for kind in PLACE_KINDS}) == len(PLACE_KINDS)


def test_an_entity_counts_once_however_many_places_it_has() -> None:
    heads, hidden = load_model().weights, np.random.default_rng(7).normal(size=(9, 384)).astype(np.float32)
    seen = window(hidden, silent(9), [0] * 9)
    spots = [(1, 1, "norvik", 0), (3, 4, "pell", 0)]
    names, once = score(heads, seen, [(6, 7, 0)], spots=spots)
    again, twice = score(heads, seen, [(6, 7, 0)], spots=[*spots, (1, 1, "norvik", 0)])
    assert names == again == ["norvik", "pell"]
    assert np.allclose(once, twice, atol=1e-4)
    assert np.array_equal(score(heads, seen, [(6, 7, 0)], spots=spots[::-1])[1], once)


def test_a_sentence_tells_an_act_when_not_all_its_words_are_silent() -> None:
    present = silent(6)
    present[1, 3] = present[2, 3] = 0.5
    told = Presence(window(np.zeros((6, 1)), present, [4, 4, 4, 5, 5, 5])).told
    assert told.shape == (2, len(ACTS))
    assert told[0, 3] == pytest.approx(0.75, abs=1e-3)
    assert told[1, 3] < 0.01


def test_a_sentence_makes_a_trigger_where_its_words_are_undecided() -> None:
    present, acts = silent(4), np.full((4, 1 + 2 * len(ACTS)), 0.01, np.float32)
    present[2, 5] = 0.98
    lifted = Presence(window(np.zeros((4, 1)), present, [0, 0, 1, 1])).lift([], acts)
    assert [(a, b, act) for a, b, act, _ in lifted] == [(2, 2, ACTS[5])]
    assert lifted[0][3] > 0.4


def test_of_two_triggers_of_an_act_in_a_sentence_the_better_is_weighed_by_it() -> None:
    present = silent(4)
    present[0, 5] = 0.9
    found = [(0, 0, ACTS[5], 0.4), (3, 3, ACTS[5], 0.2)]
    lifted = Presence(window(np.zeros((4, 1)), present, [0] * 4)).lift(found, np.zeros((4, 1 + 2 * len(ACTS)), np.float32))
    assert [p for *_, p in lifted] == pytest.approx([(1 - SHARE) * 0.4 + SHARE * 0.9, 0.2], abs=1e-3)


def attended(w: dict[str, np.ndarray], side: str, row: np.ndarray) -> np.ndarray:
    """Attention over the cells of one row of the grid, cell by cell, as the definition has it."""
    even = (row - row.mean(-1, keepdims=True)) / np.sqrt(row.var(-1, keepdims=True) + 1e-5)
    three = (even * w[f"{side}.norm.weight"] + w[f"{side}.norm.bias"]) @ w[f"{side}.qkv.weight"].T + w[f"{side}.qkv.bias"]
    query, key, value = (part.reshape(len(row), HEADS, -1) for part in np.split(three, 3, axis=-1))
    out = np.zeros_like(value)
    for cell in range(len(row)):
        for head in range(HEADS):
            weights = np.exp(key[:, head] @ query[cell, head] / np.sqrt(value.shape[-1]))
            out[cell, head] = (weights[:, None] * value[:, head]).sum(0) / weights.sum()
    return out.reshape(row.shape) @ w[f"{side}.out.weight"].T


@pytest.mark.parametrize("side", ["along", "across"])
def test_the_cells_of_a_row_see_one_another_and_no_other_row(side: str) -> None:
    weights = load_model().weights
    grid = np.random.default_rng(3).normal(size=(3, 5, weights["role.weight"].shape[1])).astype(np.float32)
    assert np.allclose(_crossed(weights, side, grid), [attended(weights, side, row) for row in grid], atol=1e-4)


def test_a_role_depends_on_who_else_stands_there() -> None:
    heads, hidden = load_model().weights, np.random.default_rng(7).normal(size=(9, 384)).astype(np.float32)
    seen = window(hidden, silent(9), [0] * 9)
    _, alone = score(heads, seen, [(6, 7, 0)], spots=[(1, 1, "norvik", 0)])
    _, beside = score(heads, seen, [(6, 7, 0)], spots=[(1, 1, "norvik", 0), (3, 4, "pell", 0)])
    assert not np.allclose(alone[0, 0], beside[0, 0], atol=1e-3)
