from pipelines.segment import is_ordinary, segment


def cut(text: str, known: list[tuple[int, int]] | None = None, places: list[tuple[int, int]] | None = None) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.kind) for t in segment(text, known or [], places=places or [])]


def test_what_is_unknown_stays_in_single_characters() -> None:
    assert cut("榫朴创始人说") == [("榫", "unknown"), ("朴", "unknown"), ("创始人", "word"), ("说", "function")]


def test_verbs_are_breaks_and_places_are_places() -> None:
    assert cut("杭州宣布") == [("杭州", "place"), ("宣布", "break")]


def test_known_spans_are_left_out_and_given_places_are_words() -> None:
    assert cut("澜舍宣布", [(0, 2)]) == [("宣布", "break")]
    assert cut("中山风露轩", places=[(0, 2)])[0] == ("中山", "place")


def test_other_scripts_part_the_text() -> None:
    assert cut("宣布Norvik宣布") == [("宣布", "break"), ("宣布", "break")]


def test_ordinary_words() -> None:
    assert is_ordinary("很好")
    assert not is_ordinary("榫朴")
    assert not is_ordinary("Norvik")
