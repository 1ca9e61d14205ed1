import unicodedata

import pytest

from pipelines.fold import fold, is_han


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kering SA", "kering sa"),
        ("開雲集團對阿里巴巴提起訴訟", "开云集团对阿里巴巴提起诉讼"),
        ("Pell’s “suit”", 'pell\'s "suit"'),
        ("ＡＢＣ（１２）", "abc(12)"),
        ("a\u00a0b", "a b"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_keeps_the_length_of_everything() -> None:
    text = "".join(chr(c) for c in range(0x10000) if unicodedata.category(chr(c)) not in ("Cs", "Cn")) + "ß İ ŉ 𠮷 😀"
    assert len(fold(text)) == len(text)


def test_lone_surrogates_survive() -> None:
    assert fold("a\ud800b") == "a\ud800b"


def test_han() -> None:
    assert is_han("诉")
    assert not is_han("a")
    assert not is_han("。")
