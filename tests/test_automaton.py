from pipelines.automaton import Automaton
from pipelines.fold import fold


def find(entries: list[str], text: str) -> list[str]:
    return [text[s:e] for s, e, _ in sorted(Automaton([(e, e) for e in entries]).find(fold(text)))]


def test_words_end_at_their_boundaries() -> None:
    assert find(["sue"], "Sue, ensue, sued, sue.") == ["Sue", "sue"]


def test_open_ends_are_drawn_out_to_the_word() -> None:
    assert find(["*klage", "zurück*"], "Markenklage zurückgezogen Klagewelle") == ["Markenklage", "zurückgezogen"]


def test_han_script_has_no_boundaries() -> None:
    assert find(["起诉"], "开云起诉了对方") == ["起诉"]


def test_traditional_characters_are_found() -> None:
    assert find(["起诉"], "開雲起訴了對方") == ["起訴"]


def test_latin_words_in_han_text_are_whole_words() -> None:
    assert find(["gucci"], "起诉Gucci公司") == ["Gucci"]


def test_an_empty_automaton_finds_nothing() -> None:
    assert find([], "anything") == []


def test_two_payloads_of_one_literal() -> None:
    automaton = Automaton([("sue", 1), ("sue", 2)])
    assert sorted(p for _, _, p in automaton.find("sue")) == [1, 2]
