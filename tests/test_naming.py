"""From tokens to names."""

import numpy as np

from pipelines.naming import KINDS, find_seen, whole_words
from pipelines.view import View, Window
from pipelines.windows import Encoded

WIDTH = 1 + 2 * len(KINDS)


def view(labels: list[str], offsets: list[tuple[int, int]]) -> View:
    rows = np.full((len(labels), WIDTH), 0.001, np.float32)
    for row, label in zip(rows, labels, strict=True):
        head, _, kind = label.partition("-")
        row[0 if label == "O" else 1 + 2 * KINDS.index(kind) + (head == "I")] = 0.9
    empty = np.zeros((len(labels), 1), np.float32)
    return View(Encoded([(n,) for n in range(len(labels))], offsets), [Window(0, empty, rows, empty, empty, empty, [0] * len(labels))], {})


def test_a_name_ends_where_the_next_begins() -> None:
    text = "Norvik Audio Pell ran"
    offsets = [(0, 3), (3, 6), (7, 12), (13, 17), (18, 21)]
    found = find_seen(view(["B-company", "I-company", "I-company", "B-brand", "O"], offsets), text)
    assert [(text[s.start : s.end], s.kind) for s in found] == [("Norvik Audio", "company"), ("Pell", "brand")]
    assert all(0.85 < s.certainty < 1 for s in found)


def test_words_are_never_cut_but_han_characters_are() -> None:
    assert whole_words("the Norviks ran", 4, 7) == (4, 11)
    assert whole_words("在泊禾茶业的", 1, 3) == (1, 3)
    assert whole_words("客商Norvik说", 2, 8) == (2, 8)


def test_a_text_without_names_has_none() -> None:
    assert find_seen(view(["O", "O"], [(0, 2), (3, 5)]), "it ran") == []


def test_overlapping_windows_share_their_overlap() -> None:
    rows = [np.full((6, 1), number, np.float32) for number in (1, 2)]
    windows = [Window(first, r, r, r, r, r, [0] * 6) for first, r in zip((0, 4), rows, strict=True)]
    both = View(Encoded([(n,) for n in range(10)], [(i, i + 1) for i in range(10)]), windows, {})
    assert both.names()[:, 0].tolist() == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
