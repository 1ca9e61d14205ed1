import pytest

from pipelines.german import is_listed, is_noun


@pytest.mark.parametrize("word", ["Händler", "Klagen", "Wettbewerbsbehörde", "Vertragsstrafe", "Verfügung", "Lieferketten"])
def test_common_nouns_inflected_and_compound(word: str) -> None:
    assert is_noun(word)


@pytest.mark.parametrize("word", ["Norvik", "Trallmo", "Velmo", "Quinzi"])
def test_unknown_words(word: str) -> None:
    assert not is_noun(word)


def test_a_compound_is_no_listed_noun() -> None:
    assert is_noun("Gipfelkorb")
    assert not is_listed("Gipfelkorb")
    assert is_listed("Korb")
