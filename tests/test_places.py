import pytest

from pipelines.places import han_place_id, han_places_before, is_place, place_id, short_place_before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Köln", "cologne"),
        ("Cologne", "cologne"),
        ("Kölner", "cologne"),
        ("科隆", "cologne"),
        ("meneghino", "milan"),
        ("the Hague", "the_hague"),
        ("L'Aia", "the_hague"),
        ("Nowhere Bay", "nowhere_bay"),
    ],
)
def test_one_id_for_a_place_in_every_language(name: str, expected: str) -> None:
    assert place_id(name) == expected


def test_places_before_a_chinese_head_are_read_leftwards() -> None:
    text = "向深圳市南山区人民法院"
    spans = han_places_before(text, text.index("人民"))
    assert [text[s:e] for s, e in spans] == ["深圳市", "南山区"]
    assert han_place_id(text, spans[-1]) == "nanshan"


def test_no_place_no_span() -> None:
    assert han_places_before("当庭宣布", 2) == []


def test_short_places_need_a_border() -> None:
    text = "诉至砚溪法院"
    assert short_place_before(text, 4) == (2, 4)
    assert short_place_before("有关法院", 2) is None


def test_listed_places() -> None:
    assert is_place("Mailand")
    assert is_place("义乌")
    assert not is_place("Norvik")
