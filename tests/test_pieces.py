"""Which pieces of the vocabulary stay."""

import json

import pytest
from tokenizers import Tokenizer, models

from pipelines.training import pieces
from pipelines.training.pieces import cut_tokenizer

_PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("a", -1.0), ("b", -2.0), ("щ", -0.5), ("c", -3.0), ("d", -4.0)]


def _written() -> str:
    return Tokenizer(models.Unigram(_PIECES, unk_id=3)).to_str()


def test_the_likeliest_of_our_scripts_fill_up_what_the_texts_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SIZE", 7)
    assert pieces.choose(_written(), ["d"]) == [0, 1, 2, 3, 4, 5, 8]


def test_texts_that_use_more_than_fits_keep_just_what_they_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SIZE", 5)
    assert pieces.choose(_written(), ["bcd"]) == [0, 1, 2, 3, 5, 7, 8]


def test_the_cut_tokenizer_numbers_what_stays_in_order() -> None:
    cut = json.loads(cut_tokenizer(_written(), [0, 1, 2, 3, 5, 8]))
    assert [piece for piece, _ in cut["model"]["vocab"]] == ["<s>", "<pad>", "</s>", "<unk>", "b", "d"]
    assert cut["model"]["unk_id"] == 3
