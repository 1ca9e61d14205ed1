"""Windows over a text."""

from importlib.resources import files

import pytest
from tokenizers import Tokenizer

from pipelines.sentences import split_sentences
from pipelines.windows import LONGEST, OVERLAP, WINDOW, Encoded, encode, spell, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str((files("pipelines") / "models" / "joint" / "tokenizer.json").read_text("utf-8"))


def test_words_point_at_visible_characters(tokenizer: Tokenizer) -> None:
    text = "Norvik  sued\nPell.  起诉了"
    assert all(text[s:e].strip() == text[s:e] != "" for s, e in encode(text, tokenizer).offsets)


def pieces(encoded: Encoded, first: int, end: int) -> int:
    return sum(len(spelt) for spelt in encoded.ids[first:end])


def test_a_word_is_a_run_of_letters_and_figures_however_it_is_spelt(tokenizer: Tokenizer) -> None:
    text = "Norvikwerksgenossenschaft v. Pell-Braukunst 2024年起诉"
    encoded = encode(text, tokenizer)
    told = [text[s:e] for s, e in encoded.offsets]
    assert told[:6] == ["Norvikwerksgenossenschaft", "v", ".", "Pell", "-", "Braukunst"]
    assert "2024" in told
    assert len(encoded.ids[0]) > 1


def test_a_word_without_end_is_cut(tokenizer: Tokenizer) -> None:
    encoded = encode("qx7" * 200, tokenizer)
    assert len(encoded.ids) > 1
    assert max(len(spelt) for spelt in encoded.ids) == LONGEST


def test_a_word_is_the_mean_of_its_pieces() -> None:
    told = spell([(5,), (6, 7)], rows=3, columns=4)
    assert told.tolist() == [[1, 0, 0, 0], [0, 0.5, 0.5, 0], [0, 0, 0, 0]]


def test_windows_cover_everything_and_overlap_by_sentences(tokenizer: Tokenizer) -> None:
    text = " ".join(f"Norvik sued Pell for the {i}th time before the court." for i in range(200))
    encoded = encode(text, tokenizer)
    found = windows(encoded, split_sentences(text, "en"))
    assert {i for a, b in found for i in range(a, b)} == set(range(len(encoded.ids)))
    assert all(pieces(encoded, a, b) <= WINDOW for a, b in found)
    assert all(0 < pieces(encoded, after[0], before[1]) <= OVERLAP for before, after in zip(found, found[1:], strict=False))


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    encoded = Encoded([(i,) for i in range(1000)], [(i, i + 1) for i in range(1000)])
    assert windows(encoded, [(0, 1000)])[0] == (0, WINDOW)


def test_covered_words() -> None:
    encoded = Encoded([(1,), (2,), (3,)], [(0, 4), (5, 9), (9, 10)])
    assert encoded.covered(5, 9) == (1, 1)
    assert encoded.covered(3, 6) == (0, 1)
    assert encoded.covered(4, 5) is None
