"""Windows over a text."""

from importlib.resources import files

import pytest
from tokenizers import Tokenizer

from pipelines.sentences import split_sentences
from pipelines.windows import OVERLAP, WINDOW, Encoded, encode, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str((files("pipelines") / "models" / "joint" / "tokenizer.json").read_text("utf-8"))


def test_tokens_point_at_visible_characters(tokenizer: Tokenizer) -> None:
    text = "Norvik  sued\nPell.  起诉了"
    assert all(text[s:e].strip() == text[s:e] != "" for s, e in encode(text, tokenizer).offsets)


def test_windows_cover_everything_and_overlap_by_sentences(tokenizer: Tokenizer) -> None:
    text = " ".join(f"Norvik sued Pell for the {i}th time before the court." for i in range(200))
    encoded = encode(text, tokenizer)
    found = windows(encoded, split_sentences(text, "en"))
    assert {i for a, b in found for i in range(a, b)} == set(range(len(encoded.ids)))
    assert all(b - a <= WINDOW for a, b in found)
    assert all(0 < before[1] - after[0] <= OVERLAP for before, after in zip(found, found[1:], strict=False))


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    encoded = Encoded(list(range(1000)), [(i, i + 1) for i in range(1000)])
    assert windows(encoded, [(0, 1000)])[0] == (0, WINDOW)


def test_covered_tokens() -> None:
    encoded = Encoded([1, 2, 3], [(0, 4), (5, 9), (9, 10)])
    assert encoded.covered(5, 9) == (1, 1)
    assert encoded.covered(3, 6) == (0, 1)
    assert encoded.covered(4, 5) is None
