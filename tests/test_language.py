import pytest
from shell_samples import DE, EN, FR, IT, JA, OURS, RU, ZH

from pipelines.language import article_language, identify


def codes(text: str, hint: str | None = None) -> list[str]:
    return [segment.code for segment in identify(text, hint)]


@pytest.mark.parametrize(("code", "text"), OURS.items())
def test_one_language_is_one_segment_over_the_whole_text(code: str, text: str) -> None:
    (segment,) = identify(f"{text}\n\n{text}")
    assert (segment.code, segment.start, segment.end) == (code, 0, len(text) * 2 + 2)


@pytest.mark.parametrize(
    ("code", "text"), [("fr", FR), ("ja", JA), ("ru", RU), ("ko", "노르덴은 월요일 펠렛을 상대로 상표권 침해 소송을 제기했다.")]
)
def test_other_languages_keep_their_code(code: str, text: str) -> None:
    assert codes(text) == [code]


def test_a_translation_above_its_original_gives_two_segments_and_its_own_language() -> None:
    text = f"{ZH}\n{ZH}\n\n{EN}\n{EN}"
    first, second = identify(text)
    assert (first.code, second.code) == ("zh", "en")
    assert text[first.start : first.end] == f"{ZH}\n{ZH}"
    assert text[second.start : second.end].startswith("Norvik")
    assert article_language(text, [first, second]) == "zh"


@pytest.mark.parametrize("other", [DE, IT, ZH])
def test_a_summary_below_is_the_minor_language(other: str) -> None:
    text = f"{other}\n\n{other}\n\nIn English: {EN}"
    segments = identify(text)
    assert [s.code for s in segments][-1] == "en"
    assert article_language(text, segments) == segments[0].code != "en"


def test_chinese_full_of_latin_brand_names_is_chinese() -> None:
    text = "该平台下架了Norvik Audio、Pell & Daughters、Castelvento Milano、Harbeck Werke等品牌的全部假冒商品链接，并封禁了相关店铺。"
    assert codes(text) == ["zh"]


def test_traditional_characters_are_chinese() -> None:
    assert codes("泊禾茶業本週向法院起訴了一家網店，稱其長期銷售假冒茶葉。") == ["zh"]


def test_a_chinese_name_leaves_an_english_paragraph_english() -> None:
    assert codes(f"{EN} The tea house, 泊禾茶业 in Chinese, did not reply to two letters and a call.") == ["en"]


def test_short_paragraphs_take_their_neighbours_language() -> None:
    text = f"{IT}\n\nPell & Daughters\n\nSorry, we are closed\n\n{IT}"
    assert codes(text) == ["it"]


def test_one_foreign_sentence_inside_a_paragraph_makes_no_segment() -> None:
    assert codes(f"{IT} «We have nothing to say about this», ha risposto l'azienda.\n\n{IT}") == ["it"]


def test_a_minor_language_that_is_not_read_dissolves() -> None:
    assert codes(f"{EN}\n\n{EN}\n\n{FR}\n\n{EN}") == ["en"]


def test_a_main_language_that_is_not_read_stays() -> None:
    text = f"{FR}\n\n{FR}\n\n{FR}\n\n{EN}"
    assert article_language(text, identify(text)) == "fr"


def test_a_hint_decides_only_where_the_text_is_too_short() -> None:
    assert codes("Norvik Pell", "de") == ["de"]
    assert codes(EN, "de") == ["en"]


@pytest.mark.parametrize("text", ["", " \n", "123 456\n%%%", "—…!!"])
def test_no_letters_no_segment(text: str) -> None:
    assert identify(text) == []
    assert article_language(text, []) == "und"


def test_the_same_text_gives_the_same_answer_each_time() -> None:
    text = "Harbeck gegen Tessenow, Runde drei: Aktuelles aus dem Ladenbau, Ausgabe 26"
    assert len({tuple(codes(text)) for _ in range(5)}) == 1
